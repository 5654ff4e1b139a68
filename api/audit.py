"""The audit log: who read what must be answerable later. Rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Identity, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from api.actors import Actor
from api.clock import now
from api.database import Base


class AuditRecord(Base):
    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_subject", "subject", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor_kind: Mapped[str] = mapped_column(Text)
    # The name, not a key: the log outlives the account.
    actor_name: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    # What it was done to: a ticket code, a user name.
    subject: Mapped[str | None] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)


def record(session: AsyncSession, by: Actor, action: str, subject: str | None = None, **data: Any) -> None:
    """Add an entry to the caller's transaction. `data` carries ids and flags, never what people wrote."""
    session.add(
        AuditRecord(
            at=now(), actor_kind=by.kind, actor_name=by.name, action=action, subject=subject, data=data
        )
    )
