"""Queries on conversations, their inbox and their outbox."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import (
    ButtonRow,
    ChannelIdentity,
    Conversation,
    Inbound,
    InboxStatus,
    Outbound,
    OutboxStatus,
)


async def create(session: AsyncSession, channel: str, token_hash: bytes | None = None) -> UUID:
    made = uuid4()
    await session.execute(insert(Conversation).values(id=made, channel=channel, token_hash=token_hash))
    return made


async def lock(session: AsyncSession, conversation_id: UUID) -> Conversation | None:
    """The conversation, held until the transaction ends: whoever numbers messages must hold it."""
    return await session.get(Conversation, conversation_id, with_for_update=True, populate_existing=True)


async def find_by_identity(session: AsyncSession, channel: str, external_id: str) -> UUID | None:
    return await session.scalar(
        select(ChannelIdentity.conversation_id).where(
            ChannelIdentity.channel == channel, ChannelIdentity.external_id == external_id
        )
    )


async def find_or_create(session: AsyncSession, channel: str, external_id: str) -> UUID:
    """The conversation with someone on a channel; two first messages at once make one."""
    found = await find_by_identity(session, channel, external_id)
    if found is not None:
        return found
    key = func.hashtextextended(f"{channel}:{external_id}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(key)))
    found = await find_by_identity(session, channel, external_id)
    if found is not None:
        return found
    made = await create(session, channel)
    await session.execute(
        insert(ChannelIdentity).values(channel=channel, external_id=external_id, conversation_id=made)
    )
    return made


async def find_by_token(session: AsyncSession, token_hash: bytes) -> Conversation | None:
    return await session.scalar(select(Conversation).where(Conversation.token_hash == token_hash))


async def external_id(session: AsyncSession, conversation_id: UUID) -> str | None:
    return await session.scalar(
        select(ChannelIdentity.external_id).where(ChannelIdentity.conversation_id == conversation_id)
    )


async def find_inbound(session: AsyncSession, conversation_id: UUID, message_id: str) -> Inbound | None:
    return await session.scalar(
        select(Inbound).where(Inbound.conversation_id == conversation_id, Inbound.message_id == message_id)
    )


async def find_button(session: AsyncSession, conversation_id: UUID, token: str) -> ButtonRow | None:
    return await session.scalar(
        select(ButtonRow).where(ButtonRow.token == token, ButtonRow.conversation_id == conversation_id)
    )


# One statement, since it is read before every turn. "Unread": it came, or was sent on a channel that delivers
# late, before the bot's last reply was written. Channels tell whole seconds.
_WAITING = text(
    """
    SELECT channel, mode, rasa_erase, message.inbox_id, message_id, text, button, received_at,
           (SELECT json_agg(json_build_object('id', id, 'name', name, 'media_type', media_type, 'size', size)
                            ORDER BY position) FROM bot.files WHERE inbox_id = message.inbox_id) AS files,
           coalesce(reply.seq > least(message.seq, message.seen)
                    OR channel <> 'web' AND message.received_at < date_trunc('second', reply.created_at),
                    false) AS unread,
           coalesce(message.followed, behind.is_text, false) AS followed,
           CASE WHEN EXISTS (SELECT FROM bot.outbox WHERE conversation_id = conversation.id
                    AND sender = 'staff' AND ticket_code = question_code AND seq < message.seq)
                THEN question_code END AS question_code
        FROM bot.conversations AS conversation
        LEFT JOIN LATERAL (
            SELECT id AS inbox_id, seq, message_id, text, button, received_at, seen, followed FROM bot.inbox
                WHERE conversation_id = conversation.id AND status = 'pending' ORDER BY seq LIMIT 1
        ) AS message ON true
        LEFT JOIN LATERAL (
            SELECT button IS NULL AND NOT urgent AS is_text FROM bot.inbox
                WHERE conversation_id = conversation.id AND status = 'pending' AND seq > message.seq
                ORDER BY seq LIMIT 1
        ) AS behind ON true
        LEFT JOIN LATERAL (
            SELECT seq, created_at FROM bot.outbox
                WHERE conversation_id = conversation.id AND sender = 'bot' AND part >= 1
                    AND inbox_id <> message.inbox_id
                ORDER BY seq DESC LIMIT 1
        ) AS reply ON true
        WHERE conversation.id = :conversation_id
    """
)


@dataclass(frozen=True)
class Waiting:
    """A conversation and its oldest message that nobody has dealt with, if there is one."""

    channel: str
    mode: str
    rasa_erase: bool
    inbox_id: int | None
    message_id: str
    text: str
    button: str | None
    received_at: datetime
    files: list[dict[str, Any]] | None
    unread: bool  # sent before the bot's last reply was written
    followed: bool  # the next message is already here, and is a text
    question_code: str | None  # of an open question by staff that was here first


async def waiting(session: AsyncSession, conversation_id: UUID) -> Waiting | None:
    row = (await session.execute(_WAITING, {"conversation_id": conversation_id})).one_or_none()
    return None if row is None else Waiting(**row._mapping)


async def next_pending(session: AsyncSession, conversation_id: UUID) -> Inbound | None:
    """The oldest message that nobody has dealt with."""
    return await session.scalar(
        select(Inbound)
        .where(Inbound.conversation_id == conversation_id, Inbound.status == InboxStatus.PENDING)
        .order_by(Inbound.seq)
        .limit(1)
    )


async def buttons_of(session: AsyncSession, outbox_ids: list[UUID]) -> list[ButtonRow]:
    found = await session.scalars(
        select(ButtonRow).where(ButtonRow.outbox_id.in_(outbox_ids)).order_by(ButtonRow.position)
    )
    return list(found)


# One statement for a page, since it is read for every message on every open device.
_PAGE = text(
    """
    SELECT message_id AS id, seq, 'user' AS sender, text, received_at AS at,
           NULL AS ticket_code, NULL AS buttons,
           (SELECT json_agg(json_build_object('id', id, 'name', name, 'media_type', media_type, 'size', size)
                            ORDER BY position) FROM bot.files WHERE inbox_id = heard.id) AS files
        FROM bot.inbox AS heard
        WHERE conversation_id = :conversation_id AND seq > :after AND status <> 'erased'
    UNION ALL
    SELECT id::text, seq, sender, text, created_at, ticket_code,
           (SELECT json_agg(json_build_object('title', title, 'token', token) ORDER BY position)
                FROM bot.buttons WHERE outbox_id = said.id), NULL
        FROM bot.outbox AS said
        WHERE conversation_id = :conversation_id AND seq > :after AND status <> 'erased'
    ORDER BY seq LIMIT :most
    """
)


@dataclass(frozen=True)
class Line:
    """One message of a conversation, as stored."""

    id: str
    seq: int
    sender: str
    text: str
    at: datetime
    ticket_code: str | None
    buttons: list[dict[str, str]] | None
    files: list[dict[str, Any]] | None


async def page(session: AsyncSession, conversation_id: UUID, after: int, most: int) -> list[Line]:
    """Messages in both directions after a seq, without those erased."""
    values = {"conversation_id": conversation_id, "after": after, "most": most}
    return [Line(**row._mapping) for row in await session.execute(_PAGE, values)]


async def staff_wrote_after(session: AsyncSession, conversation_id: UUID, code: str, seq: int) -> bool:
    """Whether a message by staff about the ticket came in after a seq."""
    found = select(Outbound.id).where(
        Outbound.conversation_id == conversation_id,
        Outbound.sender == "staff",
        Outbound.ticket_code == code,
        Outbound.seq > seq,
    )
    return bool(await session.scalar(select(found.exists())))


async def next_unsent(session: AsyncSession, conversation_id: UUID) -> Outbound | None:
    return await session.scalar(
        select(Outbound)
        .where(Outbound.conversation_id == conversation_id, Outbound.status == OutboxStatus.PENDING)
        .order_by(Outbound.seq)
        .limit(1)
    )


async def settle(session: AsyncSession, outbox_id: UUID, status: OutboxStatus) -> None:
    """Note what became of a message, unless it was erased meanwhile."""
    await session.execute(
        update(Outbound)
        .where(Outbound.id == outbox_id, Outbound.status == OutboxStatus.PENDING)
        .values(status=status, settled_at=datetime.now(UTC))
    )


@dataclass(frozen=True)
class State:
    """What an event stream tells beside messages."""

    mode: str
    typing: bool
    forgotten: bool


# Nobody is "typing" while Rasa is away: the user has been told that it will take longer.
_STATE = text(
    """
    SELECT mode, forgotten_at IS NOT NULL AS forgotten,
           mode = 'bot' AND NOT outage_told AND EXISTS (SELECT FROM bot.inbox
               WHERE conversation_id = :conversation_id AND status = 'pending') AS typing
        FROM bot.conversations WHERE id = :conversation_id
    """
)


async def read_state(session: AsyncSession, conversation_id: UUID) -> State | None:
    row = (await session.execute(_STATE, {"conversation_id": conversation_id})).one_or_none()
    return None if row is None else State(**row._mapping)


async def delete_identity(session: AsyncSession, conversation_id: UUID) -> None:
    await session.execute(delete(ChannelIdentity).where(ChannelIdentity.conversation_id == conversation_id))
