"""Words of a message, normalised for the models, with their place in the text as typed."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nlu.text.fold import clusters, fold
from nlu.text.syllables import modern_tone, shorten, untelex
from nlu.text.teencode import Lexicon

_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


@dataclass(frozen=True)
class Word:
    """A word: `folded` for the models, `accented` as spelt today, `start` and `end` in the typed text."""

    folded: str
    accented: str
    start: int
    end: int


def split_words(text: str, lexicon: Lexicon) -> list[Word]:
    """Letters, numbers and signs apart; the text may be NFC or NFD."""
    spans = list(clusters(text))
    # One character for each cluster, so that positions in `plain` are positions in `spans`.
    plain = "".join(form[0] for _, _, form in spans).lower()
    if len(plain) != len(spans):  # a capital whose small form is two characters
        plain = "".join(form[0].lower()[0] for _, _, form in spans)
    words: list[Word] = []
    before = ""
    for match in _PIECE.finditer(plain):
        typed = match.group()
        meaning = lexicon.expand(typed, before) if typed.isalpha() else None
        accented, folded = (meaning, fold(meaning)) if meaning else _normalise(typed)
        words.append(Word(folded, accented, spans[match.start()][0], spans[match.end() - 1][1]))
        before = folded
    return words


@lru_cache(maxsize=20_000)
def _normalise(typed: str) -> tuple[str, str]:
    """The spelling of today and its folded form; remembered, since people use the same words."""
    if not typed[0].isalpha():
        return typed, typed
    accented = modern_tone(shorten(typed))
    folded = fold(accented)
    if accented == folded and len(folded) > 2:
        plain = untelex(folded)
        return (accented, plain) if plain == folded else (plain, plain)
    return accented, folded
