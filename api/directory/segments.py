"""Divides typed words into names, words that say nothing, and words that remain unexplained."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from api.directory.accents import difference
from api.directory.fillers import (
    ELSEWHERE,
    FILLERS,
    FORMER_WORDS,
    LONGEST_ELSEWHERE,
    LONGEST_FILLER,
    OFFICE_WORDS,
    PRESENT_WORDS,
)
from api.directory.index import LONGEST_NAME, Hit, Index, Strength
from api.directory.reading import Token, squash_typed

# Unexplained words; places named without "xã"; the rest prefers longer and fewer names.
type Cost = tuple[int, int, int, int]
# "số" says nothing, "sở" begins a name.
DEPARTMENT = "sở"
WORST: Cost = (10_000, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Span:
    """Some words that are a name."""

    start: int
    end: int
    hits: tuple[Hit, ...]

    @property
    def strength(self) -> Strength:
        return self.hits[0].strength


@dataclass(slots=True)
class Reading:
    """One way to understand all words."""

    tokens: list[Token]
    spans: list[Span] = field(default_factory=list)
    unexplained: list[int] = field(default_factory=list)
    means_former: bool = False
    means_present: bool = False

    @property
    def asks_for_office(self) -> bool:
        """Whether a spokesperson or a head was asked for, so that "tỉnh" can be taken as an agency."""
        return self._contains(OFFICE_WORDS, frozenset(), LONGEST_ELSEWHERE)

    @property
    def is_elsewhere(self) -> bool:
        """Whether another province or a central body was named."""
        named = frozenset(at for span in self.spans for at in range(span.start, span.end))
        return self._contains(ELSEWHERE, named, LONGEST_ELSEWHERE)

    def _contains(self, phrases: frozenset[tuple[str, ...]], without: frozenset[int], longest: int) -> bool:
        count = len(self.tokens)
        return any(
            _folded(self.tokens, start, end) in phrases and without.isdisjoint(range(start, end))
            for start in range(count)
            for end in range(start + 1, min(count, start + longest) + 1)
        )


def divide(index: Index, tokens: list[Token]) -> Reading:
    """The reading with the fewest unexplained words, by dynamic programming from the end."""
    count = len(tokens)
    spans = {(span.start, span.end): span for span in _spans(index, tokens)}
    best: list[tuple[Cost, int]] = [(WORST, 0)] * count + [((0, 0, 0, 0), count)]
    for start in range(count - 1, -1, -1):
        options = [(_plus(best[start + 1][0], (1, 0, 0, 0)), start + 1)]
        for end in range(start + 1, min(count, start + max(LONGEST_NAME, LONGEST_FILLER)) + 1):
            if is_filler(tokens, start, end):
                options.append((best[end][0], end))
            if span := spans.get((start, end)):
                bare = span.strength is Strength.BARE
                options.append((_plus(best[end][0], (0, bare, 0 if bare else start - end, 1)), end))
        best[start] = min(options)
    return _trace(tokens, spans, best)


def is_filler(tokens: list[Token], start: int, end: int) -> bool:
    if tokens[start].typed == DEPARTMENT:
        return False
    return end - start <= LONGEST_FILLER and _folded(tokens, start, end) in FILLERS


def cores(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """All stretches around which there are only words that say nothing, longest first."""
    count = len(tokens)
    before, after = {0}, {count}
    for at in range(count):
        if at in before:
            before |= {end for end in _ends(at, count) if is_filler(tokens, at, end)}
    for at in range(count - 1, -1, -1):
        if any(end in after and is_filler(tokens, at, end) for end in _ends(at, count)):
            after.add(at)
    for length in range(min(count, LONGEST_NAME), 0, -1):
        for start in range(count - length + 1):
            if start in before and start + length in after:
                yield start, start + length


def _ends(start: int, count: int) -> range:
    return range(start + 1, min(count, start + LONGEST_FILLER) + 1)


def fitting(hits: list[Hit], tokens: list[Token]) -> tuple[Hit, ...]:
    """Those hits that agree best with the accents as typed."""
    typed = squash_typed(tokens)
    judged = []
    for hit in hits:
        if hit.strength is Strength.ABBREVIATION and any(
            char not in "đ" and ord(char) > 127 for char in typed
        ):
            continue  # "cát" is sand, not CAT
        gap = difference(typed[len(typed) - sum(map(len, hit.syllables)) :], hit.syllables)
        judged.append((gap, hit))
    if not judged:
        return ()
    least = min(gap for gap, _ in judged)
    return tuple(
        Hit(hit.agency_id, Strength.LOOSE if gap.contradicts else hit.strength, hit.syllables)
        for gap, hit in judged
        if gap == least
    )


def _spans(index: Index, tokens: list[Token]) -> Iterator[Span]:
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + LONGEST_NAME) + 1):
            hits = fitting(index.find(tokens[start:end]), tokens[start:end])
            if hits and hits[0].strength >= Strength.BARE:
                yield Span(start, end, hits)


def _trace(tokens: list[Token], spans: dict[tuple[int, int], Span], best: list[tuple[Cost, int]]) -> Reading:
    reading = Reading(tokens)
    at = 0
    while at < len(tokens):
        end = best[at][1]
        words = _folded(tokens, at, end)
        step = best[at][0][0] - best[end][0][0]
        if step:
            reading.unexplained.append(at)
        elif words in FILLERS and best[at][0] == best[end][0]:
            reading.means_former |= words in FORMER_WORDS
            reading.means_present |= words in PRESENT_WORDS
        else:
            reading.spans.append(spans[at, end])
        at = end
    return reading


def _folded(tokens: list[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens[start:end])


def _plus(cost: Cost, more: Cost) -> Cost:
    return (cost[0] + more[0], cost[1] + more[1], cost[2] + more[2], cost[3] + more[3])
