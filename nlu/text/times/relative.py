"""Rules for days and weeks counted from today: hôm qua, 3 hôm trước, thứ hai tuần trước, vừa nãy."""

import re
from datetime import date, timedelta

from nlu.text.times.calendar import Day, days_ago, monday, month_ago, week_ago, year_ago
from nlu.text.times.fragments import (
    ABOUT,
    ABOUT_WORDS,
    NO_COUNT_AFTER,
    NOT_COUNTED,
    PAST,
    SIGN,
    START,
    START_WORDS,
    not_after,
    words,
)
from nlu.text.times.numbers import COUNT, NUMBER_STARTS, read_number
from nlu.text.times.rules import Rule

LONGEST_JUST_NOW = 4  # words
_WHO = words("co ho no hai ba may mot nguoi anh ong chi bon xe nhom doan dua thang")
# How far back a day is: kia the day before yesterday, kìa (only with its mark) the one before; tê is central.
DAYS_BACK = {"nay": 0, "qua": 1, "quá": 1, "kia": 2, "te": 2, "kìa": 3}
_HALVES = {"tuan": 4, "thang": 15, "nam": 182}  # days
_UNIT = "(?P<unit>ngay|hom|bua|tuan|thang|nam)"
_AGO_STARTS = f"{ABOUT_WORDS} {NUMBER_STARTS} nua cach"

_ORDINAL_NOUNS = (
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
    ),
    *("ke", "so", "ky", "dot", "vu", "chiec", "y", "diem", "khoa", "vi", "cuoc", "tang", "nha", "buoi"),
)
_NOT_ORDINAL = not_after(*_ORDINAL_NOUNS)
_DAY_BEFORE = words(
    "sang trua chieu toi dem vao luc tu từ khuya buoi som tam khoang den len xuong ve toi tới , ."
)
_QUESTION = 6  # words
_AFTER_DAY = words("ngay luc vao tam khoang hoi , . ; ! ? )")


def _relative_day(match: re.Match[str], today: date) -> Day:
    return days_ago(today, DAYS_BACK[match["rel"]])


def _count_ago(match: re.Match[str], today: date) -> Day | None:
    unit = match["unit"]
    half = match["n"] == "nua"
    count = 0 if half else read_number(match["n"]) if match["n"] else 1
    if half or match["half"]:
        if unit not in _HALVES:
            return None
        today -= timedelta(days=_HALVES[unit])
    if unit == "tuan" or (unit == "thang" and half):
        return week_ago(today, count)
    if unit == "thang":
        return month_ago(today, count)
    if unit == "nam":
        return month_ago(today, 0) if half else year_ago(today, count)
    return days_ago(today, count)


def _weekday(match: re.Match[str], today: date) -> Day | None:
    if not (match["pre"] or match["when"] or "chu" in match[0] or _expected(match)):
        return None
    number = 6 if match["w"] is None else read_number(match["w"]) - 2
    when = match["when"] or ""
    if "nay" in when:  # of this week; if still to come it is dropped later
        return Day(monday(today) + timedelta(days=number), "day", weekday=True)
    if "tuan" in when:
        weeks = 2 if match["again"] else 1
        return Day(monday(today) + timedelta(days=number - 7 * weeks), "day", weekday=True)
    back = (today.weekday() - number) % 7
    return Day(days_ago(today, back or (7 if when else 0)).first, "day", "" if when else "week", weekday=True)


def _expected(match: re.Match[str]) -> bool:
    """Whether the words around a bare "thứ hai" make it a day and not an ordinal."""
    before = match.string[: match.start()].split()
    after = match.string[match.end() :].split()
    if after[:1] in (["la"], [":"]) or _asked(after) or before[-1:] == ["thi"]:
        return False
    if len(before) + len(after) <= 2 or (before and before[-1] in _DAY_BEFORE):
        return True
    if match["w"] and match["w"].isdigit():
        return True
    if "thu nhat" in match.string:
        return False
    return not before or not after or after[0] in _AFTER_DAY or after[0].isdigit()


def _asked(after: list[str]) -> bool:
    """ "Thứ bảy có làm không" asks about every Saturday."""
    return (
        after[-1:] in (["khong"], ["?"])
        and len(after) <= _QUESTION
        and after[:1] in (["co"], ["lam"], ["chu"], ["cn"])
    )


def _week(match: re.Match[str], today: date) -> Day:
    return week_ago(today, 0 if match["when"] == "nay" else 2 if match["again"] else 1)


