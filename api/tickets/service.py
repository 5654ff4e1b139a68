"""What can be done with a ticket that exists; filing one is in filing.py, files are in evidence.py.

Every change writes its event in the same transaction, and only `append` writes events.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api import audit, jobs
from api.actors import Actor, ActorKind
from api.clock import now
from api.errors import ForbiddenError, InvalidError, NotFoundError, ReasonMissingError, TransitionRefusedError
from api.pagination import Cursor, UrgencyCursor
from api.taxonomy import service as taxonomy
from api.taxonomy.models import Transition
from api.tickets import repository
from api.tickets.models import Ticket, TicketAttachment, TicketEvent, TicketReporter
from api.tickets.repository import TicketFilters

INTERNAL = "internal"
REPORTER = "reporter"
URGENCIES = ("urgent", "normal")  # in the order of the list that shows urgent tickets first


async def list_tickets(
    session: AsyncSession, filters: TicketFilters, cursor: Cursor | None, limit: int
) -> tuple[Sequence[Ticket], Cursor | None]:
    """One page, newest first, and the cursor of the next one."""
    found = await repository.page(session, filters, cursor, limit + 1)
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], Cursor(last.opened_at, last.id)


async def list_urgent_first(
    session: AsyncSession, filters: TicketFilters, cursor: UrgencyCursor | None, limit: int
) -> tuple[Sequence[Ticket], UrgencyCursor | None]:
    """One page, urgent tickets before all others and each part newest first."""
    found: list[Ticket] = []
    place = cursor.place if cursor else None
    for urgency in URGENCIES[URGENCIES.index(cursor.urgency) if cursor else 0 :]:
        part, following = await list_tickets(
            session, replace(filters, urgency=urgency), place, limit - len(found)
        )
        found.extend(part)
        if following:
            return found, UrgencyCursor(urgency, following)
        if len(found) == limit and urgency != URGENCIES[-1]:
            return found, UrgencyCursor(URGENCIES[-1], None)
        place = None
    return found, None


async def count_by_status(session: AsyncSession, statuses: Sequence[str], at_most: int) -> dict[str, int]:
    """Tickets of each status, none counted further than `at_most`."""
    return await repository.count_by_status(session, statuses, at_most)


async def list_channels(session: AsyncSession) -> Sequence[str]:
    return await repository.channels(session)


async def get_ticket(session: AsyncSession, code: str, *, lock: bool = False) -> Ticket:
    """`lock` holds the row until the transaction ends, for whoever is going to change it."""
    ticket = await repository.by_code(session, code, lock=lock)
    if ticket is None:
        raise NotFoundError("There is no such ticket")
    return ticket


async def thread(session: AsyncSession, code: str) -> Sequence[TicketEvent]:
    """Everything that happened, internal notes included, oldest first."""
    ticket = await get_ticket(session, code)
    return await repository.events(session, ticket.id)


async def list_attachments(session: AsyncSession, code: str) -> Sequence[TicketAttachment]:
    ticket = await get_ticket(session, code)
    return await repository.attachments(session, ticket.id)


async def read_reporter(session: AsyncSession, code: str, by: Actor) -> TicketReporter:
    """Who reported it; each reading is written down. Other programs never get a secret one."""
    ticket = await get_ticket(session, code)
    if ticket.keep_secret and by.kind is ActorKind.SERVICE:
        raise ForbiddenError("The reporter asked that the identity stay within the hotline")
    audit.record(session, by, "reporter_read", ticket.code, keep_secret=ticket.keep_secret)
    found = await repository.reporter(session, ticket.id)
    if found is None:
        raise NotFoundError("The reporter's identity is not kept")
    return found


async def allowed_transitions(session: AsyncSession, ticket: Ticket, by: Actor) -> Sequence[Transition]:
    """The moves of the table that `by` may make now; programs with the scope act for staff."""
    who = ActorKind.STAFF if by.kind is ActorKind.SERVICE else by.kind
    return await taxonomy.list_transitions(session, ticket.status, who)


async def transition(
    session: AsyncSession, code: str, to: str, by: Actor, reason: str | None = None
) -> Ticket:
    """Move the ticket, if the table allows it. Of two people who move it at once one is refused."""
    ticket = await get_ticket(session, code, lock=True)
    allowed = {move.to_status: move for move in await allowed_transitions(session, ticket, by)}
    if to not in allowed:
        raise TransitionRefusedError(
            f"From {ticket.status} it can move to: {', '.join(allowed) or 'nothing'}"
        )
    if allowed[to].needs_reason and not reason:
        raise ReasonMissingError("This step needs a reason", field="body/reason")
    before, ticket.status = ticket.status, to
    await append(session, ticket, by, Entry("moved", text=reason, data={"from": before, "to": to}))
    return ticket


async def add_message(session: AsyncSession, code: str, audience: str, text: str, by: Actor) -> TicketEvent:
    """`audience` reporter: the reporter sees it, also in the chat; internal: a note of the hotline."""
    if audience not in (REPORTER, INTERNAL):
        raise InvalidError("The audience is reporter or internal", field="body/audience")
    ticket = await get_ticket(session, code, lock=True)
    carried = ticket.conversation_id if audience == REPORTER and by.kind is not ActorKind.REPORTER else None
    if carried:
        # Whoever reads "after this id" must not miss one that commits later.
        await repository.lock_conversation(session, carried)
    event = await append(session, ticket, by, Entry("message", audience, text))
    if carried:
        await jobs.carry_messages(session, carried)
    return event


async def assign(session: AsyncSession, code: str, assignee: str | None, by: Actor) -> Ticket:
    """Give the ticket to a member of staff, or to nobody."""
    ticket = await get_ticket(session, code, lock=True)
    before, ticket.assignee = ticket.assignee, assignee
    await append(session, ticket, by, Entry("assigned", data={"from": before, "to": assignee}))
    return ticket


async def reclassify(
    session: AsyncSession, code: str, category: str, by: Actor, reason: str | None = None
) -> Ticket:
    ticket = await get_ticket(session, code, lock=True)
    await taxonomy.require_fileable(session, category)
    before, ticket.category = ticket.category, category
    data = {"from": before, "to": category}
    await append(session, ticket, by, Entry("reclassified", text=reason, data=data))
    return ticket


@dataclass(frozen=True)
class Entry:
    """What an event says; `data` carries codes and ids."""

    kind: str
    audience: str = INTERNAL
    text: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


async def append(session: AsyncSession, ticket: Ticket, by: Actor, entry: Entry) -> TicketEvent:
    """Add to the thread; the caller holds the ticket's row."""
    event = TicketEvent(
        ticket_id=ticket.id,
        kind=entry.kind,
        audience=entry.audience,
        actor_kind=by.kind,
        actor_name=by.name,
        text=entry.text,
        data=entry.data,
        at=now(),
    )
    ticket.updated_at = event.at
    session.add(event)
    await session.flush()
    return event
