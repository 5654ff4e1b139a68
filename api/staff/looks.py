"""How far somebody has read a ticket, so that what came since stands out."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.actors import ActorKind
from api.staff import repository
from api.staff.sessions import Staff
from api.tickets.models import Ticket, TicketEvent


async def new_since_last_look(
    session: AsyncSession, staff: Staff, ticket: Ticket, events: Sequence[TicketEvent]
) -> frozenset[int]:
    """Ids of what others added since; this look counts from now on. At a first look nothing stands out."""
    before = await repository.last_look(session, staff.id, ticket.id)
    latest = max((event.id for event in events), default=0)
    if before is None or latest > before:
        await repository.remember_look(session, staff.id, ticket.id, latest)
    if before is None:
        return frozenset()
    mine = (ActorKind.STAFF, staff.name)
    return frozenset(
        event.id for event in events if event.id > before and (event.actor_kind, event.actor_name) != mine
    )
