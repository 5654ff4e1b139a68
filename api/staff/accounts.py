"""Staff accounts: signing in, changing a password, and what the users command does."""

import re

from sqlalchemy.ext.asyncio import AsyncSession

from api import actors, audit
from api.clock import now
from api.staff import repository, sessions
from api.staff.models import StaffUser
from api.staff.passwords import Passwords, check_rules
from api.staff.permissions import Permission, Role, allows
from api.staff.sessions import Staff

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
RESERVED = {"me", "none"}  # words of the list's filter


class AccountError(Exception):
    """What an operator asked for cannot be done; the text says why."""


async def sign_in(session: AsyncSession, passwords: Passwords, name: str, password: str) -> str | None:
    """A session token for the right name and password of an active account, else None."""
    user = await repository.find_user(session, name) if NAME.fullmatch(name) else None
    known = user is not None and user.active
    if not await passwords.matches(user.password_hash if user and known else None, password) or user is None:
        return None
    audit.record(session, actors.staff(user.name), "staff.signed_in")
    return await sessions.start(session, user.id)


async def change_password(
    session: AsyncSession, passwords: Passwords, staff: Staff, current: str, new: str
) -> str | None:
    """A fresh session token; every other session of the account ends. None: the current password is wrong."""
    user = await _existing(session, staff.name)
    if not await passwords.matches(user.password_hash, current):
        return None
    await _store_password(session, passwords, user, new)
    audit.record(session, actors.staff(user.name), "staff.password_changed")
    return await sessions.start(session, user.id)


async def exists(session: AsyncSession, name: str) -> bool:
    return await repository.find_user(session, name) is not None


async def create(
    session: AsyncSession, passwords: Passwords, name: str, display_name: str, role: Role, password: str
) -> None:
    if not NAME.fullmatch(name) or name in RESERVED:
        raise AccountError("a name has 2 to 64 of: a-z 0-9 . _ -")
    if await exists(session, name):
        raise AccountError(f"there is already a user {name}")
    check_rules(password, name)
    moment = now()
    session.add(
        StaffUser(
            name=name,
            display_name=display_name,
            role=role,
            password_hash=await passwords.hash(password),
            active=True,
            created_at=moment,
            password_changed_at=moment,
        )
    )
    await session.flush()


async def set_password(session: AsyncSession, passwords: Passwords, name: str, password: str) -> None:
    await _store_password(session, passwords, await _existing(session, name), password)


async def set_active(session: AsyncSession, name: str, *, active: bool) -> None:
    user = await _existing(session, name)
    user.active = active
    await sessions.end_all_of(session, user.id)


async def list_all(session: AsyncSession) -> list[StaffUser]:
    return await repository.list_users(session)


async def _store_password(
    session: AsyncSession, passwords: Passwords, user: StaffUser, password: str
) -> None:
    check_rules(password, user.name)
    user.password_hash = await passwords.hash(password)
    user.password_changed_at = now()
    await sessions.end_all_of(session, user.id)


async def _existing(session: AsyncSession, name: str) -> StaffUser:
    user = await repository.find_user(session, name)
    if user is None:
        raise AccountError(f"there is no user {name}")
    return user


def can_work(user: StaffUser) -> bool:
    """Whether tickets may be assigned to this account."""
    return user.active and allows(user.role, Permission.WORK_TICKETS)
