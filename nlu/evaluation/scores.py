"""Counts of what was understood and what was not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.nlu.training_data.message import Message

from nlu.components.message_words import category_of
from nlu.evaluation.calibration import Calibration
from nlu.evaluation.pipeline import Parsed

_LABELLED = frozenset(["agency", "locality", "outlet", "person", "phone", "url", "email", "ticket_code"])
_REJECTED = frozenset(["out_of_scope", "nlu_fallback"])
_OUT = "out_of_scope"


@dataclass
class Score:
    """One set of sentences; scores add up."""

    right: int = 0
    total: int = 0
    strange: int = 0
    strange_accepted: int = 0
    categories: int = 0
    categories_right: int = 0
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    both: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    calibration: Calibration = field(default_factory=Calibration)
    errors: list[tuple[float, str]] = field(default_factory=list)
    """How sure the model was, and what went wrong."""

    def add(self, gold: Message, parsed: Parsed) -> None:
        self._add_intent(gold, parsed)
        self._add_entities(gold, parsed)
        self._add_category(gold, parsed)

    def merge(self, other: "Score") -> None:
        for name in ("right", "total", "strange", "strange_accepted", "categories", "categories_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("found", "wanted", "both", "confusions"):
            getattr(self, name).update(getattr(other, name))
        self.calibration.given += other.calibration.given
        self.errors += other.errors

    def _add_intent(self, gold: Message, parsed: Parsed) -> None:
        intent, given = gold.get("intent"), parsed["intent"]["name"]
        confidence = float(parsed["intent"]["confidence"])
        right = given in _REJECTED if intent == _OUT else given == intent
        self.total += 1
        self.right += right
        self.calibration.add(confidence, right)
        if intent == _OUT:
            self.strange += 1
            self.strange_accepted += not right
        if not right:
            self.confusions[intent, given] += 1
            self.errors.append((confidence, f"{intent} -> {given}: {parsed['text']}"))

    def _add_entities(self, gold: Message, parsed: Parsed) -> None:
        wanted, found = spans(gold.get("entities", [])), spans(parsed["entities"])
        self.wanted.update(kind for _, _, kind in wanted)
        self.found.update(kind for _, _, kind in found)
        self.both.update(kind for _, _, kind in wanted & found)
        sure = {(one["start"], one["end"]): one.get("confidence_entity", 1.0) for one in parsed["entities"]}
        for sign, several in (("missed", wanted - found), ("invented", found - wanted)):
            for start, end, kind in sorted(several):
                what = f"{sign} {kind} [{parsed['text'][start:end]}]: {parsed['text']}"
                self.errors.append((sure.get((start, end), 0.0), what))

    def _add_category(self, gold: Message, parsed: Parsed) -> None:
        category = category_of(gold)
        if not category:
            return
        given = [one for one in parsed["entities"] if one["entity"] == "category"]
        right = bool(given) and given[0]["value"] == category
        self.categories += 1
        self.categories_right += right
        if not right:
            sure = given[0]["confidence_entity"] if given else 0.0
            names = [one["value"] for one in given]
            self.errors.append((sure, f"category {category} -> {names}: {parsed['text']}"))

    def f1(self, kind: str | None = None) -> float:
        """In percent, of exact spans; of all kinds without one."""
        both, wanted, found = (
            counts[kind] if kind else counts.total() for counts in (self.both, self.wanted, self.found)
        )
        return 200 * both / max(1, wanted + found)

    def summary(self) -> str:
        return (
            f"intents {share(self.right, self.total)}  entities F1 {self.f1():.1f} of {self.wanted.total()}  "
            f"categories {share(self.categories_right, self.categories)}  "
            f"out of scope accepted {share(self.strange_accepted, self.strange)}"
        )

    def kinds(self) -> str:
        """F1 of each kind of entity."""
        return ", ".join(
            f"{kind} {self.f1(kind):.1f} of {count}" for kind, count in self.wanted.most_common()
        )


def spans(entities: Iterable[dict[str, Any]]) -> set[tuple[int, int, str]]:
    """Start, end and kind of each annotated span; times and categories are counted elsewhere."""
    return {(one["start"], one["end"], one["entity"]) for one in entities if one["entity"] in _LABELLED}


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % of {whole}" if whole else "-"
