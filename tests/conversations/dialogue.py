"""A user of the bot: says things, presses buttons, sends files, and can look at what was filed."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.conversations.programs import Programs

NOW = "2026-11-23T10:00:00+07:00"

Json = dict[str, Any]


@dataclass
class Dialogue:
    """One conversation through Rasa's channel; `text` is the last reply, all its parts together."""

    programs: Programs
    client: httpx.Client
    id: str = field(default_factory=lambda: str(uuid4()))
    at: str = NOW
    replies: list[Json] = field(default_factory=list)
    body: Json = field(default_factory=dict)
    code: str | None = None
    draft: Json = field(default_factory=dict)
    erased: bool = False

    @property
    def text(self) -> str:
        return "\n\n".join(reply["text"] for reply in self.replies if reply.get("text"))

    @property
    def buttons(self) -> dict[str, str]:
        return {item["title"]: item["payload"] for reply in self.replies for item in reply.get("buttons", [])}

    def say(self, *texts: str) -> str:
        """Say one thing after another; returns the reply to the last."""
        for text in texts:
            self._send(text=text)
        return self.text

    def press(self, title: str, payload: str | None = None) -> str:
        """Press a button shown last, or one kept from before."""
        self._send(text=title, button=payload or self.buttons[title])
        return self.text

    def send_files(self, *names: str, text: str = "") -> str:
        files = [{"id": name, "name": name, "media_type": "image/jpeg", "size": 9} for name in names]
        self._send(text=text, attachments=files)
        return self.text

    def repeat(self) -> str:
        """The same message delivered once more."""
        self._post(self.body)
        return self.text

    def _send(self, *, text: str, button: str | None = None, attachments: list[Json] | None = None) -> None:
        metadata = {"channel": "web", "received_at": self.at, "attachments": attachments or []}
        self.body = {"conversation_id": self.id, "message_id": str(uuid4()), "text": text}
        self.body |= {"button": button, "metadata": metadata}
        self._post(self.body)

    def _post(self, body: Json) -> None:
        response = self.client.post(
            f"{self.programs.rasa}/webhooks/duongday/turns",
            json=body,
            headers={"Authorization": f"Bearer {self.programs.channel_token}"},
        )
        assert response.status_code == 200, response.text[:500]
        self.replies = response.json()["replies"]
        for reply in self.replies:
            custom = reply.get("custom") or {}
            self.code = custom.get("ticket", {}).get("code", self.code)
            self.draft = custom.get("draft", self.draft)
            self.erased = self.erased or "erase" in custom

    def _api(self, method: str, path: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.programs.staff_token}"}
        return self.client.request(method, f"{self.programs.api}{path}", headers=headers)

    @property
    def tickets(self) -> list[Json]:
        """Everything that was filed from this conversation."""
        found: list[Json] = []
        cursor: str | None = ""
        while cursor is not None:
            page = self._api("GET", f"/v1/tickets?limit=100{f'&cursor={cursor}' if cursor else ''}").json()
            found += [item for item in page["items"] if item["conversation_id"] == self.id]
            cursor = page["next"]
        return found

    @property
    def ticket(self) -> Json:
        """The one ticket of this conversation, complete."""
        (one,) = self.tickets
        assert one["code"] == self.code
        return dict(self._api("GET", f"/v1/tickets/{self.code}").json())

    @property
    def reporter(self) -> Json:
        return dict(self._api("GET", f"/v1/tickets/{self.code}/reporter").json())

    @property
    def receipt(self) -> str:
        return str(self._api("POST", f"/v1/tickets/{self.code}/receipt").json()["receipt"])
