"""Which entries answer a question as typed, and why another one does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.answers.matching import ENOUGH, Match, rank
from api.answers.models import LegalAnswer

MOST_ANSWERS = 3
# An entry that may not be shown, but fits so much better, is what was meant: then nothing else is an answer.
CLEARLY_BETTER = 0.15


class Verdict(StrEnum):
    GIVEN = "given"
    TOO_LITTLE = "too_little"
    RETIRED = "retired"
    UNVERIFIED = "unverified"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    BEATEN = "beaten"
    ENOUGH_OTHERS = "enough_others"


@dataclass(frozen=True)
class Judged:
    match: Match
    verdict: Verdict


def find(question: str, entries: Sequence[LegalAnswer], day: date) -> list[LegalAnswer]:
    """What may be said, best first; none rather than a wrong one. `entries` are all there are."""
    return [item.match.entry for item in judge(question, entries, day) if item.verdict is Verdict.GIVEN]


def judge(question: str, entries: Sequence[LegalAnswer], day: date) -> list[Judged]:
    """All entries that have something in common with the question, best first."""
    ranked = rank(question, entries)
    closed = max((match.score for match in ranked if _blocks(match.entry, day)), default=0.0)
    judged: list[Judged] = []
    given = 0
    for match in ranked:
        verdict = _verdict(match, day, closed)
        if verdict is Verdict.GIVEN:
            given += 1
            verdict = verdict if given <= MOST_ANSWERS else Verdict.ENOUGH_OTHERS
        judged.append(Judged(match, verdict))
    return judged


def _blocks(entry: LegalAnswer, day: date) -> bool:
    return entry.retired_at is None and not entry.shown_on(day)


def _verdict(match: Match, day: date, closed: float) -> Verdict:
    entry = match.entry
    if match.score < ENOUGH:
        return Verdict.TOO_LITTLE
    if entry.retired_at is not None:
        return Verdict.RETIRED
    if entry.verified_at is None or entry.verified_by is None:
        return Verdict.UNVERIFIED
    if not entry.shown_on(day):
        return Verdict.NOT_YET if entry.valid_from and entry.valid_from > day else Verdict.EXPIRED
    return Verdict.BEATEN if closed > match.score + CLEARLY_BETTER else Verdict.GIVEN
