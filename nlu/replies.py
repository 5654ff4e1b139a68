"""Collects what the bot says in a turn."""

from typing import Any

from rasa.core.channels.channel import OutputChannel

PARTS = ("text", "buttons", "custom")


class Replies(OutputChannel):
    """Keeps one reply for each utterance; Rasa's own channels cut a text at every blank line."""

    def __init__(self) -> None:
        self.collected: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "duongday"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take an utterance as it is."""
        reply = {part: message[part] for part in PARTS if message.get(part)}
        if "buttons" in reply:
            reply["buttons"] = [
                {"title": button["title"], "payload": button["payload"]} for button in reply["buttons"]
            ]
        if reply:
            self.collected.append(reply)
