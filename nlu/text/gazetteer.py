"""Known names, matched on folded words: hints to the models; the directory decides what they stand for."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.text.fold import fold_search
from nlu.text.tables import read_table
from nlu.text.teencode import Lexicon
from nlu.text.words import split_words

_DIRECTORY = Path(__file__).resolve().parents[2] / "data" / "directory"
# Bare hints of the directory ("Xây dựng", "tỉnh") are everyday words; they would light up everywhere.
_AGENCY_KINDS = frozenset(["alias", "abbreviation"])
_END = ""


@dataclass(frozen=True)
class Hit:
    """Words first to last, the last excluded, are a known name of this kind."""

    first: int
    last: int
    kind: str


class Gazetteer:
    """Names of several kinds in one tree of folded words."""

    def __init__(self, names: dict[str, list[str]], syllables: dict[str, frozenset[str]]) -> None:
        self._tree: dict[str, object] = {}
        self.names = names
        self.syllables = syllables
        lexicon = Lexicon([])
        for kind, listed in names.items():
            for name in listed:
                node = self._tree
                for word in split_words(name, lexicon):
                    node = node.setdefault(word.folded, {})  # type: ignore[assignment]  # a tree of dicts
                kinds = node.setdefault(_END, set())
                kinds.add(kind)  # type: ignore[attr-defined]  # the leaf is a set

    @classmethod
    def load(cls) -> "Gazetteer":
        """From the tables of the directory and of this part."""
        localities = [row["name"] for row in read_table("localities")]
        for table in ("communes", "former_units", "former_districts"):
            for row in _directory(table):
                localities += [row["name"], *_several(row["spellings"])]
        agencies = [row["name"] for row in read_table("agencies")]
        agencies += [row["name"] for row in _directory("agencies")]
        agencies += [row["name"] for row in _directory("agency_names") if row["kind"] in _AGENCY_KINDS]
        names = {
            "locality": sorted(set(localities)),
            "agency": sorted(set(agencies)),
            "outlet": sorted({row["name"] for row in read_table("outlets")}),
        }
        syllables: dict[str, set[str]] = {"surname": set(), "given": set()}
        for row in read_table("names"):
            syllables[row["kind"]].add(fold_search(row["syllable"]))
        return cls(names, {kind: frozenset(found) for kind, found in syllables.items()})

    def hits(self, words: Sequence[str]) -> Iterator[Hit]:
        """The longest name of each kind that begins at each word."""
        for first in range(len(words)):
            node: object = self._tree
            longest: dict[str, int] = {}
            for position in range(first, len(words)):
                node = node.get(words[position])  # type: ignore[attr-defined]  # a tree of dicts
                if node is None:
                    break
                for kind in node.get(_END, ()):  # type: ignore[attr-defined]
                    longest[kind] = position + 1
            for kind, last in longest.items():
                yield Hit(first, last, kind)


def _directory(table: str) -> list[dict[str, str]]:
    with (_DIRECTORY / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _several(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(";") if name.strip()]
