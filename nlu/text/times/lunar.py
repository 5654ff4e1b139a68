"""The Vietnamese lunar calendar, from a table of facts: when each year begins and how long its months are."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

# First day of the year, the month after which it is repeated (0: none), months of 30 (+) and 29 (-) days.
# As seen from Hanoi (UTC+7), which is not always China's calendar: Tết 2030 is a day earlier.
_YEARS = {
    2019: "02-05 0 -++-+--+--++",
    2020: "01-25 4 -+++-+--+--++",
    2021: "02-12 0 -++-+-+-+-+-",
    2022: "02-01 0 +-+-++-+-+-+",
    2023: "01-22 2 -+--++-++-+-+",
    2024: "02-10 0 -+--+-++-++-",
    2025: "01-29 6 +-+--+-+-+++-",
    2026: "02-17 0 +-+--+--+++-",
    2027: "02-06 0 ++-+--+--++-",
    2028: "01-26 5 +++-+--+--++-",
    2029: "02-13 0 ++-+-+-+--+-",
    2030: "02-02 0 ++-++-+-+-+-",
    2031: "01-23 3 -+-++-++-+-+-",
    2032: "02-11 0 -+-+-++-++-+",
    2033: "01-31 11 -+--+-+-+++-+",
    2034: "02-19 0 -+--+--+++-+",
    2035: "02-08 0 +-+--+--++-+",
    2036: "01-28 6 ++-+--+--+-++",
    2037: "02-15 0 +-++--+--+-+",
    2038: "02-04 0 +-++-+-+--+-",
    2039: "01-24 5 ++-++-+-+--+-",
    2040: "02-12 0 +-++-+-++-+-",
    2041: "02-01 0 -+-+-+-+++-+",
    2042: "01-22 2 -+--+-+-++-++",
    2043: "02-10 0 -+--+--++-++",
    2044: "01-30 7 +-+--+--+-+++",
    2045: "02-17 0 +-+--+--+-++",
}
LAST_MONTH = 12  # tháng chạp, at whose end Tết stands


@dataclass(frozen=True)
class LunarMonth:
    first: date
    year: int
    number: int
    repeated: bool
    length: int

    def day(self, number: int) -> date | None:
        return self.first + timedelta(days=number - 1) if 1 <= number <= self.length else None


def _months() -> list[LunarMonth]:
    months = []
    for year, row in _YEARS.items():
        first_day, repeated, lengths = row.split()
        first, leap = date.fromisoformat(f"{year}-{first_day}"), int(repeated)
        for place, sign in enumerate(lengths, start=1):
            late = 0 < leap < place
            length = 30 if sign == "+" else 29
            months.append(LunarMonth(first, year, place - late, late and place == leap + 1, length))
            first += timedelta(days=length)
    return months


MONTHS = _months()
_FIRSTS = [month.first for month in MONTHS]


def months_back(today: date) -> list[LunarMonth]:
    """The months that have begun, the latest first."""
    return MONTHS[: bisect_right(_FIRSTS, today)][::-1]


def lunar_month(today: date, number: int, year: int | None = None) -> LunarMonth | None:
    """The latest month of that number, or that of the year; feasts are kept in the first of two alike."""
    for month in MONTHS[::-1] if year else months_back(today):
        if month.number == number and not month.repeated and year in (None, month.year):
            return month
    return None


def lunar_date(today: date, day: int, month: int | None = None, year: int | None = None) -> date | None:
    """The latest such day not after today; without its month the last time that any month had it."""
    for one in months_back(today):
        named = month is None or (one.number == month and not one.repeated and year in (None, one.year))
        found = one.day(day) if named else None
        if found and found <= today:
            return found
    return None


def new_years_eve(today: date, year: int | None = None) -> date | None:
    """The latest day before Tết, or that before the Tết of a year."""
    for month in months_back(today):
        if month.number == 1 and year in (None, month.year):
            return month.first - timedelta(days=1)
    return None
