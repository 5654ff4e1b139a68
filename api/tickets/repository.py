"""All SQL about tickets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, literal_column, select, tuple_, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from api.actors import ActorKind
from api.clock import VIETNAM
from api.pagination import Cursor
from api.tickets.models import Ticket, TicketAttachment, TicketEvent, TicketReporter
from api.tickets.search import indexed, occurs

# A page of a search is first looked for among this many of the newest rows: a frequent word is found
# there at once, and what is not there is rare enough for the index of words.
NEWEST = 4_000
URGENT = "urgent"
# A literal, not a parameter: the partial index of urgent tickets is used only for its own condition.
is_urgent = Ticket.urgency == literal_column(f"'{URGENT}'")


@dataclass(frozen=True)
class TicketFilters:
    """Days are days in Vietnam, both included; several values of one filter mean any of them."""

    status: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    assignee: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    q: str | None = None
    urgency: str | None = None
    unassigned: bool = False


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def conditions(filters: TicketFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, values in (
        (Ticket.status, filters.status),
        (Ticket.category, filters.category),
        (Ticket.assignee, filters.assignee),
        (Ticket.channel, filters.channel),
    ):
        if len(values) == 1:
            found.append(column == values[0])
        elif values:
            found.append(column.in_(values))
    if filters.unassigned:
        found.append(Ticket.assignee.is_(None))
    if filters.urgency == URGENT:
        found.append(is_urgent)
    elif filters.urgency:
        found.append(Ticket.urgency == filters.urgency)
    if filters.since:
        found.append(Ticket.opened_at >= start_of(filters.since))
    if filters.until and filters.until < date.max:
        found.append(Ticket.opened_at < start_of(filters.until + timedelta(days=1)))
    return found


def newest_first(filters: TicketFilters, cursor: Cursor | None) -> Select[Ticket]:
    query = select(Ticket).where(*conditions(filters))
    if cursor:
        query = query.where(tuple_(Ticket.opened_at, Ticket.id) < (cursor.at, cursor.id))
    return query.order_by(Ticket.opened_at.desc(), Ticket.id.desc())


async def page(
    session: AsyncSession, filters: TicketFilters, cursor: Cursor | None, limit: int
) -> Sequence[Ticket]:
    if filters.q is None:
        return (await session.scalars(newest_first(filters, cursor).limit(limit))).all()
    ids = await search_newest(session, filters, cursor, limit)
    if len(ids) < limit:
        ids = await search_all(session, filters, cursor, limit)
    query = newest_first(TicketFilters(), None).where(Ticket.id.in_(ids))
    return (await session.scalars(query)).all()


async def count_by_status(session: AsyncSession, statuses: Sequence[str], at_most: int) -> dict[str, int]:
    """How many tickets each status has, counted no further than `at_most`: cheap however many there are."""
    if not statuses:
        return {}
    counts = [
        select(
            literal(status).label("status"),
            func.count().label("tickets"),
        ).select_from(select(Ticket.id).where(Ticket.status == status).limit(at_most).subquery())
        for status in statuses
    ]
    return {row.status: row.tickets for row in await session.execute(union_all(*counts))}


async def channels(session: AsyncSession) -> Sequence[str]:
    """The channels tickets came from, by hopping through the index from one to the next."""
    hops = select(func.min(Ticket.channel).label("channel")).cte("hops", recursive=True)
    following = select(func.min(Ticket.channel)).where(Ticket.channel > hops.c.channel).scalar_subquery()
    hops = hops.union_all(select(following).where(hops.c.channel.is_not(None)))
    query = select(hops.c.channel).where(hops.c.channel.is_not(None))
    return (await session.scalars(query)).all()


async def search_newest(
    session: AsyncSession, filters: TicketFilters, cursor: Cursor | None, limit: int
) -> Sequence[int]:
    """Matches among the newest rows, in order; stops as soon as the page is full."""
    newest = (
        newest_first(filters, cursor)
        .with_only_columns(Ticket.id, Ticket.opened_at, Ticket.search)
        .limit(NEWEST)
        .subquery()
    )
    query = (
        select(newest.c.id)
        .where(occurs(newest.c.search, filters.q or ""))
        .order_by(newest.c.opened_at.desc(), newest.c.id.desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def search_all(
    session: AsyncSession, filters: TicketFilters, cursor: Cursor | None, limit: int
) -> Sequence[int]:
    """All matches by the index of words, then sorted: materialized, or the planner might walk by age."""
    matches = (
        newest_first(filters, cursor)
        .with_only_columns(Ticket.id, Ticket.opened_at)
        .where(indexed(filters.q or ""), occurs(Ticket.search, filters.q or ""))
        .order_by(None)
        .cte("matches")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    query = select(matches.c.id).order_by(matches.c.opened_at.desc(), matches.c.id.desc()).limit(limit)
    return (await session.scalars(query)).all()


async def by_code(session: AsyncSession, code: str, *, lock: bool = False) -> Ticket | None:
    query = select(Ticket).where(Ticket.code == code)
    if lock:
        # The session may know the ticket from before the lock; it must see what others committed since.
        query = query.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(query)


async def of_conversation(session: AsyncSession, conversation_id: str, limit: int) -> Sequence[Ticket]:
    """Newest first."""
    query = newest_first(TicketFilters(), None).where(Ticket.conversation_id == conversation_id)
    return (await session.scalars(query.limit(limit))).all()


async def messages_of_others(
    session: AsyncSession, conversation_id: str, audience: str, after: int, limit: int
) -> Sequence[tuple[TicketEvent, str]]:
    """What others than the reporter wrote on a conversation's tickets, oldest first, with their codes."""
    query = (
        select(TicketEvent, Ticket.code)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(
            Ticket.conversation_id == conversation_id,
            TicketEvent.kind == "message",
            TicketEvent.audience == audience,
            TicketEvent.actor_kind != ActorKind.REPORTER,
            TicketEvent.id > after,
        )
        .order_by(TicketEvent.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await session.execute(query)]


async def lock_conversation(session: AsyncSession, conversation_id: str) -> None:
    """Until the transaction ends nobody else writes to this conversation: ids then grow as they commit."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(conversation_id, 0))))


async def reporter(session: AsyncSession, ticket_id: int) -> TicketReporter | None:
    return await session.get(TicketReporter, ticket_id)


async def events(
    session: AsyncSession, ticket_id: int, *, audience: str | None = None
) -> Sequence[TicketEvent]:
    query = select(TicketEvent).where(TicketEvent.ticket_id == ticket_id).order_by(TicketEvent.id)
    if audience:
        query = query.where(TicketEvent.audience == audience)
    return (await session.scalars(query)).all()


async def event(session: AsyncSession, ticket_id: int, event_id: int) -> TicketEvent | None:
    query = select(TicketEvent).where(TicketEvent.id == event_id, TicketEvent.ticket_id == ticket_id)
    return await session.scalar(query)


async def attachments(session: AsyncSession, ticket_id: int) -> Sequence[TicketAttachment]:
    """Without their contents."""
    query = (
        select(TicketAttachment)
        .where(TicketAttachment.ticket_id == ticket_id)
        .order_by(TicketAttachment.at, TicketAttachment.id)
    )
    return (await session.scalars(query)).all()


async def attachment(session: AsyncSession, ticket_id: int, file_id: UUID) -> TicketAttachment | None:
    query = select(TicketAttachment).where(
        TicketAttachment.id == file_id, TicketAttachment.ticket_id == ticket_id
    )
    return await session.scalar(query)


async def content(session: AsyncSession, ticket_id: int, file_id: UUID) -> bytes | None:
    query = select(TicketAttachment.content).where(
        TicketAttachment.id == file_id, TicketAttachment.ticket_id == ticket_id
    )
    return await session.scalar(query)


async def receipt_hash(session: AsyncSession, code: str) -> bytes | None:
    return await session.scalar(select(Ticket.receipt_hash).where(Ticket.code == code))
