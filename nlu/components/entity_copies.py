"""Copies of the training sentences for the tagger: other names in the same places, fewer hints."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.text.gazetteer import Gazetteer
from nlu.text.tagging import OUTSIDE, Seen, tag_features
from nlu.text.teencode import Lexicon
from nlu.text.words import Word, split_words

# Words that open a name and stay when the name behind them changes.
_OPENERS = {
    "locality": frozenset(["xa", "phuong", "huyen", "ban", "thi", "tran", "thanh", "pho", "tinh", "to"]),
    "outlet": frozenset(["bao", "tap", "chi", "dai", "dien", "tu", "kenh", "toa", "soan", "trang"]),
}
_AGENCY_OPENERS = frozenset(["xa", "phuong", "huyen", "ubnd", "uy ban", "cong an"])


@dataclass(frozen=True)
class Example:
    """A sentence with its words and their tags."""

    text: str
    words: list[Word]
    tags: list[str]


class CopyMaker:
    """Makes the same copies from the same examples each time."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._chance = random.Random(20261123)  # noqa: S311  # training data, not secrets

    def rows(self, examples: Sequence[Example], swaps: int) -> Iterator[tuple[list[list[str]], list[str]]]:
        """(features, tags) of each example and of its copies."""
        for example in examples:
            yield self._row(example, Seen())
            yield self._row(example, Seen(marks=False, capitals=False))
            if not any(tag != OUTSIDE for tag in example.tags):
                continue
            yield self._row(example, Seen(marks=False, capitals=False, names=False))
            for number in range(swaps):
                swapped = self._swap(example)
                plain = number % 2 == 0
                yield self._row(swapped, Seen(marks=not plain, capitals=not plain, names=number % 4 != 3))

    def _row(self, example: Example, seen: Seen) -> tuple[list[list[str]], list[str]]:
        return tag_features(example.text, example.words, self._gazetteer, seen), example.tags

    def _swap(self, example: Example) -> Example:
        """The sentence with another name for each one in it."""
        pieces: list[tuple[str, str]] = []
        for first, last, kind in _runs(example.tags):
            typed = example.text[example.words[first].start : example.words[last - 1].end]
            pieces.append((typed if not kind else self._other(kind, typed), kind))
        text, words, tags = "", [], []
        for piece, kind in pieces:
            text += " " if text else ""
            for number, word in enumerate(split_words(piece, self._lexicon)):
                words.append(Word(word.folded, word.accented, word.start + len(text), word.end + len(text)))
                tags.append(f"{'I' if number else 'B'}-{kind}" if kind else OUTSIDE)
            text += piece
        return Example(text, words, tags)

    def _other(self, kind: str, typed: str) -> str:
        words = typed.split()
        kept = []
        folded = [word.folded for word in split_words(typed, self._lexicon)]
        for word, plain in zip(words, folded, strict=False):
            if plain not in _OPENERS.get(kind, ()):
                break
            kept.append(word)
        if kind == "person":
            return self._person()
        if kind == "agency" and any(opener in _AGENCY_OPENERS for opener in folded):
            return (
                " ".join([*words[:-2], self._chance.choice(self._gazetteer.names["locality"])])
                if len(words) > 2
                else typed
            )
        return " ".join([*kept, self._chance.choice(self._gazetteer.names[kind])])

    def _person(self) -> str:
        surname, given = (sorted(self._gazetteer.syllables[kind]) for kind in ("surname", "given"))
        count = self._chance.choice([1, 1, 2])
        parts = [self._chance.choice(surname), *(self._chance.choice(given) for _ in range(count))]
        if self._chance.random() < 0.3:
            parts = parts[1:]
        return " ".join(part.title() for part in parts)


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Stretches of words that belong to one entity or to none."""
    first = 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or not (
            tags[i].startswith("I-") or (tags[i] == OUTSIDE and tags[first] == OUTSIDE)
        ):
            yield first, i, tags[first][2:]
            first = i
