"""Answers from the directory: who speaks for an agency, on any day."""

import calendar
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.clock import now, today
from api.directory import repository
from api.directory.assemble import label
from api.directory.cache import Snapshot
from api.directory.models import Spokesperson
from api.directory.resolver import Outcome, Resolution
from api.directory.schemas import (
    AgencyRead,
    CandidateRead,
    SpokespersonAnswer,
    SpokespersonRead,
    SuccessorRead,
)

USUAL_CHECK_MONTHS = 6


async def commune_names(session: AsyncSession, codes: Sequence[str]) -> dict[str, str]:
    """Names by code; a code that names nothing today is left out."""
    found = await repository.communes(session, codes, today()) if codes else []
    return {commune.code: label(commune.kind, commune.name) for commune in found}


async def find_spokespersons(
    session: AsyncSession,
    directory: Snapshot,
    *,
    typed: str | None,
    agency_id: str | None,
    as_of: date | None,
) -> SpokespersonAnswer:
    day = as_of or today()
    # Candidates may come back as what was typed.
    chosen = agency_id or (typed if typed in directory.resolver.index.agencies else None)
    if chosen:
        resolution = directory.resolver.resolve_id(chosen, day)
    else:
        resolution = directory.resolver.resolve(typed or "", day)
    resolution, people = await _people(session, directory, resolution, day)
    return SpokespersonAnswer(
        outcome=resolution.outcome,
        agency=AgencyRead.of(directory.agency(resolution.agency_id)) if resolution.agency_id else None,
        successors=[
            SuccessorRead(
                id=heir.agency_id,
                name=directory.agency(heir.agency_id).name,
                scope=heir.scope,
                since=heir.since,
            )
            for heir in resolution.heirs
        ],
        candidates=[
            CandidateRead(id=found.agency_id, name=directory.agency(found.agency_id).name, note=found.note)
            for found in resolution.candidates
        ],
        spokespersons=await read(session, people),
    )


async def _people(
    session: AsyncSession, directory: Snapshot, resolution: Resolution, day: date
) -> tuple[Resolution, Sequence[Spokesperson]]:
    """The entries that belong to the answer, and the answer they turn it into."""
    if resolution.agency_id is None or resolution.outcome is Outcome.AMBIGUOUS:
        return resolution, ()
    if resolution.outcome is Outcome.FOUND:
        people = await repository.spokespersons(session, day, [resolution.agency_id])
        outcome = Outcome.FOUND if people else Outcome.VACANT
        return Resolution(outcome, resolution.agency_id), people
    if day < today():
        # Of some agencies the last day is not known; who spoke for them then proves that they were there.
        people = await repository.spokespersons(session, day, [resolution.agency_id])
        if people:
            return Resolution(Outcome.FOUND, resolution.agency_id), people
    if len(resolution.heirs) != 1:
        return resolution, ()
    return resolution, await repository.spokespersons(session, day, [resolution.heirs[0].agency_id])


async def read(session: AsyncSession, people: Sequence[Spokesperson]) -> list[SpokespersonRead]:
    if not people:
        return []
    oldest = await oldest_fresh(session)
    return [spokesperson_read(person, oldest) for person in people]


async def oldest_fresh(session: AsyncSession) -> datetime:
    """Entries checked before this moment are stale."""
    months = await repository.check_months(session, today())
    return months_before(now(), months or USUAL_CHECK_MONTHS)


def spokesperson_read(person: Spokesperson, oldest: datetime) -> SpokespersonRead:
    """Published fields only: a mobile number is given out when its owner agreed, and else does not leave."""
    published_mobile = person.phone_mobile if person.publish_mobile else None
    return SpokespersonRead(
        name=person.name,
        title=person.title,
        role=person.role,
        phone=person.phone_office or published_mobile,
        email=person.email,
        decision_no=person.decision_no,
        valid_from=person.valid_from,
        valid_to=person.valid_to,
        verified_at=person.verified_at,
        stale=person.verified_at is None or person.verified_at < oldest,
    )


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
