"""/danh-ba: the public directory as a page without scripts, and as open data."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.ext.asyncio import AsyncSession

from api.clock import VIETNAM, today
from api.database import SessionDep
from api.directory import repository, service
from api.directory.files import LEVELS
from api.directory.models import Agency, Spokesperson
from api.directory.routes import DirectoryDep
from api.directory.schemas import SpokespersonAnswer, SpokespersonRead
from api.rate_limits import limit_public

HERE = Path(__file__).resolve().parent
PICO = HERE.parent / "staff" / "static" / "vendor" / "pico-2.1.1.min.css"
STYLES = {"pico.css": PICO, "directory.css": HERE / "static" / "directory.css"}
# Pico draws its arrows from data: addresses in its style sheet.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
LONGEST_SEARCH = 300
MOST_AGENCIES = 1000

router = APIRouter(prefix="/danh-ba", include_in_schema=False, dependencies=[Depends(limit_public)])


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency and who speaks for it."""

    agency: Agency
    people: list[SpokespersonRead]


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything on the page, by level."""

    levels: dict[str, list[Entry]]
    has_samples: bool


@router.get("")
async def show_directory(
    request: Request, session: SessionDep, directory: DirectoryDep, q: str = "", id: str = ""
) -> HTMLResponse:
    typed, agency_id = _one_line(q), id if id in directory.resolver.index.agencies else None
    answer = None
    if typed or agency_id:
        answer = await service.find_spokespersons(
            session, directory, typed=None if agency_id else typed, agency_id=agency_id, as_of=None
        )
    return await _page(request, session, typed=typed, answer=answer)


async def _page(
    request: Request, session: AsyncSession, *, typed: str, answer: SpokespersonAnswer | None
) -> HTMLResponse:
    listing = await read_listing(session)
    page = (
        environment()
        .get_template("directory.html")
        .render(typed=typed, answer=answer, listing=listing, today=today())
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


async def read_listing(session: AsyncSession) -> Listing:
    rows = await repository.agencies(
        session, q=None, level=None, former=False, after=None, limit=MOST_AGENCIES
    )
    people = await repository.spokespersons(session, today())
    of_agency = await _read_by_agency(session, people)
    levels = {
        level: [Entry(row, of_agency.get(row.id, [])) for row in rows if row.level == level]
        for level in LEVELS
    }
    return Listing(
        levels={level: listed for level, listed in levels.items() if listed},
        has_samples=any(person.sample for person in people),
    )


async def _read_by_agency(
    session: AsyncSession, people: Sequence[Spokesperson]
) -> dict[str, list[SpokespersonRead]]:
    oldest = await service.oldest_fresh(session)
    grouped: defaultdict[str, list[SpokespersonRead]] = defaultdict(list)
    for person in people:
        grouped[person.agency_id].append(service.spokesperson_read(person, oldest))
    return grouped


@router.get("/{name}.css")
async def style(name: str) -> FileResponse:
    path = STYLES.get(f"{name}.css", STYLES["directory.css"])
    return FileResponse(path, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


def environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["day"] = show_day
    return found


def show_day(value: date | datetime) -> str:
    """As people in Vietnam write it."""
    day = value.astimezone(VIETNAM).date() if isinstance(value, datetime) else value
    return day.strftime("%d/%m/%Y")


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_SEARCH]
