"""Pieces that say together when it was (15h30, sáng, ngày 20/10), and spans, whose ends share them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nlu.text.times.atoms import Atom
from nlu.text.times.calendar import Day, exact, month_ago
from nlu.text.times.clock import Clock, hour_of_day

_CONNECTOR = re.compile(
    r"(?: |,|\(|\)|-|luc|vao|khoang|tam|hoi|cua|buoi|cung|do|co|chung|gan|hon|dung|bat dau|tu|từ|sang som"
    r"|'|thi|hom|bua|ngay)*"
)
_TO = re.compile(r" (?:(?:cho )?(?:den|toi|tới)(?: (?:tan|khoang|luc|het|tam))?|[-–~]) ")
# "8h tối"; nobody says "3h tối", so there "toi" without marks is tôi.
_EVENING_HOURS = range(5, 25)
# Near these a day or hour of which not everything is said is still to come: hẹn thứ năm, 8h sẽ đến.
_INTENTION = frozenset(["hen", "se", "hạn"])
_WORDS_BEFORE, _WORDS_AFTER = 4, 2


@dataclass(frozen=True)
class When:
    start: int
    end: int
    day: Day | None
    clock: Clock | None
    part: str
    moment: datetime | None
    complete: bool


def group(text: str, atoms: list[Atom]) -> list[When]:
    whens = [_together(atoms) for atoms in _groups(text, atoms) if not any(atom.future for atom in atoms)]
    whens = _share(text, whens)
    if _INTENTION & set(text.split()):
        whens = [when for when in whens if not _intended(text, when)]
    return whens


def _groups(text: str, atoms: list[Atom]) -> Iterator[list[Atom]]:
    current: list[Atom] = []
    for atom in atoms:
        if current and _CONNECTOR.fullmatch(text, current[-1].end, atom.start):
            # "tôi 3 giờ chiều": a doubtful part gives way to one that is sure.
            if current[0].doubtful and current[-1].clock and atom.part and not atom.doubtful:
                current = current[1:]
            if _fits(text, current, atom):
                current.append(atom)
                continue
        if current:
            yield current
        current = [atom]
    if current:
        yield current


def _fits(text: str, group: list[Atom], atom: Atom) -> bool:
    both = [*group, atom]
    if any(one.future for one in both):
        return not any(one.day for one in both)
    if any(one.moment for one in both) or any(one.day and one.day.precision != "day" for one in both):
        return False
    if sum(bool(one.clock) for one in both) > 1 or sum(bool(one.part) for one in both) > 1:
        return False
    if not _sure_enough(text, group, atom):
        return False
    days = [one.day for one in both if one.day]
    return len(days) <= 1 or (len(days) == 2 and any(day.weekday for day in days))


def _sure_enough(text: str, group: list[Atom], atom: Atom) -> bool:
    """Whether a doubtful part belongs to its neighbour: "hom qua toi bi" is "hôm qua tôi bị"."""
    last = group[-1]
    if not (atom.doubtful or last.doubtful) or (last.doubtful and len(group) > 1):
        return True
    if atom.doubtful and (last.day or text[last.end : atom.start] != " "):
        return False
    if last.doubtful and text[last.end : atom.start] not in (" ", " luc "):
        return False
    part, clock = (atom, last.clock) if atom.doubtful else (last, atom.clock)
    return part.part != "toi" or clock is None or clock.hour in _EVENING_HOURS


def _together(atoms: list[Atom]) -> When:
    # "Thứ sáu ngày 13": the date says more.
    days = sorted((atom.day for atom in atoms if atom.day), key=lambda day: day.weekday)
    return When(
        atoms[0].start,
        atoms[-1].end,
        days[0] if days else None,
        next((atom.clock for atom in atoms if atom.clock), None),
        next((atom.part for atom in atoms if atom.part), ""),
        next((atom.moment for atom in atoms if atom.moment), None),
        any(atom.complete for atom in atoms if atom.part),
    )


def _share(text: str, whens: list[When]) -> list[When]:
    """ "Từ 8h đến 10h sáng qua": what stands at one end of a span holds for both."""
    shared = whens[:1]
    for when in whens[1:]:
        before = shared[-1]
        between = text[before.end : when.start]
        # "Đêm 19 rạng sáng 20/11" needs no word between.
        if _TO.fullmatch(between) or (between == " " and when.part == "rang sang"):
            shared[-1], when = _first_end(before, when), _second_end(before, when)
        shared.append(when)
    return shared


def _first_end(first: When, second: When) -> When:
    if first.clock and second.clock and not first.day:
        part = first.part or second.part
        if not first.part and part and _hour(first, part) > _hour(second, part):
            part = ""  # "từ 10h đến 2h chiều"
        return replace(first, day=second.day, part=part)
    if first.day and second.day:
        return replace(first, day=_earlier_day(first.day, second.day))
    return first


def _second_end(first: When, second: When) -> When:
    if second.clock and not second.day and first.day and first.day.precision == "day":
        return replace(second, day=first.day)
    return second


def _hour(when: When, part: str) -> int:
    return hour_of_day(when.clock.hour, part) if when.clock else 0


def _earlier_day(first: Day, second: Day) -> Day:
    """ "Từ ngày 5 đến ngày 10/9", "từ thứ tư đến thứ sáu tuần trước"."""
    if first.lacks == "week" and second.weekday:
        back = (second.first.weekday() - first.first.weekday()) % 7
        return replace(first, first=second.first - timedelta(days=back))
    if first.lacks == "month" and second.lacks != "month" and second.precision == "day":
        same = exact(second.first.year, second.first.month, first.first.day)
        if same and same.first <= second.first:
            return same
        month = month_ago(second.first, 1).first
        return exact(month.year, month.month, first.first.day) or first
    if first.lacks == "year" and not second.lacks and second.precision == "day":
        return exact(second.first.year, first.first.month, first.first.day) or first
    return first


def _intended(text: str, when: When) -> bool:
    if when.moment or (when.day and not when.day.lacks) or not (when.day or when.clock):
        return False
    before = text[: when.start].replace("chia se", "").split()[-_WORDS_BEFORE:]
    after = text[when.end :].split()[:_WORDS_AFTER]
    return bool(_INTENTION & {*before, *after})
