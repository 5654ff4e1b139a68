"""Takes the messages of a conversation to Rasa, one after the other, and stores what comes back."""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot import erasure, evidence, outbox, texts
from bot.conversations import repository
from bot.conversations.models import Conversation, Inbound, InboxStatus, Mode
from bot.database import Database, announce
from bot.jobs import RetryLaterError, back_off
from bot.messages import StoredFile
from bot.rasa import Answer, Asked, Rasa, RasaRefusedError, RasaUnavailableError, Reply
from bot.typed import without_receipts

PATIENCE = timedelta(seconds=20)  # so long without Rasa, then the user is told once
MOST_REFUSALS = 5
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

    def __init__(self, database: Database, rasa: Rasa) -> None:
        self._database = database
        self._rasa = rasa

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
            raise RetryLaterError(f"Rasa: {error}", await self._wait(conversation_id, step)) from None
        except RasaRefusedError as error:
            await self._count_refusal(conversation_id, step, error)

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
            inbound.status = InboxStatus.DONE
            inbound.done_at = datetime.now(UTC)
            inbound.text = without_receipts(inbound.text, texts.RECEIPT_HIDDEN)
            conversation.outage_told = False
            draft = answer.draft or conversation.draft_id
            inbound.draft_id = draft
            await _apply(session, conversation, answer, draft)
            words = _words(conversation, inbound, answer, draft)
            await outbox.say(session, conversation, inbox_id, words)
            if not words:
                await announce(session, conversation_id)
            if answer.handoff:
                conversation.mode = Mode.HUMAN

    async def _wait(self, conversation_id: UUID, step: Step) -> float:
        """Note that a message waits for Rasa; how long until the next try."""
        async with self._database.session() as session:
            conversation = await repository.lock(session, conversation_id)
            inbound = await repository.next_pending(session, conversation_id)
            if conversation is None or inbound is None:
                return FORGET_AGAIN_AFTER
            now = datetime.now(UTC)
            inbound.waits += 1
            inbound.waiting_since = inbound.waiting_since or now
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
                inbound.status = InboxStatus.FAILED
                inbound.done_at = datetime.now(UTC)
                sorry = outbox.Words(outbox.FAILED_PART, texts.NOT_UNDERSTOOD, sender="system")
                await outbox.say(session, conversation, inbound.id, [sorry])
                return
            wait = back_off(inbound.refusals)
        raise RetryLaterError(f"Rasa: {error}", wait)


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
    )
    return Step(inbox_id=found.inbox_id, asked=asked)


async def _apply(
    session: AsyncSession, conversation: Conversation, answer: Answer, draft: str | None
) -> None:
    """What the actions told the gateway beside the words."""
    if answer.draft is not None:
        conversation.draft_id = answer.draft if answer.draft_open else None
    if answer.ticket_code is not None:
        conversation.ticket_code = answer.ticket_code
        conversation.draft_id = None
        await evidence.queue(session, conversation.id, answer.ticket_code, answer.evidence)
    if answer.erase is not None:
        await session.flush()  # the message that asked for it belongs to the draft
        await erasure.erase_draft(session, conversation, {answer.erase, draft or ""})


def _words(
    conversation: Conversation, inbound: Inbound, answer: Answer, draft: str | None
) -> list[outbox.Words]:
    if conversation.mode == Mode.HUMAN and answer.ticket_code is None:
        return []  # a person took over while Rasa thought
    given = inbound.urgent and answer.ticket_code is None  # nothing may be cut from a code and receipt
    replies = _without_emergency(answer.replies) if given else answer.replies
    return [
        outbox.Words(
            part=outbox.FIRST_REPLY_PART + position,
            text=reply.text,
            choices=reply.choices,
            ticket_code=answer.ticket_code,
            draft_id=None if answer.erase is not None else draft,
        )
        for position, reply in enumerate(replies)
    ]


def _without_emergency(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The replies without their lines about 113, which the inbox has given at once."""
    kept = []
    for reply in replies:
        lines = [line for line in reply.text.split("\n") if "113" not in line]
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
        if text or reply.choices:
            kept.append(Reply(text, reply.choices))
    return tuple(kept)
