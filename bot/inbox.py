"""Takes a message in: numbered, stored and its job written in the caller's transaction."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot import jobs, outbox, texts
from bot.conversations import repository
from bot.conversations.models import Conversation, FileRow, Inbound
from bot.database import Database, announce
from bot.messages import InboundMessage, MessageRefusedError, Received
from bot.typed import tidy
from nlu.text.emergency import sounds_urgent


class ConversationGoneError(Exception):
    """The conversation does not exist, or its owner had it forgotten."""


async def receive(session: AsyncSession, message: InboundMessage) -> Received:
    """Store a message, or recognise it by its id; the caller commits.

    Raises MessageRefusedError for what cannot be taken in; nothing is stored then.
    """
    conversation = await _open(session, message)
    known = await repository.find_inbound(session, conversation.id, message.message_id)
    if known is not None:
        return Received(conversation.id, known.seq, duplicate=True)
    row = await _read(session, conversation, message)
    conversation.next_seq += 1
    conversation.last_activity_at = datetime.now(UTC)
    conversation.blanked_at = None
    session.add(row)
    await session.flush()
    await _keep_files(session, row, message)
    if row.urgent:
        # At once and from here: whoever is in danger must not wait for a worker, for Rasa or for staff.
        said = outbox.Words(outbox.EMERGENCY_PART, texts.EMERGENCY)
        await outbox.say(session, conversation, row.id, [said])
    else:
        await announce(session, conversation.id)
    await jobs.enqueue(session, jobs.WAKE, conversation.id)
    return Received(conversation.id, row.seq, duplicate=False)


class Receiver:
    """`receive` in a transaction of its own, for channels."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def __call__(self, message: InboundMessage) -> Received:
        async with self._database.session() as session:
            return await receive(session, message)


async def _open(session: AsyncSession, message: InboundMessage) -> Conversation:
    """The message's conversation, locked."""
    if message.conversation_id is not None:
        found = UUID(message.conversation_id)
    elif message.external_id is not None:
        found = await repository.find_or_create(session, message.channel, message.external_id)
    else:
        raise ValueError("a message needs a sender or a conversation")
    conversation = await repository.lock(session, found)
    if conversation is None or conversation.forgotten_at is not None:
        raise ConversationGoneError
    return conversation


async def _read(session: AsyncSession, conversation: Conversation, message: InboundMessage) -> Inbound:
    """The row for a message that was not seen before."""
    payload = None
    if message.button_token is not None:
        pressed = await repository.find_button(session, conversation.id, message.button_token)
        if pressed is None:
            raise MessageRefusedError("button_unknown")
        text = pressed.title
        if pressed.payload.startswith("/"):
            payload = pressed.payload
        else:
            text = tidy(pressed.payload)  # a button that only spares typing
    else:
        text = tidy(message.text)
        if not (text or message.attachments or message.wordless):
            raise MessageRefusedError("empty")
    return Inbound(
        conversation_id=conversation.id,
        message_id=message.message_id,
        seq=conversation.next_seq,
        text=text,
        button=payload,
        urgent=message.button_token is None and sounds_urgent(text),
        received_at=message.received_at,
        seen=message.seen,
    )


async def _keep_files(session: AsyncSession, row: Inbound, message: InboundMessage) -> None:
    if not message.attachments:
        return
    files = [
        {
            "id": uuid4(),
            "conversation_id": row.conversation_id,
            "inbox_id": row.id,
            "position": position,
            "name": file.name,
            "media_type": file.media_type,
            "size": len(file.content),
            "sha256": hashlib.sha256(file.content).digest(),
            "content": file.content,
        }
        for position, file in enumerate(message.attachments)
    ]
    await session.execute(insert(FileRow), files)
