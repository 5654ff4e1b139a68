"""Days, weeks, months and years counted back from a day."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Day:
    """A day, or the first day of a longer time; `precision` says which.

    `lacks` is the unit that was not said and is therefore taken from today: "month" for "ngày 5", "year" for
    "5/10", "week" for "thứ tư". Words nearby may say it after all, or that the day is still to come.
    """

    first: date
    precision: str
    lacks: str = ""
    weekday: bool = False


def days_ago(today: date, count: int) -> Day:
    return Day(today - timedelta(days=count), "day")


def week_ago(today: date, count: int) -> Day:
    return Day(monday(today) - timedelta(weeks=count), "week")


def month_ago(today: date, count: int) -> Day:
    months = today.year * 12 + today.month - 1 - count
    return Day(date(months // 12, months % 12 + 1, 1), "month")


def year_ago(today: date, count: int) -> Day:
    return Day(date(today.year - count, 1, 1), "year")


def monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def latest_date(today: date, day: int, month: int) -> Day | None:
    """The last time that day of the year came; 29 February may be years back."""
    for year in range(today.year, today.year - 9, -1):
        found = exact(year, month, day)
        if found and found.first <= today:
            return Day(found.first, "day", lacks="year")
    return None


def latest_day(today: date, day: int) -> Day | None:
    """The last time the month had that day."""
    for back in range(4):
        first = month_ago(today, back).first
        found = exact(first.year, first.month, day)
        if found and found.first <= today:
            return Day(found.first, "day", lacks="month")
    return None


def latest_month(today: date, month: int) -> Day | None:
    if not 1 <= month <= 12:
        return None
    return Day(date(today.year - (month > today.month), month, 1), "month")


def month_of(year: int, month: int) -> Day | None:
    day = exact(year, month, 1)
    return day and Day(day.first, "month")


def exact(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(date(year, month, day), "day")
    except ValueError:
        return None
