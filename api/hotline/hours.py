"""When the hotline is open, as people in Vietnam read the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from api.clock import VIETNAM

MINUTES_OF_A_DAY = 24 * 60
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """A part of a weekday (1 is Monday), in minutes since midnight; the end is not part of it."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, order=True)
class Closed:
    """Days, both included, on which nobody works."""

    first: date
    last: date
    note: str = ""


@dataclass(frozen=True)
class Hours:
    spans: tuple[Span, ...] = ()
    closed: tuple[Closed, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span], closed: Iterable[Closed] = ()) -> "Hours":
        return cls(tuple(sorted(spans)), tuple(sorted(closed)))

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(VIETNAM)
        minute = local.hour * 60 + local.minute
        return any(span.opens <= minute < span.closes for span in self.spans_on(local.date()))

    def next_open(self, at: datetime) -> datetime | None:
        """The earliest moment from `at` on at which it is open; none if no hours are known."""
        if self.is_open(at):
            return at
        if not self.spans:
            return None
        local = at.astimezone(VIETNAM)
        day, minute = local.date(), local.hour * 60 + local.minute
        # Within a week after the last closed day there is a day with hours.
        end = max([day, *(item.last for item in self.closed)]) + 8 * DAY
        while day <= end:
            for span in self.spans_on(day):
                if span.opens > minute:
                    return datetime.combine(day, time(), VIETNAM) + timedelta(minutes=span.opens)
            closed_until = max(
                (item.last for item in self.closed if item.first <= day <= item.last), default=day
            )
            day, minute = closed_until + DAY, -1
        return None

    def spans_on(self, day: date) -> list[Span]:
        if any(item.first <= day <= item.last for item in self.closed):
            return []
        return [span for span in self.spans if span.weekday == day.isoweekday()]


def clock(minute: int) -> str:
    """07:30; the end of a day is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"
