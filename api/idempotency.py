"""Repeating a request does its work once: keys of requests that were carried out."""

from datetime import datetime

from sqlalchemy import DateTime, Text, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from api.clock import now
from api.database import Base
from api.errors import KeyReusedError


class IdempotencyKey(Base):
    __tablename__ = "idempotency_keys"

    # The token's name, not the token: a repeat after a rotation is still a repeat.
    client: Mapped[str] = mapped_column(Text, primary_key=True)
    operation: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    fingerprint: Mapped[bytes]
    # What was made: a ticket code, an attachment's id.
    result: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


async def claim(
    session: AsyncSession, client: str, operation: str, key: str, fingerprint: bytes
) -> str | None:
    """None when the work is the caller's to do; the earlier result when it was done already.

    A concurrent duplicate waits in the INSERT until the first request commits or rolls back.
    """
    row = {"client": client, "operation": operation, "key": key}
    claimed = await session.scalar(
        insert(IdempotencyKey)
        .values(**row, fingerprint=fingerprint, at=now())
        .on_conflict_do_nothing()
        .returning(IdempotencyKey.key)
    )
    if claimed is not None:
        return None
    found = (await session.execute(select(IdempotencyKey).filter_by(**row))).scalar_one()
    if found.fingerprint != fingerprint:
        raise KeyReusedError("Use a new Idempotency-Key for a new request", made=found.result)
    return found.result


async def finish(session: AsyncSession, client: str, operation: str, key: str, result: str) -> None:
    """Remember what the claimed request made, in the same transaction."""
    await session.execute(
        update(IdempotencyKey).filter_by(client=client, operation=operation, key=key).values(result=result)
    )
