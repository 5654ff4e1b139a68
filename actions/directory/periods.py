"""The day or the longer time that a question about a spokesperson names."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions.cues import cues, words_of
from actions.dates import HERE, show_date
from actions.message import Message
from actions.turn import Turn

_DAYS = ("minute", "hour", "part_of_day", "day")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|năm|nam", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """First and last day; the same for a single day."""

    first: date
    last: date
    precision: str

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def words(self, turn: Turn) -> str:
        """ "ngày 01/12/2025", "tháng 6/2025", "năm 2025": never more exact than what was asked."""
        if self.is_day:
            return turn.phrase("utter_period_day", date=show_date(self.first.isoformat()))
        if self.precision == "week":
            first, last = (show_date(day.isoformat()) for day in (self.first, self.last))
            return turn.phrase("utter_period_week", first=first, last=last)
        if self.precision == "month":
            return turn.phrase("utter_period_month", month=self.first.month, year=self.first.year)
        return turn.phrase("utter_period_year", year=self.first.year)


def day_of(message: Message) -> date:
    """The day on which the message arrived; a repeated turn must say the same, so no clock is read."""
    moment = datetime.fromisoformat(message.received_at)
    return (moment.astimezone(HERE) if moment.tzinfo else moment).date()


def asked_period(message: Message) -> Period | None:
    """The past time that the question names; nothing for today, and for a deadline ("trước 17 giờ")."""
    found = message.first("time")
    if found is None or not isinstance(found.value, dict) or _is_deadline(message, found.start, found.text):
        return None
    try:
        first = date.fromisoformat(str(found.value["value"])[:10])
    except (KeyError, ValueError):
        return None
    precision = str(found.value.get("precision"))
    today = day_of(message)
    last = min(_last_day(first, precision), today)
    return Period(first, last, precision) if first < today else None


def _is_deadline(message: Message, start: int, text: str) -> bool:
    """ "cần trước 30/11" is about the answer; "trước 1/7/2025" with its year asks about that time."""
    before = words_of(message.text[:start])
    if not before or _YEAR.search(text):
        return False
    deadline = cues("lookup", "deadline")
    return any(start + deadline.at(before, start) == len(before) for start in range(len(before)))


def _last_day(first: date, precision: str) -> date:
    if precision in _DAYS:
        return first
    if precision == "week":
        return first + timedelta(days=6)
    if precision == "month":
        return (first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(month=12, day=31)
