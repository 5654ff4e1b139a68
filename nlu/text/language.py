"""Whether a message is in another language; in doubt it is Vietnamese, however it is typed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from nlu.text.fold import fold
from nlu.text.syllables import is_syllable, shorten, untelex
from nlu.text.tables import read_table

Language = Literal["english", "other"]

LONGEST = 2000  # characters looked at
# What has no language: addresses, names of accounts, codes, numbers.
_NO_WORD = re.compile(r"https?://\S+|www\.\S+|\S+@\S*|@\S+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?|\w*\d\w*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = frozenset("aeiouy")
_LEAST_PROOF = 2  # different words
_MOST_VIETNAMESE = 0.4  # of the words
_LEAST_WORDS = 3
# Without a known word of a language: so many long words that no Vietnamese syllables can make up.
_LEAST_STRANGE, _SHARE_STRANGE, _LONG = 5, 0.6, 4


@dataclass(frozen=True)
class _Words:
    """Words that prove a language, and words that prove nothing, since they may be Vietnamese as well."""

    english: frozenset[str]
    others: tuple[frozenset[str], ...]
    either: frozenset[str]

    @cached_property
    def all(self) -> frozenset[str]:
        return self.either.union(self.english, *self.others)


@lru_cache(maxsize=1)
def known_words() -> _Words:
    """data/text/foreign_words.csv."""
    rows = [
        (row["language"], row["use"], frozenset(row["words"].split())) for row in read_table("foreign_words")
    ]
    return _Words(
        english=next(words for language, use, words in rows if (language, use) == ("english", "proof")),
        others=tuple(words for language, use, words in rows if language != "english" and use == "proof"),
        either=frozenset().union(*(words for _, use, words in rows if use == "either")),
    )


def foreign_language(text: str) -> Language | None:
    """English, another language, or nothing when the text is Vietnamese or too short to tell."""
    plain = _NO_WORD.sub(" ", unicodedata.normalize("NFC", text[:LONGEST]))
    if _is_other_script(plain):
        return "other"
    typed = [word.replace("’", "'") for word in _WORD.findall(plain)]
    words = [word.casefold() for word in typed]
    if len(words) < 2 or (len(words) < _LEAST_WORDS and "english" not in words):
        return None
    vietnamese = sum(_is_vietnamese(word) for word in words)
    if vietnamese > _MOST_VIETNAMESE * len(words):
        return None
    known, lists = set(words), known_words()
    english = known & lists.english
    others = max((known & listed for listed in lists.others), key=len)
    if len(others) > len(english) and len(others) >= _LEAST_PROOF:
        return "other"
    if len(english) >= _LEAST_PROOF or (english and known <= lists.english | lists.either):
        return "english"
    strange = [word for word in typed if _is_strange(word)]
    enough = len(strange) >= max(_LEAST_STRANGE, _SHARE_STRANGE * len(words))
    return "other" if enough else None


def _is_other_script(text: str) -> bool:
    """More than half of the letters, and more than one, are of another script."""
    letters = [char for char in text if unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lo")]
    names = [unicodedata.name(char, "") for char in letters]
    # Letters of decorated fonts are Latin ones in disguise.
    strange = sum("LATIN" not in name and not name.startswith("MATHEMATICAL") for name in names)
    return strange >= 2 and strange * 2 > len(letters)


def _is_vietnamese(word: str) -> bool:
    """Not a word of another language, and a syllable or something with marks that only Vietnamese has."""
    if word in known_words().all:
        return False
    return _has_own_marks(word) or is_syllable(untelex(fold(shorten(word))))


def _has_own_marks(word: str) -> bool:
    """đ, ă, ơ, ư, a tone below or above, or two marks on one letter."""
    for char in word:
        marks = unicodedata.normalize("NFD", char)[1:]
        if char == "đ" or len(marks) > 1 or marks in ("\u0306", "\u031b", "\u0323", "\u0309"):
            return True
    return False


def _is_strange(word: str) -> bool:
    """A longer word that can be spoken, is no name, and is no row of Vietnamese syllables written as one."""
    folded = fold(word)
    vowels = sum(char in _VOWELS for char in folded)
    spoken = len(folded) * 0.25 <= vowels <= len(folded) * 0.7
    common = word.islower() and word not in known_words().either
    return len(folded) >= _LONG and spoken and common and not _is_row_of_syllables(folded[:40])


def _is_row_of_syllables(folded: str) -> bool:
    reached = {0}
    for end in range(1, len(folded) + 1):
        if any(start in reached and is_syllable(folded[start:end]) for start in range(max(0, end - 7), end)):
            reached.add(end)
    return len(folded) in reached
