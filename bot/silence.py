"""What happens when a user falls silent: one reminder of an open draft, and its end after a time."""

from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import erasure, jobs, outbox, texts
from bot.conversations.models import Conversation, Inbound, InboxStatus, Mode
from bot.database import Database
from bot.settings import Patience

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING, NIGHT = 7, 21  # hours between which a phone may buzz
BATCH = 20  # conversations locked at once
STRAY_FILES = timedelta(days=1)

Act = Callable[[AsyncSession, Conversation], Awaitable[None]]


class Silence:
    """Performs periodic jobs. Each bears being run twice and at once on many workers: what was done to a
    conversation is noted in it, under its row lock, and a locked one is left to the next run."""

    def __init__(self, database: Database, patience: Patience, channels: Collection[str]) -> None:
        self._database = database
        self._patience = patience
        self._channels = channels

    async def remind(self, now: datetime) -> int:
        """One gentle reminder for each draft, by day, where the channel allows it; how many."""
        if not self._patience.reminder or not may_buzz(now):
            return 0
        waiting_for_us = exists().where(
            Inbound.conversation_id == Conversation.id, Inbound.status == InboxStatus.PENDING
        )
        return await self._for_each(
            self._remind,
            Conversation.draft_id.is_not(None),
            Conversation.reminded_at.is_(None),
            Conversation.last_activity_at < now - self._patience.reminder,
            Conversation.mode == Mode.BOT,
            Conversation.channel.in_(self._channels),
            ~waiting_for_us,
        )

    async def erase_drafts(self, now: datetime) -> int:
        """Erase drafts that nobody wrote on for long, and say so; by day, since saying so may buzz."""
        if not may_buzz(now):
            return 0
        return await self._for_each(
            self._erase_draft,
            Conversation.draft_id.is_not(None),
            Conversation.last_activity_at < now - self._patience.draft,
        )

    async def blank_conversations(self, now: datetime) -> int:
        """Erase the words of conversations that have been silent for very long."""
        return await self._for_each(
            erasure.expire,
            Conversation.blanked_at.is_(None),
            Conversation.last_activity_at < now - self._patience.conversation,
        )

    async def erase_stray_files(self, now: datetime) -> int:
        """Erase files that came long enough ago and belong to no open draft and no ticket."""
        async with self._database.session() as session:
            return await erasure.erase_stray_files(session, now - STRAY_FILES)

    async def _for_each(self, act: Act, *silent: ColumnElement[bool]) -> int:
        """Act on all conversations that are silent so; the act must end that. How many there were."""
        done, more = 0, True
        while more:
            async with self._database.session() as session:
                found = await _lock_some(session, *silent)
                for conversation in found:
                    await act(session, conversation)
            done += len(found)
            more = len(found) == BATCH
        return done

    async def _remind(self, session: AsyncSession, conversation: Conversation) -> None:
        conversation.reminded_at = datetime.now(UTC)
        words = outbox.Words(
            part=outbox.UNASKED_PART,
            text=texts.REMINDER.format(days=self._patience.draft.days),
            choices=tuple(outbox.Choice(title, typed) for title, typed in texts.REMINDER_CHOICES),
            sender="system",
            draft_id=conversation.draft_id,
        )
        await outbox.say(session, conversation, None, [words])

    async def _erase_draft(self, session: AsyncSession, conversation: Conversation) -> None:
        await erasure.erase_draft(session, conversation, {conversation.draft_id or ""})
        if conversation.channel in self._channels:
            gone = texts.DRAFT_EXPIRED.format(days=self._patience.draft.days)
            words = outbox.Words(outbox.UNASKED_PART, gone, sender="system")
            await outbox.say(session, conversation, None, [words])
        await jobs.enqueue(session, jobs.WAKE, conversation.id)  # so that Rasa forgets it now


def may_buzz(now: datetime) -> bool:
    """Whether it is day where our users live."""
    return MORNING <= now.astimezone(HERE).hour < NIGHT


async def _lock_some(session: AsyncSession, *silent: ColumnElement[bool]) -> list[Conversation]:
    found = await session.scalars(
        select(Conversation)
        .where(*silent)
        .order_by(Conversation.last_activity_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return list(found)
