"""The time of day: hours and minutes, and parts of the day."""

import re
from dataclasses import dataclass

from nlu.text.times.fragments import NO_COUNT_AFTER, not_after, words
from nlu.text.times.numbers import COUNT, MINUTES, NUMBER_STARTS, read_number

MORNING, NOON, AFTERNOON, EVENING, LATE = 5, 11, 13, 18, 22
# When a part begins; a phrase means the longest of these at its end. 24 is the midnight after the day.
PART_STARTS = {
    **{"nua dem ve sang": 3, "rang sang": 3, "ga gay sang": 3, "ga gay": 3},
    **dict.fromkeys(["to mo sang", "mo sang", "sang tinh mo", "tinh mo", "sang som", "som", "sang"], MORNING),
    **dict.fromkeys(["giua trua", "gan trua", "dung bong", "trua"], NOON),
    **dict.fromkeys(["xế trua", "xe trua", "xế chieu", "chieu toi", "chieu muon", "chieu"], AFTERNOON),
    **dict.fromkeys(
        ["chap toi", "nha nhem toi", "nha nhem", "nhap nhem toi", "sam toi", "chang vang toi", "chang vang"],
        EVENING,
    ),
    **{"toi": EVENING, "toi khuya": LATE, "dem khuya": LATE, "khuya": LATE, "dem": 21, "nua dem": 24},
}
_LONGEST_FIRST = sorted(PART_STARTS, key=len, reverse=True)
# "Sớm" (early) is a time only in "sớm nay".
_NAMES = "|".join(part for part in _LONGEST_FIRST if part != "som")
PART = rf"(?:(?:dau|giua|cuoi) (?:gio|buoi) |buoi )?(?:{_NAMES})"
PART_WORDS = words(
    "sang trua chieu toi dem khuya rang ga to mo tinh giua gan dung xế xe chap nha nhap sam chang nua"
)
PART_STARTING = " ".join([*sorted(PART_WORDS), "buoi", "dau", "cuoi"])

# A length ("ngồi 3 giờ liền"), not a time, unless a part of the day or a day follows.
_LENGTH_BEFORE = not_after(
    *("trong", "vong", "suot", "mat", "hon", "may", "vai", "di", "cho", "ngoi", "keo dai", "sau", "moi ngay"),
    *("1 ngay", "mot ngay", "them", "bao", "kenh", "dong"),
)
_PART_FOLLOWS = r"(?= (?:sang|trua|chieu|toi|dem|khuya|hom|ngay|rang)\b)"
_LENGTH_AFTER = (
    r"(?! (?:lien|dong|truoc|nua|dau|sau|nay|/|moi ngay|mot ngay|moi (?:den|toi|tới) (?:noi|ban|nha))(?!\S))"
)
_NEXT_IS_NO_DATE = r"(?! [/.-] \d| thang)"

CLOCK = re.compile(
    rf"(?:(?P<h>{COUNT}) gio(?: :)?"
    rf"(?: (?:kem|thieu) (?P<less>{COUNT})(?: phut)?"
    rf"| (?P<m>\d{{1,2}}(?= phut)|\d{{2}}(?!\d)|{COUNT}(?= phut)|{MINUTES}{NO_COUNT_AFTER}){_NEXT_IS_NO_DATE}"
    rf"(?: phut| ['’′])?"
    rf"| (?P<half>ruoi))?(?P<over> hon)?"
    rf"|(?P<h3>{COUNT}) ruoi"
    r"|(?P<h2>\d{1,2}) : (?P<m2>\d{2})(?: : \d{2})?(?: (?P<half_day>am|pm|sa|ch))?"
    rf"){_LENGTH_AFTER}(?!\S)"
)
_MAY_BE_A_LENGTH = re.compile(rf"{_LENGTH_BEFORE}|{_PART_FOLLOWS}")
_HALF_PAST_BEFORE = frozenset(
    ["luc", "vao", "tam", "khoang", "hoi", "do", "co", "gan", "chung", "tu", "từ", "den"]
)
_PART_NEXT = re.compile(r" (?:sang|trua|chieu|toi|dem|khuya|rang|hom|ngay)\b")

AGO_STARTS = f"cach hon gan khoang tam chung do co dung moi vua nua gio tieng phut {NUMBER_STARTS}"
AGO_PATTERN = (
    r"(?:(?P<ago>cach (?:day|nay)) )?(?:(?:hon|gan|khoang|tam|chung|do|co|dung|moi|vua) )*"
    rf"(?:(?P<n>{COUNT}|nua) )?(?P<unit>gio|tieng|phut)(?: dong ho)?(?P<half> ruoi)?"
    r"(?P<before>(?: ve)? truoc(?! khi| do))?(?! (?:di|lai|chay|duong))"
)


@dataclass(frozen=True)
class Clock:
    """Hour and minute as said, before the part of the day is known."""

    hour: int
    minute: int
    precision: str


def read_clock(match: re.Match[str]) -> Clock | None:
    if not _is_a_time(match):
        return None
    hour = read_number(match["h"] or match["h2"] or match["h3"])
    minutes = match["m"] or match["m2"]
    half = bool(match["half"] or match["h3"])
    minute = 30 if half else read_number(minutes) if minutes else 0
    if match["less"]:
        hour, minute = hour - 1, 60 - read_number(match["less"])
    if match["half_day"] in ("pm", "ch") and hour < 12:
        hour += 12
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    exact = bool(minutes or half or match["less"])
    return Clock(hour, minute, "minute" if exact else "hour")


def _is_a_time(match: re.Match[str]) -> bool:
    """Not a length; "rưỡi" alone needs a word of time beside it (9 rưỡi sáng), as do 24 hours."""
    part_next = bool(_PART_NEXT.match(match.string, match.end()))
    if match["h3"]:
        before = match.string[: match.start()].split()
        return part_next or bool(before and before[-1] in _HALF_PAST_BEFORE)
    if match["h"] == "bay" and match.end() == match.end("h") + len(" gio"):
        return part_next  # "bây giờ" without its marks
    if match["h"] == "24" and not match["m"]:
        return part_next
    return part_next or bool(match["h2"]) or bool(_MAY_BE_A_LENGTH.match(match.string, match.start()))


def part_start(part: str) -> int:
    return PART_STARTS[next(name for name in _LONGEST_FIRST if part.endswith(name))]


def hour_of_day(hour: int, part: str) -> int:
    """The hour of 24 that "3 giờ chiều" means; 24 and more is after midnight."""
    start = part_start(part)
    if start == NOON:
        return hour + 12 if hour < 4 else hour
    if start == AFTERNOON:
        return hour + 12 if hour < 12 else hour
    if start == EVENING:
        return hour + 12 if hour <= 12 else hour
    if start > EVENING:
        return hour + 24 if hour < 6 else hour + 12 if hour <= 12 else hour
    return hour % 12 if hour == 12 else hour
