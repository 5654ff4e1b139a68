"""The sum of money a report is about."""

from typing import Any

from nlu.text.money import find_money

SURE, ONE_OF_SEVERAL = 0.9, 0.6


def read_sum(text: str) -> dict[str, Any] | None:
    """The largest sum in the text, which is what was asked for; `confidence` tells staff how sure that is."""
    found = find_money(text)
    if not found:
        return None
    largest = max(found, key=lambda one: one.value)
    sure = SURE if len({one.value for one in found}) == 1 else ONE_OF_SEVERAL
    return {"value": largest.value, "text": largest.text, "confidence": sure}
