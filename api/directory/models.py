"""Tables of the directory; every row says from when until when it holds (`valid_to` is the last day)."""

from datetime import date, datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class Commune(Base):
    """A commune of today. Codes were reused in 2025, so that a code alone names nothing."""

    __tablename__ = "communes"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    # Other ways to write the name.
    spellings: Mapped[list[str]] = mapped_column(ARRAY(Text))


class FormerUnit(Base):
    """A district, commune, ward or township that exists no more."""

    __tablename__ = "former_units"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    spellings: Mapped[list[str]] = mapped_column(ARRAY(Text))
    district_id: Mapped[str | None] = mapped_column(ForeignKey("api.former_units.id"))
    # The commune it is part of today; none for districts, which went to several.
    commune_code: Mapped[str | None] = mapped_column(Text)
    # merged or unchanged
    change: Mapped[str | None] = mapped_column(Text)
    valid_to: Mapped[date]


class Agency(Base):
    __tablename__ = "agencies"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    level: Mapped[str] = mapped_column(Text, index=True)
    # A former agency may have an unknown last day.
    active: Mapped[bool]
    name: Mapped[str] = mapped_column(Text)
    # Name and aliases without marks, for searching.
    folded: Mapped[str] = mapped_column(Text)
    # Vietnamese alphabetical order; compare with COLLATE "C".
    sort_key: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    # ubnd or cong_an of the place below; other agencies have neither.
    organ: Mapped[str | None] = mapped_column(Text)
    commune_code: Mapped[str | None] = mapped_column(Text)
    former_unit_id: Mapped[str | None] = mapped_column(ForeignKey("api.former_units.id"))
    # confirmed, one_source, unverified or open: how well the row is known
    grade: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)


class AgencyName(Base):
    """Another name, short form or hint; see NameKind."""

    __tablename__ = "agency_names"

    agency_id: Mapped[str] = mapped_column(
        ForeignKey("api.agencies.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)


class AgencySuccession(Base):
    __tablename__ = "agency_successions"

    agency_id: Mapped[str] = mapped_column(
        ForeignKey("api.agencies.id", ondelete="CASCADE"), primary_key=True
    )
    successor_id: Mapped[str] = mapped_column(
        ForeignKey("api.agencies.id", ondelete="CASCADE"), primary_key=True
    )
    # None: the day is not known.
    since: Mapped[date | None]
    # Which part of the work went there, when it was divided.
    scope: Mapped[str | None] = mapped_column(Text)
    grade: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)


class Spokesperson(Base):
    __tablename__ = "spokespersons"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("api.agencies.id"), index=True)
    # nguoi_phat_ngon, duoc_uy_quyen or dung_dau
    role: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    phone_office: Mapped[str | None] = mapped_column(Text)
    # Given out only when publish_mobile says so.
    phone_mobile: Mapped[str | None] = mapped_column(Text)
    publish_mobile: Mapped[bool] = mapped_column(server_default=text("false"))
    email: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str | None] = mapped_column(Text)
    decision_no: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    verified_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # Entries that are not published are for staff only.
    published: Mapped[bool]
    # Invented for demonstrations; never in production.
    sample: Mapped[bool] = mapped_column(server_default=text("false"))


class DirectoryState(Base):
    """One row whose number grows with every change, so that readers know when their copy is old."""

    __tablename__ = "directory_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
