"""What staff do with a ticket: move it, assign it, write a note. On a mistake nothing typed is lost."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field
from pydantic_core import PydanticCustomError

from api import actors
from api.clear_text import clean_lines
from api.errors import ReasonMissingError, TransitionRefusedError
from api.staff import accounts, ticket_page
from api.staff.access import TicketCode, WorkingDep
from api.staff.filters import ME, clean_list_query
from api.staff.ticket_page import Shown
from api.tickets import service as tickets
from api.tickets.models import Ticket

router = APIRouter()
LONGEST_REASON = 2_000
LONGEST_NOTE = 20_000


class TicketForm(BaseModel):
    list_query: str = Field(default="", alias="list")


class MoveForm(TicketForm):
    # The status the page showed when the form was filled in.
    seen: str = ""
    to: str = ""
    reason: str = ""


class AssignForm(TicketForm):
    seen: str = ""
    assignee: str = ""


class NoteForm(TicketForm):
    text: str = ""


@router.post("/tickets/{code}/status")
async def move(visit: WorkingDep, code: TicketCode, form: Annotated[MoveForm, Form()]) -> Response:
    session, me = visit.session, actors.staff(visit.staff.name)
    ticket = await tickets.get_ticket(session, code, lock=True)
    reason, problem = read_text(form.reason, "reason", LONGEST_REASON)
    status = 422
    if form.seen != ticket.status:
        status, problem = 409, "status_stale"
    elif not form.to:
        problem = "status_missing"
    if not problem:
        try:
            await tickets.transition(session, code, form.to, me, reason or None)
        except TransitionRefusedError:
            status, problem = 409, "status_refused"
        except ReasonMissingError:
            problem = "reason_missing"
    if problem:
        shown = Shown(
            status=status,
            form="move",
            problem=problem,
            to=form.to,
            reason=form.reason,
            list_query=form.list_query,
        )
        return await ticket_page.render(visit, ticket, shown)
    return back_to(ticket, "moved", form)


@router.post("/tickets/{code}/assignee")
async def assign(visit: WorkingDep, code: TicketCode, form: Annotated[AssignForm, Form()]) -> Response:
    session, me = visit.session, actors.staff(visit.staff.name)
    ticket = await tickets.get_ticket(session, code, lock=True)
    wanted = me.name if form.assignee == ME else form.assignee
    people = {user.name for user in await accounts.list_all(session) if accounts.can_work(user)}
    status, problem = 422, ""
    if form.seen != (ticket.assignee or ""):
        status, problem = 409, "assignee_stale"
    elif wanted and wanted not in people:
        problem = "assignee_unknown"
    if problem:
        shown = Shown(status=status, form="assign", problem=problem, list_query=form.list_query)
        return await ticket_page.render(visit, ticket, shown)
    if wanted != (ticket.assignee or ""):
        await tickets.assign(session, code, wanted or None, me)
    return back_to(ticket, "assigned", form)


@router.post("/tickets/{code}/notes")
async def add_note(visit: WorkingDep, code: TicketCode, form: Annotated[NoteForm, Form()]) -> Response:
    session, me = visit.session, actors.staff(visit.staff.name)
    ticket = await tickets.get_ticket(session, code, lock=True)
    note, problem = read_text(form.text, "note", LONGEST_NOTE)
    if not note:
        problem = problem or "note_missing"
        shown = Shown(status=422, form="note", problem=problem, note=form.text, list_query=form.list_query)
        return await ticket_page.render(visit, ticket, shown)
    last = (await tickets.thread(session, code))[-1:]
    sent_twice = any(e.text == note and e.actor_name == me.name and e.kind == "message" for e in last)
    if not sent_twice:
        await tickets.add_message(session, code, tickets.INTERNAL, note, me)
    return back_to(ticket, "noted", form)


def read_text(typed: str, field: str, longest: int) -> tuple[str, str]:
    """The text as it will be kept, and the key of what is wrong with it (empty if nothing is)."""
    if not typed.strip():
        return "", ""
    try:
        text = clean_lines(typed)
    except PydanticCustomError:
        return "", "text_characters"
    return (text, "") if len(text) <= longest else ("", f"{field}_long")


def back_to(ticket: Ticket, notice: str, form: TicketForm) -> Response:
    """To the ticket's page, which says what was done; reloading it does nothing again."""
    query = {"notice": notice} | ({"list": clean_list_query(form.list_query)} if form.list_query else {})
    return RedirectResponse(f"/staff/tickets/{ticket.code}?{urlencode(query)}", status_code=303)
