"""Erasing what someone told us: a draft, a conversation, files that nothing needs."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import jobs
from bot.conversations import repository
from bot.conversations.models import (
    ButtonRow,
    Conversation,
    FileRow,
    Inbound,
    InboxStatus,
    Outbound,
    OutboxStatus,
    UploadStatus,
)
from bot.database import announce


async def erase_draft(session: AsyncSession, conversation: Conversation, drafts: set[str]) -> None:
    """Blank what was said about a draft and delete its files; ids of messages stay, so that late repeats
    of them are still recognised. Rasa forgets the conversation before its next message."""
    drafts = {draft for draft in drafts if draft}
    said = Inbound.draft_id.in_(drafts)
    await _blank(session, conversation, said, Outbound.draft_id.in_(drafts))
    waiting = select(Inbound.id).where(
        Inbound.conversation_id == conversation.id, Inbound.status == InboxStatus.PENDING
    )
    await session.execute(
        delete(FileRow).where(
            FileRow.conversation_id == conversation.id,
            FileRow.ticket_code.is_(None),
            FileRow.inbox_id.not_in(waiting),
        )
    )
    conversation.draft_id = None
    conversation.rasa_erase = True


async def forget(session: AsyncSession, conversation: Conversation) -> None:
    """Forget the device and all it said. Filed tickets, and files on their way to one, are not touched."""
    await _erase_words(session, conversation)
    await repository.delete_identity(session, conversation.id)
    conversation.token_hash = None
    conversation.forgotten_at = datetime.now(UTC)
    await announce(session, conversation.id)
    await jobs.enqueue(session, jobs.WAKE, conversation.id)


async def expire(session: AsyncSession, conversation: Conversation) -> None:
    """End a conversation nobody wrote in for very long. Whoever filed a ticket in it stays reachable, since
    staff may still have a question; of anyone else nothing is kept."""
    if conversation.ticket_code is None:
        await forget(session, conversation)
        return
    await _erase_words(session, conversation)
    await announce(session, conversation.id)
    await jobs.enqueue(session, jobs.WAKE, conversation.id)


async def erase_stray_files(session: AsyncSession, before: datetime) -> int:
    """Delete files that came before a time and belong to no open draft, no ticket and no waiting message."""
    stray = (
        select(FileRow.id)
        .join(Inbound, Inbound.id == FileRow.inbox_id)
        .join(Conversation, Conversation.id == FileRow.conversation_id)
        .where(
            FileRow.status == UploadStatus.HELD,
            FileRow.created_at < before,
            Inbound.status != InboxStatus.PENDING,
            or_(Inbound.draft_id.is_(None), Inbound.draft_id.is_distinct_from(Conversation.draft_id)),
        )
        .with_for_update(of=(FileRow, Conversation), skip_locked=True)
    )
    deleted = await session.execute(
        delete(FileRow)
        .where(FileRow.id.in_(list(await session.scalars(stray))))
        .returning(FileRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(deleted.all())


async def _erase_words(session: AsyncSession, conversation: Conversation) -> None:
    everything = Inbound.conversation_id == conversation.id
    await _blank(session, conversation, everything, Outbound.conversation_id == conversation.id)
    await session.execute(
        delete(FileRow).where(
            FileRow.conversation_id == conversation.id,
            or_(FileRow.ticket_code.is_(None), FileRow.status != UploadStatus.QUEUED),
        )
    )
    conversation.draft_id = None
    conversation.question_code = None
    conversation.blanked_at = datetime.now(UTC)
    conversation.rasa_erase = True


async def _blank(
    session: AsyncSession,
    conversation: Conversation,
    heard: ColumnElement[bool],
    said: ColumnElement[bool],
) -> None:
    erased = select(Outbound.id).where(Outbound.conversation_id == conversation.id, said)
    await session.execute(delete(ButtonRow).where(ButtonRow.outbox_id.in_(erased)))
    await session.execute(
        update(Inbound)
        .where(Inbound.conversation_id == conversation.id, heard)
        .values(text="", button=None, status=InboxStatus.ERASED)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Outbound)
        .where(Outbound.conversation_id == conversation.id, said)
        .values(text="", status=OutboxStatus.ERASED)
        .execution_options(synchronize_session=False)
    )
