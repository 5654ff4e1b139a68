"""One turn: what an action says and changes, with the words taken from domain.yml."""

import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from actions.message import Message, read_message


@dataclass(frozen=True)
class Choice:
    """A button: its title, and the payload only the gateway sees."""

    title: str
    payload: str


def choice(title: str, intent: str, **payload: Any) -> Choice:
    return Choice(title, f"/{intent}{json.dumps(payload, ensure_ascii=False, separators=(',', ':'))}")


@dataclass
class Turn:
    """Collects the paragraphs, buttons and slots of one action, and gives them to Rasa at the end."""

    message: Message
    slots: dict[str, Any]
    words: dict[str, Any]
    form: str | None
    # Which of several wordings this turn uses: the same when a message is delivered again.
    variation: int = 0
    paragraphs: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)
    further: list[EventType] = field(default_factory=list)

    @classmethod
    def of(cls, tracker: Tracker, domain: DomainDict) -> "Turn":
        message = read_message(tracker)
        return cls(
            message=message,
            slots=dict(tracker.slots),
            words=domain.get("responses", {}),
            form=tracker.active_loop_name,
            variation=zlib.crc32(f"{tracker.sender_id}\0{message.received_at}\0{message.text}".encode()),
        )

    def phrase(self, name: str, /, **values: object) -> str:
        """The words of a response. Values are put in here and not by Rasa, whose own template filling
        breaks on user text that holds "0["."""
        wordings = self.words[name]
        text: str = wordings[self.variation % len(wordings)]["text"]
        return text.strip().format_map(values)

    def about(self, name: str) -> dict[str, Any]:
        """What domain.yml says beside the words of a response, such as the version of the consent."""
        return dict(self.words[name][0].get("metadata") or {})

    def say(self, name: str, /, **values: object) -> None:
        self.paragraphs.append(self.phrase(name, **values))

    def say_text(self, text: str) -> None:
        """Words that come from the api's editable texts."""
        self.paragraphs.append(text.strip())

    def offer(self, *choices: Choice) -> None:
        self.choices.extend(choices)

    def slot(self, name: str) -> Any:
        return self.changed[name] if name in self.changed else self.slots.get(name)

    def set(self, name: str, value: Any) -> None:
        self.changed[name] = value

    def activate(self, form: str | None) -> None:
        self.further.append(ActiveLoop(form))

    def then(self, action: str) -> None:
        self.further.append(FollowupAction(action))

    @property
    def goes_on(self) -> bool:
        """Whether another action follows in this turn."""
        names = [event.get("name") for event in self.further if event.get("event") == "followup"]
        return any(name != "action_listen" for name in names)

    def finish(self, dispatcher: CollectingDispatcher) -> list[EventType]:
        """All that was said as one message, since some channels bill by message."""
        if self.paragraphs or self.custom:
            dispatcher.utter_message(
                text="\n\n".join(self.paragraphs) or None,
                buttons=[{"title": item.title, "payload": item.payload} for item in self.choices],
                json_message=self.custom or None,
            )
        return [SlotSet(name, value) for name, value in self.changed.items()] + self.further
