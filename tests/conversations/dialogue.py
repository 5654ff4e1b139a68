"""A user of the bot: says things, presses buttons, sends files, and can look at what was kept and filed."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import psycopg

from nlu.text.fold import fold_search
from tests.conversations.programs import Programs

NOW = "2026-11-23T10:00:00+07:00"  # a Monday
BETWEEN_MESSAGES = timedelta(seconds=20)

Json = dict[str, Any]


@dataclass
class Dialogue:
    """One conversation through Rasa's channel; `text` is the last reply."""

    programs: Programs
    client: httpx.Client
    database: psycopg.Connection[Any]
    id: str = field(default_factory=lambda: str(uuid4()))
    at: str = NOW
    replies: list[Json] = field(default_factory=list)
    body: Json = field(default_factory=dict)
    code: str | None = None
    draft: Json = field(default_factory=dict)
    customs: list[Json] = field(default_factory=list)
    erased: bool = False
    # What the bot asked, in order, for each report of this conversation; the last one may be unfiled.
    asked_for: list[list[str]] = field(default_factory=lambda: [[]])
    # Parts of the report the user could tell when asked.
    known: set[str] = field(default_factory=set)
    _kept: Json | None = None

    @property
    def text(self) -> str:
        return "\n\n".join(reply["text"] for reply in self.replies if reply.get("text"))

    @property
    def buttons(self) -> dict[str, str]:
        return {item["title"]: item["payload"] for reply in self.replies for item in reply.get("buttons", [])}

    def heard(self, *words: str) -> bool:
        """Whether the last reply holds all these words, marks and case aside."""
        return all(fold_search(word) in fold_search(self.text) for word in words)

    # --- What the user does ---

    def say(self, *texts: str, **metadata: Any) -> str:
        """Say one thing after another; returns the reply to the last."""
        for text in texts:
            self._send(text=text, metadata=metadata)
        return self.text

    def press(self, title: str, payload: str | None = None) -> str:
        """Press a button shown last, or one kept from before."""
        self._send(text=title, button=payload or self.buttons[title])
        return self.text

    @property
    def choices(self) -> list[Any]:
        """What the buttons shown last stand for."""
        return [json.loads(item[item.index("{") :]).get("value") for item in self.buttons.values()]

    def payload(self, value: Any) -> str:
        """The payload of the button shown last that stands for the value."""
        assert value in self.choices, f"no button for {value}: {self.buttons}"
        return list(self.buttons.values())[self.choices.index(value)]

    def pick(self, value: Any) -> str:
        """Press the button that stands for the value, whatever its title."""
        return self.press("…", self.payload(value))

    def send_files(self, *names: str, text: str = "", media_type: str = "image/jpeg") -> str:
        files = [{"id": name, "name": name, "media_type": media_type, "size": 9} for name in names]
        self._send(text=text, metadata={"attachments": files})
        return self.text

    def repeat(self) -> str:
        """The same message delivered once more."""
        self._post(self.body)
        return self.text

    def wait(self, **time: float) -> None:
        self.at = (datetime.fromisoformat(self.at) + timedelta(**time)).isoformat()

    def _send(self, *, text: str, button: str | None = None, metadata: Json | None = None) -> None:
        self.wait(seconds=BETWEEN_MESSAGES.total_seconds())
        known = {"channel": "web", "received_at": self.at, "attachments": []} | (metadata or {})
        self.body = {"conversation_id": self.id, "message_id": str(uuid4()), "text": text}
        self.body |= {"button": button, "metadata": known}
        filed = self.code
        self._post(self.body)
        if self.code != filed:
            self.asked_for.append([])
        elif asked := self.asked:
            self.asked_for[-1].append(asked)

    def _post(self, body: Json) -> None:
        self._kept = None
        response = self.client.post(
            f"{self.programs.rasa}/webhooks/duongday/turns",
            json=body,
            headers={"Authorization": f"Bearer {self.programs.channel_token}"},
        )
        assert response.status_code == 200, response.text[:500]
        self.replies = response.json()["replies"]
        # An answer to something asked aside, and the open question: never more than these two.
        assert sum(bool(reply.get("text")) for reply in self.replies) <= 2, self.replies
        for reply in self.replies:
            custom = reply.get("custom") or {}
            if custom:
                self.customs.append(custom)
            self.code = custom.get("ticket", {}).get("code", self.code)
            self.draft = custom.get("draft", self.draft)
            self.erased = self.erased or "erase" in custom

    # --- What the programs know ---

    def _rows(self, query: str, *values: Any) -> list[Any]:
        return self.database.execute(query.encode(), values).fetchall()

    @property
    def kept(self) -> Json:
        """What Rasa remembers of the conversation; it changes by messages only."""
        if self._kept is None:
            self._kept = self._read_kept()
        return self._kept

    def _read_kept(self) -> Json:
        rows = self._rows("SELECT snapshot FROM rasa.conversations WHERE id = %s", self.id)
        return dict(rows[0][0]) if rows else {"slots": {}}

    @property
    def asked(self) -> str | None:
        """The open question: a part of the report, "stop", "which", "agency", "status", or none."""
        kept = self.kept
        slots, loop = kept["slots"], kept.get("loop", {}).get("name")
        if loop == "report_form":
            requested = str(slots.get("requested_slot")).removeprefix("report_")
            return (slots.get("draft") or {}).get("pending") or requested
        return {"lookup_form": "agency", "status_form": "status"}.get(loop) if loop else None

    @property
    def codes(self) -> list[str]:
        """The codes of everything that was filed from this conversation, oldest first."""
        query = "SELECT code FROM api.tickets WHERE conversation_id = %s ORDER BY id"
        return [row[0] for row in self._rows(query, self.id)]

    @property
    def tickets(self) -> list[Json]:
        return [self.read(code) for code in self.codes]

    @property
    def ticket(self) -> Json:
        """The one ticket of this conversation, complete."""
        assert self.codes == [self.code]
        return self.read(str(self.code))

    def read(self, code: str) -> Json:
        return dict(self.api("GET", f"/v1/tickets/{code}").json())

    def questions_by_category(self) -> list[tuple[str, int]]:
        """For each report that was filed: its kind, and how many times the bot asked something."""
        query = "SELECT category FROM api.tickets WHERE conversation_id = %s ORDER BY id"
        kinds = [row[0] for row in self._rows(query, self.id)]
        return [(kind, len(asked)) for kind, asked in zip(kinds, self.asked_for, strict=False)]

    @property
    def reporter(self) -> Json:
        """Read from the table: the api shows a name that was given in confidence to no program."""
        query = """SELECT name, phone, email FROM api.ticket_reporters
                   WHERE ticket_id = (SELECT id FROM api.tickets WHERE code = %s)"""
        rows = self._rows(query, self.code) or [(None, None, None)]
        return dict(zip(("name", "phone", "email"), rows[0], strict=True))

    @property
    def receipt(self) -> str:
        return str(self.api("POST", f"/v1/tickets/{self.code}/receipt").json()["receipt"])

    def api(self, method: str, path: str, **more: Any) -> httpx.Response:
        """As staff."""
        headers = {"Authorization": f"Bearer {self.programs.staff_token}"} | more.pop("headers", {})
        response = self.client.request(method, f"{self.programs.api}{path}", headers=headers, **more)
        assert response.status_code < 300, response.text
        return response
