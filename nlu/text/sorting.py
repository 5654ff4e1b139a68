"""Vietnamese alphabetical order."""

import re
import unicodedata

# f, j, w and z stand where Latin has them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}
# Dictionary order of tones: none, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_WORD = re.compile(r"[^\W_]+")


def sort_key(text: str) -> str:
    """A key that orders by syllable, in each first by letters and then by tone.

    It may be stored; in PostgreSQL order it with COLLATE "C".
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return "".join(_word_key(word) for word in words)


def _word_key(word: str) -> str:
    letters, tones = [], []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        tones.append(next((_TONES[mark] for mark in parts if mark in _TONES), "0"))
        bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        letters.append(_RANKS.get(bare, bare))
    # The space sorts before every letter, so that "an" stands before "anh".
    return f"{''.join(letters)} {''.join(tones)}"
