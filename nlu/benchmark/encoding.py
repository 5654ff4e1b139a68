"""From tokens, tags and intents to numbers for the network."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from nlu.benchmark.corpus import Sentence, words_of
from nlu.benchmark.layers import Floats
from nlu.text.tagging import OUTSIDE

Ids = npt.NDArray[np.int32]
# How many of a word's features name the whole word: training hides them at times, so that pieces count.
WHOLE = 2
UNKNOWN = 0


def word_features(token: str) -> list[str]:
    """The word with and without its marks, its ends, its shape; always as many."""
    (word,) = words_of((token,))
    folded, accented = word.folded, word.accented
    shape = "".join("0" if char.isdigit() else "x" if char.isalpha() else char for char in folded)
    ends = [f"{size}:{folded[:size]}" for size in (1, 2, 3)] + [
        f"-{size}:{accented[-size:]}" for size in (1, 2, 3)
    ]
    return [f"a:{accented}", f"w:{folded}", *ends, f"s:{shape[:6]}", f"l:{min(len(folded), 8)}"]


def tag_parts(tag: str) -> list[str]:
    """What a tag shares with others: B-fromloc.city_name and B-toloc.city_name are both cities."""
    if tag == OUTSIDE:
        return [tag]
    edge, _, kind = tag.partition("-")
    first, last = kind.split(".")[0], kind.split(".")[-1]
    return [edge, f"kind:{kind}", f"first:{first}", f"last:{last}", f"{edge} last:{last}"]


@dataclass
class Encoder:
    """The names behind the numbers, as found in the training sentences."""

    features: list[str]
    tags: list[str]
    intents: list[str]
    _feature_ids: dict[str, int] = field(init=False)
    _tag_ids: dict[str, int] = field(init=False)
    _rows: dict[str, list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._feature_ids = {name: number for number, name in enumerate(self.features, 1)}
        self._tag_ids = {tag: number for number, tag in enumerate(self.tags)}

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> "Encoder":
        tokens = {token for sentence in sentences for token in sentence.tokens}
        tags = {tag for sentence in sentences for tag in sentence.tags} | {OUTSIDE}
        tags |= {"I-" + tag[2:] for tag in tags if tag != OUTSIDE}
        return cls(
            sorted({name for token in tokens for name in word_features(token)}),
            sorted(tags),
            sorted({sentence.intent for sentence in sentences}),
        )

    def row(self, token: str) -> list[int]:
        """The features of a token; UNKNOWN for one that no training sentence has."""
        if token not in self._rows:
            self._rows[token] = [self._feature_ids.get(name, UNKNOWN) for name in word_features(token)]
        return self._rows[token]

    def table(self, sentences: Sequence[Sequence[str]]) -> tuple[Ids, Ids]:
        """Feature numbers (sentence, time, feature) and the length of each sentence."""
        lengths = np.array([len(tokens) for tokens in sentences], np.int32)
        ids = np.zeros((len(sentences), int(lengths.max()), len(word_features("a"))), np.int32)
        for number, tokens in enumerate(sentences):
            ids[number, : len(tokens)] = [self.row(token) for token in tokens]
        return ids, lengths

    def wanted(self, sentence: Sentence, smoothing: float) -> tuple[Floats, Floats]:
        """What a network should say: nearly everything for the right tag of each token, the right intent."""
        slots = np.full((len(sentence.tags), len(self.tags)), smoothing / len(self.tags), np.float32)
        slots[range(len(slots)), [self._tag_ids[tag] for tag in sentence.tags]] += 1 - smoothing
        intents = np.full(len(self.intents), smoothing / len(self.intents), np.float32)
        intents[self.intents.index(sentence.intent)] += 1 - smoothing
        return slots, intents

    def composition(self) -> Floats:
        """Which parts each tag is made of."""
        parts = sorted({part for tag in self.tags for part in tag_parts(tag)})
        table = np.zeros((len(self.tags), len(parts)), np.float32)
        for number, tag in enumerate(self.tags):
            table[number, [parts.index(part) for part in tag_parts(tag)]] = 1
        return table
