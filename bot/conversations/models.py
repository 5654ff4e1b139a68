"""Tables of schema `bot`: conversations, inbox, outbox, buttons, files in transit."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    UniqueConstraint,
    func,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import SCHEMA, Base

Moment = DateTime(timezone=True)


class Mode(StrEnum):
    """Who answers."""

    BOT = "bot"
    HUMAN = "human"


class InboxStatus(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"  # tried often enough; the sender was told
    ERASED = "erased"


class OutboxStatus(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    REFUSED = "refused"
    ERASED = "erased"


class UploadStatus(StrEnum):
    HELD = "held"  # belongs to no ticket yet
    QUEUED = "queued"
    UPLOADED = "uploaded"  # the ticket has it; our copy is gone
    REFUSED = "refused"


class Conversation(Base):
    """One person on one channel. Its row lock numbers everything that happens in it."""

    __tablename__ = "conversations"
    __table_args__ = (
        CheckConstraint("mode IN ('bot', 'human')", name="mode"),
        UniqueConstraint("token_hash"),
        # For what silence brings: open drafts, and conversations whose words are still here.
        Index("ix_conversations_drafts", "last_activity_at", postgresql_where=sql("draft_id IS NOT NULL")),
        Index("ix_conversations_words", "last_activity_at", postgresql_where=sql("blanked_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    channel: Mapped[str]
    mode: Mapped[str] = mapped_column(server_default=Mode.BOT)
    next_seq: Mapped[int] = mapped_column(BigInteger, server_default=sql("1"))
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    draft_id: Mapped[str | None]
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)  # of this draft
    ticket_code: Mapped[str | None]  # the latest one filed
    # The ticket that a message by staff is about and that has not been answered; and how far staff's
    # messages were carried here.
    question_code: Mapped[str | None]
    carried_event_id: Mapped[int | None] = mapped_column(BigInteger)
    # Since when messages have been waiting for Rasa, and whether the user knows.
    outage_told: Mapped[bool] = mapped_column(server_default=sql("false"))
    # Rasa must forget this conversation before it sees another message of it.
    rasa_erase: Mapped[bool] = mapped_column(server_default=sql("false"))
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
    last_activity_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
    # When its words were erased; not yet, or there are new ones: null.
    blanked_at: Mapped[datetime | None] = mapped_column(Moment)
    forgotten_at: Mapped[datetime | None] = mapped_column(Moment)


class ChannelIdentity(Base):
    """Who a conversation is with, in the channel's own terms. Never leaves this schema."""

    __tablename__ = "channel_identities"

    channel: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.conversations.id", ondelete="CASCADE"), index=True
    )


class Inbound(Base):
    """A message as it arrived."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id"),
        UniqueConstraint("conversation_id", "seq"),
        Index("ix_inbox_pending", "conversation_id", "seq", postgresql_where=sql("status = 'pending'")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.conversations.id", ondelete="CASCADE")
    )
    message_id: Mapped[str]
    seq: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[str]
    button: Mapped[str | None]
    urgent: Mapped[bool] = mapped_column(server_default=sql("false"))
    received_at: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[int | None] = mapped_column(BigInteger)  # the last message on screen when this was written
    status: Mapped[str] = mapped_column(server_default=InboxStatus.PENDING)
    # Tries that Rasa's absence explains, and tries that only the message explains: Rasa cannot digest it,
    # or an action fails at it while all programs are well.
    waits: Mapped[int] = mapped_column(server_default=sql("0"))
    refusals: Mapped[int] = mapped_column(server_default=sql("0"))
    action_failures: Mapped[int] = mapped_column(server_default=sql("0"))
    # What the first try told Rasa about messages behind this one; a repeated turn must tell the same.
    followed: Mapped[bool | None]
    waiting_since: Mapped[datetime | None] = mapped_column(Moment)
    draft_id: Mapped[str | None]
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class Outbound(Base):
    """A message to the user: shown from here (web) or sent from here (other channels)."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("inbox_id", "part"),
        UniqueConstraint("conversation_id", "seq"),
        Index("ix_outbox_pending", "conversation_id", "seq", postgresql_where=sql("status = 'pending'")),
        Index(
            "uq_outbox_conversation_id_event_id",
            "conversation_id",
            "event_id",
            unique=True,
            postgresql_where=sql("event_id IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.conversations.id", ondelete="CASCADE")
    )
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.inbox.id", ondelete="CASCADE"))
    part: Mapped[int]
    event_id: Mapped[int | None] = mapped_column(BigInteger)  # the message of staff that this carries
    seq: Mapped[int] = mapped_column(BigInteger)
    sender: Mapped[str]
    text: Mapped[str]
    status: Mapped[str] = mapped_column(server_default=OutboxStatus.PENDING)
    ticket_code: Mapped[str | None]
    draft_id: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
    settled_at: Mapped[datetime | None] = mapped_column(Moment)


class ButtonRow(Base):
    """What a shown button means; only the token leaves the server."""

    __tablename__ = "buttons"

    token: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.conversations.id", ondelete="CASCADE"), index=True
    )
    outbox_id: Mapped[UUID] = mapped_column(ForeignKey(f"{SCHEMA}.outbox.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    payload: Mapped[str]


class FileRow(Base):
    """A file on its way to a ticket; the content is deleted once the ticket has it."""

    __tablename__ = "files"
    __table_args__ = (
        Index("ix_files_queued", "conversation_id", postgresql_where=sql("status = 'queued'")),
        Index("ix_files_held", "created_at", postgresql_where=sql("status = 'held'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.conversations.id", ondelete="CASCADE"), index=True
    )
    inbox_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.inbox.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    status: Mapped[str] = mapped_column(server_default=UploadStatus.HELD)
    ticket_code: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
