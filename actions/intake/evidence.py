"""Evidence that is announced in words ("tôi có ghi âm"), or said not to exist."""

from actions.cues import Phrases, cues, words_of
from actions.intake.reading import CLAUSE, LONGEST_LINE, one_line

_NEAR = 5  # words between having and the thing


def announced_evidence(text: str) -> str | None:
    """The clauses in which the writer says what they have; what others recorded is none of it."""
    clauses = [one_line(match.group()) for match in CLAUSE.finditer(text)]
    told = [clause for clause in clauses if _has(clause, "have")]
    return "; ".join(told)[:LONGEST_LINE] or None


def denies_evidence(text: str) -> bool:
    """Whether it is said that there is none: then nobody asks for it."""
    return any(_has(match.group(), "lack") for match in CLAUSE.finditer(text))


def _has(clause: str, kind: str) -> bool:
    words = words_of(clause)
    have, things = cues("evidence", kind), cues("evidence", "things")
    for start in range(len(words)):
        size = have.at(words, start)
        if size and _own(words, start) and _thing_near(clause, words, start + size, things):
            return True
    return False


def _own(words: list[str], start: int) -> bool:
    """At the beginning of its clause, or said of the writer."""
    return start == 0 or words[start - 1] in cues_words("before")


def cues_words(part: str) -> frozenset[str]:
    return frozenset(run[0] for run in cues("evidence", part).runs)


def _thing_near(clause: str, words: list[str], start: int, things: Phrases) -> bool:
    if any(things.at(words, at) for at in range(start, min(start + _NEAR, len(words)))):
        return True
    # Without its mark "ảnh" is "anh", a man.
    return "ảnh" in clause.casefold().split()[start : start + _NEAR]
