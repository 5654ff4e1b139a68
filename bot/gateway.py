"""Takes the messages of a conversation to Rasa, one after the other, and stores what comes back."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot import consequences, outbox, texts
from bot.api import Api
from bot.conversations import repository
from bot.conversations.models import Conversation, Inbound, InboxStatus, Mode
from bot.database import Database
from bot.jobs import RetryLaterError, back_off
from bot.messages import StoredFile
from bot.rasa import ActionFailedError, Answer, Asked, Rasa, RasaRefusedError, RasaUnavailableError
from bot.typed import without_receipts

PATIENCE = timedelta(seconds=20)  # so long without Rasa, then the user is told once
MOST_REFUSALS = 5
MOST_ACTION_FAILURES = 180  # about half an hour of failures that no outage explains
FORGET_AGAIN_AFTER = 2.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Step:
    """What to do next for a conversation: have Rasa forget it, take a message to Rasa, or only note it."""

    forget: bool = False
    inbox_id: int | None = None
    asked: Asked | None = None


class Gateway:
    """One conversation at a time, in the order of arrival. Bears being run twice for the same message."""

    def __init__(self, database: Database, rasa: Rasa, api: Api) -> None:
        self._database = database
        self._rasa = rasa
        self._api = api

    async def wake(self, conversation_id: UUID) -> None:
        """Deal with everything that waits; raises RetryLaterError while Rasa is away."""
        while True:
            async with self._database.reading() as session:
                step = await _next_step(session, conversation_id)
            if step is None:
                return
            await self._take(conversation_id, step)

    async def _take(self, conversation_id: UUID, step: Step) -> None:
        try:
            if step.forget:
                await self._forget(conversation_id)
            elif step.inbox_id is not None:
                answer = await self._rasa.turn(step.asked) if step.asked else Answer(replies=())
                await self._store(step.inbox_id, conversation_id, answer)
        except RasaUnavailableError as error:
            own_fault = isinstance(error, ActionFailedError) and await self._all_is_well()
            wait = await self._wait(conversation_id, step, own_fault=own_fault)
            if wait is not None:
                raise RetryLaterError(f"Rasa: {error}", wait) from None
        except RasaRefusedError as error:
            await self._count_refusal(conversation_id, step, error)

    async def _all_is_well(self) -> bool:
        """Whether everything an action needs answers, so that its failure is about this very message."""
        return await self._api.is_ready() and await self._rasa.is_ready()

    async def _forget(self, conversation_id: UUID) -> None:
        await self._rasa.forget(conversation_id)
        async with self._database.session() as session:
            conversation = await repository.lock(session, conversation_id)
            if conversation is not None:
                conversation.rasa_erase = False

    async def _store(self, inbox_id: int, conversation_id: UUID, answer: Answer) -> None:
        """Everything that follows from a turn, in one transaction."""
        async with self._database.session() as session:
            conversation = await repository.lock(session, conversation_id)
            inbound = await session.get(Inbound, inbox_id)
            if conversation is None or inbound is None or inbound.status != InboxStatus.PENDING:
                return  # erased while Rasa thought, or stored by a worker that was believed dead
            await consequences.store(session, conversation, inbound, answer)

    async def _wait(self, conversation_id: UUID, step: Step, *, own_fault: bool) -> float | None:
        """Note that a message waits for Rasa; how long until the next try, or None if it was given up."""
        async with self._database.session() as session:
            conversation = await repository.lock(session, conversation_id)
            inbound = await repository.next_pending(session, conversation_id)
            if conversation is None or inbound is None:
                return FORGET_AGAIN_AFTER
            now = datetime.now(UTC)
            inbound.waits += 1
            inbound.waiting_since = inbound.waiting_since or now
            if step.asked is not None and step.inbox_id == inbound.id:
                inbound.followed = step.asked.followed
                inbound.action_failures += own_fault
                if inbound.action_failures >= MOST_ACTION_FAILURES:
                    logger.error("message %s given up: its action keeps failing", inbound.id)
                    await _give_up(session, conversation, inbound, texts.GIVEN_UP)
                    return None
            if now - inbound.waiting_since >= PATIENCE and not conversation.outage_told:
                conversation.outage_told = True
                held = outbox.Words(outbox.HELD_PART, texts.HELD, sender="system")
                await outbox.say(session, conversation, inbound.id, [held])
            return back_off(inbound.waits - 1)

    async def _count_refusal(self, conversation_id: UUID, step: Step, error: RasaRefusedError) -> None:
        """A message Rasa cannot digest is tried a few times and then answered, so that others go on."""
        if step.inbox_id is None:
            raise RetryLaterError(f"Rasa: {error}", FORGET_AGAIN_AFTER)
        async with self._database.session() as session:
            conversation = await repository.lock(session, conversation_id)
            inbound = await session.get(Inbound, step.inbox_id)
            if conversation is None or inbound is None or inbound.status != InboxStatus.PENDING:
                return
            inbound.refusals += 1
            if inbound.refusals >= MOST_REFUSALS:
                logger.error("message %s given up: Rasa answered %s", inbound.id, error)
                await _give_up(session, conversation, inbound, texts.NOT_UNDERSTOOD)
                return
            if step.asked is not None:
                inbound.followed = step.asked.followed
            wait = back_off(inbound.refusals)
        raise RetryLaterError(f"Rasa: {error}", wait)


async def _give_up(session: AsyncSession, conversation: Conversation, inbound: Inbound, sorry: str) -> None:
    """Tell the sender and let the next message go on; the text stays in the inbox."""
    inbound.status = InboxStatus.FAILED
    inbound.done_at = datetime.now(UTC)
    inbound.draft_id = conversation.draft_id
    inbound.text = without_receipts(inbound.text, texts.RECEIPT_HIDDEN)
    conversation.outage_told = False
    said = outbox.Words(outbox.FAILED_PART, sorry, sender="system", draft_id=conversation.draft_id)
    await outbox.say(session, conversation, inbound.id, [said])


async def _next_step(session: AsyncSession, conversation_id: UUID) -> Step | None:
    """The next thing to do, if there is any."""
    found = await repository.waiting(session, conversation_id)
    if found is None:
        return None
    if found.rasa_erase:
        return Step(forget=True)
    if found.inbox_id is None:
        return None
    if found.mode == Mode.HUMAN:
        return Step(inbox_id=found.inbox_id)  # staff read it; the bot is silent
    asked = Asked(
        conversation_id=conversation_id,
        message_id=found.message_id,
        text=found.text,
        button=found.button,
        channel=found.channel,
        received_at=found.received_at,
        files=tuple(StoredFile.of(file) for file in found.files or ()),
        unread=found.unread,
        followed=found.followed,
        staff_question=found.question_code,
    )
    return Step(inbox_id=found.inbox_id, asked=asked)
