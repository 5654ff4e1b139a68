"""Short answers recognised by their words: yes, no, skip, stop, which field; tables in data/conversation."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlu.text.fold import fold_search

TABLES = Path(__file__).resolve().parents[1] / "data/conversation"
_WORD = re.compile(r"\w+")


@cache
def table(name: str) -> dict[str, Any]:
    """One file of data/conversation; read once, since a release carries code and tables together."""
    return tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))


def words_of(text: str) -> list[str]:
    """The folded words, with the marked words that must be kept apart replaced by names of their own."""
    apart: dict[str, str] = table("cues")["apart"]
    return [apart.get(word, fold_search(word)) for word in _WORD.findall(text.casefold())]


@dataclass(frozen=True)
class Phrases:
    """A set of word runs."""

    runs: frozenset[tuple[str, ...]]
    longest: int

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Phrases":
        runs = frozenset(tuple(entry.split()) for entry in entries)
        return cls(runs, max((len(run) for run in runs), default=0))

    def at(self, words: list[str], start: int) -> int:
        """Length of the longest run that begins here; 0 when none does."""
        for size in range(min(self.longest, len(words) - start), 0, -1):
            if tuple(words[start : start + size]) in self.runs:
                return size
        return 0

    def find(self, words: list[str]) -> tuple[int, int] | None:
        """(start, length) of the longest run anywhere; the last one among equals."""
        sizes = [(self.at(words, start), start) for start in range(len(words))]
        size, start = max(sizes, default=(0, 0))
        return (start, size) if size else None

    def covers(self, words: list[str], filler: "Phrases") -> bool:
        """Whether the words are nothing but these runs and filler, with at least one of these."""
        position, met = 0, False
        while position < len(words):
            own, other = self.at(words, position), filler.at(words, position)
            if not own and not other:
                return False
            met = met or own > 0
            position += max(own, other)
        return met


@cache
def cues(name: str, part: str | None = None) -> Phrases:
    """The word runs of a list in cues.toml; `part` names a list inside a section."""
    found: Any = table("cues")[name]
    return Phrases.of(found[part] if part else found)


def says(kind: str, text: str) -> bool:
    """Whether a short text says nothing but this (yes, no, skip, stop, resume)."""
    words = words_of(text)
    if kind in ("yes", "clear_yes") and cues("asks").find(words):
        return False
    return 0 < len(words) <= 12 and cues(kind).covers(words, cues("filler"))


def says_any(kinds: Iterable[str], text: str) -> bool:
    """Whether a short text says nothing but these, mixed as people mix them ("có, rút đi")."""
    words = words_of(text)
    runs = frozenset[tuple[str, ...]]().union(*(cues(kind).runs for kind in kinds))
    both = Phrases(runs, max(len(run) for run in runs))
    return 0 < len(words) <= 12 and both.covers(words, cues("filler"))


def says_leave(text: str) -> bool:
    """Whether a text leaves a question that is no part of a report."""
    return any(says(kind, text) for kind in ("stop", "skip", "no"))


def mentions(text: str, name: str, part: str | None = None) -> bool:
    """Whether one of the runs occurs anywhere in the text."""
    return cues(name, part).find(words_of(text)) is not None


def is_unsure(text: str) -> bool:
    """Whether the text is a word that means opposite things without its marks."""
    return [word for word in words_of(text) if (word,) not in cues("filler").runs] in (
        [word] for word in table("cues")["unsure"]
    )
