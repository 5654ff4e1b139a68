"""Finds phrases of time in the words of a message and says when it was, looking back from its arrival."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

from nlu.text.times.atoms import find_atoms
from nlu.text.times.calendar import Day
from nlu.text.times.clock import Clock, hour_of_day, part_start
from nlu.text.times.groups import When, group
from nlu.text.times.spelling import Line
from nlu.text.words import Word

# Asia/Ho_Chi_Minh has had this offset, without summer time, since 1975.
VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class TimeFound:
    """What was said between `start` and `end` of the typed text, resolved."""

    start: int
    end: int
    value: str
    precision: str


def find_times(words: Sequence[Word], now: datetime) -> list[TimeFound]:
    """All phrases of time that lie in the past, in the order of the text."""
    line = Line(words)
    local = now.astimezone(VIETNAM)
    found = []
    for when in group(line.text, find_atoms(line, local)):
        resolved = _resolve(when, local)
        if resolved:
            first, last = line.word_at(when.start), line.word_at(when.end - 1)
            found.append(TimeFound(first.start, last.end, *resolved))
    return found


def _resolve(when: When, now: datetime) -> tuple[str, str] | None:
    if when.moment:
        unit = "minute" if (now - when.moment) % timedelta(hours=1) else "hour"
        return when.moment.replace(second=0, microsecond=0).isoformat(), unit
    if when.clock:
        return _stamp(_at_clock(when.day, when.clock, when.part, now), when.clock.precision, now)
    if when.part:
        if not when.day and not when.complete:
            return None
        return _stamp(_at_part(when.day, when.part, now), "part_of_day", now)
    if when.day and when.day.first <= now.date():
        return when.day.first.isoformat(), when.day.precision
    return None


def _at_clock(day: Day | None, clock: Clock, part: str, now: datetime) -> datetime:
    hour = hour_of_day(clock.hour, part) if part else clock.hour
    if day:
        return _moment(day, hour, clock.minute)
    moment = _moment(Day(now.date(), "day"), hour, clock.minute)
    while moment > now:
        moment -= timedelta(days=1)
    return moment


def _at_part(day: Day | None, part: str, now: datetime) -> datetime:
    moment = _moment(day or Day(now.date(), "day"), part_start(part), 0)
    return moment if day or moment <= now else moment - timedelta(days=1)


def _moment(day: Day, hour: int, minute: int) -> datetime:
    return datetime.combine(day.first, time(0), VIETNAM) + timedelta(hours=hour, minutes=minute)


def _stamp(moment: datetime, precision: str, now: datetime) -> tuple[str, str] | None:
    return (moment.isoformat(), precision) if moment <= now else None
