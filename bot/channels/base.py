"""What a channel is to the gateway."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from fastapi import APIRouter

from bot.messages import InboundMessage, OutboundMessage, Received

# Stores a message and its job in one transaction of its own; returns after the commit.
Receive = Callable[[InboundMessage], Awaitable[Received]]


class Channel(Protocol):
    """A way to reach people. `name` is what `bot.conversations.channel` holds; `unasked` says whether we may
    write first: not where messages are billed or the channel allows only answers."""

    name: str
    unasked: bool

    def router(self) -> APIRouter | None:
        """Routes for the web process, mounted below /channels/<name>; none for a channel that polls."""
        ...

    async def send(self, external_id: str, message: OutboundMessage) -> None:
        """Deliver one message, or raise ChannelRefusedError or ChannelUnavailableError."""
        ...

    async def run(self, stop: asyncio.Event) -> None:
        """What the worker runs beside the queue (fetching updates); returns at once if there is nothing."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
