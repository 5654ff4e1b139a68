"""Rules for days said by their number: 20/10, ngày 5 tháng 9 năm 2026, mùng 3, rằm tháng 7."""

import re
from datetime import date

from nlu.text.times.calendar import Day, exact, latest_date, latest_day, month_ago
from nlu.text.times.fragments import (
    DAY_WORD,
    DAY_WORDS,
    ITS_YEAR,
    NO_COUNT_AFTER,
    PAST,
    SIGN,
    STARTS,
    not_after,
    words,
    year_said,
)
from nlu.text.times.lunar import lunar_date
from nlu.text.times.numbers import DATE_NUMBER, MONTH, NUMBER, SAFE_NUMBER, read_number, read_year
from nlu.text.times.rules import Rule

# Said after a day: which calendar is meant. "Ta" (ours) is the lunar one, "tây" (western) the other.
_CALENDAR = r"(?P<cal> (?:am lich|am|al|ta|duong lich|duong(?= |$)|tay|dl)(?!\S))?"
_LUNAR = frozenset(["am lich", "am", "al", "ta"])
_SHORT_ANSWER = 3  # words besides the date

_NOT_A_CODE = not_after(
    *("so", "nghi dinh", "nd", "qd", "quyet dinh", "thong tu", "van ban", "luat", "diem", "cong van", "the"),
    *("lop", "to", "phong", "ty le", "ti le", "gia", "hem", "ngo", "ngach", "kiet", "khu", "ma", "dieu"),
    *(r"\d [/.-]",),
)
# Without marks "từ tháng 5" (since May) looks like the fourth of May, "sau tháng 5" like the sixth.
_NOT_SINCE = "(?!(?:tu|sau) thang)"
_NOT_EACH = not_after("moi", "hang", "ca", "mot", "nhieu", r"\d")
# Words before "5.10" or "5-10" that make it a day; other such pairs are decimals and ranges.
_BEFORE_DATE = words(
    "sang trua chieu toi dem khuya ngay hom bua mung vao luc tu từ den ra khoang tam hoi dip le"
)


def _written(match: re.Match[str], today: date) -> Day | None:
    """5/10/2026, 5.10.26, 2026-10-05."""
    year, month, day = read_year(match["y"]), int(match["m"]), int(match["d"])
    if match["cal"] and match["cal"].strip() in _LUNAR:
        return _lunar_day(today, day, month, year)
    return exact(year, month, day)


def _date(match: re.Match[str], today: date) -> Day | None:
    """A day and a month, perhaps with a year; otherwise the latest one."""
    day, month = read_number(match["d"]), read_number(match["m"])
    year = year_said(match["y"], match["year"], today.year)
    if match["cal"] and match["cal"].strip() in _LUNAR:
        return _lunar_day(today, day, month, year)
    return latest_date(today, day, month) if year is None else exact(year, month, day)


def _pair(match: re.Match[str], today: date) -> Day | None:
    """20/10, and "20-10" or "20.10" where something says that it is a date."""
    if match["s"] != "/" and not (match["word"] or _looks_like_a_date(match)):
        return None
    return _date(match, today)


def _looks_like_a_date(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].split()
    after = match.string[match.end() :].split()
    if len(before) + len(after) <= _SHORT_ANSWER or (before and before[-1] in _BEFORE_DATE):
        return True
    falling = int(match["d"]) > int(match["m"])  # a range rises: 5-10 người
    return match["s"] == "-" and falling


def _day_of_month(match: re.Match[str], today: date) -> Day | None:
    """The twentieth of this or the last month."""
    first = month_ago(today, 0 if match["when"] == "nay" else 1).first
    return exact(first.year, first.month, read_number(match["d"]))


def _bare_day(match: re.Match[str], today: date) -> Day | None:
    day = read_number(match["d"])
    if match["cal"] and match["cal"].strip() in _LUNAR:
        return _lunar_day(today, day)
    return latest_day(today, day)


def _same_day(match: re.Match[str], today: date) -> Day | None:
    """ "Ngày này tháng trước", "ngày này năm ngoái"."""
    if match["unit"] == "thang":
        first = month_ago(today, 1).first
        return exact(first.year, first.month, today.day)
    return exact(today.year - 1, today.month, today.day)


def _lunar_day(today: date, day: int, month: int | None = None, year: int | None = None) -> Day | None:
    found = lunar_date(today, day, month, year)
    return Day(found, "day") if found else None


RULES = (
    Rule(
        STARTS,
        "/ . -",
        rf"{_NOT_A_CODE}(?:{DAY_WORD} )*(?:(?P<d>\d{{1,2}}) (?P<s>{SIGN}) (?P<m>\d{{1,2}}) (?P=s)"
        rf" (?P<y>\d{{4}}|\d{{2}})){_CALENDAR}(?! {SIGN} \d)",
        _written,
    ),
    Rule(
        STARTS,
        "/ . -",
        rf"{_NOT_A_CODE}(?:{DAY_WORD} )*(?P<y>20\d\d) (?P<s>{SIGN}) (?P<m>\d{{1,2}}) (?P=s) (?P<d>\d{{1,2}})"
        rf"{_CALENDAR}(?! {SIGN} \d)",
        _written,
    ),
    Rule(
        STARTS,
        "thang",
        rf"{_NOT_SINCE}(?:{DAY_WORD} )*(?P<d>{DATE_NUMBER})(?: ,)? thang (?P<m>{MONTH})"
        rf"(?! {SIGN} \d{{1,2}}(?!\d)){_CALENDAR}{ITS_YEAR}",
        _date,
    ),
    # Ngày 20 t10.
    Rule(
        DAY_WORDS,
        "t",
        rf"(?:{DAY_WORD} )+(?P<d>\d{{1,2}})(?: [,/])? t (?P<m>\d{{1,2}}){_CALENDAR}{ITS_YEAR}",
        _date,
    ),
    Rule(
        STARTS,
        "/ . -",
        rf"{_NOT_A_CODE}(?P<word>(?:{DAY_WORD} )+)?(?P<d>\d{{1,2}}) (?P<s>{SIGN}) (?P<m>\d{{1,2}})"
        rf"(?<! 24 / 7)(?! {SIGN} \d){_CALENDAR}{ITS_YEAR}",
        _pair,
    ),
    Rule(
        DAY_WORDS,
        "thang",
        rf"{DAY_WORD} (?:{DAY_WORD} )?(?P<d>{NUMBER}) thang (?P<when>nay|{PAST})",
        _day_of_month,
    ),
    Rule(
        "mung ngay hom bua",
        "mung",
        rf"(?:(?:ngay|hom|bua) )?mung (?P<d>{NUMBER}){_CALENDAR}(?: {PAST})?(?! [/:.-] \d){NO_COUNT_AFTER}",
        _bare_day,
    ),
    Rule(
        "ngay hom bua",
        "",
        rf"{_NOT_EACH}(?:ngay|hom|bua) (?P<d>{SAFE_NUMBER}){_CALENDAR}(?: {PAST})?"
        rf"(?! [/:.-] \d| gio| phut| tieng){NO_COUNT_AFTER}",
        _bare_day,
    ),
    Rule("ngay hom", "nay", "(?:ngay|hom) nay (?:(?P<unit>thang) truoc|nam (?:ngoai|truoc))", _same_day),
)
