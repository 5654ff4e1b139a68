"""Messages that programs add to a thread, once for each key."""

from sqlalchemy.ext.asyncio import AsyncSession

from api import idempotency
from api.actors import Actor
from api.errors import NotFoundError
from api.security import hash_token
from api.tickets import repository, service
from api.tickets.models import TicketEvent
from api.tickets.schemas import MessageCreate


def is_from_reporter(body: MessageCreate) -> bool:
    if body.sender is None:
        return body.audience == service.REPORTER
    return body.sender == "reporter"


async def add_once(
    session: AsyncSession, code: str, body: MessageCreate, *, by: Actor, client: str, key: str | None
) -> TicketEvent:
    """Without a key each request adds a message."""
    ticket = await service.get_ticket(session, code, lock=True)
    operation = f"message:{ticket.code}"
    if key is not None:
        done = await idempotency.claim(session, client, operation, key, fingerprint(body))
        if done is not None:
            return await earlier(session, ticket.id, int(done))
    event = await service.add_message(session, code, body.audience, body.text, by)
    if key is not None:
        await idempotency.finish(session, client, operation, key, str(event.id))
    return event


def fingerprint(body: MessageCreate) -> bytes:
    return hash_token(body.model_dump_json())


async def earlier(session: AsyncSession, ticket_id: int, event_id: int) -> TicketEvent:
    found = await repository.event(session, ticket_id, event_id)
    if found is None:
        raise NotFoundError("The message is not kept")
    return found
