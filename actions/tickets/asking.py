"""What the bot asks about a filed ticket; every button carries what it is for and which ticket."""

from collections.abc import Sequence

from actions.api import Json
from actions.dates import show_date
from actions.tickets.request import CODES, CONFIRM, INTENTS, SORT, WHICH, WITHDRAW, WORDS, Case
from actions.turn import Choice, choice

MOST_TRIES = 3
STAFF, OTHER, LEAVE = "staff", "other", "leave"


def ask(case: Case, tickets: Sequence[Json] = ()) -> None:
    """Ask again, or for the first time, what the request waits for."""
    waits = case.request.waits
    case.wait(waits)
    if waits == WHICH and tickets:
        _ask_which(case, tickets)
    elif waits == WORDS:
        case.turn.say("utter_question_add", code=case.request.code)
        case.turn.offer(_leave(case))
    elif waits == CONFIRM:
        case.turn.say("utter_question_withdraw_here", code=case.request.code)
        case.turn.offer(answer(case, "withdraw", WITHDRAW), answer(case, "keep_ticket", LEAVE))
    elif waits == SORT:
        case.turn.say("utter_question_sort", code=case.request.code)
        case.turn.offer(answer(case, "to_staff", STAFF), answer(case, "other", OTHER))
    else:
        ask_codes(case)


def ask_codes(case: Case, *, receipt_alone: bool = False, both: bool = False) -> None:
    case.wait(CODES)
    request, turn = case.request, case.turn
    if request.purpose == WITHDRAW:
        turn.say("utter_question_withdraw")
    elif receipt_alone:
        turn.say("utter_question_both")
    else:
        alone = request.code and not both
        turn.say("utter_question_receipt" if alone else "utter_question_code", code=request.code)
    if request.tries >= MOST_TRIES:
        turn.say("utter_lost_receipt")
        turn.offer(person(case))
    turn.offer(_leave(case))


def _ask_which(case: Case, tickets: Sequence[Json]) -> None:
    turn, intent = case.turn, INTENTS[case.request.purpose]
    values = [
        {
            "number": number,
            "category": category_of(case, ticket),
            "date": show_date(ticket["opened_at"]),
            "code": ticket["code"],
        }
        for number, ticket in enumerate(tickets, start=1)
    ]
    lines = "\n".join(turn.phrase("utter_label_ticket", **value) for value in values)
    turn.say("utter_question_which_ticket", lines=lines)
    for value in values:
        title = turn.phrase("utter_label_ticket_button", **value)
        turn.offer(choice(title, intent, value=case.request.purpose, code=value["code"]))
    turn.offer(answer(case, "other", OTHER) if case.request.kept else _leave(case))


def answer(case: Case, button: str, value: str) -> Choice:
    """A button that answers only the question asked now, about this ticket."""
    title = case.turn.phrase(f"utter_button_{button}")
    return choice(title, "inform", question="status", value=value, code=case.request.code or "")


def _leave(case: Case) -> Choice:
    return answer(case, "leave", LEAVE)


def person(case: Case) -> Choice:
    return choice(case.turn.phrase("utter_button_request_human"), "request_human", value="menu")


def new_report(case: Case) -> Choice:
    return choice(case.turn.phrase("utter_button_report_violation"), "report_violation", value="menu")


def category_of(case: Case, ticket: Json) -> str:
    """In plain words; a category that came later has only its official name."""
    name = f"utter_category_{str(ticket['category']).lower().replace('-', '_')}"
    return case.turn.phrase(name) if name in case.turn.words else str(ticket["category_label"])
