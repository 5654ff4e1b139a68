"""The real actions with a stand-in for Rasa's loop and for the api: quick, and sure of every intent."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.api import Agency, ApiRefusedError, ApiUnavailableError
from actions.main import make_executor
from actions.settings import ActionsSettings

ROOT = Path(__file__).resolve().parents[2]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())
RULES: dict[str, Any] = yaml.safe_load((ROOT / "data/training/rules.yml").read_text())

Json = dict[str, Any]


class FakeApi:
    """The api in memory: one ticket for each key, places and agencies of a few names."""

    def __init__(self) -> None:
        self.tickets: dict[str, Json] = {}
        self.down = False
        self.loses_answers = False
        self.refusal: Json | None = None
        self.asked: list[tuple[str, str | None]] = []
        self.withdrawn: list[str] = []
        self.messages: list[tuple[str, str]] = []
        self.keys: list[str] = []
        self.own: list[Json] = []  # tickets of the conversation, newest first
        self.places: dict[str, Json] = {}
        self.agencies: dict[str, Json] = {}
        self.by_day: dict[str, Json] = {}  # one agency's answers; "today" for every other day
        self.texts: dict[str, str] = {}
        self.hotline_data: Json | None = None
        self.law: Json = {"outcome": "none", "items": []}

    async def open_ticket(self, key: str, body: Json) -> Json:
        if self.down:
            raise ApiUnavailableError("down")
        if self.refusal:
            raise ApiRefusedError(self.refusal)
        if self.tickets.setdefault(key, body) != body:
            made = f"LC-2026-{list(self.tickets).index(key) + 1:06d}"
            raise ApiRefusedError({"type": "urn:duongday:problem:idempotency-key-reused", "made": made})
        if self.loses_answers:
            raise ApiUnavailableError("the connection broke after the commit")
        return {"code": f"LC-2026-{list(self.tickets).index(key) + 1:06d}", "receipt": "1" * 16}

    async def ticket_status(self, code: str, receipt: str) -> Json | None:
        if receipt != "1234567812345678":
            return None
        return own_ticket(code)

    async def add_message(self, code: str, key: str, text: str) -> None:
        if key not in self.keys:
            self.keys.append(key)
            self.messages.append((code, text))

    async def own_tickets(self, conversation_id: str) -> list[Json]:
        return self.own

    async def add_own_message(self, conversation_id: str, code: str, key: str, text: str) -> bool:
        if not any(ticket["code"] == code for ticket in self.own):
            return False
        await self.add_message(code, key, text)
        return True

    async def withdraw_own(self, conversation_id: str, code: str) -> bool:
        if self.refusal:
            raise ApiRefusedError(self.refusal)
        self.withdrawn.append(code)
        return True

    async def withdraw(self, code: str, receipt: str) -> bool:
        if self.refusal:
            raise ApiRefusedError(self.refusal)
        self.withdrawn += [code] if receipt == "1234567812345678" else []
        return receipt == "1234567812345678"

    async def find_commune(self, text: str) -> Json:
        return self.places.get(text.casefold(), {"outcome": "unknown", "commune": None, "candidates": []})

    async def find_spokespersons(self, agency: Agency, as_of: str | None) -> Json:
        self.asked.append((agency.name, as_of))
        unknown: Json = {"outcome": "unknown", "candidates": []}
        usual = self.agencies.get(agency.name.casefold()) or self.by_day.get("today") or unknown
        return self.by_day.get(as_of or "today", usual)

    async def answer(self, topic: str) -> Json | None:
        return {"topic": topic, "text": self.texts[topic]} if topic in self.texts else None

    async def legal_answers(self, question: str) -> Json:
        return self.law

    async def hotline(self) -> Json | None:
        return self.hotline_data

    async def ready(self) -> bool:
        return not self.down


def own_ticket(code: str, **changes: Any) -> Json:
    """A ticket as its reporter sees it."""
    return {
        "code": code,
        "status": "TIEP_NHAN",
        "status_label": "Tiếp nhận",
        "open": True,
        "category": "PV-NN",
        "category_label": "Phóng viên tiêu cực, nhũng nhiễu",
        "opened_at": "2026-11-22T16:30:00Z",
        "updated_at": "2026-11-23T17:30:00Z",
        "messages": [],
        **changes,
    }


@dataclass
class Reply:
    """What one message brought."""

    text: str
    buttons: list[Json]
    custom: Json

    def button(self, title: str) -> str:
        return str(next(item["payload"] for item in self.buttons if item["title"] == title))


def entity(kind: str, text: str, value: Any = None, confidence: float | None = None) -> Json:
    return {
        "entity": kind,
        "text": text,
        "value": text if value is None else value,
        "confidence_entity": confidence,
    }


def day(text: str, stamp: str, precision: str = "day") -> Json:
    return entity("time", text, {"value": stamp, "precision": precision})


def rule_for(intent: str) -> str:
    for rule in RULES["rules"]:
        first, second = rule["steps"][:2]
        intents = [step["intent"] for step in first.get("or", [first])]
        if intent in intents:
            return str(second["action"])
    raise AssertionError(intent)


@dataclass
class Talker:
    """One conversation."""

    api: FakeApi = field(default_factory=FakeApi)
    slots: Json = field(default_factory=lambda: dict.fromkeys([*DOMAIN["slots"], "requested_slot"]))
    loop: str | None = None
    conversation_id: str = field(default_factory=lambda: str(uuid4()))
    received_at: str = "2026-11-23T10:00:00+07:00"
    channel: str = "web"
    metadata: Json = field(default_factory=dict)  # further metadata of every message
    events: list[Json] = field(default_factory=list)
    said: list[Json] = field(default_factory=list)

    @property
    def executor(self) -> ActionExecutor:
        return make_executor(self.api, ActionsSettings(mode="demo"))

    async def say(
        self, text: str, intent: str = "inform", *entities: Json, confidence: float = 0.95
    ) -> Reply:
        found = [self._place(text, item) for item in entities]
        return await self._turn(text, intent, confidence, found, {})

    async def press(self, payload: str, title: str = "…") -> Reply:
        import json

        intent, _, rest = payload.removeprefix("/").partition("{")
        button = {"intent": intent, **json.loads("{" + rest)}
        return await self._turn(title, intent, 1.0, [], {"button": button})

    async def send_files(self, *ids: str, text: str = "", media_type: str = "image/jpeg") -> Reply:
        files = [{"id": name, "name": "a", "media_type": media_type, "size": 1} for name in ids]
        return await self._turn(text, "inform", 1.0, [], {"attachments": files})

    @staticmethod
    def _place(text: str, item: Json) -> Json:
        start = text.index(item["text"]) if item["entity"] != "category" else 0
        return item | {"start": start, "end": start + len(item["text"])}

    async def _turn(self, text: str, intent: str, sure: float, entities: list[Json], metadata: Json) -> Reply:
        parsed = {"text": text, "intent": {"name": intent, "confidence": sure}, "entities": entities}
        metadata = {"channel": self.channel, "received_at": self.received_at, **self.metadata, **metadata}
        before = (dict(self.slots), self.loop)
        self.events, self.said = [{"event": "user", "parse_data": parsed, "metadata": metadata}], []
        try:
            await self._predict(intent, parsed)
        except BaseException:
            self.slots, self.loop = before  # a turn is all or nothing
            raise
        texts = [message["text"] for message in self.said if message["text"]]
        buttons = [button for message in self.said for button in message["buttons"]]
        custom = {key: value for message in self.said for key, value in message["custom"].items()}
        return Reply("\n\n".join(texts), buttons, custom)

    async def _predict(self, intent: str, parsed: Json) -> None:
        name: str | None = self.loop or rule_for(intent)
        rejected = False
        while name and name != "action_listen":
            asked = name
            name = None
            try:
                name = await self._run(asked, parsed)
            except ActionExecutionRejection:
                assert not rejected, "rejected twice"
                rejected = True
                self.events.append({"event": "action_execution_rejected", "name": asked})
                name = rule_for(intent)
                continue
            if name is None and self.loop and asked != self.loop:
                name = self.loop

    async def _run(self, name: str, parsed: Json) -> str | None:
        """Run an action or a form's validation as Rasa does; returns the followup action, if any."""
        is_form = name.endswith("_form")
        temporary = list(self.events)
        if is_form and self.loop != name:
            temporary.append({"event": "active_loop", "name": name})
        if is_form:
            temporary += [
                {"event": "slot", "name": "requested_slot", "value": self.slots["requested_slot"]},
                {"event": "action", "name": name},
            ]
        loop = name if is_form else self.loop
        slots = self.slots if self.loop == loop else self.slots | {"requested_slot": None}
        tracker = {
            "sender_id": self.conversation_id,
            "slots": slots,
            "latest_message": parsed,
            "events": temporary,
            "active_loop": {"name": loop} if loop else {},
        }
        call = {"next_action": f"validate_{name}" if is_form else name, "tracker": tracker, "domain": DOMAIN}
        result = await self.executor.run(call)
        assert result is not None
        self.loop = loop
        self.events.append({"event": "action", "name": name})
        for message in result.responses:
            self.said.append(message)
            self.events.append({"event": "bot"})
        return self._apply(name, result.events, is_form)

    def _apply(self, name: str, events: list[Json], is_form: bool) -> str | None:
        followup: str | None = None
        for event in events:
            if event["event"] == "slot":
                assert event["name"] in self.slots, event["name"]
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.loop = event["name"]
            elif event["event"] == "followup":
                followup = event["name"]
        if is_form:
            own = [
                event for event in events if event["event"] == "slot" and event["name"] != "requested_slot"
            ]
            assert own, "Rasa takes a form that set no slot for rejected"
            if self.slots["requested_slot"] is None:
                self.loop = None
                return followup or "action_listen"
            return followup or "action_listen"
        return followup
