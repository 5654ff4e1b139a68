"""What whoever holds a conversation may see and do with the tickets filed from it."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.schemas import ConversationTicket, StaffMessage
from api.errors import NotFoundError
from api.taxonomy import service as taxonomy
from api.tickets import own_ticket, repository
from api.tickets.models import Ticket
from api.tickets.service import REPORTER

MOST_TICKETS = 20  # the newest; more were never filed by one person in earnest
MOST_MESSAGES = 100


async def list_tickets(session: AsyncSession, conversation_id: str) -> list[ConversationTicket]:
    """Newest first."""
    labels = {category.code: category.label for category in await taxonomy.list_categories(session)}
    found = await repository.of_conversation(session, conversation_id, MOST_TICKETS)
    return [
        ConversationTicket(
            **(await own_ticket.public_status(session, ticket)).model_dump(),
            category=ticket.category,
            category_label=labels.get(ticket.category, ticket.category),
        )
        for ticket in found
    ]


async def get_ticket(session: AsyncSession, conversation_id: str, code: str) -> Ticket:
    """The ticket if it was filed from this conversation; any other is told like one that does not exist."""
    ticket = await repository.by_code(session, code)
    if ticket is None or ticket.conversation_id != conversation_id:
        raise NotFoundError("No such ticket was filed from this conversation")
    return ticket


async def staff_messages(session: AsyncSession, conversation_id: str, after: int) -> list[StaffMessage]:
    """What others than the reporter wrote for the reporter to see, oldest first."""
    found = await repository.messages_of_others(session, conversation_id, REPORTER, after, MOST_MESSAGES)
    return [StaffMessage(id=event.id, code=code, text=event.text or "", at=event.at) for event, code in found]
