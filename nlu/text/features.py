"""What the linear classifiers see of a message: pieces of words, words and pairs, all folded."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from nlu.text.concepts import Concepts
from nlu.text.words import Word

LONGEST_PIECE = 4
SHORT = 3
PRESS = "press"
# What opens a name tells more than the name: a magazine is not a newspaper.
_OPENERS = frozenset(
    [
        "bao",
        "tap",
        "chi",
        "dai",
        "trang",
        "xa",
        "phuong",
        "huyen",
        "ban",
        "so",
        "ubnd",
        "cong",
        "an",
        "thi",
        "tran",
    ]
)


def text_features(syllables: Sequence[str], concepts: Concepts, accented: Sequence[str] = ()) -> list[str]:
    """Pieces within words, words, pairs of words, short messages whole, and what is spoken of.

    Syllables that begin with @ stand for names and numbers found in the text. `accented` are the words
    with their marks: in a short message only they tell đúng (right), dừng (stop) and đừng (do not) apart.
    """
    features = [f"w:{word}" for word in syllables]
    features += [f"p:{left} {right}" for left, right in pairwise(["<", *syllables, ">"])]
    for word in syllables:
        if word[0] != "@":
            features += _pieces(f" {word} ")
    if len(syllables) <= SHORT:
        features.append("f:" + " ".join(syllables))
        features += [f"a:{word}" for word in accented]
    features.append(f"n:{min(len(syllables), 12) // 2}")
    return features + _concept_features(syllables, concepts)


@lru_cache(maxsize=20_000)
def _pieces(padded: str) -> list[str]:
    return [
        f"c:{padded[i : i + size]}"
        for size in range(1, LONGEST_PIECE + 1)
        for i in range(len(padded) - size + 1)
    ]


def _concept_features(syllables: Sequence[str], concepts: Concepts) -> list[str]:
    """Concepts, pairs of them, and the absence of the one every report here has: the press."""
    found = concepts.found(syllables) | {word for word in syllables if word[0] == "@"}
    if "@outlet" in found:
        found.add(PRESS)
    names = sorted(found)
    features = [f"k:{name}" for name in names]
    features += [f"kk:{left}+{right}" for left, right in combinations(names, 2)]
    if PRESS not in found:
        features.append(f"k:no {PRESS}")
    return features


def masked(words: Sequence[Word], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """The folded syllables; in place of a name, a number or a time only what kind of thing stands there.

    So a place nobody thought of when training counts like any other.
    """
    ordered = sorted(spans)
    syllables: list[str] = []
    shown: tuple[int, int, str] | None = None
    for word in words:
        span = next((one for one in ordered if one[0] <= word.start and word.end <= one[1]), None)
        if span is None:
            syllables += [_shape(part) for part in word.folded.split()]
        elif span != shown:
            if word.folded in _OPENERS:
                syllables.append(word.folded)
            syllables.append(f"@{span[2]}")
        shown = span
    return syllables


def _shape(word: str) -> str:
    return "0" * min(len(word), 5) if word.isdigit() else word
