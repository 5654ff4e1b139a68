"""Dates as people here write them."""

from datetime import date


def show_date(stamp: str | None) -> str:
    """dd/mm/yyyy of an ISO date or time; the text itself when it is neither."""
    try:
        return date.fromisoformat((stamp or "")[:10]).strftime("%d/%m/%Y")
    except ValueError:
        return stamp or ""
