"""The server: alive, ready, and silent about what people write."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from sanic import Sanic

from actions.main import create_app
from actions.settings import DEMO_API_TOKEN, ActionsSettings
from tests.actions.talker import DOMAIN, FakeApi

SECRET = "Lò Thị Bí Mật 0912345678"


@pytest.fixture
async def server() -> AsyncIterator[tuple[httpx.AsyncClient, FakeApi]]:
    """The app on a free port, with the fake api."""
    Sanic.test_mode = True  # an app of the same name may be made again
    api = FakeApi()
    app = create_app(ActionsSettings(mode="demo"), api)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        # Sanic's server object has no types.
        running: Any = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await running.startup()
        await running.before_start()
        await running.start_serving()
        async with httpx.AsyncClient(base_url=address) as client:
            yield client, api
        await asyncio.sleep(0)
        running.close()
        await running.wait_closed()


def call(action: str, text: str) -> dict[str, Any]:
    parsed = {"text": text, "intent": {"name": "inform", "confidence": 0.9}, "entities": []}
    event = {"event": "user", "metadata": {"received_at": "2026-11-23T10:00:00+07:00"}}
    tracker = {"sender_id": "c", "slots": {}, "latest_message": parsed, "events": [event]}
    return {"next_action": action, "tracker": tracker, "domain": DOMAIN, "version": "3.21.1"}


async def test_alive_and_ready(server: tuple[httpx.AsyncClient, FakeApi]) -> None:
    client, api = server
    assert (await client.get("/health")).json() == {"status": "ok"}
    assert (await client.get("/ready")).status_code == 200
    api.down = True
    answer = await client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["failed"] == ["api"]


async def test_an_action_answers(server: tuple[httpx.AsyncClient, FakeApi]) -> None:
    answer = await server[0].post("/webhook", json=call("action_smalltalk", "chào"))
    assert "đường dây nóng" in answer.json()["responses"][0]["text"]


async def test_a_failed_action_says_nothing_of_the_message(
    server: tuple[httpx.AsyncClient, FakeApi], caplog: pytest.LogCaptureFixture
) -> None:
    client, api = server

    async def fail(topic: str) -> None:
        raise ValueError(SECRET)

    api.answer = fail  # type: ignore[method-assign]  # an api in a state it should never be in
    with caplog.at_level(logging.DEBUG):
        answer = await client.post("/webhook", json=call("action_answer", SECRET))
    assert answer.status_code == 500
    assert SECRET not in answer.text
    assert SECRET not in caplog.text
    assert "ValueError" in caplog.text


class TestSettings:
    @pytest.mark.parametrize("token", [DEMO_API_TOKEN, "short", ""])
    def test_production_refuses_a_weak_token(self, token: str) -> None:
        with pytest.raises(ValidationError):
            ActionsSettings(mode="production", api_token=token)

    def test_it_listens_on_loopback(self) -> None:
        assert ActionsSettings().host == "127.0.0.1"