def _part_of_week(match: re.Match[str], today: date) -> Day:
    """The latest one that has begun: on a Monday "giữa tuần" and "cuối tuần" are last week's."""
    began = {"dau": 0, "giua": 2, "cuoi": 5}[match["part"]]
    return week_ago(today, 0 if today.weekday() >= began else 1)


def _just_now(match: re.Match[str], today: date) -> Day | None:
    """ "Lúc nãy" of somebody else; else it is about this talk (lúc nãy tôi ghi sai), or it is "lúc này"."""
    all_words = match.string.split()
    after = match.string[match.end() :].split()
    told = "nãy" in match[0] and bool(after and after[0] in _WHO)
    return days_ago(today, 0) if match["sure"] or told or len(all_words) <= LONGEST_JUST_NOW else None


def _today(_match: re.Match[str], today: date) -> Day:
    return days_ago(today, 0)


RULES = (
    Rule(
        "ngay hom bua", "hom bua", "(?:ngay )?(?:hom|bua) (?:hom )?(?P<rel>qua|quá|kia|te|kìa)", _relative_day
    ),
    Rule(
        "ngay hom bua", "nay nãy", rf"{NOT_COUNTED}(?:ngay )?(?:hom|bua) (?:hom )?(?P<rel>nay)", _relative_day
    ),
    Rule("hom", "nãy", "hom nãy", _today),
    Rule(
        _AGO_STARTS,
        "truoc",
        rf"(?<!\d - )(?<!\d , ){NOT_COUNTED}(?:cach (?:day|nay) )?{ABOUT}(?P<n>{COUNT}|nua) {_UNIT}"
        r"(?P<half> ruoi)?(?: ve)? truoc(?! khi| do)",
        _count_ago,
    ),
    Rule(
        "cach",
        "day nay",
        rf"cach (?:day|nay) {ABOUT}(?P<n>{COUNT}|nua) {_UNIT}(?P<half> ruoi)?(?! (?:ngay|hom|bua)\b)",
        _count_ago,
    ),
    Rule(
        "cach",
        "day nay",
        "cach (?:day|nay) (?:(?:hon|gan|co|chung|tam|do|khoang) )+(?P<n>)(?P<unit>tuan|thang|nam)"
        "(?P<half> ruoi)?",
        _count_ago,
    ),
    Rule(
        "thu t chu chua cn hom ngay bua",
        "thu t nhat cn",
        rf"{_NOT_ORDINAL}(?P<pre>(?:hom|ngay|bua) )?"
        rf"(?:(?:thu|t(?= \d(?! {SIGN}))) (?P<w>[2-7]|hai|ba|tu|nam|sau|sáu|bay)|(?:chu|chua) nhat|cn)"
        rf"(?: (?P<when>(?:ngay )?tuan (?:{PAST}|nay)|vua roi|vua qua|truoc|roi|nay)(?P<again> nua)?"
        rf"|{NO_COUNT_AFTER}(?! nay))",
        _weekday,
    ),
    Rule(
        f"{START_WORDS} tuan",
        "tuan",
        rf"{NOT_COUNTED}{START}tuan (?P<when>nay|{PAST})(?P<again> nua)?",
        _week,
    ),
    # Not "cuối tuần" alone: most who say it ask when somebody works.
    Rule(
        "dau giua hoi hom cuoi",
        "tuan",
        r"(?:(?:hoi|hom) )?(?P<part>dau|giua|(?<=hom )cuoi|(?<=hoi )cuoi) tuan",
        _part_of_week,
    ),
    Rule(
        "vua moi hoi ban luc khi",
        "nay nãy",
        r"(?:(?P<sure>vua|moi|hoi|ban)|luc|khi) (?:luc )?(?:nay|nãy)",
        _just_now,
    ),
    Rule("vua", "xong", r"(?<!\S )vua xong|vua xong(?=$| [.,!])", _today),
    # "Nay" (today) begins a message; elsewhere it is part of "lâu nay", "đến nay".
    Rule("nay", "co no ho lai", r"(?<!\S )nay(?= (?:co|no|ho|lai)\b)", _today),
    Rule(
        "cach vai may it",
        "phut gio tieng",
        r"(?:cach (?:day|nay) (?:vai|may|it|dam)(?: ba)? (?:phut|gio|tieng)(?: truoc)?"
        r"|(?:vai|may|it)(?: ba)? (?:phut|gio|tieng) truoc)(?! khi| do)",
        _today,
    ),
)
