"""Event streams: everything in order, nothing twice, from where the device stopped."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import anyio
import pytest
from sqlalchemy import text
from sse_starlette import ServerSentEvent

from bot import erasure
from bot.api import HttpApi
from bot.channels.web.stream import Streams
from bot.conversations import repository
from bot.conversations.models import Mode
from bot.database import Database, announce
from bot.events import Events
from bot.gateway import Gateway
from bot.history import History
from tests.bot.conftest import Person

Heard = tuple[str | None, dict[str, Any]]


@pytest.fixture
async def events(database_url: str) -> AsyncIterator[Events]:
    made = Events(database_url)
    running = asyncio.create_task(made.run())
    yield made
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


@pytest.fixture
async def streams(database: Database, events: Events) -> Streams:
    return Streams(database, events, History(database, HttpApi("http://127.0.0.1:9", "token")))


def read(event: ServerSentEvent) -> Heard:
    return event.event, json.loads(str(event.data))


async def next_of(stream: AsyncIterator[ServerSentEvent]) -> Heard:
    async with asyncio.timeout(10):
        return read(await anext(stream))


async def test_stream_tells_what_was_said_then_what_is_said(
    streams: Streams, person: Person, gateway: Gateway
) -> None:
    await person.write("một")
    stream = streams.open(person.conversation_id, 0, anyio.Event())
    assert (await next_of(stream))[1]["text"] == "một"
    assert await next_of(stream) == ("state", {"typing": True, "mode": "bot"})
    await gateway.wake(person.conversation_id)
    kind, message = await next_of(stream)
    assert (kind, message["text"], message["seq"]) == ("message", "echo: một", 2)
    assert await next_of(stream) == ("state", {"typing": False, "mode": "bot"})


async def test_stream_goes_on_after_the_last_event(
    streams: Streams, person: Person, gateway: Gateway
) -> None:
    for words in ("một", "hai"):
        await person.write(words)
    await gateway.wake(person.conversation_id)
    stream = streams.open(person.conversation_id, 3, anyio.Event())
    assert (await next_of(stream))[1]["seq"] == 4


async def test_two_devices_hear_the_same(streams: Streams, person: Person) -> None:
    opened = [streams.open(person.conversation_id, 0, anyio.Event()) for _ in range(2)]
    for stream in opened:
        assert (await next_of(stream))[0] == "state"
    await person.write("một")
    assert [(await next_of(stream))[1]["text"] for stream in opened] == ["một", "một"]


async def test_lost_connection_loses_no_message(streams: Streams, person: Person, database: Database) -> None:
    stream = streams.open(person.conversation_id, 0, anyio.Event())
    await next_of(stream)
    waiting = asyncio.create_task(next_of(stream))
    async with database.reading() as session:
        await session.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
        )
    await person.write("trong lúc đứt")
    assert (await waiting)[1]["text"] == "trong lúc đứt"


async def test_change_of_mode_is_told(streams: Streams, person: Person, database: Database) -> None:
    stream = streams.open(person.conversation_id, 0, anyio.Event())
    await next_of(stream)
    async with database.session() as session:
        conversation = await repository.lock(session, person.conversation_id)
        assert conversation is not None
        conversation.mode = Mode.HUMAN
        await announce(session, person.conversation_id)
    assert await next_of(stream) == ("state", {"typing": False, "mode": "human"})


async def test_stream_of_a_forgotten_conversation_ends(
    streams: Streams, person: Person, database: Database
) -> None:
    stream = streams.open(person.conversation_id, 0, anyio.Event())
    await next_of(stream)
    async with database.session() as session:
        conversation = await repository.lock(session, person.conversation_id)
        assert conversation is not None
        await erasure.forget(session, conversation)
    with pytest.raises(StopAsyncIteration):
        await next_of(stream)


async def test_stream_ends_when_the_process_stops(streams: Streams, person: Person) -> None:
    closing = anyio.Event()
    stream = streams.open(person.conversation_id, 0, closing)
    await next_of(stream)
    closing.set()
    with pytest.raises(StopAsyncIteration):
        await next_of(stream)
