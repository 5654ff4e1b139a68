"""Typed accents as evidence: Nậm Cha and Nậm Chà differ by one mark, and only the accents tell which."""

import unicodedata
from dataclasses import dataclass

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """How far typed accents are from those of a name; less is better."""

    letters: int = 0  # syllables with another letter: d for đ, o for ơ
    tones: int = 0  # syllables with another tone
    missing: int = 0  # syllables without marks where the name has some

    @property
    def contradicts(self) -> bool:
        return self.letters > 0


def difference(typed: str, syllables: tuple[str, ...]) -> Difference:
    """Compare a squashed text with a name it equals once folded; no accents typed at all say nothing."""
    letters = tones = missing = 0
    if not any(_marks(char) for char in typed):
        return Difference()
    at = 0
    for syllable in syllables:
        part = typed[at : at + len(syllable)]
        at += len(syllable)
        given, expected = _split(part), _split(syllable)
        if given == expected:
            continue
        if given == ("", ""):
            missing += 1
        elif given[0] != expected[0]:
            letters += 1
        else:
            tones += 1
    return Difference(letters, tones, missing)


def _split(text: str) -> tuple[str, str]:
    """Marks that make letters, and tones. Where in the syllable a tone stands is a matter of taste."""
    marks = [mark for char in text for mark in _marks(char)]
    return (
        "".join(sorted(mark for mark in marks if mark not in TONES)),
        "".join(sorted(mark for mark in marks if mark in TONES)),
    )


def _marks(char: str) -> str:
    return "đ" if char == "đ" else unicodedata.normalize("NFD", char)[1:]
