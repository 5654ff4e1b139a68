"""Reads hours and closed days as an office writes them: 7h30-11h30, 13:30-17:00; 30/04/2027 a note."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from api.hotline.hours import MINUTES_OF_A_DAY, Closed, Span, clock

_TIME = r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?"
_SPAN = re.compile(rf"\s*{_TIME}\s*[-–—]\s*{_TIME}\s*", re.ASCII | re.IGNORECASE)
_DAY = r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})"
_CLOSED = re.compile(rf"{_DAY}(?:\s*[-–—]\s*{_DAY})?(?:[\s:,]+(.*))?", re.ASCII)
_PARTS = re.compile(r"[,;\n]")
YEARS = range(2000, 2101)
LONGEST_CLOSED = timedelta(days=100)
LONGEST_NOTE = 200


class UnreadableHoursError(ValueError):
    """What was typed is no hours; `reason` is the key of the words that say so."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_spans(weekday: int, typed: str) -> list[Span]:
    """Nothing typed: closed all day."""
    spans = sorted(_span(weekday, part) for part in _PARTS.split(typed) if part.strip())
    if any(one.closes > other.opens for one, other in pairwise(spans)):
        raise UnreadableHoursError("hours_overlap")
    return spans


def write_spans(spans: Iterable[Span], weekday: int) -> str:
    return ", ".join(
        f"{clock(span.opens)}-{clock(span.closes)}" for span in sorted(spans) if span.weekday == weekday
    )


def read_closed(line: str) -> Closed:
    found = _CLOSED.fullmatch(line.strip())
    if not found:
        raise UnreadableHoursError("closed_unreadable")
    first = _day(found[1], found[2], found[3])
    last = _day(found[4], found[5], found[6]) if found[4] else first
    note = (found[7] or "").strip()
    if not first <= last <= first + LONGEST_CLOSED or len(note) > LONGEST_NOTE:
        raise UnreadableHoursError("closed_period")
    return Closed(first, last, note)


def write_closed(item: Closed) -> str:
    days = f"{item.first:%d/%m/%Y}" + (f"-{item.last:%d/%m/%Y}" if item.last > item.first else "")
    return f"{days} {item.note}".strip()


def _span(weekday: int, part: str) -> Span:
    found = _SPAN.fullmatch(part)
    if not found:
        raise UnreadableHoursError("hours_unreadable")
    opens, closes = _minute(found[1], found[2]), _minute(found[3], found[4])
    if not opens < closes:
        raise UnreadableHoursError("hours_turned")
    return Span(weekday, opens, closes)


def _minute(hour: str, minute: str | None) -> int:
    total = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or total > MINUTES_OF_A_DAY:
        raise UnreadableHoursError("hours_unreadable")
    return total


def _day(day: str, month: str, year: str) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError as error:
        raise UnreadableHoursError("closed_unreadable") from error
    if found.year not in YEARS:
        raise UnreadableHoursError("closed_period")
    return found
