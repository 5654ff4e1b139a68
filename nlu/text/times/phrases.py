"""The phrases that name a day or a longer time, each with the rule that resolves it."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from nlu.text.times.calendar import (
    Day,
    days_ago,
    exact,
    full_year,
    latest_date,
    latest_day,
    latest_month,
    monday,
    month_ago,
    week_ago,
    year_ago,
)
from nlu.text.times.numbers import NUMBER, SAFE_NUMBER, read_number

Rule = Callable[[re.Match[str], date], Day | None]

_PAST = "(?:truoc|vua roi|vua qua|roi|qua)"
_DAY_WORD = "(?:ngay|mung|mong|hom|bua)"
_DAY_BEFORE = frozenset(["sang", "trua", "chieu", "toi", "dem", "vao", "luc", "tu", "khuya", "buoi", "som"])
_START = "(?:(?:dau|giua|cuoi|trong|khoang) )?"
_SIGN = "[/.-]"
LONGEST_JUST_NOW = 4  # words
_AGO = "(?:hon |gan |khoang |tam |do |chung )*"


def _full(match: re.Match[str], _today: date) -> Day | None:
    return exact(full_year(match["y"]), read_number(match["m"]), read_number(match["d"]))


def _yearless(match: re.Match[str], today: date) -> Day | None:
    return latest_date(today, read_number(match["d"]), read_number(match["m"]))


def _in_relative_year(match: re.Match[str], today: date) -> Day | None:
    year = today.year - _YEARS_BACK[match["year"]]
    return exact(year, read_number(match["m"]), read_number(match["d"]))


def _day_of_relative_month(match: re.Match[str], today: date) -> Day | None:
    first = month_ago(today, 0 if match["when"] == "nay" else 1).first
    return exact(first.year, first.month, read_number(match["d"]))


def _bare_day(match: re.Match[str], today: date) -> Day | None:
    return latest_day(today, read_number(match["d"]))


def _relative_day(match: re.Match[str], today: date) -> Day:
    return days_ago(today, {"nay": 0, "qua": 1, "kia": 2}[match["rel"]])


def _count_ago(match: re.Match[str], today: date) -> Day | None:
    half = match["n"] == "nua"
    count = 0 if half else read_number(match["n"])
    unit = match["unit"]
    if unit == "tuan":
        return week_ago(today, count)
    if unit == "thang":
        return week_ago(today - timedelta(days=15), 0) if half else month_ago(today, count)
    if unit == "nam":
        return month_ago(today, 6) if half else year_ago(today, count)
    return None if half else days_ago(today, count)


def _weekday(match: re.Match[str], today: date) -> Day | None:
    if not (match["pre"] or match["when"] or "chu" in match[0] or _expected(match)):
        return None
    name = match["w"]
    number = 6 if name is None else read_number(name) - 2
    when = match["when"] or ""
    if "tuan nay" in when:
        return Day(monday(today) + timedelta(days=number), "day")
    if "tuan" in when:
        return Day(monday(today) + timedelta(days=number - 7), "day")
    back = (today.weekday() - number) % 7
    return days_ago(today, back or (7 if when else 0))


def _expected(match: re.Match[str]) -> bool:
    """Whether the words around a bare "thứ hai" make it a day and not an ordinal."""
    before = match.string[: match.start()].split()
    after = match.string[match.end() :].split()
    if before and before[-1] in _DAY_BEFORE:
        return True
    after = after[1:] if after[:1] == [","] else after
    return bool(after and (after[0] == "ngay" or after[0].isdigit())) or len(before) + len(after) <= 2


def _week(match: re.Match[str], today: date) -> Day:
    if match["when"] in ("", "nay"):
        return week_ago(today, 0)
    return week_ago(today, 2 if match["again"] else 1)


def _month(match: re.Match[str], today: date) -> Day:
    return month_ago(today, 0 if match["when"] == "nay" else 2 if match["again"] else 1)


def _part_of_month(match: re.Match[str], today: date) -> Day:
    """ "Đầu tháng" is this month's, "cuối tháng" the last one that is over."""
    began = {"dau": 1, "giua": 10, "cuoi": 28}[match["part"]]
    return month_ago(today, 0 if today.day >= began else 1)


