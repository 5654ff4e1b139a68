"""Tables of tickets, their reporters, threads and evidence."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base

Moment = DateTime(timezone=True)


def by_age(*columns: str) -> Index:
    """An index in which one page of a filtered list lies side by side."""
    return Index(f"ix_tickets_{'_'.join(columns)}", *columns)


class TicketYear(Base):
    """The last number given out in a year; its row lock makes numbers unique."""

    __tablename__ = "ticket_years"

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    last_number: Mapped[int]


class Ticket(Base):
    """What was reported and where it stands. Who reported it is in another table."""

    __tablename__ = "tickets"
    __table_args__ = (
        by_age("opened_at", "id"),
        by_age("status", "opened_at", "id"),
        by_age("category", "opened_at", "id"),
        by_age("assignee", "opened_at", "id"),
        by_age("channel", "opened_at", "id"),
        by_age("conversation_id", "opened_at", "id"),
        Index("ix_tickets_urgent", "opened_at", "id", postgresql_where=text("urgency = 'urgent'")),
        Index(
            "ix_tickets_search_words",
            text("api.search_words(search)"),
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    # The status column is written by service.transition and nowhere else.
    status: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    urgency: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    assignee: Mapped[str | None] = mapped_column(Text)
    conversation_id: Mapped[str | None] = mapped_column(Text)

    outlet: Mapped[str | None] = mapped_column(Text)
    article_title: Mapped[str | None] = mapped_column(Text)
    article_url: Mapped[str | None] = mapped_column(Text)
    article_date: Mapped[date | None]
    subject_name: Mapped[str | None] = mapped_column(Text)
    subject_credential: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    occurred_value: Mapped[str | None] = mapped_column(Text)
    occurred_precision: Mapped[str | None] = mapped_column(Text)
    place_commune_code: Mapped[str | None] = mapped_column(Text)
    place_text: Mapped[str | None] = mapped_column(Text)
    affected_party: Mapped[str | None] = mapped_column(Text)
    wish: Mapped[str | None] = mapped_column(Text)

    reporter_role: Mapped[str | None] = mapped_column(Text)
    anonymous: Mapped[bool]
    keep_secret: Mapped[bool]
    consent_version: Mapped[str] = mapped_column(Text)
    consent_at: Mapped[datetime] = mapped_column(Moment)

    inferred: Mapped[dict[str, Any]] = mapped_column(JSONB)
    typed: Mapped[dict[str, Any]] = mapped_column(JSONB)
    # Files the channel said it would deliver; those that came are in ticket_attachments.
    announced: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)

    # Folded text of everything searchable. Never who reported it.
    search: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    receipt_hash: Mapped[bytes] = mapped_column(deferred=True, deferred_raiseload=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class TicketReporter(Base):
    """Who reported it. Read only through service.read_reporter, which writes the audit log."""

    __tablename__ = "ticket_reporters"

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("api.tickets.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    name: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)


class TicketEvent(Base):
    """One entry of the thread. The database refuses to change or delete it."""

    __tablename__ = "ticket_events"
    __table_args__ = (Index("ix_ticket_events_ticket_id", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("api.tickets.id", ondelete="CASCADE"))
    # opened, moved, message, attachment, assigned, reclassified; plain text, so that a new kind
    # needs no migration.
    kind: Mapped[str] = mapped_column(Text)
    # Who may see it: reporter or internal.
    audience: Mapped[str] = mapped_column(Text)
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_name: Mapped[str] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(Moment)


class TicketAttachment(Base):
    """An evidence file."""

    __tablename__ = "ticket_attachments"
    __table_args__ = (Index("ix_ticket_attachments_ticket_id", "ticket_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("api.tickets.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    sha256: Mapped[bytes]
    content: Mapped[bytes] = mapped_column(deferred=True, deferred_raiseload=True)
    at: Mapped[datetime] = mapped_column(Moment)
