"""What the linear classifiers see of a message: pieces of words, words and pairs, all folded."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

LONGEST_PIECE = 4


def text_features(words: Sequence[str], marks: Iterable[str] = ()) -> list[str]:
    """Character pieces within words, words, pairs of words; `marks` say what else is there.

    `words` are folded; one of them may hold several syllables, and numbers are seen only by their length.
    """
    syllables = [_shape(part) for word in words for part in word.split()]
    features = [f"w:{word}" for word in syllables]
    bounded = ["<", *syllables, ">"]
    features += [f"p:{left} {right}" for left, right in pairwise(bounded)]
    for word in syllables:
        padded = f" {word} "
        for size in range(1, LONGEST_PIECE + 1):
            features += [f"c:{padded[i : i + size]}" for i in range(len(padded) - size + 1)]
    features += [f"m:{mark}" for mark in marks]
    return features


def _shape(word: str) -> str:
    return "0" * min(len(word), 5) if word.isdigit() else word
