"""Typed text as tokens that can be compared with names."""

import re
import unicodedata
from dataclasses import dataclass

from api.directory.lexicon import INITIALS, LONGEST_REWRITE, REWRITES
from nlu.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
# Longer texts are not names; the rest of them is not read.
MOST_CHARACTERS = 400
MOST_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A word without marks, and as typed (lower case, NFC, the same length)."""

    folded: str
    typed: str


def read(text: str) -> list[Token]:
    lowered = unicodedata.normalize("NFC", text[:MOST_CHARACTERS]).casefold().replace("ð", "đ")
    words = _WORD.findall(unicodedata.normalize("NFC", lowered))[:MOST_TOKENS]
    return [Token(fold(word), word) for word in words]


def canonical(tokens: list[Token]) -> list[Token]:
    """Without "và", and heads of names in one form: Ủy ban nhân dân, uỷ ban, UB become ubnd."""
    tokens = [token for token in tokens if token.folded != "va"]
    rewritten: list[Token] = []
    at = 0
    while at < len(tokens):
        for length in range(min(LONGEST_REWRITE, len(tokens) - at), 0, -1):
            form = REWRITES.get(squash(tokens[at : at + length]))
            if form:
                rewritten.append(Token(form, form))
                at += length
                break
        else:
            rewritten.append(tokens[at])
            at += 1
    return rewritten


def squash(tokens: list[Token]) -> str:
    return "".join(token.folded for token in tokens)


def squash_typed(tokens: list[Token]) -> str:
    return "".join(token.typed for token in tokens)


def initials(tokens: list[Token]) -> tuple[str, int]:
    """Squashed with the words of department names as initials, and how many words that were."""
    parts: list[str] = []
    shortened = at = 0
    while at < len(tokens):
        short = INITIALS.get(squash(tokens[at : at + 2])) if at + 1 < len(tokens) else None
        parts.append(short or tokens[at].folded)
        shortened += short is not None
        at += 2 if short else 1
    return "".join(parts), shortened
