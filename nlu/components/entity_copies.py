"""Copies of the training sentences for the tagger: other names in the same places, fewer hints."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.text.fold import fold_search
from nlu.text.gazetteer import Gazetteer
from nlu.text.tagging import OUTSIDE, Seen, tag_features
from nlu.text.teencode import Lexicon
from nlu.text.words import Word, split_words

# Words that open a name and stay when the name behind them changes.
_OPENERS = {
    "locality": frozenset(["xa", "phuong", "huyen", "ban", "thi", "tran", "thanh", "pho", "tinh", "to"]),
    "outlet": frozenset(["bao", "tap", "chi", "tc", "dai", "dien", "tu", "kenh", "toa", "soan", "trang"]),
}
# How often a place or a paper that says what it is gets a name no list has: "báo Thảo Nguyên" is no person.
_INVENTED = 0.5
_AGENCY_OPENERS = frozenset(["xa", "phuong", "huyen", "ubnd", "uy ban", "cong an"])
# As most people type on a phone.
_PLAIN = Seen(marks=False, capitals=False)


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
        # "Tạp chí Văn nghệ Lai Châu" is an agency too; copies of it would teach that magazines are agencies.
        self._names = {
            kind: [name for name in names if kind == "outlet" or not _opens_outlet(name)]
            for kind, names in gazetteer.names.items()
        }
        self._parts = {kind: sorted(parts) for kind, parts in gazetteer.syllables.items()}
        self._chance = random.Random(20261123)  # noqa: S311  # training data, not secrets

    def rows(self, examples: Sequence[Example], swaps: int) -> Iterator[tuple[list[list[str]], list[str]]]:
        """(features, tags) of each example and of its copies; one without names is shown once, either way."""
        for example in examples:
            if all(tag == OUTSIDE for tag in example.tags):
                yield self._row(example, _PLAIN if self._chance.random() < 0.5 else Seen())
                continue
            whole, plain = self._row(example, Seen()), self._row(example, _PLAIN)
            yield whole
            if plain != whole:  # most people type neither marks nor capitals
                yield plain
            for _ in range(swaps):
                marked, listed = (self._chance.random() < 0.5 for _ in range(2))
                yield self._row(self._swap(example), Seen(marks=marked, capitals=marked, names=listed))

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
        if kept and kind in _OPENERS and self._chance.random() < _INVENTED:
            return " ".join([*kept, *self._syllables("given", self._chance.choice([1, 2, 2, 3]))])
        if kind == "agency" and any(opener in _AGENCY_OPENERS for opener in folded):
            return (
                " ".join([*words[:-2], self._chance.choice(self._names["locality"])])
                if len(words) > 2
                else typed
            )
        return " ".join([*kept, self._chance.choice(self._names[kind])])

    def _person(self) -> str:
        given = self._syllables("given", self._chance.choice([1, 1, 2]))
        return " ".join(given if self._chance.random() < 0.3 else [*self._syllables("surname", 1), *given])

    def _syllables(self, kind: str, count: int) -> list[str]:
        return [self._chance.choice(self._parts[kind]).title() for _ in range(count)]


def _opens_outlet(name: str) -> bool:
    return fold_search(name).split()[0] in _OPENERS["outlet"]


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Stretches of words that belong to one entity or to none."""
    first = 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or not (
            tags[i].startswith("I-") or (tags[i] == OUTSIDE and tags[first] == OUTSIDE)
        ):
            yield first, i, tags[first][2:]
            first = i
