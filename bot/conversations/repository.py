"""Queries on conversations, their inbox and their outbox."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import (
    ButtonRow,
    ChannelIdentity,
    Conversation,
    FileRow,
    Inbound,
    InboxStatus,
    Mode,
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


async def next_pending(session: AsyncSession, conversation_id: UUID) -> Inbound | None:
    """The oldest message that nobody has dealt with."""
    return await session.scalar(
        select(Inbound)
        .where(Inbound.conversation_id == conversation_id, Inbound.status == InboxStatus.PENDING)
        .order_by(Inbound.seq)
        .limit(1)
    )


async def files_of(session: AsyncSession, inbox_ids: list[int]) -> list[FileRow]:
    """Files of messages, without their content."""
    found = await session.scalars(
        select(FileRow).where(FileRow.inbox_id.in_(inbox_ids)).order_by(FileRow.inbox_id, FileRow.position)
    )
    return list(found)


async def buttons_of(session: AsyncSession, outbox_ids: list[UUID]) -> list[ButtonRow]:
    found = await session.scalars(
        select(ButtonRow).where(ButtonRow.outbox_id.in_(outbox_ids)).order_by(ButtonRow.position)
    )
    return list(found)


async def inbound_after(
    session: AsyncSession, conversation_id: UUID, after: int, limit: int
) -> list[Inbound]:
    found = await session.scalars(
        select(Inbound)
        .where(
            Inbound.conversation_id == conversation_id,
            Inbound.seq > after,
            Inbound.status != InboxStatus.ERASED,
        )
        .order_by(Inbound.seq)
        .limit(limit)
    )
    return list(found)


async def outbound_after(
    session: AsyncSession, conversation_id: UUID, after: int, limit: int
) -> list[Outbound]:
    found = await session.scalars(
        select(Outbound)
        .where(
            Outbound.conversation_id == conversation_id,
            Outbound.seq > after,
            Outbound.status != OutboxStatus.ERASED,
        )
        .order_by(Outbound.seq)
        .limit(limit)
    )
    return list(found)


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


async def read_state(session: AsyncSession, conversation_id: UUID) -> State | None:
    pending = exists().where(
        Inbound.conversation_id == conversation_id, Inbound.status == InboxStatus.PENDING
    )
    row = (
        await session.execute(
            select(Conversation.mode, Conversation.outage_told, Conversation.forgotten_at, pending).where(
                Conversation.id == conversation_id
            )
        )
    ).one_or_none()
    if row is None:
        return None
    mode, outage_told, forgotten_at, waiting = row
    # Nobody is "typing" while Rasa is away: the user has been told that it will take longer.
    typing = waiting and mode == Mode.BOT and not outage_told
    return State(mode=mode, typing=typing, forgotten=forgotten_at is not None)


async def delete_identity(session: AsyncSession, conversation_id: UUID) -> None:
    await session.execute(delete(ChannelIdentity).where(ChannelIdentity.conversation_id == conversation_id))
