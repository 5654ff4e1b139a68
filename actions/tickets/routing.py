"""Which messages outside the forms belong to a filed ticket: answers to staff, more of what was added."""

from enum import Enum

from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import Tracker

from actions.cues import mentions, says, table, words_of
from actions.intake.reading import tells_something
from actions.intake.side import CHAT, LONGEST_CHAT, LONGEST_QUESTION, QUESTIONS
from actions.menu import asks_to_leave_message
from actions.message import Message, ran_before
from actions.tickets.codes import find_code, find_receipt
from actions.tickets.request import FORM, added_lately
from actions.turn import Turn

SURE = 0.6
SHORTEST_WORDS = 3
LONGEST_LOOKUP = 10
LONGEST_BARE_QUESTION = 6
WHOLE_STORY = 16
# A report, or what staff asked for: only the user knows.
EITHER = frozenset({"report_violation", "report_wrong_contact", "out_of_scope"})
_FACTS = frozenset({"inform", "correct_answer", "skip_question"})
_ASIDE = (QUESTIONS - {"add_information"}) | {"stop", "resume"}


class Belongs(Enum):
    """Where a message goes: onto the ticket, to wherever the user says, or to the usual action."""

    THERE = "there"
    UNCLEAR = "unclear"
    ELSEWHERE = "elsewhere"


def hand_to_ticket(turn: Turn, tracker: Tracker) -> bool:
    """Leave the message to the form about filed tickets, when it is the one to know what to do with it."""
    if turn.slot("draft") or turn.form not in (None, "report_form") or ran_before(tracker, FORM):
        return False
    if belongs(turn) is Belongs.ELSEWHERE:
        return False
    turn.set("status", None)  # a form that sets no slot counts as rejected
    if turn.form:
        turn.set(REQUESTED_SLOT, None)
    turn.then(FORM)
    return True


def belongs(turn: Turn) -> Belongs:
    message = turn.message
    if _lost_receipt(message) or (turn.slot("ticket_code") and asks_progress(message)):
        return Belongs.THERE
    if message.button or asks_to_leave_message(message) or find_code(message) or find_receipt(message):
        return Belongs.ELSEWHERE
    if not message.text:
        return _files(turn)
    if not tells_something(message.text):
        return Belongs.ELSEWHERE
    if message.staff_question:
        return _answer(message)
    if added_lately(turn):
        return _more(message)
    if not turn.slot("ticket_code") or message.intent not in _FACTS or not _tells_more(message):
        return Belongs.ELSEWHERE
    # A fact out of the blue, from someone who has filed a report here: rather asked than not understood.
    return Belongs.THERE if mentions(message.text, "tickets", "more") else Belongs.UNCLEAR


def _lost_receipt(message: Message) -> bool:
    """Whatever else the model hears in it, only the tickets have an answer to that."""
    short = message.words <= LONGEST_QUESTION and message.intent not in EITHER
    return not message.button and short and mentions(message.text, "tickets", "lost")


def asks_progress(message: Message) -> bool:
    """ "Bao giờ xong": of the ticket just filed, not of the procedure."""
    if message.button or message.words > LONGEST_LOOKUP or message.first("agency"):
        return False
    asks = any(mentions(message.text, "filed", part) for part in ("progress", "reopen"))
    return asks and not mentions(message.text, "filed", "general")


def _files(turn: Turn) -> Belongs:
    """Files alone: evidence for what staff asked about, or for the ticket just filed, or a new report."""
    if not turn.message.attachments:
        return Belongs.ELSEWHERE
    if turn.message.staff_question or added_lately(turn):
        return Belongs.THERE
    return Belongs.UNCLEAR if turn.slot("ticket_code") else Belongs.ELSEWHERE


def _answer(message: Message) -> Belongs:
    """Words while a question by staff stands: an answer, unless they are plainly something else."""
    if asks_aside(message):
        return Belongs.ELSEWHERE
    if message.intent in EITHER:
        return Belongs.ELSEWHERE if mentions(message.text, "tickets", "another") else Belongs.UNCLEAR
    return Belongs.THERE


def _more(message: Message) -> Belongs:
    """Words soon after filing or adding: more of the same, when they tell something and nothing new."""
    # The model hears "they come back" as the wish to go on with a report.
    told_back = message.intent == "resume" and message.words > LONGEST_BARE_QUESTION
    if (asks_aside(message) and not told_back) or not _tells_more(message):
        return Belongs.ELSEWHERE
    if message.intent not in EITHER:
        return Belongs.THERE
    if mentions(message.text, "tickets", "another"):
        return Belongs.ELSEWHERE
    # An agency's number, or a question about something else, is seldom more of the same.
    # A whole story may be another matter: the user is asked, and the words are kept.
    story = message.intent == "report_violation" and message.words >= WHOLE_STORY
    doubtful = story or message.intent == "report_wrong_contact" or "?" in message.text
    return Belongs.UNCLEAR if doubtful and not message.unread else Belongs.THERE


def _tells_more(message: Message) -> bool:
    looks_up = message.first("agency", "locality") is not None and message.words <= LONGEST_LOOKUP
    # "tin mới không": a question without its mark.
    asks = (
        message.words <= LONGEST_BARE_QUESTION and words_of(message.text)[-1] in table("cues")["asking_last"]
    )
    return message.words >= SHORTEST_WORDS and not (says("done", message.text) or looks_up or asks)


def asks_aside(message: Message) -> bool:
    """A question, a greeting, a stop: nothing that tells staff anything."""
    if message.intent in CHAT and message.words > LONGEST_CHAT:
        return False
    if message.confidence < SURE and "?" not in message.text:
        return False
    return message.intent in _ASIDE and message.words <= LONGEST_QUESTION