def _just_now(match: re.Match[str], today: date) -> Day | None:
    """ "Lúc nãy" alone; in a story "lúc này" without its marks is any time."""
    sure = match["sure"] or len(match.string.split()) <= LONGEST_JUST_NOW
    return days_ago(today, 0) if sure else None


def _named_month(match: re.Match[str], today: date) -> Day | None:
    month = read_number(match["m"])
    if match["y"]:
        day = exact(full_year(match["y"]), month, 1)
        return day and Day(day.first, "month")
    if match["year"]:
        day = exact(today.year - _YEARS_BACK[match["year"]], month, 1)
        return day and Day(day.first, "month")
    return latest_month(today, month)


def _named_year(match: re.Match[str], _today: date) -> Day:
    return Day(date(int(match["y"]), 1, 1), "year")


def _this_year(_match: re.Match[str], today: date) -> Day:
    return year_ago(today, 0)


def _relative_year(match: re.Match[str], today: date) -> Day:
    return year_ago(today, _YEARS_BACK[match["year"]])


_YEARS_BACK = {"nay": 0, "ngoai": 1, "truoc": 1, "vua roi": 1, "roi": 1, "kia": 2}
_RELATIVE_YEAR = "nam (?P<year>nay|ngoai|truoc|vua roi|roi|kia)"


def _not_after(*words: str) -> str:
    return "".join(rf"(?<!\b{word} )" for word in words)


_NOT_ORDINAL = _not_after(
    *(
        "lan",
        "nguoi",
        "bai",
        "trang",
        "dieu",
        "cau",
        "con",
        "dua",
        "hang",
        "muc",
        "phan",
        "van de",
        "cai",
        "ben",
    )
)
_NOT_A_CODE = _not_after(
    *("so", "nghi dinh", "nd", "qd", "quyet dinh", "thong tu", "van ban", "luat", "diem", "cong van", "the")
)
_NOT_COUNTED = r"(?<!\d )" + _not_after(
    "hai", "ba", "bon", "nam", "sau", "may", "vai", "nua", "ca", "muoi", "nhieu"
)
# Without marks "từ tháng 5" (since May) looks like the fourth of May, which nobody says without "mùng".
_NOT_SINCE = "(?!tu thang)"
_NO_COUNT_AFTER = r"(?! (?:lan|nguoi|bua|tieng|dua|cai|ong|ba|anh|trieu|nghin|chiec|tram|phong|nha)\b)"

