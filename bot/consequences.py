"""What follows from a turn: what is said, and what the actions told the gateway beside the words."""

import re
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import erasure, evidence, outbox, texts
from bot.conversations import repository
from bot.conversations.models import Conversation, Inbound, InboxStatus, Mode
from bot.database import announce
from bot.rasa import Answer, Reply
from bot.typed import without_receipts


async def store(session: AsyncSession, conversation: Conversation, inbound: Inbound, answer: Answer) -> None:
    """Everything that follows, in the caller's transaction, under the conversation's row lock."""
    inbound.status = InboxStatus.DONE
    inbound.done_at = datetime.now(UTC)
    inbound.text = without_receipts(inbound.text, texts.RECEIPT_HIDDEN)
    conversation.outage_told = False
    draft = answer.draft or conversation.draft_id
    inbound.draft_id = draft
    await _apply(session, conversation, inbound, answer)
    if answer.erase is not None:
        await session.flush()  # the message that asked for it belongs to the draft
        await erasure.erase_draft(session, conversation, {answer.erase, draft or ""})
    words = _words(conversation, inbound, answer, draft)
    await outbox.say(session, conversation, inbound.id, words)
    if not words:
        await announce(session, conversation.id)
    if answer.handoff:
        conversation.mode = Mode.HUMAN


async def _apply(session: AsyncSession, conversation: Conversation, inbound: Inbound, answer: Answer) -> None:
    if answer.draft is not None:
        _keep_draft(conversation, answer.draft if answer.draft_open else None)
    if answer.ticket_code is not None:
        conversation.ticket_code = answer.ticket_code
        conversation.draft_id = None
        await evidence.queue(session, conversation.id, answer.ticket_code, answer.evidence)
    for attached in answer.attached:
        await evidence.queue(session, conversation.id, attached.code, attached.evidence)
    code = conversation.question_code
    if code is not None and code in answer.answered:
        # What staff wrote after this message is not answered by it.
        asked_again = await repository.staff_wrote_after(session, conversation.id, code, inbound.seq)
        conversation.question_code = code if asked_again else None


def _keep_draft(conversation: Conversation, draft: str | None) -> None:
    if draft is not None and draft != conversation.draft_id:
        conversation.reminded_at = None  # one reminder for each draft
    conversation.draft_id = draft


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
