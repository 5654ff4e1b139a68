"""What the bot can do, as buttons."""

from actions.cues import cues, words_of
from actions.message import Message
from actions.turn import Choice, Turn, choice

_ENTRIES = ("report_violation", "ask_spokesperson", "check_status", "request_human")
LONGEST_WISH = 7


def menu(turn: Turn, but: str | None = None) -> list[Choice]:
    """The main ways on. They carry no draft: they begin something, and answer no question."""
    return [
        choice(turn.phrase(f"utter_button_{intent}"), intent, value="menu")
        for intent in _ENTRIES
        if intent != but
    ]


def is_free(turn: Turn) -> bool:
    """Only outside a form: inside one the form's own question follows."""
    return turn.form is None and not turn.slot("draft")


def offer_menu(turn: Turn, but: str | None = None) -> None:
    if is_free(turn):
        turn.offer(*menu(turn, but))


def leave_message(turn: Turn, title: str = "utter_button_leave_message") -> None:
    """A message that staff read and answer in this chat; nothing to offer while a report is open."""
    if not turn.slot("draft"):
        turn.offer(choice(turn.phrase(title), "report_violation", value="person"))


def asks_to_leave_message(message: Message) -> bool:
    """The button's words, typed; with more words than a few it is a story of its own."""
    words = [] if message.button else words_of(message.text)
    return len(words) <= LONGEST_WISH and cues("filed", "to_officer").find(words) is not None
