"""The web chat's HTTP interface; it translates, the inbox decides."""

from datetime import UTC, datetime
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Header, Query, Request, Response
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from sse_starlette import EventSourceResponse

from bot import erasure
from bot.channels.web import forms, tokens
from bot.channels.web.forms import LARGEST_SEQ
from bot.channels.web.schemas import Accepted, MessageRead, Messages, Opened
from bot.channels.web.stream import Streams
from bot.conversations import repository
from bot.database import Database
from bot.history import History
from bot.inbox import receive
from bot.messages import WEB, InboundMessage
from bot.problems import ProblemError

PING_SECONDS = 15
SEND_SECONDS = 30
CLOSE_SECONDS = 2
SEEN = {
    "type": "integer",
    "minimum": 0,
    "description": "seq of the last message on screen when this was written",
}
# The body is read by hand, since it may be JSON or a form; this is for the documentation.
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "string"},
                        "text": {"type": "string"},
                        "payload": {"type": "string"},
                        "seen": SEEN,
                    },
                },
                "examples": {
                    "text": {"value": {"id": "m-1", "text": "Xin chào"}},
                    "button": {"value": {"id": "m-2", "payload": "3vW6N8kJ0y1QmZbT5aXcRg"}},
                },
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "string"},
                        "text": {"type": "string"},
                        "seen": SEEN,
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    },
                }
            },
        },
    }
}


class WebChat:
    """The channel whose messages are fetched: a stored row is a delivered message."""

    name = WEB

    def __init__(self, database: Database, history: History, streams: Streams, rate: str) -> None:
        self._database = database
        self._history = history
        self._streams = streams
        self._rate = parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def router(self) -> APIRouter:
        router = APIRouter(tags=["web chat"])
        add = router.add_api_route
        add("/conversations", self.open, methods=["POST"], status_code=201)
        add("/conversations", self.forget, methods=["DELETE"], status_code=204)
        add("/messages", self.send, methods=["POST"], status_code=202, openapi_extra=BODY)
        add("/messages", self.read, methods=["GET"])
        add("/events", self.events, methods=["GET"], response_class=EventSourceResponse)
        return router

    async def open(self, request: Request) -> Opened:
        """Begin a conversation."""
        address = request.client.host if request.client else "unknown"
        if not await self._limiter.hit(self._rate, address):
            raise ProblemError(429, headers={"Retry-After": str(self._rate.get_expiry())})
        token = tokens.new_token()
        async with self._database.session() as session:
            made = await repository.create(session, WEB, tokens.hash_of(token))
        return Opened(conversation_id=made, token=token)

    async def send(self, request: Request) -> Accepted:
        """Take in a message: `{"id", "text"}`, `{"id", "payload"}` or a form with files. An id that was
        used before is answered as before, and nothing else happens."""
        async with self._database.reading() as session:
            conversation_id = await tokens.conversation_of(session, request)
        sent = await forms.read(request)
        message = InboundMessage(
            channel=WEB,
            external_id=None,
            conversation_id=str(conversation_id),
            message_id=sent.message_id,
            text=sent.text,
            button_token=sent.button_token,
            attachments=sent.attachments,
            received_at=datetime.now(UTC),
            seen=sent.seen,
        )
        async with self._database.session() as session:
            received = await receive(session, message)
        return Accepted(id=sent.message_id, seq=received.seq)

    async def read(
        self, request: Request, after: Annotated[int, Query(ge=0, le=LARGEST_SEQ)] = 0
    ) -> Messages:
        """Messages after a seq, the user's own included, at most 100 at a time."""
        async with self._database.reading() as session:
            conversation_id = await tokens.conversation_of(session, request)
        messages, _ = await self._history.read(conversation_id, after)
        return Messages(messages=[MessageRead.of(message) for message in messages])

    async def events(
        self, request: Request, last_event_id: Annotated[str, Header()] = "0"
    ) -> EventSourceResponse:
        """Messages after Last-Event-ID as server-sent events, then new ones as they come."""
        async with self._database.reading() as session:
            conversation_id = await tokens.conversation_of(session, request)
        after = int(last_event_id) if last_event_id.isdecimal() and len(last_event_id) < 19 else 0
        closing = anyio.Event()  # set when the process is asked to stop
        return EventSourceResponse(
            self._streams.open(conversation_id, after, closing),
            ping=PING_SECONDS,
            send_timeout=SEND_SECONDS,
            shutdown_event=closing,
            shutdown_grace_period=CLOSE_SECONDS,
        )

    async def forget(self, request: Request) -> Response:
        """Forget this device and what is not filed. What was filed stays with the authority."""
        async with self._database.session() as session:
            conversation_id = await tokens.conversation_of(session, request)
            conversation = await repository.lock(session, conversation_id)
            if conversation is not None and conversation.forgotten_at is None:
                await erasure.forget(session, conversation)
        return Response(status_code=204)
