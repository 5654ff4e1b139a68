"""Parts of the day: tối qua, hồi sáng, đêm 19, and those that need a day or an hour beside them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nlu.text.times.calendar import Day, days_ago, latest_day
from nlu.text.times.clock import PART, PART_STARTING
from nlu.text.times.fragments import words
from nlu.text.times.numbers import COUNT
from nlu.text.times.relative import DAYS_BACK
from nlu.text.times.spelling import Line

# Everyday words when typed without marks: tôi or tới, sang, đem.
_DOUBTFUL = frozenset(["toi", "sang", "dem"])
# After an unaccented "toi qua" these make it "tôi qua …", I went over to.
_PLACE_AFTER = re.compile(r" (?:nha(?! bao)|xa|ubnd|uy ban|tru so|co quan|do|ben|cho|day|so|phuong)\b")
# Whose or whom: "nhà tôi hôm qua". Verbs that need nobody (gọi tối qua) are not among them.
_MINE = words("nha cua cho voi chong vo con ban em anh chi bo me xuong ty gap chan danh doa lua nguoi tay")
_CLOCK_AFTER = re.compile(rf" {COUNT} gio\b")
_AFTER_SANG = re.compile(
    r" (?:nha|ben|xa|ban|huyen|tinh|tan|day|do|cho|truong|thon|to|lang|gap|hoi|xin|doi|tuan|thang|nam)\b"
)
_AFTER_DEM = re.compile(
    r" (?:tien|may|do|giay|theo|con|xe|nguoi|hang|ho so|bai|hinh|anh|\d+ (?:trieu|tr|nghin))\b"
)
# "Tối wa" reads as "tối quá" (so dark), which does not begin a message.
_RELATIVE = r"(?P<rel>nay|qua|kia|te|kìa|(?:(?<=^toi )|(?<=^sang )|(?<=^chieu )|(?<=^dem ))quá)"
# "Hồi hôm" (last night, in the south) and not "hồi hôm qua".
_AFTER_LAST_NIGHT = "(?= (?:co|thi|ho|no|toi|tui|em|ong|thang|nguoi|may|bon|xe|,|khuya)(?!\\S))"


@dataclass(frozen=True)
class Part:
    name: str
    day: Callable[[date], Day | None] | None = None
    complete: bool = True
    doubtful: bool = False


def _of_a_day(line: Line, match: re.Match[str]) -> Part | None:
    """Tối qua; "toi qua nha …" is "tôi qua nhà"."""
    if match["part"] == "toi" and _is_doubtful(line, match) and _PLACE_AFTER.match(line.text, match.end()):
        return None
    back = DAYS_BACK[match["rel"]]
    return Part(match["part"], lambda today: days_ago(today, back))


def _recent(line: Line, match: re.Match[str]) -> Part | None:
    """Hồi sáng: the latest one. "Hoi toi" may be "hỏi tôi", "luc toi" is "lúc tôi"."""
    doubtful = _is_doubtful(line, match)
    misread = doubtful and (match["part"] == "toi" or match["lead"] in ("luc", "khi"))
    return None if misread or _is_another_word(line, match) else Part(match["part"])


def _last_night(_line: Line, _match: re.Match[str]) -> Part:
    return Part("dem", lambda today: days_ago(today, 1))


def _of_a_date(line: Line, match: re.Match[str]) -> Part | None:
    if match["part"] != "dem" and _is_doubtful(line, match):
        return None
    number = int(match["d"])
    return Part(match["part"], lambda today: latest_day(today, number))


def _alone(line: Line, match: re.Match[str]) -> Part | None:
    if _is_another_word(line, match):
        return None
    return Part(match["part"], complete=False, doubtful=_is_doubtful(line, match))


def _is_doubtful(line: Line, match: re.Match[str]) -> bool:
    return match["part"] in _DOUBTFUL and line.has_no_marks(match.start("part"))


def _is_another_word(line: Line, match: re.Match[str]) -> bool:
    """Whether the words around say that it is no part of the day."""
    part = match["part"]
    if not _is_doubtful(line, match):
        return False
    if part != "toi":
        after = _AFTER_SANG if part == "sang" else _AFTER_DEM
        return bool(after.match(line.text, match.end()))
    before = line.text[: match.start()].split()[-1:]
    if before in (["gio"], ["phut"]) and _CLOCK_AFTER.match(line.text, match.end()):
        return True  # from eight to nine
    return bool(before and before[0] in _MINE)


PATTERNS: tuple[tuple[str, str, str, Callable[[Line, re.Match[str]], Part | None]], ...] = (
    (
        f"{PART_STARTING} som",
        "nay qua quá kia te kìa",
        rf"(?P<part>{PART}|som(?= nay)) {_RELATIVE}",
        _of_a_day,
    ),
    # "Ban đêm" is any night.
    ("hoi luc ban khi", "", rf"(?P<lead>hoi|luc|ban(?! dem)|khi) (?P<part>{PART})", _recent),
    ("hoi", "hom", rf"hoi (?P<part>hom){_AFTER_LAST_NIGHT}", _last_night),
    # A number after a part is a day only where the phrase ends: đêm 19 rạng sáng 20/11.
    (PART_STARTING, "", rf"(?P<part>{PART}) (?P<d>\d{{1,2}})(?= rang| ,| \.(?: \D|$)|$)", _of_a_date),
    (PART_STARTING, "", rf"(?P<part>{PART})", _alone),
)
