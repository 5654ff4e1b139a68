"""One page of the list as its filters ask for it, and the ticket that follows another in that list."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.pagination import Cursor, UrgencyCursor
from api.staff.filters import QueueFilters
from api.tickets import service as tickets
from api.tickets.models import Ticket
from api.tickets.repository import TicketFilters


async def read_page(
    session: AsyncSession, wanted: TicketFilters, filters: QueueFilters, limit: int
) -> tuple[Sequence[Ticket], str]:
    """The tickets and the cursor of the next page, empty at the end."""
    if filters.urgent_first:
        urgent_place = UrgencyCursor.decode(filters.after) if filters.after else None
        found, urgent_next = await tickets.list_urgent_first(session, wanted, urgent_place, limit)
        return found, urgent_next.encode() if urgent_next else ""
    place = Cursor.decode(filters.after) if filters.after else None
    found, following = await tickets.list_tickets(session, wanted, place, limit)
    return found, following.encode() if following else ""


async def following(
    session: AsyncSession, wanted: TicketFilters, filters: QueueFilters, ticket: Ticket
) -> str:
    """The code of the next ticket in the list, also when this one no longer meets the filters."""
    place = Cursor(ticket.opened_at, ticket.id)
    if filters.urgent_first:
        found, _ = await tickets.list_urgent_first(
            session, wanted, UrgencyCursor(ticket.urgency, place), limit=1
        )
    else:
        found, _ = await tickets.list_tickets(session, wanted, place, limit=1)
    return found[0].code if found else ""
