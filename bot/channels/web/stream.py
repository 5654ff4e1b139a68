"""The event stream of one conversation on one device."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import anyio
from sse_starlette import ServerSentEvent

from bot.channels.web.schemas import MessageRead, StateRead
from bot.conversations import repository
from bot.database import Database
from bot.events import Events
from bot.history import History

LOOK_AGAIN = 30.0  # seconds without news, in case one was missed
LOOK_AGAIN_FOR_RECEIPT = 1.0


class Streams:
    """Makes event streams; each reads by seq whenever the conversation has news."""

    def __init__(self, database: Database, events: Events, history: History) -> None:
        self._database = database
        self._events = events
        self._history = history

    async def open(
        self, conversation_id: UUID, after: int, closing: anyio.Event
    ) -> AsyncIterator[ServerSentEvent]:
        """Messages after a seq, then what comes; ends when the conversation is forgotten or we stop."""
        told: StateRead | None = None
        with self._events.subscribe(conversation_id) as news:
            while not closing.is_set():
                news.clear()  # before reading, so that nothing slips between reading and waiting
                messages, more = await self._history.read(conversation_id, after)
                for message in messages:
                    after = message.seq
                    data = MessageRead.of(message).model_dump_json()
                    yield ServerSentEvent(data, event="message", id=str(message.seq))
                state = await self._state(conversation_id)
                if state is None:
                    return
                if state != told:
                    told = state
                    yield ServerSentEvent(state.model_dump_json(), event="state")
                if more and messages:
                    continue
                await _wait(news, closing, LOOK_AGAIN_FOR_RECEIPT if more else LOOK_AGAIN)

    async def _state(self, conversation_id: UUID) -> StateRead | None:
        async with self._database.reading() as session:
            state = await repository.read_state(session, conversation_id)
        if state is None or state.forgotten:
            return None
        return StateRead.model_validate({"typing": state.typing, "mode": state.mode})


async def _wait(news: asyncio.Event, closing: anyio.Event, seconds: float) -> None:
    """Until there are news, the process stops, or so much time has passed."""
    waiting = {asyncio.ensure_future(news.wait()), asyncio.ensure_future(closing.wait())}
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
