"""A message of which only the user knows whether it was meant for staff: asked once, never typed twice."""

from collections.abc import Sequence

from rasa_sdk.forms import REQUESTED_SLOT

from actions.api import Json
from actions.cues import mentions, says
from actions.set_aside import hand_over, keep
from actions.tickets.adding import put, words_told
from actions.tickets.asking import OTHER, STAFF, ask
from actions.tickets.choosing import fitting
from actions.tickets.request import ADD, SORT, WHICH, Case, added_lately
from actions.tickets.routing import Belongs, belongs

# The action that deals with a message that was not meant for staff.
_ACTIONS = {
    "report_violation": "report_form",
    "report_wrong_contact": "report_form",
    "out_of_scope": "action_out_of_scope",
}


async def begin_sorting(case: Case, tickets: Sequence[Json]) -> None:
    """A message that the other actions left to the tickets."""
    request, where = case.request, belongs(case.turn)
    request.purpose = ADD
    lately = added_lately(case.turn)
    if case.message.staff_question:
        request.code, request.own = case.message.staff_question, True
    elif lately:
        request.code, request.own = lately["code"], lately["own"]
    if request.code and where is not Belongs.UNCLEAR:
        await put(case, words_told(case.message.text))
        return
    request.kept = keep(case.message)
    choices = [ticket for ticket in fitting(tickets, ADD) if ticket["open"]]
    if not request.code and len(choices) != 1:
        if not choices:
            to_other_action(case)
            return
        request.waits = WHICH
        ask(case, choices)
        return
    if not request.code:
        request.code, request.own = choices[0]["code"], True
    request.waits = SORT
    ask(case)


async def take_sorting(case: Case) -> bool:
    """Send the words that wait, or give them to the action they belong to."""
    text, button = case.message.text, case.message.button
    if button:
        to_staff, other = button.value == STAFF, button.value == OTHER
        if button.code != case.request.code:
            to_staff = other = False
    else:
        other = mentions(text, "tickets", "other") or says("no", text)
        to_staff = not other and (mentions(text, "tickets", "to_staff") or says("yes", text))
    if to_staff:
        await put(case, words_told(case.told.text))
    elif other:
        to_other_action(case)
    else:
        _wait_for_more(case)
    return True


def to_other_action(case: Case) -> None:
    kept = case.request.kept or keep(case.message)
    case.turn.set("status", None)
    case.turn.set(REQUESTED_SLOT, None)
    hand_over(case.turn, kept, _ACTIONS.get(str(kept["intent"]), "action_stray"))


def _wait_for_more(case: Case) -> None:
    """Words instead of a choice go on with those that wait, and the choice is asked again."""
    kept = case.request.kept
    if kept and not case.message.button and words_told(case.message.text):
        kept["text"] = f"{kept['text']}\n{words_told(case.message.text)}"
        kept["entities"] = []
    if kept:
        kept["attachments"] = [*kept["attachments"], *case.message.attachments]
    ask(case)
