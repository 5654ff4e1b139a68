"""A web chat whose behaviour a test chooses: the contract of the gateway, without database and Rasa."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles
from starlette.applications import Starlette
from starlette.datastructures import UploadFile

STATIC = Path(__file__).resolve().parents[5] / "bot" / "channels" / "web" / "static"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)

Message = dict[str, Any]
Answer = Callable[[str], list[Message]]


def echo(text: str) -> list[Message]:
    """The plainest bot."""
    return [{"text": f"Đã nhận: {text}"}]


@dataclass
class Conversation:
    """What the gateway knows of one conversation."""

    token: str
    messages: list[Message] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=lambda: {"typing": False, "mode": "bot"})
    changed: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Gateway:
    """The fake and its knobs; `received` lists what was accepted, repeats left out."""

    answer: Answer = echo
    delay: float = 0.0
    fail_next: list[int] = field(default_factory=list)  # statuses for the next POSTs of a message
    fail_detail: str = "no"
    stream_works: bool = True
    conversations: dict[str, Conversation] = field(default_factory=dict)
    received: list[Message] = field(default_factory=list)
    posts: int = 0
    forgotten: int = 0
    loop: asyncio.AbstractEventLoop | None = None
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def put(self, conversation: Conversation, message: Message) -> None:
        filled: Message = {"id": uuid4().hex, "sender": "bot", "text": "", "buttons": [], "attachments": []}
        filled |= message | {"seq": len(conversation.messages) + 1, "at": datetime.now(UTC).isoformat()}
        conversation.messages.append(filled)
        conversation.changed.set()

    def say(self, text: str, **more: Any) -> None:
        """A message nobody asked for, as staff write them; called from the test's thread."""
        assert self.loop is not None
        for conversation in self.conversations.values():
            self.loop.call_soon_threadsafe(self.put, conversation, {"text": text} | more)

    def set_state(self, **state: Any) -> None:
        assert self.loop is not None
        for conversation in self.conversations.values():
            conversation.state |= state
            self.loop.call_soon_threadsafe(conversation.changed.set)

    async def take(self, conversation: Conversation, message: Message) -> None:
        if any(known["id"] == message["id"] for known in conversation.messages):
            return
        self.received.append(message)
        self.put(conversation, message | {"sender": "user"})
        task = asyncio.create_task(self.reply(conversation, message["text"]))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def reply(self, conversation: Conversation, text: str) -> None:
        if self.delay:
            conversation.state["typing"] = True
            conversation.changed.set()
            await asyncio.sleep(self.delay)
            conversation.state["typing"] = False
        for answer in self.answer(text):
            self.put(conversation, answer)

    async def events(self, conversation: Conversation, after: int) -> AsyncIterator[str]:
        state: dict[str, Any] = {}
        while True:
            conversation.changed.clear()
            for message in conversation.messages[after:]:
                yield f"id: {message['seq']}\r\nevent: message\r\ndata: {json.dumps(message)}\r\n\r\n"
            after = len(conversation.messages)
            if state != conversation.state:
                state = dict(conversation.state)
                yield f"event: state\r\ndata: {json.dumps(state)}\r\n\r\n"
            try:
                await asyncio.wait_for(conversation.changed.wait(), 1)
            except TimeoutError:
                yield ": ping\r\n\r\n"


async def read_body(request: Request) -> Message:
    if request.headers["content-type"].startswith("application/json"):
        body = await request.json()
        title = body["payload"].partition(":")[2] if "payload" in body else body["text"]
        return {"id": body["id"], "text": title, "payload": body.get("payload"), "seen": body.get("seen")}
    async with request.form() as form:
        files = [
            {"id": uuid4().hex, "name": f.filename, "media_type": f.content_type, "size": f.size}
            for f in form.getlist("files")
            if isinstance(f, UploadFile)
        ]
        seen = int(str(form["seen"]))
        return {"id": form["id"], "text": form["text"], "attachments": files, "seen": seen}


class Routes:
    """The paths of the web chat."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    def conversation(self, request: Request) -> Conversation:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.gateway.conversations:
            raise HTTPException(401)
        return self.gateway.conversations[token]

    async def open(self) -> dict[str, str]:
        token = uuid4().hex
        self.gateway.conversations[token] = Conversation(token)
        return {"conversation_id": uuid4().hex, "token": token}

    async def send(self, request: Request) -> Response:
        self.gateway.posts += 1
        if self.gateway.fail_next:
            problem = {"title": "no", "detail": self.gateway.fail_detail}
            return JSONResponse(problem, self.gateway.fail_next.pop(0))
        conversation = self.conversation(request)
        await self.gateway.take(conversation, await read_body(request))
        return JSONResponse({}, 202)

    async def read(self, request: Request, after: int = 0) -> dict[str, list[Message]]:
        return {"messages": self.conversation(request).messages[after:]}

    async def events(self, request: Request) -> Response:
        conversation = self.conversation(request)
        if not self.gateway.stream_works:
            raise HTTPException(503)
        after = int(request.headers.get("last-event-id", "0"))
        return StreamingResponse(self.gateway.events(conversation, after), media_type="text/event-stream")

    async def forget(self, request: Request) -> None:
        del self.gateway.conversations[self.conversation(request).token]
        self.gateway.forgotten += 1

    async def page(self) -> FileResponse:
        return FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": CSP})


def create_app(gateway: Gateway) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        gateway.loop = asyncio.get_running_loop()
        yield

    routes = Routes(gateway)
    app = FastAPI(lifespan=lifespan)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_api_route("/", routes.page)
    app.add_api_route("/channels/web/conversations", routes.open, methods=["POST"], status_code=201)
    app.add_api_route("/channels/web/conversations", routes.forget, methods=["DELETE"], status_code=204)
    app.add_api_route("/channels/web/messages", routes.send, methods=["POST"])
    app.add_api_route("/channels/web/messages", routes.read)
    app.add_api_route("/channels/web/events", routes.events)
    return app


@contextmanager
def serve(app: Starlette) -> Iterator[str]:
    """The app on a port of its own; gives its address."""
    config = uvicorn.Config(app, port=0, log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(10)
