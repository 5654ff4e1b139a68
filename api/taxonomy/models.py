"""Tables of the taxonomy; each row says from when until when it holds."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class Valid:
    """A period of validity; `valid_to` is the last day, none means until further notice."""

    valid_from: Mapped[date] = mapped_column(primary_key=True, sort_order=100)
    valid_to: Mapped[date | None] = mapped_column(sort_order=101)


class Category(Valid, Base):
    __tablename__ = "categories"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    # Some matters are answered or referred at once and never become a ticket.
    fileable: Mapped[bool]
    default_urgency: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    basis: Mapped[str | None] = mapped_column(Text)


class Status(Valid, Base):
    __tablename__ = "statuses"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    # An open ticket still waits for somebody's work.
    is_open: Mapped[bool]
    position: Mapped[int]


class Transition(Valid, Base):
    __tablename__ = "transitions"

    from_status: Mapped[str] = mapped_column(Text, primary_key=True)
    to_status: Mapped[str] = mapped_column(Text, primary_key=True)
    # staff, reporter or system
    who: Mapped[str] = mapped_column(Text, primary_key=True)
    needs_reason: Mapped[bool]


class Reason(Valid, Base):
    """A usual reason for moving a ticket to a status, offered to staff; others may be written."""

    __tablename__ = "reasons"

    status: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class Deadline(Valid, Base):
    __tablename__ = "deadlines"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    amount: Mapped[int]
    # minutes, hours, days, working_days or months
    unit: Mapped[str] = mapped_column(Text)
    # By how much it may be extended once.
    extension: Mapped[int | None]
    ground: Mapped[str] = mapped_column(Text)
    # confirmed, one_source, unverified, open or proposal
    grade: Mapped[str] = mapped_column(Text)


class RoleProfile(Valid, Base):
    """One way to distribute the work; exactly the one in force is used."""

    __tablename__ = "role_profiles"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    # confirmed, or proposal: still to be decided by the authority
    grade: Mapped[str] = mapped_column(Text)


class CategoryRole(Base):
    """Which body leads or supports a category under a profile."""

    __tablename__ = "category_roles"

    profile: Mapped[str] = mapped_column(Text, primary_key=True)
    category: Mapped[str] = mapped_column(Text, primary_key=True)
    # lead or support
    part: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    # plan: said so in the plan; inferred: not said; open: proposed, to be decided
    grade: Mapped[str] = mapped_column(Text)
