"""A reporter's own ticket over HTTP: no token, but the code and the receipt."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request

from api.database import SessionDep
from api.errors import (
    BadRequestError,
    NotFoundError,
    TooLargeError,
    TooManyRequestsError,
    TransitionRefusedError,
    responses,
)
from api.rate_limits import limit_status
from api.settings import ApiSettings
from api.tickets import own_ticket
from api.tickets.codes import canonical_code
from api.tickets.models import Ticket
from api.tickets.reads import PublicMessage, PublicStatus
from api.tickets.schemas import OwnMessageCreate, WithdrawalCreate

router = APIRouter(
    prefix="/v1/ticket-status",
    tags=["own ticket"],
    dependencies=[Depends(limit_status)],
    responses=responses(NotFoundError, TooManyRequestsError),
)
Receipt = Annotated[
    str, Header(alias="X-Receipt", max_length=60, examples=["4821 9937 5021 6648"], description="16 digits")
]


async def own(
    request: Request,
    session: SessionDep,
    code: Annotated[str, Path(max_length=60, examples=["LC-2026-000001"])],
    receipt: Receipt,
) -> Ticket:
    settings: ApiSettings = request.app.state.settings
    key = settings.receipt_key.get_secret_value()
    return await own_ticket.open_own(session, canonical_code(code), receipt, key)


OwnTicket = Annotated[Ticket, Depends(own)]


@router.get("/{code}", summary="Where the ticket stands")
async def read_status(ticket: OwnTicket, session: SessionDep) -> PublicStatus:
    """A wrong code and a wrong receipt get the same answer. Few attempts are allowed for each address."""
    return await own_ticket.public_status(session, ticket)


@router.post(
    "/{code}/messages",
    status_code=201,
    summary="Add information",
    responses=responses(BadRequestError, TooLargeError),
)
async def add_message(ticket: OwnTicket, body: OwnMessageCreate, session: SessionDep) -> PublicMessage:
    return await own_ticket.add_own_message(session, ticket, body.text)


@router.post(
    "/{code}/withdrawal",
    summary="Withdraw the report",
    responses=responses(BadRequestError, TooLargeError, TransitionRefusedError),
)
async def withdraw(ticket: OwnTicket, body: WithdrawalCreate, session: SessionDep) -> PublicStatus:
    """Withdrawing again changes nothing. A closed ticket cannot be withdrawn."""
    moved = await own_ticket.withdraw(session, ticket, body.reason)
    return await own_ticket.public_status(session, moved)
