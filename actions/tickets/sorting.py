"""A message of which only the user knows whether it was meant for staff: asked once, never typed twice."""

from collections.abc import Sequence

from rasa_sdk.forms import REQUESTED_SLOT

from actions.api import Json
from actions.cues import is_unsure, mentions, says
from actions.set_aside import hand_over, keep
from actions.tickets.adding import put, without_wish, words_told
from actions.tickets.asking import OTHER, STAFF, ask
from actions.tickets.request import ADD, SORT, WHICH, Case, added_lately
from actions.tickets.routing import EITHER, Belongs, belongs

LONGEST_CHOICE = 6  # words of an answer that holds nothing but the choice
# The action that deals with a message that was not meant for staff.
_ACTIONS = {
    "report_violation": "report_form",
    "report_wrong_contact": "report_form",
    "out_of_scope": "action_out_of_scope",
}


async def begin_sorting(case: Case, tickets: Sequence[Json]) -> None:
    """A message that the other actions left to the tickets."""
    request, lately = case.request, added_lately(case.turn)
    where = belongs(case.turn)
    request.purpose, request.own = ADD, True
    request.kept = keep(case.message)
    still_open = [ticket["code"] for ticket in tickets if ticket["open"]]
    if lately and lately["own"] and lately["code"] not in still_open:
        lately = None  # closed or withdrawn since
    if case.message.staff_question:
        request.code = case.message.staff_question
    elif lately:
        request.code, request.own = lately["code"], lately["own"]
    elif len(still_open) == 1:
        (request.code,) = still_open
    elif still_open:
        request.waits = WHICH
        ask(case, [ticket for ticket in tickets if ticket["open"]])
        return
    else:
        to_other_action(case)
        return
    if where is Belongs.THERE:
        await put(case, words_told(without_wish(case.told)))
        return
    request.waits = SORT
    ask(case)


async def take_sorting(case: Case) -> bool:
    """Send the words that wait, or give them to the action they belong to."""
    chosen = _pressed(case) if case.message.button else _typed(case)
    if chosen == STAFF:
        await put(case, words_told(case.told.text))
    elif chosen == OTHER:
        to_other_action(case)
    else:
        ask(case)
    return True


def _pressed(case: Case) -> str | None:
    button = case.message.button
    return str(button.value) if button and button.code == case.request.code else None


def _typed(case: Case) -> str | None:
    """A choice in a few words; more words, or any sent before the question was seen, join the others."""
    message, text = case.message, case.message.text
    if is_unsure(text):
        return None
    if message.words <= LONGEST_CHOICE and not message.unread:
        if mentions(text, "tickets", "other") or says("no", text):
            return OTHER
        if mentions(text, "tickets", "to_staff") or says("yes", text):
            return STAFF
    return STAFF if _go_on(case) or mentions(text, "tickets", "to_staff") else None


def to_other_action(case: Case) -> None:
    kept = case.request.kept or keep(case.message)
    case.turn.set("status", None)
    case.turn.set(REQUESTED_SLOT, None)
    hand_over(case.turn, kept, _ACTIONS.get(str(kept["intent"]), "action_stray"))


def _go_on(case: Case) -> bool:
    """Words or files instead of a choice go on with what waits; plain facts also say where it belongs."""
    kept, message = case.request.kept, case.message
    if not kept:
        return False
    if told := words_told(message.text):
        kept["text"] = f"{kept['text']}\n{told}".strip()
        kept["entities"] = []
    kept["attachments"] = [*kept["attachments"], *message.attachments]
    return message.intent not in EITHER and bool(told or message.attachments)
