"""Tickets of a conversation over HTTP: for the programs that hold it, without a receipt."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Security

from api.actors import REPORTER
from api.conversations import service
from api.conversations.schemas import ConversationTickets, StaffMessages
from api.database import SessionDep
from api.errors import (
    BadRequestError,
    ForbiddenError,
    KeyReusedError,
    NotFoundError,
    TooLargeError,
    TransitionRefusedError,
    UnauthorizedError,
    responses,
)
from api.security import Caller, Scope, require_caller
from api.tickets import messages, own_ticket
from api.tickets.models import Ticket
from api.tickets.parameters import IdempotencyKey, TicketCode
from api.tickets.reads import PublicMessage, PublicStatus
from api.tickets.schemas import IDENTIFIER, MessageCreate, OwnMessageCreate, WithdrawalCreate

router = APIRouter(
    prefix="/v1/conversations/{conversation_id}",
    tags=["conversations"],
    responses=responses(UnauthorizedError, ForbiddenError),
)
Holder = Annotated[Caller, Security(require_caller, scopes=[Scope.TICKETS_OWN])]
ConversationId = Annotated[
    str,
    Path(
        pattern=IDENTIFIER,
        examples=["5f0c7f0e-6f0e-4a52-9f2e-0e8d5a4c0b11"],
        description="`conversation_id` of the tickets filed from it",
    ),
]


async def own(_: Holder, conversation_id: ConversationId, code: TicketCode, session: SessionDep) -> Ticket:
    return await service.get_ticket(session, conversation_id, code)


OwnTicket = Annotated[Ticket, Depends(own)]


@router.get("/tickets", summary="Tickets filed from a conversation")
async def list_tickets(
    conversation_id: ConversationId, _: Holder, session: SessionDep
) -> ConversationTickets:
    """The newest 20, newest first; none when nothing was filed from it."""
    return ConversationTickets(items=await service.list_tickets(session, conversation_id))


@router.post(
    "/tickets/{code}/messages",
    status_code=201,
    summary="Add the reporter's words to a ticket",
    responses=responses(BadRequestError, NotFoundError, TooLargeError, KeyReusedError),
)
async def add_message(
    ticket: OwnTicket, body: OwnMessageCreate, key: IdempotencyKey, caller: Holder, session: SessionDep
) -> PublicMessage:
    """Adds exactly one message for each key. A ticket of another conversation is not found."""
    words = MessageCreate(audience="reporter", text=body.text, sender="reporter")
    event = await messages.add_once(session, ticket.code, words, by=REPORTER, client=caller.name, key=key)
    return own_ticket.public_message(event)


@router.post(
    "/tickets/{code}/withdrawal",
    summary="Withdraw a report",
    responses=responses(BadRequestError, NotFoundError, TooLargeError, TransitionRefusedError),
)
async def withdraw(ticket: OwnTicket, body: WithdrawalCreate, session: SessionDep) -> PublicStatus:
    """Withdrawing again changes nothing. A closed ticket cannot be withdrawn."""
    moved = await own_ticket.withdraw(session, ticket, body.reason)
    return await own_ticket.public_status(session, moved)


@router.get("/messages", summary="What staff wrote to the reporter")
async def staff_messages(
    conversation_id: ConversationId,
    _: Holder,
    session: SessionDep,
    after: Annotated[
        int, Query(ge=0, le=2**63 - 1, description="`id` of the last message known; 0 for all")
    ] = 0,
) -> StaffMessages:
    """Up to 100 messages about any ticket of the conversation, oldest first."""
    return StaffMessages(items=await service.staff_messages(session, conversation_id, after))
