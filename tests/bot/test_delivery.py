"""Sending through channels that push: in order, repeated until taken, never with a hole."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter

from bot.api import HttpApi
from bot.database import Database
from bot.delivery import Delivery
from bot.gateway import Gateway
from bot.inbox import Receiver
from bot.jobs import RetryLaterError
from bot.messages import (
    RECEIPT_PLACEHOLDER,
    ChannelRefusedError,
    ChannelUnavailableError,
    InboundMessage,
    OutboundMessage,
)
from tests.bot.conftest import Rows
from tests.echo_rasa import EchoRasa


class Post:
    """A channel that takes letters."""

    name = "post"
    unasked = True

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.error: Exception | None = None

    def router(self) -> APIRouter | None:
        return None

    async def send(self, external_id: str, message: OutboundMessage) -> None:
        if self.error is not None:
            raise self.error
        self.taken.append((external_id, message.text))

    async def run(self, stop: asyncio.Event) -> None:
        return

    async def close(self) -> None:
        return


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def api_status() -> list[int]:
    return [200]


@pytest.fixture
def delivery(database: Database, post: Post, api_status: list[int]) -> Delivery:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(api_status[0], json={"receipt": "1234567890123456"})

    return Delivery(database, HttpApi("http://api", "t", httpx.MockTransport(answer)), {"post": post})


async def converse(database: Database, gateway: Gateway, *said: str) -> UUID:
    for number, words in enumerate(said):
        message = InboundMessage("post", "lan", None, f"m{number}", words, None, (), datetime.now(UTC))
        received = await Receiver(database)(message)
    await gateway.wake(received.conversation_id)
    return received.conversation_id


async def test_replies_are_sent_in_order_and_once(
    database: Database, gateway: Gateway, delivery: Delivery, post: Post, rows: Rows
) -> None:
    conversation_id = await converse(database, gateway, "một", "hai")
    assert ("bot.send_outbox", f"out:{conversation_id}") in await rows(
        "SELECT task_name, lock FROM public.procrastinate_jobs"
    )
    await delivery.send(conversation_id)
    await delivery.send(conversation_id)
    assert post.taken == [("lan", "echo: một"), ("lan", "echo: hai")]


async def test_unavailable_channel_is_tried_again_when_it_said(
    database: Database, gateway: Gateway, delivery: Delivery, post: Post
) -> None:
    conversation_id = await converse(database, gateway, "một")
    post.error = ChannelUnavailableError("slow down", retry_after=7)
    with pytest.raises(RetryLaterError) as caught:
        await delivery.send(conversation_id)
    assert caught.value.seconds == 7
    post.error = None
    await delivery.send(conversation_id)
    assert post.taken == [("lan", "echo: một")]


async def test_refused_message_is_noted_and_the_next_is_tried(
    database: Database, gateway: Gateway, delivery: Delivery, post: Post, rows: Rows
) -> None:
    conversation_id = await converse(database, gateway, "một", "hai")
    post.error = ChannelRefusedError("blocked")
    await delivery.send(conversation_id)
    assert await rows("SELECT status FROM bot.outbox") == [("refused",), ("refused",)]


async def test_receipt_is_filled_in_or_the_message_waits(
    database: Database,
    gateway: Gateway,
    delivery: Delivery,
    post: Post,
    echo: EchoRasa,
    api_status: list[int],
) -> None:
    reply = {"text": f"Mã: {RECEIPT_PLACEHOLDER}", "custom": {"ticket": {"code": "LC-2026-000001"}}}
    echo.replies["gửi"] = [reply]
    conversation_id = await converse(database, gateway, "gửi")
    api_status[0] = 503
    with pytest.raises(RetryLaterError):
        await delivery.send(conversation_id)
    assert post.taken == []
    api_status[0] = 200
    await delivery.send(conversation_id)
    assert post.taken == [("lan", "Mã: 1234567890123456")]
