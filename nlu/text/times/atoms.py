"""The pieces that say when: a day, a clock time, a part of the day, a moment hours ago, or the future."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from nlu.text.times import dates, feasts, longer, relative
from nlu.text.times.calendar import Day
from nlu.text.times.clock import AGO_PATTERN, AGO_STARTS, CLOCK, Clock, read_clock
from nlu.text.times.not_times import BARRED
from nlu.text.times.numbers import NUMBER_STARTS, read_number
from nlu.text.times.parts import PATTERNS, Part
from nlu.text.times.rules import Index, Resolve
from nlu.text.times.spelling import Line


@dataclass(frozen=True)
class Atom:
    """`complete`: a part of the day that needs no day beside it; `doubtful`: it may be another word."""

    start: int
    end: int
    day: Day | None = None
    clock: Clock | None = None
    part: str = ""
    moment: datetime | None = None
    complete: bool = True
    doubtful: bool = False
    future: bool = False


_Maker = Callable[[Line, re.Match[str], datetime], Atom | None]


def find_atoms(line: Line, now: datetime) -> list[Atom]:
    """The pieces, none overlapping; of those that begin at the same word the longest."""
    made = (make(line, match, now) for match, make in _PIECES.matches(line))
    candidates = sorted((atom for atom in made if atom), key=lambda atom: (atom.start, -atom.end))
    if not candidates:
        return []
    barred = list(_barred(line))
    chosen: list[Atom] = []
    for atom in candidates:
        free = not chosen or atom.start >= chosen[-1].end
        if free and not any(bar.start < atom.end and atom.start < bar.end for bar in barred):
            chosen.append(atom)
    return sorted([*chosen, *(bar for bar in barred if bar.future)], key=lambda atom: atom.start)


def _barred(line: Line) -> Iterator[Atom]:
    end = -1
    for match, to_come in BARRED.matches(line):
        if not to_come:
            yield Atom(match.start(), match.end())
        elif match.start() >= end:  # what begins inside the last one says nothing more
            end = match.end()
            yield Atom(match.start(), end, future=True)


def _day(resolve: Resolve) -> _Maker:
    def make(_line: Line, match: re.Match[str], now: datetime) -> Atom | None:
        day = resolve(match, now.date())
        return Atom(match.start(), match.end(), day=day) if day else None

    return make


def _clock(_line: Line, match: re.Match[str], _now: datetime) -> Atom | None:
    clock = read_clock(match)
    return Atom(match.start(), match.end(), clock=clock) if clock else None


def _moment(_line: Line, match: re.Match[str], now: datetime) -> Atom | None:
    """Two and a half hours ago."""
    if not (match["ago"] or match["before"]) or not (match["n"] or match["half"]):
        return None
    unit = 1 if match["unit"] == "phut" else 60
    count = 0 if match["n"] == "nua" else read_number(match["n"]) if match["n"] else 1
    half = unit // 2 if match["half"] or match["n"] == "nua" else 0
    return Atom(match.start(), match.end(), moment=now - timedelta(minutes=count * unit + half))


def _part(read: Callable[[Line, re.Match[str]], Part | None]) -> _Maker:
    def make(line: Line, match: re.Match[str], now: datetime) -> Atom | None:
        part = read(line, match)
        if part is None:
            return None
        day = part.day(now.date()) if part.day else None
        if part.day and day is None:
            return None
        return Atom(
            match.start("part"),
            match.end(),
            day,
            part=part.name,
            complete=part.complete,
            doubtful=part.doubtful,
        )

    return make


_PIECES: Index[_Maker] = Index(
    [
        *(
            (rule.starts, rule.needed, rule.pattern, _day(rule.resolve))
            for module in (dates, feasts, relative, longer)
            for rule in module.RULES
        ),
        (NUMBER_STARTS, "gio : ruoi", CLOCK.pattern, _clock),
        (AGO_STARTS, "truoc cach", AGO_PATTERN, _moment),
        *((starts, needed, pattern, _part(read)) for starts, needed, pattern, read in PATTERNS),
    ]
)
