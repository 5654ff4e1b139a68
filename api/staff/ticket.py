"""The page of one ticket."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.staff import ticket_page
from api.staff.access import ReadingDep, TicketCode
from api.staff.ticket_page import Shown
from api.tickets import service as tickets

router = APIRouter()


@router.get("/tickets/{code}")
async def show(
    visit: ReadingDep,
    code: TicketCode,
    list_query: Annotated[str, Query(alias="list")] = "",
    notice: str = "",
) -> Response:
    ticket = await tickets.get_ticket(visit.session, code)
    return await ticket_page.render(visit, ticket, Shown(notice=notice, list_query=list_query))
