"""Conversations as users have them, timed."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import aiohttp

# A look-up, questions, and a report that is begun, interrupted, answered and dropped. Nothing is filed.
SCRIPT = (
    "xin chào",
    "cho tôi xin số người phát ngôn của Sở Y tế",
    "thông tin của tôi có được giữ kín không",
    "Có hai người xưng nhà báo đến xã Bum Tở hôm qua đòi 20 triệu",
    "họ dọa đăng bài về trường học",
    "đường dây nóng làm việc lúc nào",
    "không nhớ",
    "dừng lại",
    "đúng",
    "cảm ơn",
)


@dataclass(frozen=True)
class Target:
    """Where a project takes messages: our channel or Rasa's REST channel."""

    url: str
    token: str | None = None

    async def send(self, session: aiohttp.ClientSession, conversation: str, number: int, text: str) -> float:
        """One turn, in milliseconds. A turn that fails is no measurement."""
        body: dict[str, object] = {"sender": conversation, "message": text, "metadata": {"channel": "web"}}
        path, headers = "/webhooks/rest/webhook", {}
        if self.token:
            path, headers = "/webhooks/duongday/turns", {"Authorization": f"Bearer {self.token}"}
            body = {"conversation_id": conversation, "message_id": f"m{number}", "text": text}
            body["metadata"] = {"channel": "web"}
        begun = time.perf_counter()
        async with session.post(self.url + path, json=body, headers=headers) as response:
            await response.read()
            response.raise_for_status()
        return (time.perf_counter() - begun) * 1000


async def converse(target: Target, turns: int, script: Sequence[str] = SCRIPT) -> list[float]:
    """One conversation; the time of each turn."""
    conversation = str(uuid4())
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120)) as session:
        return [
            await target.send(session, conversation, number, script[number % len(script)])
            for number in range(turns)
        ]


async def turns_per_second(target: Target, seconds: float, at_once: int) -> float:
    """Finished turns while so many people talk at once."""
    finished = 0
    begun = time.perf_counter()

    async def talk() -> None:
        nonlocal finished
        while time.perf_counter() - begun < seconds:
            finished += len(await converse(target, len(SCRIPT)))

    await asyncio.gather(*(talk() for _ in range(at_once)))
    return finished / (time.perf_counter() - begun)
