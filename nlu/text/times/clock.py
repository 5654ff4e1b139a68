"""The time of day: hours and minutes, and parts of the day."""

import re
from dataclasses import dataclass

from nlu.text.times.numbers import NUMBER, SPELLED, read_number

# When a part begins; the first entry that a phrase contains counts.
PART_STARTS = {
    "rang sang": 3,
    "nua dem": 0,
    "sang": 5,
    "trua": 11,
    "chieu": 13,
    "toi": 18,
    "khuya": 22,
    "dem": 21,
}
PART = (
    "(?:buoi )?(?:rang sang|nua dem|sang som|dau gio chieu|chieu toi|dem khuya|sang|trua|chieu|toi|khuya|dem)"
)
_HOUR = "(?:gio|g|h)"
_MINUTE = rf"(?:\d{{1,2}}(?= phut)|\d{{2}}|(?:{'|'.join(sorted(SPELLED, key=len, reverse=True))})(?= phut))"
_NOT_A_LENGTH = r"(?<!\btrong )(?<!\bsuot )(?<!\bmat )(?<!\bhon )(?<!\bmay )(?<!\bvai )"

CLOCK = re.compile(
    rf"(?<!\S){_NOT_A_LENGTH}(?:(?P<h>{NUMBER}) {_HOUR}"
    rf"(?: kem (?P<less>{NUMBER})(?: phut)?| (?P<m>{_MINUTE})(?! [/.-] \d| thang)(?: phut)?| (?P<half>ruoi))?"
    rf"|(?P<h3>{NUMBER}) ruoi(?= (?:sang|trua|chieu|toi|dem))"
    r"|(?P<h2>\d{1,2}) : (?P<m2>\d{2})(?: : \d{2})?)(?! (?:lien|dong|truoc|nua|dau|sau))(?!\S)"
)
PART_ALONE = re.compile(rf"(?<!\S){PART}(?!\S)")
PART_DAY = re.compile(rf"(?<!\S)(?P<part>{PART}) (?P<rel>nay|qua|kia)(?!\S)")
# "hồi sáng": the part alone is enough. Not "khi tôi", "lúc tôi": see the parser.
RECENT_PART = re.compile(rf"(?<!\S)(?:hoi|luc|ban) (?P<part>{PART})(?!\S)")
AGO = re.compile(
    r"(?<!\S)(?:(?P<ago>cach (?:day|nay)) )?(?:hon |gan |khoang |tam |chung )*"
    rf"(?P<n>{NUMBER}|nua) (?P<unit>gio|tieng|phut)(?: dong ho)?(?: (?P<before>truoc)(?! khi| do))?(?!\S)"
)


@dataclass(frozen=True)
class Clock:
    """Hour and minute as said, before the part of the day is known."""

    hour: int
    minute: int
    precision: str


def read_clock(match: re.Match[str]) -> Clock | None:
    hour = read_number(match["h"] or match["h2"] or match["h3"])
    minutes = match["m"] or match["m2"]
    half = bool(match["half"] or match["h3"])
    minute = 30 if half else read_number(minutes) if minutes else 0
    if match["less"]:
        hour, minute = hour - 1, 60 - read_number(match["less"])
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    exact = bool(minutes or half or match["less"])
    return Clock(hour, minute, "minute" if exact else "hour")


def part_start(part: str) -> int:
    return next(hour for name, hour in PART_STARTS.items() if name in part)


def hour_of_day(hour: int, part: str) -> int:
    """The hour of 24 that "3 giờ chiều" means; 24 and more is after midnight."""
    if "trua" in part:
        return hour + 12 if hour < 4 else hour
    if "chieu" in part or "toi" in part:
        return hour + 12 if hour < 12 else hour + 12 * ("toi" in part and hour == 12)
    if "dem" in part or "khuya" in part:
        return hour + 24 if hour < 6 else hour + 12 if hour <= 12 else hour
    return hour % 12 if hour == 12 else hour
