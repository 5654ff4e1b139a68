"""Rules for months, quarters, seasons and years: đầu tháng 9, tháng trước, quý 3, hè vừa rồi, năm ngoái."""

import re
from datetime import date

from nlu.text.times.calendar import Day, latest_month, month_ago, month_of, year_ago
from nlu.text.times.fragments import (
    ITS_YEAR,
    NOT_COUNTED,
    PAST,
    RELATIVE_YEAR,
    START,
    START_WORDS,
    YEAR_OR_NO_COUNT,
    YEARS_BACK,
    not_after,
    year_said,
)
from nlu.text.times.lunar import lunar_month
from nlu.text.times.numbers import MONTH, YEAR, read_number, read_year
from nlu.text.times.rules import Rule

_LUNAR_NAMES = {"gieng": 1, "chap": 12}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SUMMER_BEGINS = 5  # May
_NOT_A_CODE = not_after(
    r"\d /", "so", "nghi dinh", "nd", "qd", "quyet dinh", "thong tu", "van ban", "luat", "cong van", "the"
)
_NOT_A_PLACE = not_after("toa", "nha", "ga", "khu", "tang")


def _month(match: re.Match[str], today: date) -> Day:
    return month_ago(today, 0 if match["when"] == "nay" else 2 if match["again"] else 1)


def _part_of_month(match: re.Match[str], today: date) -> Day:
    """ "Đầu tháng" is this month's, "cuối tháng" the last one that is over."""
    began = {"dau": 1, "giua": 10, "cuoi": 28}[match["part"]]
    return month_ago(today, 0 if today.day >= began else 1)


def _named_month(match: re.Match[str], today: date) -> Day | None:
    month = read_number(match["m"])
    year = year_said(match["y"], match["year"], today.year)
    if match["lunar"]:
        return _lunar_month(today, month, year)
    return latest_month(today, month) if year is None else month_of(year, month)


def _lunar_named_month(match: re.Match[str], today: date) -> Day | None:
    return _lunar_month(today, _LUNAR_NAMES[match["m"]], year_said(match["y"], match["year"], today.year))


def _lunar_month(today: date, number: int, year: int | None) -> Day | None:
    """A lunar month as the month in which it begins: a value has no other way to say it."""
    month = lunar_month(today, number, year)
    return month_of(month.first.year, month.first.month) if month else None


def _month_and_year(match: re.Match[str], _today: date) -> Day | None:
    return month_of(int(match["y"]), int(match["m"]))


def _quarter(match: re.Match[str], today: date) -> Day:
    """As its year: there is no precision between a month and a year, and a month would say too much."""
    quarter = _QUARTERS.get(match["q"]) or read_number(match["q"])
    year = year_said(match["y"], match["year"], today.year)
    begun = today.month > 3 * (quarter - 1)
    return Day(date(year or today.year - (not begun), 1, 1), "year")


def _summer(_match: re.Match[str], today: date) -> Day:
    return year_ago(today, 0 if today.month >= _SUMMER_BEGINS else 1)


def _named_year(match: re.Match[str], _today: date) -> Day:
    return Day(date(read_year(match["y"]), 1, 1), "year")


def _this_year(_match: re.Match[str], today: date) -> Day:
    return year_ago(today, 0)


def _relative_year(match: re.Match[str], today: date) -> Day:
    return year_ago(today, YEARS_BACK[match["year"]])


RULES = (
    Rule(
        f"{START_WORDS} thang",
        "thang",
        rf"{NOT_COUNTED}{START}thang (?P<m>{MONTH})(?P<lunar> (?:am lich|am|ta lich))?{YEAR_OR_NO_COUNT}",
        _named_month,
    ),
    Rule(
        f"{START_WORDS} thang",
        "gieng chap",
        rf"{NOT_COUNTED}{START}thang (?P<m>gieng|chap){ITS_YEAR}",
        _lunar_named_month,
    ),
    # t2 to t7 are days of the week.
    Rule(
        "t",
        "8 08 9 09 10 11 12",
        rf"{_NOT_A_PLACE}t (?P<m>0?[89]|1[0-2])(?P<lunar>){ITS_YEAR}(?! [/.:-] \d)",
        _named_month,
    ),
    Rule("#", "/", rf"{_NOT_A_CODE}(?P<m>\d{{1,2}}) / (?P<y>20\d\d)(?! [/-])", _month_and_year),
    Rule("t", "/ -", r"t (?P<m>\d{1,2}) [/-] (?P<y>20\d\d)", _month_and_year),
    Rule(
        f"{START_WORDS} thang",
        "thang",
        rf"{NOT_COUNTED}{START}thang (?P<when>nay|{PAST})(?P<again> nua)?",
        _month,
    ),
    Rule(
        "dau giua cuoi",
        "thang",
        rf"(?P<part>dau|giua|cuoi) thang(?! (?:{MONTH}|gieng|chap)(?!\S))",
        _part_of_month,
    ),
    Rule(
        f"{START_WORDS} quy",
        "quy",
        rf"{START}quy (?P<q>[1-4]|iii|ii|iv|i|mot|hai|ba|tu)(?! dua){YEAR_OR_NO_COUNT}",
        _quarter,
    ),
    Rule(
        "he hè mua dip",
        "he hè",
        "(?:dip )?(?:(?:mua )?(?:he|hè) (?:vua roi|vua qua)|(?:mua he|(?:mua )?hè) (?:roi|qua|nay))",
        _summer,
    ),
    Rule(
        f"{START_WORDS} he hè mua tet nam",
        "nam",
        rf"(?:{START}|(?:mua )?(?:he|hè) |tet )nam (?P<y>{YEAR})",
        _named_year,
    ),
    Rule(
        f"{START_WORDS} he hè mua tet nam",
        "nam",
        rf"{NOT_COUNTED}(?:{START}|(?:mua )?(?:he|hè) |tet ){RELATIVE_YEAR}",
        _relative_year,
    ),
    Rule("he hè mua", "he hè", r"(?:mua )?(?:he|hè) (?P<y>20\d\d)", _named_year),
    Rule("dau giua", "nam", r"(?:dau|giua) nam(?! \d)", _this_year),
)
