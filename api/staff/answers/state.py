"""Where an entry stands: whether the public is given it today, and if not, why."""

from datetime import date
from enum import StrEnum

from api.answers.models import LegalAnswer


class State(StrEnum):
    SHOWN = "shown"
    UNVERIFIED = "unverified"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    RETIRED = "retired"


def state_of(entry: LegalAnswer, day: date) -> State:
    if entry.retired_at is not None:
        return State.RETIRED
    if entry.shown_on(day):
        return State.SHOWN
    if entry.verified_at is None or entry.verified_by is None:
        return State.UNVERIFIED
    return State.NOT_YET if entry.valid_from and entry.valid_from > day else State.EXPIRED
