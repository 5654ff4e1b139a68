"""A message that waits while the bot asks what it is for, so that nobody has to type it twice."""

from dataclasses import asdict, replace
from typing import Any

from actions.message import Entity, Message
from actions.tickets.codes import without_receipt
from actions.turn import Turn
from nlu.text.fold import fold_search

_KEPT = ("text", "intent", "confidence", "attachments", "received_at")


def keep(message: Message) -> dict[str, Any]:
    """As a slot may hold it: without a receipt, and so without entities that lie behind one."""
    kept = {name: getattr(message, name) for name in _KEPT}
    kept["text"] = without_receipt(message.text)
    kept["attachments"] = list(message.attachments)
    same = kept["text"] == message.text
    kept["entities"] = [asdict(entity) for entity in message.entities] if same else []
    return kept


def kept_message(message: Message, kept: dict[str, Any]) -> Message:
    """The message set aside, as if it had come now."""
    return replace(
        message,
        **{name: kept[name] for name in _KEPT} | {"attachments": tuple(kept["attachments"])},
        entities=tuple(Entity(**entity) for entity in kept["entities"]),
        button=None,
        folded=fold_search(kept["text"]),
    )


def hand_over(turn: Turn, kept: dict[str, Any], action: str) -> None:
    """Let another action of the same turn deal with it."""
    turn.set("set_aside", kept)
    turn.then(action)


def take_up(turn: Turn) -> dict[str, Any] | None:
    """Read the message that another action of this turn handed over."""
    kept: dict[str, Any] | None = turn.slots.get("set_aside")
    if kept:
        turn.message = kept_message(turn.message, kept)
        turn.set("set_aside", None)
    return kept


def pass_on(turn: Turn, kept: dict[str, Any] | None) -> None:
    """An action that leaves it to a further one leaves it the message, too."""
    if kept and turn.goes_on:
        turn.set("set_aside", kept)
