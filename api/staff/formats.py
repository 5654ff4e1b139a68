"""Numbers and times the Vietnamese way: 14:05, 23/11/2026, 1.234,5."""

from datetime import date, datetime

from api.clock import VIETNAM


def moment(value: datetime) -> str:
    return value.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M")


def clock_time(value: datetime) -> str:
    return value.astimezone(VIETNAM).strftime("%H:%M")


def iso(value: datetime) -> str:
    """For the datetime attribute of <time>."""
    return value.astimezone(VIETNAM).isoformat(timespec="minutes")


def day(value: date) -> str:
    return value.strftime("%d/%m/%Y")


def iso_day(value: str) -> str:
    """A day as it is kept in the history."""
    return day(date.fromisoformat(value))


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def file_size(size: int) -> str:
    if size < 1000:
        return f"{size} B"
    unit, scaled = ("kB", size / 1000) if size < 1_000_000 else ("MB", size / 1_000_000)
    return f"{scaled:.1f}".replace(".", ",") + f" {unit}"


def occurred_at(value: str) -> datetime | None:
    """The beginning of what an ISO 8601 value with any precision names; None if it cannot be read."""
    for text in (value, f"{value}:00", f"{value}-01", f"{value}-01-01", f"{value}-1"):
        try:
            found = datetime.fromisoformat(text)
            return found.astimezone(VIETNAM) if found.tzinfo else found
        except ValueError:
            continue
    return None
