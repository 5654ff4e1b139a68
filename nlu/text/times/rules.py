"""A rule: with which words a phrase may begin, how it goes on, and which day it means."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from nlu.text.times.calendar import Day
from nlu.text.times.spelling import Line

Resolve = Callable[[re.Match[str], date], Day | None]
Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Rule:
    """`starts` are first words ("#": figures), one of `needed` must be in the message (empty: nothing)."""

    starts: str
    needed: str
    pattern: str
    resolve: Resolve


class Index(Generic[Meaning]):
    """Patterns by the word with which they begin, so that a message is not searched for each of them."""

    def __init__(self, entries: Iterable[tuple[str, str, str, Meaning]]) -> None:
        self._by_start: dict[str, list[tuple[frozenset[str], re.Pattern[str], Meaning]]] = defaultdict(list)
        for starts, needed, pattern, meaning in entries:
            entry = (frozenset(needed.split()), re.compile(rf"(?:{pattern})(?!\S)"), meaning)
            for start in starts.split():
                self._by_start[start].append(entry)

    def matches(self, line: Line) -> Iterator[tuple[re.Match[str], Meaning]]:
        by_start, words, text = self._by_start, line.words, line.text
        for position, token in line.tokens:
            for needed, pattern, meaning in by_start.get(token, ()):
                if not needed or needed & words:
                    match = pattern.match(text, position)
                    if match:
                        yield match, meaning