# Words of which one must be there (a cheap test, most messages name no time), the phrase, its rule.
# Matched between word boundaries only; the longest of those that begin at a word wins.
_PHRASES: tuple[tuple[str, str, Rule], ...] = (
    (
        "/ . -",
        rf"(?:{_DAY_WORD} )*(?P<d>\d{{1,2}}) (?P<s>{_SIGN}) (?P<m>\d{{1,2}}) (?P=s) (?P<y>\d{{4}}|\d{{2}})"
        rf"(?! {_SIGN} \d)",
        _full,
    ),
    (
        "nam",
        rf"{_NOT_SINCE}(?:{_DAY_WORD} )*(?P<d>{NUMBER}) (?:thang|{_SIGN}) (?P<m>{NUMBER}) (?:[/,] )?nam"
        r" (?P<y>\d{4})",
        _full,
    ),
    (
        "thang",
        rf"{_NOT_SINCE}(?:{_DAY_WORD} )*(?P<d>{NUMBER}) thang (?P<m>{NUMBER}) [/-] (?P<y>\d{{4}})",
        _full,
    ),
    (
        "nam",
        rf"(?:{_DAY_WORD} )*(?P<d>{NUMBER}) (?:thang|{_SIGN}) (?P<m>{NUMBER}) {_RELATIVE_YEAR}",
        _in_relative_year,
    ),
    (
        "/ -",
        rf"{_NOT_A_CODE}(?:{_DAY_WORD} )*(?P<d>\d{{1,2}}) [/-] (?P<m>\d{{1,2}})(?<! 24 / 7)(?! [/.-] \d)",
        _yearless,
    ),
    (".", rf"{_DAY_WORD} (?P<d>\d{{1,2}}) \. (?P<m>\d{{1,2}})(?! {_SIGN} \d)", _yearless),
    ("thang", rf"{_NOT_SINCE}(?:{_DAY_WORD} )*(?P<d>{NUMBER}) thang (?P<m>{NUMBER})", _yearless),
    (
        "thang",
        rf"{_DAY_WORD} (?:{_DAY_WORD} )?(?P<d>{NUMBER}) thang (?P<when>nay|{_PAST})",
        _day_of_relative_month,
    ),
    (
        "mung mong",
        rf"(?:{_DAY_WORD} )?(?:mung|mong) (?P<d>{NUMBER})(?: {_PAST})?(?! [/:.-] \d){_NO_COUNT_AFTER}",
        _bare_day,
    ),
    (
        "ngay hom",
        rf"(?:ngay|hom) (?P<d>{SAFE_NUMBER})(?: {_PAST})?(?! [/:.-] \d){_NO_COUNT_AFTER}",
        _bare_day,
    ),
    ("hom bua", rf"{_NOT_COUNTED}(?:ngay )?(?:hom|bua) (?P<rel>nay|qua|kia)", _relative_day),
    (
        "truoc",
        rf"(?:cach (?:day|nay) )?{_AGO}(?P<n>{NUMBER}|nua) (?P<unit>ngay|hom|bua|tuan|thang|nam) truoc"
        "(?! khi| do)",
        _count_ago,
    ),
    (
        "cach",
        rf"cach (?:day|nay) {_AGO}(?P<n>{NUMBER}|nua) (?P<unit>ngay|hom|bua|tuan|thang|nam)",
        _count_ago,
    ),
    (
        "thu t chu cn",
        rf"{_NOT_ORDINAL}(?P<pre>(?:hom|ngay|bua) )?"
        rf"(?:(?:thu|t(?= \d(?! {_SIGN}))) (?P<w>[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|cn)"
        rf"(?: (?P<when>tuan (?:{_PAST}|nay)|vua roi|vua qua|truoc|roi)|{_NO_COUNT_AFTER})",
        _weekday,
    ),
    ("tuan", rf"{_NOT_COUNTED}{_START}tuan (?P<when>nay|{_PAST})(?P<again> nua)?", _week),
    ("tuan", r"(?:dau|giua) tuan(?P<when>)(?P<again>)", _week),
    (
        "thang",
        rf"{_NOT_COUNTED}{_START}thang (?P<m>{NUMBER})(?: (?:nam |[/-] )(?P<y>\d{{4}})| {_RELATIVE_YEAR})?"
        rf"(?! [/.:-] \d){_NO_COUNT_AFTER}",
        _named_month,
    ),
    (
        "/ -",
        rf"{_NOT_A_CODE}(?P<m>\d{{1,2}}) [/-] (?P<y>20\d\d)(?P<year>)(?! /)(?<!\d [/-] \d\d [/-] \d{{4}})",
        _named_month,
    ),
    ("thang", rf"{_NOT_COUNTED}{_START}thang (?P<when>nay|{_PAST})(?P<again> nua)?", _month),
    ("thang", r"(?P<part>dau|giua|cuoi) thang(?! \d)", _part_of_month),
    ("nay", r"(?:(?P<sure>vua|moi|hoi|ban)|luc) nay", _just_now),
    ("nam", rf"(?:{_START}|he |tet )nam (?P<y>(?:19|20)\d\d)", _named_year),
    ("nam", rf"{_NOT_COUNTED}(?:{_START}|he |tet ){_RELATIVE_YEAR}", _relative_year),
    ("nam", r"(?:dau|giua) nam(?P<year>)(?! \d)", _this_year),
)
RULES = [
    (frozenset(needed.split()), re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), rule)
    for needed, pattern, rule in _PHRASES
]

# What is still to come is never when it happened.
FUTURE = re.compile(
    r"(?<!\S)(?:(?:sang|trua|chieu|toi|dem|ngay|hom) mai"
    r"|(?:(?:sang|trua|chieu|toi|ngay|hom|dau|giua|cuoi|thu|chu) )*(?:(?:\d+|hai|ba|tu|nam|sau|bay|nhat) )?"
    r"(?:tuan|thang|nam) (?:sau|toi|den))(?!\S)"
)
