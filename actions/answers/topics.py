"""The topics with an editable text, and the second question of a message that asks two things."""

from actions.api import Api
from actions.cues import mentions, table
from actions.message import Message
from actions.turn import Turn

TOPICS = {
    "ask_hotline_info": "hotline",
    "ask_procedure": "procedure",
    "ask_privacy": "privacy",
    "ask_capabilities": "capabilities",
}


def other_topics(message: Message, answered: str) -> list[str]:
    """Topics that the words ask for beside the intent, which is only ever one."""
    if message.button:
        return []
    asked = [topic for topic in table("cues")["topics"] if mentions(message.text, "topics", topic)]
    return [topic for topic in asked if topic != TOPICS.get(answered)]


async def say_topics(turn: Turn, api: Api, topics: list[str]) -> None:
    for topic in topics:
        found = await api.answer(topic)
        if found and found.get("text"):
            turn.say_text(found["text"])


def asks_for_contact(message: Message) -> bool:
    """Whether an agency is named together with "số", "người phát ngôn" and the like."""
    named = message.first("agency") is not None
    return named and not message.button and mentions(message.text, "lookup", "contact")
