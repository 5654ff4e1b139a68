"""One LISTEN connection for all event streams of a process."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

import psycopg
from psycopg import sql

from bot.database import EVENTS

AGAIN_AFTER = 0.5
SIGN_OF_LIFE = 10.0  # seconds after which a silent connection is asked whether it lives

logger = logging.getLogger(__name__)


class Events:
    """Wakes whoever waits for news of a conversation. News are ids only; readers read the database by seq."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._waiting: dict[UUID, set[asyncio.Event]] = {}
        self._listening: bool | None = None  # None until the first try

    @contextmanager
    def subscribe(self, conversation_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever the conversation may have changed."""
        news = asyncio.Event()
        self._waiting.setdefault(conversation_id, set()).add(news)
        try:
            yield news
        finally:
            waiting = self._waiting[conversation_id]
            waiting.discard(news)
            if not waiting:
                del self._waiting[conversation_id]

    async def run(self) -> None:
        """Listen until cancelled. After every loss all readers read again, for what was missed meanwhile."""
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                if self._listening is not False:
                    logger.warning("the event connection is lost (%s)", type(error).__name__)
                self._listening = False
            await asyncio.sleep(AGAIN_AFTER)

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._database_url, autocommit=True) as connection:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(EVENTS)))
            if self._listening is False:
                logger.info("the event connection is back")
            self._listening = True
            self._wake_all()
            while True:
                async for notice in connection.notifies(timeout=SIGN_OF_LIFE):
                    with suppress(ValueError):
                        self._wake(UUID(notice.payload))
                await connection.execute("SELECT 1")

    def _wake(self, conversation_id: UUID) -> None:
        for news in self._waiting.get(conversation_id, ()):
            news.set()

    def _wake_all(self) -> None:
        for waiting in self._waiting.values():
            for news in waiting:
                news.set()
