"""Tables of the answers."""

from datetime import date, datetime

from sqlalchemy import DateTime, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class Answer(Base):
    """A text about the hotline itself."""

    __tablename__ = "answers"

    topic: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


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
    verified_by: Mapped[str | None] = mapped_column(Text)
    verified_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
