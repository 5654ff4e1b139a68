"""What is answered before an action looks at a message outside every report: other languages, and insults."""

from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import Tracker

from actions.intake.speech import is_abuse
from actions.menu import asks_to_leave_message, leave_message, menu
from actions.message import activated_now
from actions.turn import Turn
from nlu.text.language import foreign_language

SURE = 0.8
# Forms in which a foreign sentence may be the answer.
REPORT = "report_form"
_ANSWERED_IN_WORDS = ("report_form", "status_form")


def answer_outside(turn: Turn, tracker: Tracker) -> bool:
    """Whether the message has been dealt with here, and nothing else is to be said about it."""
    message = turn.message
    if message.button or not message.text or turn.slot("draft"):
        return False
    if turn.form in _ANSWERED_IN_WORDS and not activated_now(tracker, turn.form):
        return False
    if asks_to_leave_message(message):
        if turn.form == REPORT:  # this form opens it itself
            return False
        _close_form(turn)
        turn.then(REPORT)
        return True
    if language := foreign_language(message.text):
        turn.say(f"utter_{language}")
        leave_message(turn, f"utter_button_leave_message_{language}")
    elif is_abuse(message) and not _wants_something(turn):
        turn.say("utter_abuse")
        turn.offer(*menu(turn))
    else:
        return False
    _close_form(turn)
    return True


def _wants_something(turn: Turn) -> bool:
    """A rude word beside a question does not make the question go away."""
    message = turn.message
    named = message.first("agency", "locality", "outlet", "ticket_code")
    idle = ("nlu_fallback", "out_of_scope", "bot_challenge", "inform", "deny", "greet", "goodbye")
    return named is not None or (message.intent not in idle and message.confidence >= SURE)


def _close_form(turn: Turn) -> None:
    """A form that this message opened has nothing to ask."""
    if turn.form is None:
        return
    turn.set(REQUESTED_SLOT, None)
    turn.set("misses", 0)  # a form that sets no slot counts as rejected
    turn.then("action_listen")
