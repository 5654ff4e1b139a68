"""What the linear classifiers see of a message: pieces of words, words and pairs, all folded."""

from collections.abc import Sequence
from itertools import pairwise

from nlu.text.words import Word

LONGEST_PIECE = 4
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


def text_features(syllables: Sequence[str]) -> list[str]:
    """Character pieces within words, words, pairs of words; names of things found begin with @."""
    features = [f"w:{word}" for word in syllables]
    features += [f"p:{left} {right}" for left, right in pairwise(["<", *syllables, ">"])]
    for word in syllables:
        if word[0] == "@":
            continue
        padded = f" {word} "
        for size in range(1, LONGEST_PIECE + 1):
            features += [f"c:{padded[i : i + size]}" for i in range(len(padded) - size + 1)]
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
