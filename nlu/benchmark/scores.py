"""What the published results give: intent accuracy, slot F1 as conlleval counts it, sentence accuracy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlu.text.tagging import decode


@dataclass(frozen=True)
class Scores:
    """In per cent."""

    intents: float
    slots: float
    sentences: float

    @classmethod
    def of(
        cls, wanted: Sequence[tuple[str, Sequence[str]]], given: Sequence[tuple[str, Sequence[str]]]
    ) -> "Scores":
        """From (intent, tags) of each sentence; a sentence is right if everything about it is."""
        pairs = list(zip(wanted, given, strict=True))
        intents = sum(gold[0] == guess[0] for gold, guess in pairs)
        whole = sum(gold[0] == guess[0] and list(gold[1]) == list(guess[1]) for gold, guess in pairs)
        precision, recall = chunk_scores((gold[1], guess[1]) for gold, guess in pairs)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return cls(_percent(intents, len(pairs)), 100 * f1, _percent(whole, len(pairs)))


def chunk_scores(rows: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[float, float]:
    """Precision and recall of whole slots: the same words and the same kind."""
    wanted = found = both = 0
    for gold, guess in rows:
        right, given = set(decode(gold)), set(decode(guess))
        wanted += len(right)
        found += len(given)
        both += len(right & given)
    return (both / found if found else 0.0, both / wanted if wanted else 0.0)


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
