"""Misspelt names: what may be taken for granted, and what must be asked."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from api.directory.index import Guess, Index
from api.directory.lexicon import HEADS, KIND_FORMS, ORGAN_FORMS, PROVINCE_SUFFIXES
from api.directory.reading import Token, squash

# (letters of the name, mistakes taken for granted, mistakes after which it is asked)
NAME_LIMITS = ((14, 2, 3), (8, 1, 2), (7, 1, 1), (5, 0, 1))
# Other provinces have communes that differ by one letter (Thanh Yên, Than Uyên): short ones are asked.
PLACE_LIMITS = ((10, 1, 2), (4, 0, 1))
# A second name that is nearly as close makes the first one uncertain.
MARGIN = 1
MOST_OFFERED = 5
KINDS = {form: kind for kind, forms in KIND_FORMS.items() for form in forms}
ORGANS = {form: organ for organ, forms in ORGAN_FORMS.items() for form in forms}


@dataclass(frozen=True, slots=True)
class Guessed:
    """Agencies that may be meant, nearest first; sure, if they come to the same agency of today."""

    agency_ids: tuple[str, ...]
    sure: bool


def guess(index: Index, stretches: list[list[Token]]) -> Guessed | None:
    """The best guess over all stretches of words that may be the name."""
    best: dict[str, tuple[int, bool]] = {}
    for words in stretches:
        for agency_id, distance, sure in (*_names(index, words), *_places(index, words)):
            known = best.get(agency_id)
            if known is None or distance < known[0]:
                best[agency_id] = (distance, sure)
    if not best:
        return None
    ranked = sorted(best, key=lambda agency_id: best[agency_id][0])
    nearest, sure = best[ranked[0]]
    near = [agency_id for agency_id in ranked if best[agency_id][0] <= nearest + MARGIN]
    return Guessed(tuple(near[:MOST_OFFERED]), sure)


def _names(index: Index, words: list[Token]) -> list[tuple[str, int, bool]]:
    typed = _without_suffix(squash(words))
    head = words[0].folded
    found = []
    for candidate in index.names:
        if head in HEADS and head != candidate.head:
            continue
        if match := _compare(typed, candidate, NAME_LIMITS):
            found.append(match)
    return found


def _places(index: Index, words: list[Token]) -> list[tuple[str, int, bool]]:
    organ, kind, rest = _split(words)
    if not rest:
        return []
    typed = _without_suffix(squash(rest))
    found = []
    for candidate in index.places:
        if candidate.head != (organ or "ubnd") or (kind and candidate.kind != kind):
            continue
        if match := _compare(typed, candidate, PLACE_LIMITS):
            agency_id, distance, sure = match
            found.append((agency_id, distance, sure and bool(organ or kind)))
    return found


def _compare(
    typed: str, candidate: Guess, limits: tuple[tuple[int, int, int], ...]
) -> tuple[str, int, bool] | None:
    for length, granted, asked in limits:
        if len(candidate.key) >= length:
            distance = OSA.distance(typed, candidate.key, score_cutoff=asked)
            return (candidate.agency_id, distance, distance <= granted) if distance <= asked else None
    return None


def _split(words: list[Token]) -> tuple[str, str, list[Token]]:
    """Organ and kind of a place, as far as written, and its name."""
    organ = ORGANS.get(words[0].folded, "")
    rest = words[1:] if organ else words
    for length in (2, 1):
        kind = KINDS.get(squash(rest[:length]), "") if len(rest) > length else ""
        if kind:
            return organ, kind, rest[length:]
    return organ, "", rest


def _without_suffix(typed: str) -> str:
    for suffix in reversed(PROVINCE_SUFFIXES):
        if suffix != "tinh" and typed.endswith(suffix):
            return typed.removesuffix(suffix).removesuffix("tinh")
    return typed
