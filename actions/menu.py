"""What the bot can do, as buttons."""

from actions.turn import Choice, Turn, choice

_ENTRIES = ("report_violation", "ask_spokesperson", "check_status", "request_human")


def menu(turn: Turn) -> list[Choice]:
    """The main ways on. They carry no draft: they begin something, and answer no question."""
    return [choice(turn.phrase(f"utter_button_{intent}"), intent, value="menu") for intent in _ENTRIES]


def offer_menu(turn: Turn) -> None:
    """Only outside a form: inside one the form's own question follows."""
    if turn.form is None and not turn.slot("draft"):
        turn.offer(*menu(turn))
