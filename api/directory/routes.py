"""The directory over HTTP; anyone may read it."""

import base64
import binascii
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.clear_text import CleanLine, line
from api.clock import today
from api.database import SessionDep
from api.directory import communes, repository, service
from api.directory.cache import DirectoryCache, Snapshot
from api.directory.records import NameKind
from api.directory.schemas import (
    AgencyDetail,
    AgencyId,
    AgencyPage,
    AgencyRead,
    CandidateRead,
    CommuneAnswer,
    CommuneList,
    Level,
    SpokespersonAnswer,
    SuccessorRead,
)
from api.errors import InvalidError, NotFoundError, TooManyRequestsError, responses
from api.pagination import LARGEST_PAGE, USUAL_PAGE
from api.rate_limits import limit_public
from nlu.text.fold import fold_search

router = APIRouter(
    prefix="/v1",
    tags=["directory"],
    dependencies=[Depends(limit_public)],
    responses=responses(TooManyRequestsError),
)
Typed = Annotated[str, line(300), CleanLine]


async def current_directory(request: Request, session: SessionDep) -> Snapshot:
    cache: DirectoryCache = request.app.state.directory
    return await cache.snapshot(session)


DirectoryDep = Annotated[Snapshot, Depends(current_directory)]


class SpokespersonQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    agency: Typed | None = Field(default=None, description="As typed", examples=["sđt người phát ngôn SYT"])
    agency_id: AgencyId | None = Field(default=None, description="One of the candidates of an earlier answer")
    as_of: date | None = Field(default=None, description="Who it was on that day; today if absent")

    @model_validator(mode="after")
    def name_one_agency(self) -> "SpokespersonQuery":
        if (self.agency is None) == (self.agency_id is None):
            raise ValueError("Either agency or agency_id is needed")
        return self


class AgencyQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    q: Typed | None = Field(default=None, description="Part of a name; ignores diacritics and case")
    level: Level | None = None
    former: bool = Field(default=False, description="Also agencies that exist no more")
    cursor: Annotated[str, Field(max_length=600, pattern=r"^[A-Za-z0-9_-]+$")] | None = None
    limit: int = Field(default=USUAL_PAGE, ge=1, le=LARGEST_PAGE)


class CommuneQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    q: Typed | None = Field(default=None, description="A place as typed", examples=["thi tran muong te"])


@router.get("/spokespersons", summary="Who speaks for an agency")
async def find_spokespersons(
    query: Annotated[SpokespersonQuery, Query()], session: SessionDep, directory: DirectoryDep
) -> SpokespersonAnswer:
    """Never guesses: `found`, `ambiguous` (ask which of the candidates), `succeeded` (the agency was
    replaced), `vacant` (nobody is listed) or `unknown`."""
    return await service.find_spokespersons(
        session, directory, typed=query.agency, agency_id=query.agency_id, as_of=query.as_of
    )


@router.get("/agencies", summary="List agencies in alphabetical order")
async def list_agencies(query: Annotated[AgencyQuery, Query()], session: SessionDep) -> AgencyPage:
    rows = await repository.agencies(
        session,
        q=fold_search(query.q) if query.q else None,
        level=query.level,
        former=query.former,
        after=_decode(query.cursor) if query.cursor else None,
        limit=query.limit + 1,
    )
    shown = rows[: query.limit]
    more = _encode(shown[-1].sort_key, shown[-1].id) if len(rows) > query.limit else None
    return AgencyPage(items=[AgencyRead.model_validate(row) for row in shown], next=more)


@router.get("/agencies/{agency_id}", summary="Read an agency", responses=responses(NotFoundError))
async def read_agency(
    agency_id: Annotated[AgencyId, Path()], session: SessionDep, directory: DirectoryDep
) -> AgencyDetail:
    row = await repository.agency(session, agency_id)
    if row is None:
        raise NotFoundError("There is no such agency")
    steps = await repository.successions(session, agency_id)
    people = await repository.spokespersons(session, today(), [agency_id])
    return AgencyDetail(
        **AgencyRead.model_validate(row).model_dump(),
        aliases=list(await repository.names_of(session, agency_id, [NameKind.ALIAS, NameKind.ABBREVIATION])),
        successors=[
            SuccessorRead(
                id=step.successor_id,
                name=directory.agency(step.successor_id).name,
                scope=step.scope,
                since=step.since,
            )
            for step in steps
            if step.agency_id == agency_id
        ],
        predecessors=[
            CandidateRead(
                id=step.agency_id, name=directory.agency(step.agency_id).name, note=step.scope or ""
            )
            for step in steps
            if step.successor_id == agency_id
        ],
        spokespersons=await service.read(session, people),
        grade=row.grade,
    )


@router.get("/communes", summary="List communes, or find the one a text means")
async def find_communes(
    query: Annotated[CommuneQuery, Query()], session: SessionDep, directory: DirectoryDep
) -> CommuneList | CommuneAnswer:
    """Without `q`: all communes of today. With `q`: the commune meant, also by a former name."""
    if query.q is None:
        return communes.list_communes(await repository.directory(session))
    return communes.find_commune(directory, query.q)


def _encode(sort_key: str, agency_id: str) -> str:
    return base64.urlsafe_b64encode(f"{sort_key}\n{agency_id}".encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[str, str]:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise InvalidError("The cursor is not one this list gave out", field="query/cursor") from error
    sort_key, separator, agency_id = text.partition("\n")
    if not separator or "\x00" in text:
        raise InvalidError("The cursor is not one this list gave out", field="query/cursor")
    return sort_key, agency_id
