"""Tickets over HTTP, for programs with a token."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, Security

from api import actors
from api.database import SessionDep
from api.errors import (
    BadRequestError,
    ForbiddenError,
    KeyReusedError,
    NotFoundError,
    ReasonMissingError,
    TooLargeError,
    TransitionRefusedError,
    UnauthorizedError,
    responses,
)
from api.security import Caller, Scope, require_caller
from api.settings import ApiSettings
from api.tickets import codes, filing, messages, service
from api.tickets.parameters import IdempotencyKey, OptionalIdempotencyKey, TicketCode, TicketQuery
from api.tickets.reads import (
    EventRead,
    ReceiptRead,
    ReporterRead,
    TicketFiled,
    TicketPage,
    TicketRead,
    TicketSummary,
    ticket_read,
)
from api.tickets.schemas import MessageCreate, TicketCreate, TransitionCreate

router = APIRouter(
    prefix="/v1/tickets", tags=["tickets"], responses=responses(UnauthorizedError, ForbiddenError)
)
Writer = Annotated[Caller, Security(require_caller, scopes=[Scope.TICKETS_WRITE])]
Reader = Annotated[Caller, Security(require_caller, scopes=[Scope.TICKETS_READ])]
Mover = Annotated[Caller, Security(require_caller, scopes=[Scope.TICKETS_TRANSITION])]
ReceiptReader = Annotated[Caller, Security(require_caller, scopes=[Scope.RECEIPTS_READ])]
ReporterReader = Annotated[Caller, Security(require_caller, scopes=[Scope.REPORTERS_READ])]


def filing_rules(request: Request) -> filing.FilingRules:
    settings: ApiSettings = request.app.state.settings
    return filing.FilingRules(settings.ticket_prefix, settings.receipt_key.get_secret_value())


Rules = Annotated[filing.FilingRules, Depends(filing_rules)]


@router.post(
    "",
    status_code=201,
    summary="File a ticket",
    responses=responses(BadRequestError, TooLargeError, KeyReusedError),
)
async def file_ticket(
    body: TicketCreate,
    key: IdempotencyKey,
    caller: Writer,
    session: SessionDep,
    rules: Rules,
    response: Response,
) -> TicketFiled:
    """Files exactly one ticket for each key, however often the request is repeated.

    The same key with the same body answers with the same ticket and receipt; with another body, 422.
    """
    ticket, receipt = await filing.open_ticket(session, body, key, caller.actor, rules)
    response.headers["Location"] = f"/v1/tickets/{ticket.code}"
    return TicketFiled.of(ticket, receipt=receipt)


@router.get("", summary="List tickets, newest first")
async def list_tickets(query: Annotated[TicketQuery, Query()], _: Reader, session: SessionDep) -> TicketPage:
    """Filters may be repeated: any of their values. `q` ignores diacritics and case.

    Who reported a ticket is never part of the list.
    """
    found, following = await service.list_tickets(session, query.filters(), query.place(), query.limit)
    return TicketPage(
        items=[TicketSummary.of(ticket) for ticket in found], next=following and following.encode()
    )


@router.get("/{code}", summary="One ticket with its thread", responses=responses(NotFoundError))
async def read_ticket(code: TicketCode, _: Reader, session: SessionDep) -> TicketRead:
    ticket = await service.get_ticket(session, code)
    files = await service.list_attachments(session, code)
    return ticket_read(ticket, files, await service.thread(session, code))


@router.post(
    "/{code}/transitions",
    status_code=201,
    summary="Move a ticket to another status",
    responses=responses(
        BadRequestError, NotFoundError, TransitionRefusedError, TooLargeError, ReasonMissingError
    ),
)
async def move_ticket(
    code: TicketCode, body: TransitionCreate, caller: Mover, session: SessionDep
) -> TicketSummary:
    """Which moves exist, and which need a reason, is data: see the taxonomy. The program acts for staff."""
    ticket = await service.transition(session, code, body.to, caller.actor, body.reason)
    return TicketSummary.of(ticket)


@router.post(
    "/{code}/messages",
    status_code=201,
    summary="Add a message or an internal note",
    responses=responses(BadRequestError, NotFoundError, TooLargeError, KeyReusedError),
)
async def add_message(
    code: TicketCode,
    body: MessageCreate,
    caller: Writer,
    session: SessionDep,
    key: OptionalIdempotencyKey = None,
) -> EventRead:
    by = actors.REPORTER if messages.is_from_reporter(body) else caller.actor
    event = await messages.add_once(session, code, body, by=by, client=caller.name, key=key)
    return EventRead.model_validate(event)


@router.post(
    "/{code}/receipt",
    summary="The receipt of a ticket",
    responses=responses(NotFoundError),
)
async def read_receipt(code: TicketCode, _: ReceiptReader, session: SessionDep, rules: Rules) -> ReceiptRead:
    """For the gateway, which fills it in when it delivers: receipts are stored nowhere."""
    ticket = await service.get_ticket(session, code)
    return ReceiptRead(receipt=codes.make_receipt(rules.receipt_key, ticket.code))


@router.get("/{code}/reporter", summary="Who reported it", responses=responses(NotFoundError))
async def read_reporter(code: TicketCode, caller: ReporterReader, session: SessionDep) -> ReporterRead:
    """Each reading is written to the audit log. A reporter who asked for secrecy is not shown to programs."""
    reporter = await service.read_reporter(session, code, caller.actor)
    return ReporterRead.of(await service.get_ticket(session, code), reporter)
