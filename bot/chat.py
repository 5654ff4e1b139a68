"""A terminal client of the web chat, for those who build and operate it. `make chat` starts it."""

import asyncio
import json
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any, TextIO
from uuid import uuid4

import httpx
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = "/channels/web"
TRIES = 5
REPLY_PATIENCE = 15.0  # seconds to wait for an answer before asking for the next line
MORE_REPLIES = 0.3  # seconds in which a second message may follow the first
WELCOME = "Connected to {address}. Type a message, or the number of a choice. Ctrl-D or Ctrl-C ends.\n\n"
NOT_RUNNING = (
    "Nothing answers at {address}. Start the system with `make run` in another terminal, then try again.\n"
)
LOST = "The system stopped answering; what you typed last was not delivered.\n"
LABELS = {"bot": "bot", "staff": "staff", "system": "notice"}

Message = dict[str, Any]
Lines = asyncio.Queue[str | None]


class ChatSettings(BaseSettings):
    """Where the gateway listens; the same variables as the gateway's own."""

    model_config = SettingsConfigDict(env_prefix="BOT_", extra="ignore", env_ignore_empty=True)

    host: str = "127.0.0.1"
    port: int = 8080

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"


class Chat:
    """One conversation, forgotten again at the end."""

    def __init__(self, http: httpx.AsyncClient, out: TextIO) -> None:
        self._http = http
        self._out = out
        self._seq = 0
        self._choices: list[Message] = []
        self._human = False
        self._replied = asyncio.Event()

    async def open(self) -> None:
        response = await self._http.post(f"{ROOT}/conversations")
        response.raise_for_status()
        self._http.headers["Authorization"] = f"Bearer {response.json()['token']}"

    async def forget(self) -> None:
        with suppress(httpx.HTTPError):
            await self._http.delete(f"{ROOT}/conversations")

    async def say(self, line: str) -> None:
        """Send a line, or the choice whose number it is, and wait for the answer."""
        self._replied.clear()
        body = {"id": uuid4().hex} | self._meaning(line)
        self._choices = []
        response = await _persistently(lambda: self._http.post(f"{ROOT}/messages", json=body))
        if response.status_code != httpx.codes.ACCEPTED:
            self._out.write(f"[refused] {_reason(response)}\n")
            return
        if self._human:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._replied.wait(), REPLY_PATIENCE)
            await asyncio.sleep(MORE_REPLIES)

    def _meaning(self, line: str) -> dict[str, str]:
        if line.isdecimal() and 1 <= int(line) <= len(self._choices):
            return {"payload": self._choices[int(line) - 1]["payload"]}
        return {"text": line}

    async def listen(self) -> None:
        """Show what comes, for ever; a stream that ends is opened again where it stopped."""
        while True:
            with suppress(httpx.HTTPError):
                headers = {"Last-Event-ID": str(self._seq)}
                timeout = httpx.Timeout(10, read=60)
                events = self._http.stream("GET", f"{ROOT}/events", headers=headers, timeout=timeout)
                async with events as response:
                    response.raise_for_status()
                    async for name, data in _events(response):
                        self._take(name, data)
            await asyncio.sleep(1)

    def _take(self, name: str, data: Any) -> None:
        if name == "state":
            self._human = data["mode"] == "human"
        elif name == "message" and data["seq"] > self._seq:
            self._seq = data["seq"]
            if data["sender"] != "user":
                self._show(data)
                self._replied.set()

    def _show(self, message: Message) -> None:
        self._out.write(f"[{LABELS.get(message['sender'], 'bot')}] {_printable(message['text'])}\n")
        if message["buttons"]:
            self._choices = message["buttons"]
        for number, choice in enumerate(message["buttons"], start=1):
            self._out.write(f"  {number}) {_printable(choice['title'])}\n")
        self._out.write("\n")
        self._out.flush()


def _printable(text: str) -> str:
    """Without what a terminal would act on."""
    return "".join(char for char in text if char == "\n" or char.isprintable())


async def _events(response: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    """The server-sent events of a stream: name and decoded data."""
    name, data = "message", ""
    async for line in response.aiter_lines():
        field, _, value = line.partition(":")
        if field == "event":
            name = value.removeprefix(" ")
        elif field == "data":
            data += value.removeprefix(" ")
        elif not line and data:
            yield name, json.loads(data)
            name, data = "message", ""


async def _persistently(request: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """The answer of a server that may be restarting; the request carries its own idempotency."""
    for wait in range(TRIES):
        with suppress(httpx.TransportError):
            response = await request()
            if response.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return response
        await asyncio.sleep(wait)
    return await request()


def _reason(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {response.status_code}"


def _read_lines(source: TextIO, lines: Lines, loop: asyncio.AbstractEventLoop) -> None:
    """Runs in a thread that ends with the program, since a blocked read cannot be cancelled."""
    for line in source:
        loop.call_soon_threadsafe(lines.put_nowait, line.strip())
    loop.call_soon_threadsafe(lines.put_nowait, None)


async def run(address: str, source: TextIO, out: TextIO) -> int:
    """Chat until the source ends; returns the exit status."""
    async with httpx.AsyncClient(base_url=address, timeout=10) as http:
        chat = Chat(http, out)
        try:
            await chat.open()
        except httpx.HTTPError:
            out.write(NOT_RUNNING.format(address=address))
            return 1
        out.write(WELCOME.format(address=address))
        out.flush()
        lines: Lines = asyncio.Queue()
        reading = (source, lines, asyncio.get_running_loop())
        threading.Thread(target=_read_lines, args=reading, daemon=True).start()
        listening = asyncio.create_task(chat.listen())
        try:
            while (line := await lines.get()) is not None:
                if line:
                    await chat.say(line)
        except httpx.HTTPError:
            out.write(LOST)
            return 1
        finally:
            listening.cancel()
            await chat.forget()
    return 0


def main() -> int:
    try:
        return asyncio.run(run(ChatSettings().address, sys.stdin, sys.stdout))
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        return 0


if __name__ == "__main__":
    sys.exit(main())
