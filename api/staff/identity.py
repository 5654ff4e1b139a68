"""Who reported a ticket: shown in the answer to one request only, and written into the audit log."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from api import actors
from api.staff import ticket_page
from api.staff.access import IdentityDep, TicketCode
from api.staff.ticket_page import Shown
from api.tickets import service as tickets

router = APIRouter()


@router.post("/tickets/{code}/identity")
async def show(
    visit: IdentityDep,
    code: TicketCode,
    list_query: Annotated[str, Form(alias="list")] = "",
) -> Response:
    ticket = await tickets.get_ticket(visit.session, code)
    reporter = await tickets.read_reporter(visit.session, code, actors.staff(visit.staff.name))
    return await ticket_page.render(visit, ticket, Shown(identity=reporter, list_query=list_query))
