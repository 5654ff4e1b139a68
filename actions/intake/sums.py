"""The sum of money a report is about."""

from typing import Any

from actions.cues import cues, words_of
from nlu.text.money import Sum, find_money

SURE, ONE_OF_SEVERAL = 0.9, 0.6
_BEFORE, _BEHIND = 5, 4  # words around a sum that say what it is
_NEGATION = 3


def read_sum(text: str) -> dict[str, Any] | None:
    """The largest sum that was demanded, or else that was not paid; `confidence` is for staff."""
    found = find_money(text)
    if not found:
        return None
    meant = [one for at, one in enumerate(found) if not _is_denied(text, found, at)] or found
    kinds = {one.start: _kind(text, found, found.index(one)) for one in meant}
    demanded = [one for one in meant if kinds[one.start] == "demanded"]
    unpaid = [one for one in meant if kinds[one.start] != "paid"]
    largest = max(demanded or unpaid or meant, key=lambda one: one.value)
    sure = SURE if len({one.value for one in found}) == 1 else ONE_OF_SEVERAL
    return {"value": largest.value, "text": largest.text, "confidence": sure}


def _before(text: str, found: list[Sum], at: int) -> list[str]:
    return words_of(text[found[at - 1].end if at else 0 : found[at].start])


def _is_denied(text: str, found: list[Sum], at: int) -> bool:
    """ "Không phải 5 triệu"."""
    return cues("sums", "denied").find(_before(text, found, at)[-_NEGATION:]) is not None


def _kind(text: str, found: list[Sum], at: int) -> str:
    """Whether this sum was demanded or paid: "nó đòi 10tr", "10tr là nó đòi", "em đưa 2tr"."""
    before = _before(text, found, at)[-_BEFORE:]
    if cues("sums", "demanded").find(before):
        return "demanded"
    if cues("sums", "paid").find(before):
        return "paid"
    behind = text[found[at].end : found[at + 1].start if at + 1 < len(found) else len(text)]
    clause = behind.partition(",")[0].partition(".")[0]
    return "demanded" if cues("sums", "said_behind").find(words_of(clause)[:_BEHIND]) else ""
