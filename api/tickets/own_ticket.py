"""What a reporter may see and do with the code and the receipt, and nothing else."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.actors import REPORTER, ActorKind
from api.errors import NotFoundError
from api.taxonomy import service as taxonomy
from api.tickets import codes, repository, service
from api.tickets.models import Ticket, TicketEvent
from api.tickets.reads import PublicMessage, PublicStatus

WITHDRAWN = "DA_RUT"


async def open_own(session: AsyncSession, code: str | None, receipt: str, key: str) -> Ticket:
    """The ticket if both fit. A wrong code takes as long as a wrong receipt and is told the same."""
    digits = receipt.replace(" ", "").replace("-", "")
    stored = await repository.receipt_hash(session, code) if code else None
    fits = codes.receipt_fits(key, code or "", digits, stored or b"")
    if code is None or not fits:
        raise NotFoundError("No ticket has this code and this receipt")
    return await service.get_ticket(session, code)


async def public_status(session: AsyncSession, ticket: Ticket) -> PublicStatus:
    events = await repository.events(session, ticket.id, audience=service.REPORTER)
    status = await taxonomy.find_status(session, ticket.status)
    return PublicStatus(
        code=ticket.code,
        status=ticket.status,
        status_label=status.label if status else ticket.status,
        open=status is None or status.is_open,
        opened_at=ticket.opened_at,
        updated_at=ticket.updated_at,
        messages=[public_message(event) for event in events if event.kind == "message"],
    )


def public_message(event: TicketEvent) -> PublicMessage:
    """Which member of staff wrote is not told."""
    sender = "reporter" if event.actor_kind == ActorKind.REPORTER else "hotline"
    return PublicMessage(sender=sender, text=event.text or "", at=event.at)


async def add_own_message(session: AsyncSession, ticket: Ticket, text: str) -> PublicMessage:
    event = await service.add_message(session, ticket.code, service.REPORTER, text, REPORTER)
    return public_message(event)


async def withdraw(session: AsyncSession, ticket: Ticket, reason: str | None) -> Ticket:
    """Withdrawing twice is withdrawing once."""
    locked = await service.get_ticket(session, ticket.code, lock=True)
    if locked.status == WITHDRAWN:
        return locked
    return await service.transition(session, ticket.code, WITHDRAWN, REPORTER, reason)
