"""What the page of one ticket shows; the pages that change a ticket show it again on a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from api import actors
from api.staff import words
from api.staff.access import Visit
from api.staff.fields import fields_of
from api.staff.filters import QueueFilters, clean_list_query
from api.staff.listing import following
from api.staff.looks import new_since_last_look
from api.staff.permissions import Permission
from api.staff.places import place_names
from api.staff.sessions import Staff
from api.taxonomy import service as taxonomy
from api.taxonomy.models import Reason, Transition
from api.tickets import service as tickets
from api.tickets.models import Ticket, TicketReporter

WAITING = "CHO_BO_SUNG"


@dataclass(frozen=True)
class Shown:
    """What a page shows besides the ticket: an answer to what was done, and what was typed."""

    status: int = 200
    notice: str = ""
    # Which form has a problem (move, note, message, assign), and its key in templates/messages.html.
    form: str = ""
    problem: str = ""
    to: str = ""
    reason: str = ""
    note: str = ""
    message: str = ""
    wait: bool = False
    list_query: str = ""
    identity: TicketReporter | None = None


@dataclass(frozen=True)
class Work:
    """What this member of staff may do with the ticket now."""

    moves: Sequence[Transition] = ()
    reasons: dict[str, list[Reason]] = field(default_factory=dict)
    may_read_identity: bool = False
    may_work: bool = False

    @property
    def may_wait(self) -> bool:
        """Whether the ticket can now be put down as waiting for the reporter."""
        return any(move.to_status == WAITING for move in self.moves)


async def render(visit: Visit, ticket: Ticket, shown: Shown) -> Response:
    session = visit.session
    names = await words.load(session)
    place = (await place_names(session, [ticket]))[ticket.code]
    list_query = clean_list_query(shown.list_query)
    events = await tickets.thread(session, ticket.code)
    return visit.render(
        "ticket.html",
        status=shown.status,
        ticket=ticket,
        names=names,
        place=place,
        fields=fields_of(ticket, place, names.categories),
        files=await tickets.list_attachments(session, ticket.code),
        events=events,
        new=await new_since_last_look(session, visit.staff, ticket, events),
        waiting=WAITING,
        roles=await taxonomy.list_roles(session, ticket.category),
        work=await work_for(session, visit.staff, ticket),
        shown=shown,
        list_query=list_query,
        next_code=await next_in_list(session, visit.staff, ticket, names, list_query),
    )


async def work_for(session: AsyncSession, staff: Staff, ticket: Ticket) -> Work:
    may_read_identity = staff.may(Permission.READ_IDENTITY)
    if not staff.may(Permission.WORK_TICKETS):
        return Work(may_read_identity=may_read_identity)
    reasons: dict[str, list[Reason]] = {}
    for reason in await taxonomy.list_reasons(session):
        reasons.setdefault(reason.status, []).append(reason)
    return Work(
        moves=await tickets.allowed_transitions(session, ticket, actors.staff(staff.name)),
        reasons=reasons,
        may_read_identity=may_read_identity,
        may_work=True,
    )


async def next_in_list(
    session: AsyncSession, staff: Staff, ticket: Ticket, names: words.Words, list_query: str
) -> str:
    """So that a list can be worked through without going back to it."""
    choices = await words.load_choices(session, names)
    filters = QueueFilters.read(dict(parse_qsl(list_query)), choices)
    return await following(session, filters.for_tickets(choices, staff.name), filters, ticket)
