"""Anonymity: whatever tells who the reporter is goes out of the draft, the story included."""

from collections.abc import Callable
from typing import Any

from actions.intake.contacts import blank, blank_name, without_reporter
from actions.intake.draft import Draft

# Texts of the draft in which a reporter may have said who they are.
_TEXTS = ("description", "affected", "wish", "outlet")
_PARTS = ("credential", "title", "text", "name")


def forget_reporter(draft: Draft) -> bool:
    """Blank names, phones and e-mails of the reporter everywhere; True when there were any."""
    contact = draft.answers.pop("contact", None) or {}
    own = [str(contact[kind]) for kind in ("phone", "email") if contact.get(kind)]
    names = [str(contact["name"])] if contact.get("name") else []

    def scrub(text: str) -> str:
        for value in own:
            text = blank(text, value)
        return without_reporter(text, names)

    removed = _scrub_answers(draft, scrub)
    for name, text in draft.typed.items():
        removed |= scrub(text) != text
        draft.typed[name] = scrub(text)
    if removed:
        draft.revision += 1  # a summary shown before held what is gone
    return removed or bool(own or names)


def forget_name(draft: Draft, name: str) -> None:
    """Take a name back that the reporter no longer wants to give, out of every text."""
    _scrub_answers(draft, lambda text: blank_name(text, name))


def _scrub_answers(draft: Draft, scrub: Callable[[str], str]) -> bool:
    changed = False
    for question, value in list(draft.answers.items()):
        new = _scrubbed(question, value, scrub)
        if new != value:
            draft.answers[question] = new
            changed = True
    return changed


def _scrubbed(question: str, value: Any, scrub: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return scrub(value) if question in _TEXTS else value
    if not isinstance(value, dict) or question == "contact":
        return value
    return {
        part: scrub(text) if part in _PARTS and isinstance(text, str) else text
        for part, text in value.items()
    }
