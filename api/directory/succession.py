"""Who does today what a former agency did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.directory.records import Agency


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agency that may be meant, and what tells it from the others."""

    agency_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heir:
    agency_id: str
    since: date | None
    scope: str | None


type Heirs = tuple[Heir, ...]


def find_heirs(agencies: Mapping[str, Agency], former: Agency, day: date) -> Heirs:
    """Its successors on that day, through as many mergers as there were."""
    found: dict[str, Heir] = {}
    waiting = list(former.successions)
    seen = {former.id}
    while waiting:
        step = waiting.pop(0)
        if step.successor_id in seen:
            continue
        seen.add(step.successor_id)
        successor = agencies[step.successor_id]
        if successor.exists(day):
            found[successor.id] = Heir(successor.id, step.since, step.scope)
        else:
            waiting.extend(successor.successions)
    return tuple(found.values())
