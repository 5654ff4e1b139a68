"""Reads and keeps the hotline's contacts and hours."""

from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import audit
from api.actors import Actor
from api.clock import now
from api.errors import ConflictError
from api.hotline.hours import Closed, Hours, Span
from api.hotline.models import Hotline, HotlineClosed, HotlineHours

ONLY = 1


class ChangedMeanwhileError(ConflictError):
    """Somebody saved the page after it was read."""


@dataclass(frozen=True)
class Reach:
    """How and when officers can be reached. Version 0: nobody has entered anything."""

    phone: str | None = None
    email: str | None = None
    hours: Hours = field(default_factory=Hours)
    version: int = 0
    updated_by: str = ""


async def read(session: AsyncSession) -> Reach:
    return await _reach(session, await session.get(Hotline, ONLY))


async def save(session: AsyncSession, new: Reach, by: Actor) -> None:
    """`new.version` is the one that was seen. Saving the same is no change."""
    row = await session.get(Hotline, ONLY, with_for_update=True, populate_existing=True)
    before = await _reach(session, row)
    if before.version != new.version:
        raise ChangedMeanwhileError
    if (before.phone, before.email, before.hours) == (new.phone, new.email, new.hours):
        return
    if row is None:
        row = Hotline(id=ONLY)
        session.add(row)
    row.phone, row.email = new.phone, new.email
    row.version, row.updated_by, row.updated_at = new.version + 1, by.name, now()
    await session.execute(delete(HotlineHours))
    await session.execute(delete(HotlineClosed))
    session.add_all(
        HotlineHours(weekday=span.weekday, opens=span.opens, closes=span.closes) for span in new.hours.spans
    )
    session.add_all(
        HotlineClosed(first_day=item.first, last_day=item.last, note=item.note) for item in new.hours.closed
    )
    audit.record(session, by, "hotline.edited", version=row.version)
    await session.flush()


async def _reach(session: AsyncSession, row: Hotline | None) -> Reach:
    if row is None:
        return Reach()
    spans = await session.scalars(select(HotlineHours))
    closed = await session.scalars(select(HotlineClosed))
    hours = Hours.of(
        (Span(item.weekday, item.opens, item.closes) for item in spans),
        (Closed(item.first_day, item.last_day, item.note) for item in closed),
    )
    return Reach(row.phone, row.email, hours, row.version, row.updated_by)
