"""All SQL of the staff tables."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.staff.models import LoginAttempt, StaffLook, StaffSession, StaffUser


async def find_user(session: AsyncSession, name: str) -> StaffUser | None:
    return await session.scalar(select(StaffUser).where(StaffUser.name == name))


async def list_users(session: AsyncSession) -> list[StaffUser]:
    return list(await session.scalars(select(StaffUser).order_by(StaffUser.name)))


async def find_session(session: AsyncSession, token_hash: bytes) -> StaffSession | None:
    query = select(StaffSession).where(StaffSession.token_hash == token_hash)
    return await session.scalar(query.options(joinedload(StaffSession.user)))


async def touch_session(session: AsyncSession, token_hash: bytes, at: datetime) -> None:
    await session.execute(
        update(StaffSession).where(StaffSession.token_hash == token_hash).values(seen_at=at),
        execution_options={"synchronize_session": False},
    )


async def delete_session(session: AsyncSession, token_hash: bytes) -> None:
    await session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


async def delete_sessions_of(session: AsyncSession, user_id: int) -> None:
    await session.execute(delete(StaffSession).where(StaffSession.user_id == user_id))


async def delete_sessions_before(session: AsyncSession, created: datetime, seen: datetime) -> None:
    await session.execute(
        delete(StaffSession).where((StaffSession.created_at < created) | (StaffSession.seen_at < seen))
    )


async def lock_subject(session: AsyncSession, subject: bytes) -> None:
    """Attempts of one account or address are counted one after another, until this transaction ends."""
    key = int.from_bytes(subject[:8], signed=True)
    await session.execute(select(func.pg_advisory_xact_lock(key)))


async def attempts_since(
    session: AsyncSession, subject: bytes, since: datetime, limit: int
) -> list[datetime]:
    """Times of the latest attempts, newest first."""
    query = (
        select(LoginAttempt.at)
        .where(LoginAttempt.subject == subject, LoginAttempt.at > since)
        .order_by(LoginAttempt.at.desc())
        .limit(limit)
    )
    return list(await session.scalars(query))


async def delete_attempts(session: AsyncSession, subject: bytes) -> None:
    await session.execute(delete(LoginAttempt).where(LoginAttempt.subject == subject))


async def delete_attempts_before(session: AsyncSession, before: datetime) -> None:
    await session.execute(delete(LoginAttempt).where(LoginAttempt.at < before))


async def last_look(session: AsyncSession, user_id: int, ticket_id: int) -> int | None:
    query = select(StaffLook.event_id).where(StaffLook.user_id == user_id, StaffLook.ticket_id == ticket_id)
    return await session.scalar(query)


async def remember_look(session: AsyncSession, user_id: int, ticket_id: int, event_id: int) -> None:
    """Two pages opened at once: the later event wins."""
    added = insert(StaffLook).values(user_id=user_id, ticket_id=ticket_id, event_id=event_id)
    later = {"event_id": func.greatest(StaffLook.event_id, added.excluded.event_id)}
    await session.execute(added.on_conflict_do_update(index_elements=["user_id", "ticket_id"], set_=later))
