"""Tables of the answers and of their history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Identity, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base

Moment = DateTime(timezone=True)
# Who keeps a row: the files that are shipped, until staff touch it for the first time.
FILES, STAFF = "files", "staff"


class Answer(Base):
    """A text about the hotline itself."""

    __tablename__ = "answers"

    topic: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)
    kept_by: Mapped[str] = mapped_column(Text, default=FILES)
    # The account; none: as shipped.
    updated_by: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    # What the files said at the last start, and whether that is news to whoever keeps the row.
    shipped: Mapped[str | None] = mapped_column(Text)
    shipped_news: Mapped[bool] = mapped_column(default=False)


class LegalAnswer(Base):
    """What a legal text says; shown only once someone of the authority has verified it."""

    __tablename__ = "legal_answers"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    article: Mapped[str | None] = mapped_column(Text)
    # in_force, ceased or unknown
    status: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    # Ways to ask for it, one a line.
    questions: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    # confirmed, one_source, unverified or open
    grade: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    # The account of whoever read the official text.
    verified_by: Mapped[str | None] = mapped_column(Text)
    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, default=1)
    kept_by: Mapped[str] = mapped_column(Text, default=FILES)
    updated_by: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    shipped: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    shipped_news: Mapped[bool] = mapped_column(default=False)
    retired_by: Mapped[str | None] = mapped_column(Text)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)

    def shown_on(self, day: date) -> bool:
        """Whether the public may be given it on that day."""
        return (
            self.verified_at is not None
            and self.verified_by is not None
            and self.retired_at is None
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or self.valid_to >= day)
        )


class AnswerVersion(Base):
    """One change of an answer, and what it said afterwards. The database refuses to change or delete it."""

    __tablename__ = "answer_versions"
    __table_args__ = (UniqueConstraint("kind", "answer_id", "version"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    # law or text
    kind: Mapped[str] = mapped_column(Text)
    answer_id: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    # shipped, added, edited, verified, unverified, retired or restored
    action: Mapped[str] = mapped_column(Text)
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
