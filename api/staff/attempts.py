"""Limits on sign-in attempts per account and per address, counted in PostgreSQL for all processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.clock import now
from api.security import keyed_hash
from api.staff import repository
from api.staff.models import LoginAttempt

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 30  # a whole office may share one address


@dataclass(frozen=True)
class Subjects:
    """What attempts are counted by: keyed hashes, since people also type passwords into the name field."""

    account: bytes
    address: bytes


def subjects(key: str, name: str, address: str) -> Subjects:
    return Subjects(
        account=keyed_hash(key, "sign-in account", name), address=keyed_hash(key, "sign-in address", address)
    )


async def reserve(session: AsyncSession, who: Subjects) -> datetime | None:
    """Count an attempt before the password is looked at, or say until when none is allowed.

    Runs in a short transaction of its own: however many guesses arrive together, each is counted first.
    """
    moment = now()
    await repository.delete_attempts_before(session, moment - WINDOW)
    refused_until: list[datetime] = []
    for subject, limit in sorted(((who.account, PER_ACCOUNT), (who.address, PER_ADDRESS))):
        await repository.lock_subject(session, subject)
        times = await repository.attempts_since(session, subject, moment - WINDOW, limit)
        if len(times) == limit:
            refused_until.append(times[-1] + WINDOW)
    if refused_until:
        return max(refused_until)
    session.add_all(
        [LoginAttempt(subject=who.account, at=moment), LoginAttempt(subject=who.address, at=moment)]
    )
    return None


async def forgive(session: AsyncSession, who: Subjects) -> None:
    """After the right password the account starts afresh; the address does not, it may try many accounts."""
    await repository.delete_attempts(session, who.account)
