"""Writing to the user: numbered rows, with their buttons, that channels show or send."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot import jobs
from bot.conversations.models import ButtonRow, Conversation, Outbound, OutboxStatus
from bot.database import announce
from bot.messages import WEB

# Parts of the answer to one message; unique for each message, so that nothing is said twice.
EMERGENCY_PART = 0
FIRST_REPLY_PART = 1
HELD_PART = -1
FAILED_PART = -2
UNASKED_PART = 0  # of what answers no message: then only the time of writing tells such messages apart


@dataclass(frozen=True)
class Choice:
    """A button to show, with what pressing it means."""

    title: str
    payload: str


@dataclass(frozen=True)
class Words:
    """Something to say."""

    part: int
    text: str
    choices: tuple[Choice, ...] = ()
    sender: str = "bot"
    ticket_code: str | None = None
    draft_id: str | None = None
    event_id: int | None = None


async def say(
    session: AsyncSession, conversation: Conversation, inbox_id: int | None, said: list[Words]
) -> None:
    """Write messages to the user under the conversation's row lock, which the caller holds."""
    if not said:
        return
    pushed = conversation.channel != WEB
    rows, buttons = [], []
    for words in said:
        row_id = uuid4()
        rows.append(
            {
                "id": row_id,
                "conversation_id": conversation.id,
                "inbox_id": inbox_id,
                "part": words.part,
                "event_id": words.event_id,
                "seq": conversation.next_seq,
                "sender": words.sender,
                "text": words.text,
                "status": OutboxStatus.PENDING if pushed else OutboxStatus.SENT,
                "ticket_code": words.ticket_code,
                "draft_id": words.draft_id,
                "created_at": datetime.now(UTC),
            }
        )
        conversation.next_seq += 1
        for position, choice in enumerate(words.choices):
            buttons.append(
                {
                    "token": secrets.token_urlsafe(18),  # fits the 64 bytes Telegram allows
                    "conversation_id": conversation.id,
                    "outbox_id": row_id,
                    "position": position,
                    "title": choice.title,
                    "payload": choice.payload,
                }
            )
    await session.execute(insert(Outbound), rows)
    if buttons:
        await session.execute(insert(ButtonRow), buttons)
    await announce(session, conversation.id)
    if pushed:
        await jobs.enqueue(session, jobs.SEND, conversation.id)
