"""Fetching updates ourselves: one poller at a time, and an update is confirmed only after it is stored."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.channels.telegram.sending import refusals
from bot.channels.telegram.updates import WANTED
from bot.messages import ChannelRefusedError, ChannelUnavailableError

POLLER_LOCK = 7_260_101  # PostgreSQL advisory lock: whoever holds it fetches
POLL_SECONDS = 25
SECONDS_BETWEEN_TRIES = 3.0

logger = logging.getLogger(__name__)


async def poll(
    bot: Bot, database_url: str, accept: Callable[[Update], Awaitable[None]], stop: asyncio.Event
) -> None:
    """Fetch until `stop`. Any failure of Telegram or of the database means: wait, then go on from there."""
    while not stop.is_set():
        wait = SECONDS_BETWEEN_TRIES
        try:
            async with only_poller(database_url) as connection:
                if connection is not None:
                    with refusals():
                        await bot.delete_webhook()  # Telegram refuses to be polled while one is set
                    await fetch(bot, connection, accept, stop)
        except ChannelUnavailableError as error:
            wait = error.retry_after or SECONDS_BETWEEN_TRIES
            logger.warning("Telegram does not answer (%s); next try in %.0f s", error, wait)
        except ChannelRefusedError as error:
            logger.error("Telegram refuses to be polled (%s)", error)
        except (psycopg.Error, SQLAlchemyError) as error:
            logger.warning("the database does not answer (%s)", type(error).__name__)
        await until(asyncio.sleep(wait), stop)


async def fetch(
    bot: Bot,
    connection: psycopg.AsyncConnection[Any],
    accept: Callable[[Update], Awaitable[None]],
    stop: asyncio.Event,
) -> None:
    """Take in updates in order. Asking for the next offset is what confirms the ones before it."""
    offset = 0
    while not stop.is_set():
        await connection.execute("SELECT 1")  # the lock lives as long as this connection
        request = bot.get_updates(offset=offset or None, timeout=POLL_SECONDS, allowed_updates=WANTED)
        with refusals():
            updates = await until(request, stop)
        for update in updates or ():
            await accept(update)
            offset = update.update_id + 1
    if offset:
        with suppress(TelegramError):  # unconfirmed updates come again and are recognised
            await bot.get_updates(offset=offset, timeout=0, limit=1)


@asynccontextmanager
async def only_poller(database_url: str) -> AsyncIterator[psycopg.AsyncConnection[Any] | None]:
    """A connection that holds the poller's lock, or None while another process holds it."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        row = await (await connection.execute("SELECT pg_try_advisory_lock(%s)", (POLLER_LOCK,))).fetchone()
        yield connection if row and row[0] else None


async def until[T](work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T | None:
    """The result of the work, or None if `stop` came first."""
    task = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if task.done():
        return task.result()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return None
