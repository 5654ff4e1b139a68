"""Tables of the hotline's contacts, weekly hours and closed days."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class Hotline(Base):
    """The only row; none until somebody has entered something."""

    __tablename__ = "hotline"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]
    updated_by: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class HotlineHours(Base):
    """One span of each such weekday, in minutes since midnight; it may end at 1440, which is 24:00."""

    __tablename__ = "hotline_hours"

    # 1 is Monday.
    weekday: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    opens: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    closes: Mapped[int] = mapped_column(SmallInteger)


class HotlineClosed(Base):
    """Days on which nobody works, both ends included."""

    __tablename__ = "hotline_closed"

    first_day: Mapped[date] = mapped_column(primary_key=True)
    last_day: Mapped[date]
    note: Mapped[str] = mapped_column(Text)
