"""Names of places on the pages: as the reporter wrote them, else the commune's name."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.directory import service as directory
from api.tickets.models import Ticket


async def place_names(session: AsyncSession, tickets: Sequence[Ticket]) -> dict[str, str]:
    """By ticket code; an empty text where no place is known."""
    codes = {
        ticket.place_commune_code for ticket in tickets if ticket.place_commune_code and not ticket.place_text
    }
    communes = await directory.commune_names(session, sorted(codes))
    return {ticket.code: ticket.place_text or commune_of(ticket, communes) for ticket in tickets}


def commune_of(ticket: Ticket, communes: dict[str, str]) -> str:
    code = ticket.place_commune_code or ""
    return communes.get(code, code)
