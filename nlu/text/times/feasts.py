"""Rules for days that have a name: Tết and the days before it, rằm (full moon), Trung thu, Quốc khánh."""

import re
from datetime import date

from nlu.text.times.calendar import Day, latest_date, month_of
from nlu.text.times.fragments import RELATIVE_YEAR, YEARS_BACK
from nlu.text.times.lunar import LAST_MONTH, lunar_date, months_back, new_years_eve
from nlu.text.times.numbers import MONTH, NUMBER, NUMBER_STARTS, YEAR, read_number, read_year
from nlu.text.times.rules import Rule

FULL_MOON = 15
_MONTHS = {"gieng": 1, "chap": LAST_MONTH}
# (day, month); of two that begin alike the longer one first.
_LUNAR_FEASTS = {
    "trung thu": (15, 8),
    "vu lan": (15, 7),
    "doan ngo": (5, 5),
    "gio to": (10, 3),
    "ong cong ong tao": (23, LAST_MONTH),
}
_SOLAR_FEASTS = {
    "tet duong lich": (1, 1),
    "tet duong": (1, 1),
    "tet tay": (1, 1),
    "tet doc lap": (2, 9),
    "quoc khanh": (2, 9),
    "noel": (25, 12),
    "giang sinh": (25, 12),
}
_ITS_YEAR = rf"(?:(?: nam)? (?P<y>{YEAR})| {RELATIVE_YEAR}| vua roi| vua qua| roi)?"
_NO_OTHER_FEAST = r"(?! (?:duong|tay|doc lap|trung thu|doan ngo|thieu nhi|mong|han thuc|nguyen tieu))"
# "Tiền tết", "quà tết", "ngày tết" are no time; with one of these before or after it is.
_TET = (
    rf"(?:(?:hoi|dip|hom|trong) tet(?: vua roi| vua qua| roi)?|tet (?:vua roi|vua qua|roi)){_NO_OTHER_FEAST}"
)


def _year(match: re.Match[str], today: date) -> int | None:
    if match["y"]:
        return read_year(match["y"])
    return today.year - YEARS_BACK[match["year"]] if match["year"] else None


def _as_day(found: date | None) -> Day | None:
    return Day(found, "day") if found else None


def _after_tet(match: re.Match[str], today: date) -> Day | None:
    """Mùng 3 tết."""
    return _as_day(lunar_date(today, read_number(match["d"]), 1, _year(match, today)))


def _before_tet(match: re.Match[str], today: date) -> Day | None:
    """29 tết: of the month before. In years without a 30th "30 tết" is the last day all the same."""
    day, eve = read_number(match["d"]), new_years_eve(today, _year(match, today))
    if not 20 <= day <= 30 or eve is None:
        return None
    if day == 30:
        return Day(eve, "day")
    return _as_day(lunar_date(eve, day, LAST_MONTH))


def _eve(match: re.Match[str], today: date) -> Day | None:
    return _as_day(new_years_eve(today, _year(match, today)))


def _tet(_match: re.Match[str], today: date) -> Day | None:
    first = lunar_date(today, 1, 1)
    return month_of(first.year, first.month) if first else None


def _full_moon(match: re.Match[str], today: date) -> Day | None:
    name = match["m"]
    if name in ("nay", "truoc"):
        months = months_back(today)
        return _as_day(months[name == "truoc"].day(FULL_MOON)) if len(months) > 1 else None
    month = (_MONTHS.get(name) or read_number(name)) if name else None
    return _as_day(lunar_date(today, FULL_MOON, month, _year(match, today)))


def _day_of_named_month(match: re.Match[str], today: date) -> Day | None:
    """23 tháng chạp, mùng 8 tháng giêng."""
    return _as_day(lunar_date(today, read_number(match["d"]), _MONTHS[match["m"]], _year(match, today)))


def _lunar_feast(match: re.Match[str], today: date) -> Day | None:
    return _as_day(lunar_date(today, *_LUNAR_FEASTS[match["feast"]], _year(match, today)))


def _solar_feast(match: re.Match[str], today: date) -> Day | None:
    day, month = _SOLAR_FEASTS[match["feast"]]
    year = _year(match, today)
    return latest_date(today, day, month) if year is None else Day(date(year, month, day), "day")


RULES = (
    Rule(
        "mung ngay hom bua",
        "tet",
        rf"(?:(?:ngay|hom|bua) )?mung (?P<d>{NUMBER}) tet{_NO_OTHER_FEAST}{_ITS_YEAR}",
        _after_tet,
    ),
    Rule(
        f"ngay hom {NUMBER_STARTS}",
        "tet",
        rf"(?:(?:ngay|hom) )?(?P<d>{NUMBER}) tet{_NO_OTHER_FEAST}{_ITS_YEAR}",
        _before_tet,
    ),
    Rule("giao hom", "thua", rf"(?:hom )?giao thua{_ITS_YEAR}", _eve),
    Rule("hoi dip hom trong tet", "tet", _TET, _tet),
    Rule(
        "ngay hom ram dip",
        "ram",
        rf"(?:(?:ngay|hom|dip) )?ram thang (?P<m>{MONTH}|gieng|chap|nay|truoc)(?: am lich| am)?{_ITS_YEAR}",
        _full_moon,
    ),
    Rule(
        "ngay hom ram",
        "ram",
        rf"(?:(?:ngay|hom) ram|(?<=dem )ram|(?<=toi )ram|(?<=sang )ram)(?P<m>){_ITS_YEAR}",
        _full_moon,
    ),
    Rule(
        f"mung ngay hom bua {NUMBER_STARTS}",
        "gieng chap",
        rf"(?:(?:mung|ngay|hom|bua) )*(?P<d>{NUMBER}) thang (?P<m>gieng|chap){_ITS_YEAR}",
        _day_of_named_month,
    ),
    Rule(
        "trung vu doan gio ong tet hom ngay dip",
        "trung vu doan gio ong",
        rf"(?:(?:hom|ngay|dip) )?(?:tet )?(?P<feast>{'|'.join(_LUNAR_FEASTS)}){_ITS_YEAR}",
        _lunar_feast,
    ),
    Rule(
        "tet quoc noel giang hom ngay dip",
        "tet quoc noel giang",
        rf"(?:(?:hom|ngay|dip) )?(?P<feast>{'|'.join(_SOLAR_FEASTS)}){_ITS_YEAR}",
        _solar_feast,
    ),
)
