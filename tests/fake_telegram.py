"""A fake Telegram Bot API at the HTTP boundary: the methods we call, answering as the real one does."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

TOKEN = "123456:fake-token-of-the-tests"
BOT_USER = {"id": 123456, "is_bot": True, "first_name": "Đường dây nóng", "username": "duongday_test_bot"}
Json = dict[str, Any]


@dataclass
class FakeTelegram:
    """What a citizen does, what the bot sent, and which failures come next."""

    url: str = ""
    updates: list[Json] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    failures: list[tuple[str, int, Json]] = field(
        default_factory=list
    )  # (method, status, body), used once each
    files: dict[str, bytes] = field(default_factory=dict)
    webhook: Json = field(default_factory=dict)
    confirmed: int = 0
    next_update: int = 1000
    next_message: int = 1

    def user_says(self, chat_id: int, text: str, **more: Any) -> Json:
        return self.deliver({"message": self.message(chat_id, {"text": text} | more)})

    def user_sends_photo(self, chat_id: int, content: bytes, caption: str | None = None) -> Json:
        """A photo comes in several sizes; the last is the largest."""
        sizes = []
        for name, width in (("small", 90), ("large", 1280)):
            file_id = f"photo-{name}-{len(self.files)}"
            self.files[file_id] = content
            sizes.append(
                {
                    "file_id": file_id,
                    "file_unique_id": f"u-{file_id}",
                    "width": width,
                    "height": width,
                    "file_size": len(content),
                }
            )
        caption_part = {"caption": caption} if caption else {}
        return self.deliver({"message": self.message(chat_id, {"photo": sizes} | caption_part)})

    def user_sends_document(
        self, chat_id: int, name: str, content: bytes, mime_type: str, size: int | None = None
    ) -> Json:
        file_id = f"document-{len(self.files)}"
        self.files[file_id] = content
        document = {
            "file_id": file_id,
            "file_unique_id": f"u-{file_id}",
            "file_name": name,
            "mime_type": mime_type,
            "file_size": len(content) if size is None else size,
        }
        return self.deliver({"message": self.message(chat_id, {"document": document})})

    def user_sends(self, chat_id: int, content: Json, file: bytes | None = None) -> Json:
        """Any other kind of message, as documented; what holds a file_id can be downloaded."""
        for part in content.values():
            if isinstance(part, dict) and "file_id" in part:
                self.files[part["file_id"]] = file or b""
        return self.deliver({"message": self.message(chat_id, content)})

    def user_edits(self, chat_id: int, content: Json) -> Json:
        changed = self.message(chat_id, content) | {"edit_date": int(time.time())}
        return self.deliver({"edited_message": changed})

    def user_presses(self, chat_id: int, data: str) -> Json:
        query = {
            "id": f"query-{self.next_update}",
            "from": self.user(chat_id),
            "chat_instance": "instance",
            "data": data,
            "message": self.message(chat_id, {"text": "…"}) | {"from": BOT_USER},
        }
        return self.deliver({"callback_query": query})

    def deliver(self, update: Json) -> Json:
        update = {"update_id": self.next_update} | update
        self.next_update += 1
        self.updates.append(update)
        return update

    def message(self, chat_id: int, content: Json) -> Json:
        self.next_message += 1
        return {
            "message_id": self.next_message,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "Lò"},
            "from": self.user(chat_id),
        } | content

    @staticmethod
    def user(chat_id: int) -> Json:
        return {"id": chat_id, "is_bot": False, "first_name": "Lò", "language_code": "vi"}

    def sent(self, chat_id: int, method: str = "sendMessage") -> list[Json]:
        """What the bot sent to a chat, in order."""
        return [body for name, body in self.calls if name == method and body.get("chat_id") == str(chat_id)]

    def wait_for(self, chat_id: int, count: int, seconds: float = 30) -> list[Json]:
        deadline = time.monotonic() + seconds
        while len(self.sent(chat_id)) < count:
            assert time.monotonic() < deadline, f"only {len(self.sent(chat_id))} of {count} messages came"
            time.sleep(0.05)
        return self.sent(chat_id)


def fake_app(fake: FakeTelegram) -> FastAPI:
    app = FastAPI()

    @app.api_route("/file/bot{token}/{path:path}", methods=["GET"])
    async def download(token: str, path: str) -> Response:
        return Response(fake.files[path.removeprefix("files/")])

    @app.api_route("/bot{token}/{method}", methods=["GET", "POST"])
    async def call(token: str, method: str, request: Request) -> Response:
        if token != TOKEN:
            return JSONResponse({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        body = {key: str(value) for key, value in (await request.form()).items()}
        fake.calls.append((method, body))
        for failure in fake.failures:
            if failure[0] == method:
                fake.failures.remove(failure)
                return JSONResponse({"ok": False, "error_code": failure[1]} | failure[2], failure[1])
        return JSONResponse({"ok": True, "result": await answer(fake, method, body)})

    return app


async def answer(fake: FakeTelegram, method: str, body: Json) -> Any:
    match method:
        case "getMe":
            return BOT_USER
        case "getUpdates":
            return await pending_updates(fake, int(body.get("offset", 0)))
        case "sendMessage":
            sent = fake.message(int(body["chat_id"]), {"text": body["text"]}) | {"from": BOT_USER}
            if "reply_markup" in body:
                sent["reply_markup"] = json.loads(body["reply_markup"])
            return sent
        case "getFile":
            file_id = body["file_id"]
            size = len(fake.files[file_id])
            return {
                "file_id": file_id,
                "file_unique_id": f"u-{file_id}",
                "file_size": size,
                "file_path": f"files/{file_id}",
            }
        case "setWebhook":
            fake.webhook = body
            return True
        case _:
            return True


async def pending_updates(fake: FakeTelegram, offset: int) -> list[Json]:
    """Updates from the offset on; everything before it counts as confirmed and is forgotten."""
    if offset:
        fake.confirmed = max(fake.confirmed, offset - 1)
        fake.updates = [update for update in fake.updates if update["update_id"] >= offset]
    for _ in range(20):
        if fake.updates:
            break
        await asyncio.sleep(0.05)
    return list(fake.updates)


@contextmanager
def serve_fake() -> Iterator[FakeTelegram]:
    """The fake on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    fake = FakeTelegram(url=f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(fake_app(fake), port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield fake
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with serve_fake() as fake:
        yield fake
