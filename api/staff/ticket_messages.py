"""What staff write to the reporter, apart from their own notes: the reporter reads it in the chat."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from api import actors
from api.errors import TransitionRefusedError
from api.staff import ticket_page
from api.staff.access import TicketCode, WorkingDep
from api.staff.ticket_changes import TicketForm, back_to, read_text
from api.staff.ticket_page import Shown
from api.tickets import service as tickets
from api.tickets.models import TicketEvent

router = APIRouter()
LONGEST_MESSAGE = 2_000  # what chat programs carry in one message


class MessageForm(TicketForm):
    # The status the page showed; it matters only to those who want to change it as well.
    seen: str = ""
    text: str = ""
    wait: bool = False


@router.post("/tickets/{code}/messages")
async def write_to_reporter(
    visit: WorkingDep, code: TicketCode, form: Annotated[MessageForm, Form()]
) -> Response:
    session, me = visit.session, actors.staff(visit.staff.name)
    ticket = await tickets.get_ticket(session, code, lock=True)
    message, problem = read_text(form.text, "message", LONGEST_MESSAGE)
    status = 422
    if not message:
        problem = problem or "message_missing"
    elif sent_just_now(await tickets.thread(session, code), message, me.name):
        return back_to(ticket, "sent", form)
    elif form.wait and form.seen != ticket.status:
        status, problem = 409, "status_stale"
    elif form.wait:
        try:
            await tickets.transition(session, code, ticket_page.WAITING, me)
        except TransitionRefusedError:
            status, problem = 409, "status_refused"
    if problem:
        shown = Shown(
            status=status,
            form="message",
            problem=problem,
            message=form.text,
            wait=form.wait,
            list_query=form.list_query,
        )
        return await ticket_page.render(visit, ticket, shown)
    await tickets.add_message(session, code, tickets.REPORTER, message, me)
    return back_to(ticket, "sent_waiting" if form.wait else "sent", form)


def sent_just_now(events: Sequence[TicketEvent], message: str, name: str) -> bool:
    """The same words again, with nothing after them: the form was sent twice."""
    last = events[-1] if events else None
    return (
        last is not None
        and last.kind == "message"
        and (last.audience, last.actor_name, last.text) == (tickets.REPORTER, name, message)
    )
