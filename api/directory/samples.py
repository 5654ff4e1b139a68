"""Invented spokespersons for demonstrations; every field a user sees says that it is a sample."""

from datetime import datetime, timedelta
from pathlib import Path

from api.data_files import Row, read_rows
from api.directory.models import Spokesperson
from api.directory.repository import ROLE_ORDER

COLUMNS = (
    "agency_id role name title phone_office phone_mobile publish_mobile email scope decision_no"
    " valid_from valid_to verified_days_ago published"
)
# What makes a text recognisable as a sample; .example can never be anybody's domain.
MARKS = ("mẫu", ".example")


def read_samples(folder: Path, known: set[str], now: datetime) -> list[Spokesperson]:
    """Days of verification are counted back from now, so that a demonstration never becomes stale."""
    rows = read_rows(folder / "sample_spokespersons.csv", COLUMNS)
    return [_spokesperson(row, known, now) for row in rows]


def _spokesperson(row: Row, known: set[str], now: datetime) -> Spokesperson:
    if row.text("agency_id") not in known:
        raise row.fail(f"agency_id is {row.text('agency_id')!r}, which no row defines")
    days = row.maybe("verified_days_ago")
    if days is not None and not days.isdigit():
        raise row.fail("verified_days_ago must be a number of days")
    return Spokesperson(
        agency_id=row.text("agency_id"),
        role=row.one_of("role", ROLE_ORDER),
        name=_marked(row, "name"),
        title=_marked(row, "title"),
        phone_office=_maybe_marked(row, "phone_office"),
        phone_mobile=_maybe_marked(row, "phone_mobile"),
        publish_mobile=row.flag("publish_mobile"),
        email=_maybe_marked(row, "email"),
        scope=row.maybe("scope"),
        decision_no=_maybe_marked(row, "decision_no"),
        source=None,
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        verified_at=now - timedelta(days=int(days)) if days else None,
        published=row.flag("published"),
        sample=True,
    )


def _maybe_marked(row: Row, column: str) -> str | None:
    return _marked(row, column) if row.maybe(column) else None


def _marked(row: Row, column: str) -> str:
    value = row.text(column)
    if not any(mark in value for mark in MARKS):
        raise row.fail(f"{column} must say that it is a sample ({' or '.join(MARKS)})")
    return value
