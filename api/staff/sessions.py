"""Server-side sessions: a random token in a cookie, only its hash in the database."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

from api.clock import now
from api.staff import repository
from api.staff.models import StaffSession
from api.staff.permissions import Permission, allows

IDLE = timedelta(hours=1)
ABSOLUTE = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)  # not a write for every page


@dataclass(frozen=True)
class Staff:
    """The person behind a request."""

    id: int
    name: str
    display_name: str
    role: str

    def may(self, permission: Permission) -> bool:
        return allows(self.role, permission)


def hashed(token: str) -> bytes:
    return sha256(token.encode()).digest()


async def start(session: AsyncSession, user_id: int) -> str:
    """A new session's token; expired sessions are swept on this occasion."""
    moment = now()
    await repository.delete_sessions_before(session, moment - ABSOLUTE, moment - IDLE)
    token = secrets.token_urlsafe(32)
    session.add(StaffSession(token_hash=hashed(token), user_id=user_id, created_at=moment, seen_at=moment))
    return token


async def find(session: AsyncSession, token: str) -> Staff | None:
    """Who holds the token, if the session is alive and the account active."""
    row = await repository.find_session(session, hashed(token))
    if row is None or not row.user.active:
        return None
    moment = now()
    if row.created_at < moment - ABSOLUTE or row.seen_at < moment - IDLE:
        return None
    if row.seen_at < moment - TOUCH_EVERY:
        await repository.touch_session(session, row.token_hash, moment)
    return Staff(row.user.id, row.user.name, row.user.display_name, row.user.role)


async def end(session: AsyncSession, token: str) -> None:
    await repository.delete_session(session, hashed(token))


async def end_all_of(session: AsyncSession, user_id: int) -> None:
    await repository.delete_sessions_of(session, user_id)
