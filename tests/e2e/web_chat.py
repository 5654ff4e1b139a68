"""A citizen at the web chat's HTTP interface, for tests that need many of them."""

import time
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

import httpx

Message = dict[str, Any]


class WebChat:
    """One conversation. Every call repeats itself while the system is down, as the widget does."""

    def __init__(self, bot: str, patience: float = 60.0) -> None:
        self.http = httpx.Client(base_url=bot, timeout=20)
        self.patience = patience
        opened = self.call("POST", "/channels/web/conversations").json()
        self.conversation_id: str = opened["conversation_id"]
        self.http.headers["Authorization"] = f"Bearer {opened['token']}"
        self.seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        deadline = time.monotonic() + self.patience
        while True:
            try:
                response = self.http.request(method, path, **options)
                if response.status_code < 500:
                    return response
                failure = f"{response.status_code} {response.text[:200]}"
            except httpx.TransportError as error:
                failure = repr(error)
            assert time.monotonic() < deadline, f"{method} {path} kept failing: {failure}"
            time.sleep(0.1)

    def send(self, text: str, message_id: str | None = None) -> None:
        body = {"id": message_id or str(uuid4()), "text": text}
        response = self.call("POST", "/channels/web/messages", json=body)
        assert response.status_code == 202, response.text

    def press(self, payload: str) -> None:
        response = self.call("POST", "/channels/web/messages", json={"id": str(uuid4()), "payload": payload})
        assert response.status_code == 202, response.text

    def messages(self, after: int = 0) -> list[Message]:
        response = self.call("GET", "/channels/web/messages", params={"after": after})
        assert response.status_code == 200, response.text
        found: list[Message] = response.json()["messages"]
        return found

    def replies(self, enough: Callable[[list[Message]], bool] = bool) -> list[Message]:
        """The bot's new messages, once there are enough of them."""
        deadline = time.monotonic() + self.patience
        while True:
            # What the gateway says by itself ("we hold your message") is not yet an answer.
            new = [message for message in self.messages(self.seen) if message["sender"] in ("bot", "staff")]
            if enough(new):
                self.seen = max(message["seq"] for message in new)
                return new
            assert time.monotonic() < deadline, "no reply"
            time.sleep(0.05)

    def ask(self, text: str) -> Message:
        """Send a text and return the last of the bot's messages that follow."""
        self.send(text)
        return self.replies()[-1]

    def choose(self, message: Message, title: str) -> Message:
        """Press the button with this in its title and return the answer."""
        titles = [button["title"] for button in message["buttons"]]
        button = next((button for button in message["buttons"] if title in button["title"]), None)
        assert button is not None, f"no button {title!r} among {titles} of {message['text']!r}"
        self.press(button["payload"])
        return self.replies()[-1]
