"""Where a ticket stands, in plain words."""

from actions.api import Json
from actions.dates import show_date
from actions.tickets.asking import new_report
from actions.tickets.request import Case
from actions.turn import choice

MOST_MESSAGES = 3


def show(case: Case, ticket: Json) -> None:
    """The status, what it means and what comes next, what staff wrote last."""
    turn, request = case.turn, case.request
    turn.say(
        "utter_status",
        code=ticket["code"],
        status=ticket["status_label"],
        opened=show_date(ticket["opened_at"]),
        date=show_date(ticket["updated_at"]),
    )
    meaning = f"utter_status_{str(ticket['status']).lower()}"
    if meaning in turn.words:  # a status that came later is told by its label
        turn.say(meaning)
    told = [event for event in ticket.get("messages") or [] if event.get("sender") != "reporter"]
    for event in told[-MOST_MESSAGES:]:
        turn.say("utter_status_message", date=show_date(event.get("at")), text=event.get("text", ""))
    if not turn.slot("draft"):
        _offer(case, ticket)
    request.code = ticket["code"]
    case.close()


def _offer(case: Case, ticket: Json) -> None:
    """Ways on that work: for another conversation's ticket a button would need the receipt again."""
    if not ticket["open"]:
        case.turn.offer(new_report(case))
    elif case.request.own:
        name = "utter_button_reply" if case.asked_by_staff else "utter_button_add"
        case.turn.offer(choice(case.turn.phrase(name), "add_information", value="add", code=ticket["code"]))
