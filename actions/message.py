"""The message a turn is about, read from Rasa's tracker."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rasa_sdk.interfaces import Tracker

from nlu.text.fold import fold_search

LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Entity:
    """Something the model found in the text."""

    kind: str
    value: Any
    text: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class Button:
    """The payload of a button that the bot itself showed."""

    intent: str
    question: str = ""
    draft: str = ""
    value: Any = None
    version: int = 0
    # The filed ticket it is about.
    code: str = ""


@dataclass(frozen=True)
class Message:
    """What the user sent, and what the model made of it."""

    text: str
    intent: str
    confidence: float
    entities: tuple[Entity, ...] = ()
    button: Button | None = None
    attachments: tuple[str, ...] = ()
    # Sound or film is among the files: the bot cannot hear it.
    has_recording: bool = False
    received_at: str = ""
    channel: str = "web"
    # Sent before the bot's last reply was written: cannot answer the question in it.
    unread: bool = False
    # Further messages of the user are already waiting behind this one.
    followed: bool = False
    # The ticket about which staff asked something in this chat that has not been answered.
    staff_question: str | None = None
    folded: str = field(default="", compare=False)

    @property
    def words(self) -> int:
        return len(self.folded.split())

    def all(self, *kinds: str) -> Iterator[Entity]:
        return (entity for entity in self.entities if entity.kind in kinds)

    def first(self, *kinds: str) -> Entity | None:
        return next(self.all(*kinds), None)


def read_message(tracker: Tracker) -> Message:
    """The latest user message; its metadata is only on the event, not in `latest_message`."""
    users = (event for event in reversed(tracker.events) if event.get("event") == "user")
    event: dict[str, Any] = next(users, {})
    latest = tracker.latest_message or event.get("parse_data") or {}
    metadata = event.get("metadata") or latest.get("metadata") or {}
    raw = latest.get("text") or ""
    text = unicodedata.normalize("NFC", raw).strip()
    intent = latest.get("intent") or {}
    return Message(
        text=text,
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        entities=tuple(_entities(raw, latest.get("entities") or [])),
        button=_button(metadata.get("button")),
        attachments=tuple(str(item["id"]) for item in metadata.get("attachments") or []),
        has_recording=any(
            str(item.get("media_type", "")).startswith(("audio/", "video/"))
            for item in metadata.get("attachments") or []
        ),
        received_at=metadata.get("received_at") or _stamp(event),
        channel=metadata.get("channel") or "web",
        unread=metadata.get("unread") is True,
        followed=metadata.get("followed") is True,
        staff_question=(metadata.get("staff_question") or {}).get("code"),
        folded=fold_search(text[:LONGEST_TEXT]),
    )


def handled_before(tracker: Tracker, form: str) -> bool:
    """Whether another action has already dealt with this message, so that the form only asks again.

    Rasa puts the form's own name behind the message before it calls the form's validation.
    """
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action_execution_rejected":
            return True
        if event.get("event") == "action" and event.get("name") not in (
            form,
            "action_listen",
            "action_session_start",
            "action_extract_slots",
        ):
            return True
    return False


def ran_before(tracker: Tracker, action: str) -> bool:
    """Whether this action has already been run for the message."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action" and event.get("name") == action:
            return True
    return False


def activated_now(tracker: Tracker, form: str) -> bool:
    """Whether the form begins with this message, rather than being open already."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "active_loop" and event.get("name") == form:
            return True
    return False


def _entities(text: str, found: list[dict[str, Any]]) -> Iterator[Entity]:
    for item in found:
        start, end = int(item.get("start") or 0), int(item.get("end") or 0)
        confidence = item.get("confidence_entity")
        yield Entity(
            kind=item.get("entity", ""),
            value=item.get("value"),
            text=unicodedata.normalize("NFC", text[start:end]).strip(),
            start=start,
            end=end,
            confidence=1.0 if confidence is None else float(confidence),
        )


def _stamp(event: dict[str, Any]) -> str:
    """Rasa's own time of arrival, for callers that are not the gateway and give none."""
    return datetime.fromtimestamp(float(event.get("timestamp") or 0.0), UTC).isoformat()


def _button(given: dict[str, Any] | None) -> Button | None:
    if not given:
        return None
    return Button(
        intent=str(given.get("intent", "")),
        question=str(given.get("question", "")),
        draft=str(given.get("draft", "")),
        value=given.get("value"),
        version=int(given.get("version") or 0),
        code=str(given.get("code") or ""),
    )
