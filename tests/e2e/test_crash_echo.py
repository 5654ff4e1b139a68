"""Gateway, worker and echo are killed again and again; every message is answered once and in order."""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.e2e.conftest import free_ports

ROOT = Path(__file__).resolve().parents[2]
CONVERSATIONS = 12
MESSAGES = 8
KILLS = ("bot.worker", "bot.main", "tests.echo_rasa", "bot.worker")
PATIENCE = 90.0

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]


class Programs:
    """Our processes, which can be killed and started again at the same addresses."""

    def __init__(self, database_url: str) -> None:
        bot, rasa = free_ports(2)
        self.url = f"http://127.0.0.1:{bot}"
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("BOT_", "TELEGRAM_"))}
        self.env = kept | {
            "DATABASE_URL": database_url,
            "BOT_PORT": str(bot),
            "BOT_RASA_URL": f"http://127.0.0.1:{rasa}",
            "BOT_CONVERSATION_RATE": "1000/minute",
            "BOT_LOG_LEVEL": "ERROR",
        }
        self.arguments = {"tests.echo_rasa": [str(rasa)]}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        for name in ("tests.echo_rasa", "bot.main", "bot.worker"):
            self.start(name)

    def start(self, name: str) -> None:
        command = [sys.executable, "-m", name, *self.arguments.get(name, [])]
        self.running[name] = subprocess.Popen(command, cwd=ROOT, env=self.env)

    def kill(self, name: str) -> None:
        self.running[name].kill()
        self.running[name].wait()

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(20)


@pytest.fixture
def programs(database_url: str) -> Iterator[Programs]:
    started = Programs(database_url)
    yield started
    started.stop()


async def insist(http: httpx.AsyncClient, method: str, path: str, **options: Any) -> Any:
    """Repeat a call until it is answered, as the widget does."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            response = await http.request(method, path, **options)
            if response.status_code < 500:
                assert response.is_success, response.text
                return response.json()
        except httpx.TransportError:
            pass
        assert time.monotonic() < deadline, f"{method} {path} is not answered"
        await asyncio.sleep(0.1)


async def write_and_wait(http: httpx.AsyncClient, number: int) -> None:
    """One person: writes without waiting for answers, then checks what came."""
    opened = await insist(http, "POST", "/channels/web/conversations")
    headers = {"Authorization": f"Bearer {opened['token']}"}
    said = [f"{number}.{index}" for index in range(MESSAGES)]
    for text in said:
        body = {"id": uuid4().hex, "text": text}
        await insist(http, "POST", "/channels/web/messages", json=body, headers=headers)
        await asyncio.sleep(random.uniform(0, 0.8))  # noqa: S311 - no secret
    heard: list[dict[str, Any]] = []
    deadline = time.monotonic() + PATIENCE
    while len(heard) < MESSAGES and time.monotonic() < deadline:
        await asyncio.sleep(0.3)
        found = await insist(http, "GET", "/channels/web/messages", headers=headers)
        heard = [message for message in found["messages"] if message["sender"] == "bot"]
    assert [message["text"] for message in heard] == [f"echo: {text}" for text in said]


async def kill_all_in_turn(programs: Programs) -> None:
    for name in KILLS:
        await asyncio.sleep(random.uniform(0.4, 1.2))  # noqa: S311 - no secret
        await asyncio.to_thread(programs.kill, name)
        await asyncio.sleep(0.3)
        programs.start(name)


async def test_every_message_is_answered_once_and_in_order(programs: Programs) -> None:
    limits = httpx.Limits(max_connections=CONVERSATIONS)
    async with httpx.AsyncClient(base_url=programs.url, timeout=20, limits=limits) as http:
        while True:
            try:
                if (await http.get("/ready")).is_success:
                    break
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)
        async with asyncio.TaskGroup() as group:
            for number in range(CONVERSATIONS):
                group.create_task(write_and_wait(http, number))
            group.create_task(kill_all_in_turn(programs))
