"""What a message speaks of: a hospital that no example names is a hospital all the same."""

from collections.abc import Iterable, Sequence

from nlu.text.fold import fold_search
from nlu.text.tables import read_table

_END = ""


class Concepts:
    """Phrases of data/text/concepts.csv, each standing for a concept."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._phrases: dict[tuple[str, ...], set[str]] = {}
        for concept, phrase in rows:
            self._phrases.setdefault(tuple(fold_search(phrase).split()), set()).add(concept)
        self._longest = max((len(phrase) for phrase in self._phrases), default=0)

    @classmethod
    def load(cls) -> "Concepts":
        return cls((row["concept"], row["phrase"]) for row in read_table("concepts"))

    def found(self, syllables: Sequence[str]) -> set[str]:
        """The concepts of the longest phrase that begins at each syllable."""
        concepts: set[str] = set()
        for first in range(len(syllables)):
            for size in range(min(self._longest, len(syllables) - first), 0, -1):
                meant = self._phrases.get(tuple(syllables[first : first + size]))
                if meant:
                    concepts |= meant
                    break
        return concepts
