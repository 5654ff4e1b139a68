"""What tests of the gateway need: a database, an echo in Rasa's place, people who write, a web process."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select, text

from bot.api import HttpApi
from bot.conversations import repository
from bot.conversations.models import Conversation, Outbound
from bot.database import Database
from bot.gateway import Gateway
from bot.inbox import Receiver
from bot.main import create_app
from bot.messages import WEB, Attachment, InboundMessage, Received
from bot.rasa import HttpRasa
from bot.settings import BotSettings
from tests.echo_rasa import EchoRasa


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    made = Database(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
    yield made
    await made.close()


@pytest.fixture
def echo() -> EchoRasa:
    return EchoRasa()


@pytest.fixture
async def rasa(echo: EchoRasa) -> AsyncIterator[HttpRasa]:
    made = HttpRasa("http://rasa", "token", httpx.ASGITransport(echo.app))
    yield made
    await made.close()


@dataclass
class FakeApi:
    """Answers as the api does where the gateway asks it."""

    status: int = 200
    attached: list[tuple[str, str, bytes]] = field(default_factory=list)
    written: list[dict[str, Any]] = field(default_factory=list)  # by staff, to whoever asks
    page: int = 100

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.status != 200:
            return httpx.Response(self.status)
        path = request.url.path
        if path == "/ready":
            return httpx.Response(200, json={"status": "ok"})
        if path.endswith("/receipt"):
            return httpx.Response(200, json={"receipt": "1234567890123456"})
        if path.endswith("/messages"):
            after = int(request.url.params["after"])
            found = [message for message in self.written if message["id"] > after]
            return httpx.Response(200, json={"items": found[: self.page]})
        self.attached.append((path, request.headers["idempotency-key"], request.read()))
        return httpx.Response(201, json={})

    def staff_write(self, event_id: int, text: str, code: str = "LC-2026-000001") -> None:
        self.written.append({"id": event_id, "code": code, "text": text, "at": "2026-11-23T10:00:00+07:00"})


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
async def client(api: FakeApi) -> AsyncIterator[HttpApi]:
    made = HttpApi("http://api", "token", httpx.MockTransport(api))
    yield made
    await made.close()


@pytest.fixture
def gateway(database: Database, rasa: HttpRasa, client: HttpApi) -> Gateway:
    return Gateway(database, rasa, client)


@dataclass
class Person:
    """Someone in a conversation of their own."""

    database: Database
    conversation_id: UUID
    written: list[str] = field(default_factory=list)

    async def write(
        self,
        words: str = "",
        *,
        message_id: str | None = None,
        button: str | None = None,
        files: tuple[Attachment, ...] = (),
        seen: int | None = None,
    ) -> Received:
        message = InboundMessage(
            channel=WEB,
            external_id=None,
            conversation_id=str(self.conversation_id),
            message_id=message_id or uuid4().hex,
            text=words,
            button_token=button,
            attachments=files,
            received_at=datetime.now(UTC),
            seen=seen,
        )
        return await Receiver(self.database)(message)

    async def heard_from(self, sender: str) -> list[str]:
        async with self.database.reading() as session:
            lines = await repository.page(session, self.conversation_id, 0, 1000)
        return [line.text for line in lines if line.sender == sender]

    async def heard(self) -> list[str]:
        """What was said to them, in order."""
        async with self.database.reading() as session:
            lines = await repository.page(session, self.conversation_id, 0, 1000)
        return [line.text for line in lines if line.sender != "user"]

    async def buttons(self) -> dict[str, str]:
        """Title → token of every button shown."""
        async with self.database.reading() as session:
            shown = await session.scalars(
                select(Outbound.id).where(Outbound.conversation_id == self.conversation_id)
            )
            rows = await repository.buttons_of(session, list(shown))
        return {row.title: row.token for row in rows}

    async def conversation(self) -> Conversation:
        async with self.database.reading() as session:
            return await session.get_one(Conversation, self.conversation_id)


@pytest.fixture
async def person(database: Database) -> Person:
    async with database.session() as session:
        return Person(database, await repository.create(session, WEB))


@dataclass
class Rows:
    """Looks into the tables."""

    database: Database

    async def __call__(self, statement: str, **values: Any) -> list[Any]:
        async with self.database.reading() as session:
            return [tuple(row) for row in await session.execute(text(statement), values)]


@pytest.fixture
def rows(database: Database) -> Rows:
    return Rows(database)


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"x" * 50
PHOTO = Attachment("bien-ban.jpg", "image/jpeg", JPEG)


SERVICE_TOKEN = "service-token-of-tests"


@pytest.fixture
async def app(database_url: str) -> AsyncIterator[FastAPI]:
    made = create_app(
        BotSettings(
            database_url=database_url,
            service_token=SERVICE_TOKEN,
            conversation_rate="5/minute",
            api_url="http://127.0.0.1:9",
            rasa_url="http://127.0.0.1:9",
        )
    )
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


@dataclass
class Device:
    """One device in one conversation."""

    http: httpx.AsyncClient
    conversation_id: str
    headers: dict[str, str]

    async def send(self, **body: Any) -> httpx.Response:
        return await self.http.post("/channels/web/messages", json=body, headers=self.headers)

    async def upload(self, fields: dict[str, str], *files: tuple[str, bytes]) -> httpx.Response:
        parts = [("files", (name, content, "application/octet-stream")) for name, content in files]
        return await self.http.post("/channels/web/messages", data=fields, files=parts, headers=self.headers)

    async def messages(self, after: int = 0) -> list[dict[str, Any]]:
        response = await self.http.get(
            "/channels/web/messages", params={"after": after}, headers=self.headers
        )
        found: list[dict[str, Any]] = response.json()["messages"]
        return found


async def open_conversation(http: httpx.AsyncClient) -> Device:
    opened = (await http.post("/channels/web/conversations")).json()
    return Device(http, opened["conversation_id"], {"Authorization": f"Bearer {opened['token']}"})


@pytest.fixture
async def device(http: httpx.AsyncClient) -> Device:
    return await open_conversation(http)
