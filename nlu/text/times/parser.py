"""Finds phrases of time in the words of a message and says when it was, looking back from its arrival."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from nlu.text.times.calendar import Day, days_ago
from nlu.text.times.clock import (
    AGO,
    CLOCK,
    PART_ALONE,
    PART_DAY,
    RECENT_PART,
    Clock,
    hour_of_day,
    part_start,
    read_clock,
)
from nlu.text.times.numbers import read_number
from nlu.text.times.phrases import FUTURE, RULES
from nlu.text.words import Word

# Asia/Ho_Chi_Minh has had this offset, without summer time, since 1975.
VIETNAM = timezone(timedelta(hours=7))

# How the words of time are spelt with marks. Typed with other marks they are other words: tôi, nhà, bà.
_SPELLINGS = {
    "toi": "tối",
    "sang": "sáng",
    "trua": "trưa",
    "chieu": "chiều",
    "dem": "đêm",
    "hom": "hôm",
    "nay": "này nãy",
    "ngay": "ngày",
    "tuan": "tuần",
    "thang": "tháng",
    "nam": "năm",
    "thu": "thứ",
    "truoc": "trước",
    "ba": "ba",
    "tu": "tư",
    "bay": "bảy",
    "chin": "chín",
    "muoi": "mười mươi",
    "mung": "mùng mồng",
    "mong": "mồng mùng",
    "roi": "rồi",
    "qua": "qua",
    "kia": "kia kìa",
    "gio": "giờ",
    "dau": "đầu",
    "cuoi": "cuối",
    "sau": "sáu",
    "hai": "hai",
    "bon": "bốn",
    "tam": "tám tầm",
    "bua": "bữa",
    "hoi": "hồi",
    "ban": "ban",
    "luc": "lúc",
    "nua": "nửa nữa",
    "cach": "cách",
    "tet": "tết",
    "he": "hè",
    "phut": "phút",
    "tieng": "tiếng",
}
_CLOCK_WORDS = frozenset(["gio", "g", "h", ":", "ruoi", "tieng", "phut"])
_PART_WORDS = frozenset(["sang", "trua", "chieu", "toi", "dem", "khuya"])
_CONNECTOR = re.compile(r"(?: |,|\(|\)|-|luc|vao|khoang|tam|hoi|cua|buoi|cung|sang som)*")
# After an unaccented "toi qua" these make it "tôi qua …", I went over to.
_PLACE_AFTER = re.compile(r" (?:nha(?! bao)|xa|ubnd|uy ban|tru so|co quan|do|ben|cho|day|so|phuong)\b")


@dataclass(frozen=True)
class TimeFound:
    """What was said between `start` and `end` of the typed text, resolved."""

    start: int
    end: int
    value: str
    precision: str


@dataclass(frozen=True)
class _Atom:
    start: int
    end: int
    day: Day | None = None
    clock: Clock | None = None
    part: str = ""
    moment: datetime | None = None
    complete: bool = True
    weekday: bool = False


def find_times(words: Sequence[Word], now: datetime) -> list[TimeFound]:
    """All phrases of time that lie in the past, in the order of the text."""
    line = _Line(words)
    local = now.astimezone(VIETNAM)
    found = []
    for group in _groups(line.text, _atoms(line, local)):
        resolved = _resolve(group, local)
        if resolved:
            first, last = line.word_at(group[0].start), line.word_at(group[-1].end - 1)
            found.append(TimeFound(first.start, last.end, *resolved))
    return found


class _Line:
    """The folded words joined by spaces, with the way back to each word."""

    def __init__(self, words: Sequence[Word]) -> None:
        parts: list[str] = []
        self._owners: list[Word] = []
        for word in words:
            part = _unless_another_word(word)
            parts.append(part)
            self._owners.extend([word] * (len(part) + 1))
        self.text = " ".join(parts)
        self.words = frozenset(self.text.split())

    def word_at(self, position: int) -> Word:
        return self._owners[position]


def _unless_another_word(word: Word) -> str:
    if word.accented == word.folded or word.folded not in _SPELLINGS:
        return word.folded
    return word.folded if word.accented in _SPELLINGS[word.folded].split() else "_"


def _atoms(line: _Line, now: datetime) -> list[_Atom]:
    """The pieces, none overlapping; of those that begin at the same word the longest."""
    candidates = sorted(_candidates(line, now), key=lambda atom: (atom.start, -atom.end))
    future = [match.span() for match in FUTURE.finditer(line.text)] if candidates else []
    chosen: list[_Atom] = []
    for atom in candidates:
        free = not chosen or atom.start >= chosen[-1].end
        if free and not any(start < atom.end and atom.start < end for start, end in future):
            chosen.append(atom)
    return chosen


def _candidates(line: _Line, now: datetime) -> Iterator[_Atom]:
    yield from _days(line, now.date())
    if _CLOCK_WORDS & line.words:
        yield from _clocks(line.text, now)
    if _PART_WORDS & line.words:
        yield from _parts(line, now.date())


def _days(line: _Line, today: date) -> Iterator[_Atom]:
    for needed, pattern, rule in RULES:
        for match in pattern.finditer(line.text) if needed & line.words else ():
            day = rule(match, today)
            if day:
                yield _Atom(match.start(), match.end(), day=day, weekday="w" in match.groupdict())


def _clocks(text: str, now: datetime) -> Iterator[_Atom]:
    for match in CLOCK.finditer(text):
        clock = read_clock(match)
        if clock:
            yield _Atom(match.start(), match.end(), clock=clock)
    for match in AGO.finditer(text):
        if match["ago"] or match["before"]:
            yield _Atom(match.start(), match.end(), moment=_moment_ago(match, now))


def _parts(line: _Line, today: date) -> Iterator[_Atom]:
    for match in PART_DAY.finditer(line.text):
        if not _is_self(line, match):
            day = days_ago(today, {"nay": 0, "qua": 1, "kia": 2}[match["rel"]])
            yield _Atom(match.start(), match.end(), day=day, part=match["part"])
    for match in RECENT_PART.finditer(line.text):
        if line.word_at(match.start("part")).accented != "toi":
            yield _Atom(match.start("part"), match.end(), part=match["part"])
    for match in PART_ALONE.finditer(line.text):
        yield _Atom(match.start(), match.end(), part=match[0], complete=False)


def _is_self(line: _Line, match: re.Match[str]) -> bool:
    """ "toi qua" without marks, before a place, is "tôi qua"."""
    bare = line.word_at(match.start()).accented == "toi"
    return bare and bool(_PLACE_AFTER.match(line.text, match.end()))


def _moment_ago(match: re.Match[str], now: datetime) -> datetime:
    minutes = 30 if match["n"] == "nua" else read_number(match["n"]) * (1 if match["unit"] == "phut" else 60)
    return now - timedelta(minutes=minutes)


def _groups(text: str, atoms: list[_Atom]) -> Iterator[list[_Atom]]:
    """Neighbours that say together when it was: 15h30, sáng, thứ hai, ngày 20/10."""
    group: list[_Atom] = []
    for atom in atoms:
        if group and _CONNECTOR.fullmatch(text, group[-1].end, atom.start) and _fits(group, atom):
            group.append(atom)
            continue
        if group:
            yield group
        group = [atom]
    if group:
        yield group


def _fits(group: list[_Atom], atom: _Atom) -> bool:
    both = [*group, atom]
    days = [one for one in both if one.day]
    if any(one.moment for one in both) or any(one.day and one.day.precision != "day" for one in both):
        return False
    if sum(bool(one.clock) for one in both) > 1 or sum(bool(one.part) for one in both) > 1:
        return False
    return len(days) <= 1 or (len(days) == 2 and any(one.weekday for one in days))


def _resolve(group: list[_Atom], now: datetime) -> tuple[str, str] | None:
    moment = next((atom.moment for atom in group if atom.moment), None)
    if moment:
        unit = "minute" if now - moment < timedelta(hours=1) else "hour"
        return moment.replace(second=0, microsecond=0).isoformat(), unit
    days = sorted((atom for atom in group if atom.day), key=lambda atom: atom.weekday)
    day = days[0].day if days else None
    clock = next((atom.clock for atom in group if atom.clock), None)
    part = next((atom.part for atom in group if atom.part), "")
    if clock:
        return _stamp(_at_clock(day, clock, part, now), clock.precision, now)
    if part:
        if not day and not any(atom.complete for atom in group):
            return None
        return _stamp(_at_part(day, part, now), "part_of_day", now)
    if day and day.first <= now.date():
        return day.first.isoformat(), day.precision
    return None


def _at_clock(day: Day | None, clock: Clock, part: str, now: datetime) -> datetime:
    hour = hour_of_day(clock.hour, part) if part else clock.hour
    if day:
        return _moment(day.first, hour, clock.minute)
    moment = _moment(now.date(), hour, clock.minute)
    while moment > now:
        moment -= timedelta(days=1)
    return moment


def _at_part(day: Day | None, part: str, now: datetime) -> datetime:
    moment = _moment(day.first if day else now.date(), part_start(part), 0)
    return moment if day or moment <= now else moment - timedelta(days=1)


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(0), VIETNAM) + timedelta(hours=hour, minutes=minute)


def _stamp(moment: datetime, precision: str, now: datetime) -> tuple[str, str] | None:
    return (moment.isoformat(), precision) if moment <= now else None
