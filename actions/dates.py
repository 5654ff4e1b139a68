"""Dates as people here write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def show_date(stamp: str | None) -> str:
    """dd/mm/yyyy of an ISO date, or of a moment as the calendar here shows it; else the text itself."""
    given = stamp or ""
    try:
        if len(given) > len("2026-11-23"):
            moment = datetime.fromisoformat(given)
            return (moment.astimezone(HERE) if moment.tzinfo else moment).strftime("%d/%m/%Y")
        return date.fromisoformat(given).strftime("%d/%m/%Y")
    except ValueError:
        return given
