"""How well entries fit a question as typed: best first, with what speaks for each."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.answers.models import LegalAnswer
from api.answers.terms import Terms, terms

# How much of a question an entry must fit to be an answer.
ENOUGH = 0.45
SHORTEST_QUESTION = 2
# What a word weighs that no entry has, a pair of words, and a match that only dropping all marks brings.
FOREIGN = 1.0
PAIR = 0.5
UNMARKED = 0.85


@dataclass(frozen=True)
class Match:
    entry: LegalAnswer
    score: float
    # Words of the question that the entry has, and those that it lacks.
    shared: tuple[str, ...]
    missing: tuple[str, ...]


def rank(question: str, entries: Sequence[LegalAnswer]) -> list[Match]:
    """Entries that share anything with the question, weighed by how telling the shared words are."""
    best: dict[str, Match] = {}
    for marked, share in ((True, 1.0), (False, UNMARKED if any_mark(question) else 1.0)):
        for match in _rank(question, entries, marked, share):
            known = best.get(match.entry.id)
            if known is None or known.score < match.score:
                best[match.entry.id] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.entry.id))


def any_mark(question: str) -> bool:
    return terms(question, marked=True).sure != terms(question, marked=False).sure


def _rank(question: str, entries: Sequence[LegalAnswer], marked: bool, share: float) -> list[Match]:
    ways = {entry.id: [_terms(way, marked) for way in entry.questions.splitlines()] for entry in entries}
    known = {
        entry.id: _terms(f"{entry.number} . {entry.article or ''} . {entry.content}", marked).union(
            *ways[entry.id]
        )
        for entry in entries
    }
    weights = Weights(len(known), Counter(term for found in known.values() for term in found))
    asked = weights.readable(terms(question, marked=marked))
    if sum(" " not in term for term in asked) < SHORTEST_QUESTION:
        return []
    matches = []
    for entry in entries:
        shared = asked & known[entry.id]
        if sum(" " not in term for term in shared) >= SHORTEST_QUESTION:
            coverage = weights.of(shared) / weights.of(asked)
            likeness = max((weights.likeness(asked, way) for way in ways[entry.id]), default=0.0)
            score = share * max(0.9 * coverage, 0.5 * coverage + 0.5 * likeness)
            matches.append(Match(entry, score, _words(shared), _words(asked - shared)))
    return matches


def _terms(text: str, marked: bool) -> frozenset[str]:
    return terms(text, marked=marked).sure


def _words(found: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(term for term in found if " " not in term))


@dataclass(frozen=True)
class Weights:
    """A term tells the more, the fewer entries have it."""

    entries: int
    counts: Counter[str]

    def readable(self, asked: Terms) -> frozenset[str]:
        """The sure terms, and of the others those that some entry has."""
        return asked.sure | {term for term in asked.maybe if term in self.counts}

    def of(self, found: frozenset[str]) -> float:
        return sum(map(self.weight, found))

    def likeness(self, asked: frozenset[str], way: frozenset[str]) -> float:
        """Dice's coefficient: as much alike as two texts can be is 1."""
        both = self.of(asked) + self.of(way)
        return 2 * self.of(asked & way) / both if both else 0.0

    def weight(self, term: str) -> float:
        pair = PAIR if " " in term else 1.0
        count = self.counts[term]
        if not count:
            return pair * FOREIGN
        return pair * (0.3 + math.log((1 + self.entries) / count) / math.log(1 + self.entries))
