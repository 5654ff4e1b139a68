"""Names of places on the pages: as the reporter wrote them, else the commune's name."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from api.tickets.models import Ticket


async def place_names(session: AsyncSession, tickets: Iterable[Ticket]) -> dict[str, str]:
    """By ticket code; an empty text where no place is known."""
    return {ticket.code: ticket.place_text or ticket.place_commune_code or "" for ticket in tickets}
