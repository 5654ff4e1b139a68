"""Measures a trained model on data/evaluation: intents, entities, categories, times, cost."""

import argparse
import asyncio
import csv
import logging
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.log_utils import configure_structlog

from nlu.graph import DirectRunner
from nlu.text.fold import fold

FOLDER = Path(__file__).resolve().parents[1] / "data" / "evaluation"
REFERENCE = "2026-11-23T10:00:00+07:00"
_LABELLED = frozenset(["agency", "locality", "outlet", "person", "phone", "url", "email", "ticket_code"])
_REJECTED = frozenset(["out_of_scope", "nlu_fallback"])
SETS = (
    ("plain", False),
    ("plain", True),
    ("chat", False),
    ("unseen", False),
    ("unseen", True),
    ("strangers_plain", False),
    ("strangers_plain", True),
    ("strangers_stripped", False),
    ("strangers_chat", False),
)
TIMES = (("times", False), ("times", True), ("strangers_times", False), ("strangers_times", True))
WIDTH = 24
_STRICT = 2  # confusions seen fewer times are not listed in the summary

Parsed = dict[str, Any]


@dataclass
class Score:
    """Counts of one set of sentences."""

    right: int = 0
    total: int = 0
    strange: int = 0
    strange_accepted: int = 0
    categories: int = 0
    categories_right: int = 0
    found: int = 0
    wanted: int = 0
    both: int = 0
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def add(self, gold: Message, parsed: Parsed) -> None:
        self._add_intent(gold, parsed)
        self._add_entities(gold, parsed)
        category = ((gold.get("metadata") or {}).get("intent") or {}).get("category")
        if category:
            given = [one["value"] for one in parsed["entities"] if one["entity"] == "category"]
            self.categories += 1
            self.categories_right += given[:1] == [category]
            if given[:1] != [category]:
                self.errors.append(f"category {category} -> {given}: {parsed['text']}")

    def _add_intent(self, gold: Message, parsed: Parsed) -> None:
        intent, given = gold.get("intent"), parsed["intent"]["name"]
        right = given in _REJECTED if intent == "out_of_scope" else given == intent
        self.total += 1
        self.right += right
        if intent == "out_of_scope":
            self.strange += 1
            self.strange_accepted += not right
        if not right:
            self.confusions[intent, given] += 1
            self.errors.append(f"{intent} -> {given} {parsed['intent']['confidence']:.2f}: {parsed['text']}")

    def _add_entities(self, gold: Message, parsed: Parsed) -> None:
        wanted = _spans(gold.get("entities", []))
        found = _spans(parsed["entities"])
        self.wanted += len(wanted)
        self.found += len(found)
        self.both += len(wanted & found)
        for sign, spans in (("missed", wanted - found), ("invented", found - wanted)):
            for start, end, kind in sorted(spans):
                self.errors.append(f"{sign} {kind} [{parsed['text'][start:end]}]: {parsed['text']}")

    @property
    def f1(self) -> float:
        return 2 * self.both / max(1, self.wanted + self.found)

    def summary(self) -> str:
        return (
            f"intents {_share(self.right, self.total)}  entities F1 {100 * self.f1:.1f} (of {self.wanted})  "
            f"categories {_share(self.categories_right, self.categories)}  "
            f"out of scope accepted {_share(self.strange_accepted, self.strange)}"
        )


def _spans(entities: Iterable[dict[str, Any]]) -> set[tuple[int, int, str]]:
    return {(one["start"], one["end"], one["entity"]) for one in entities if one["entity"] in _LABELLED}


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % of {whole}" if whole else "-"


def measure(agent: Agent, name: str, stripped: bool) -> Score:
    """Every sentence of one file of the development set, as written or without its marks."""
    score = Score()
    for gold in load_data(str(FOLDER / f"{name}.yml")).nlu_examples:
        text = fold(gold.get("text")) if stripped else gold.get("text")
        began = time.perf_counter()
        parsed = _parse(agent, text)
        score.milliseconds.append(1000 * (time.perf_counter() - began))
        score.add(gold, parsed)
    return score


def measure_times(agent: Agent, name: str, stripped: bool) -> tuple[int, int, list[str]]:
    """(right, all, errors) of a table of times; an empty value means that none should be found."""
    right, errors = 0, []
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        text = fold(row["text"]) if stripped else row["text"]
        given = [one["value"] for one in _parse(agent, text)["entities"] if one["entity"] == "time"]
        wanted = [{"value": row["value"], "precision": row["precision"]}] if row["value"] else []
        right += given == wanted
        if given != wanted:
            errors.append(f"time {text}: {given}, wanted {wanted}")
    return right, len(rows), errors


def _title(name: str, stripped: bool) -> str:
    return f"{name.replace('_', ' ') + (' stripped' if stripped else ''):{WIDTH}}"


def _parse(agent: Agent, text: str) -> Parsed:
    if agent.processor is None:
        raise SystemExit("The model could not be loaded.")
    message = UserMessage(text, metadata={"received_at": REFERENCE})
    return asyncio.run(agent.processor.parse_message(message))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model", help="a trained model, or the folder whose newest one is meant")
    arguments.add_argument("--errors", action="store_true", help="list every error")
    options = arguments.parse_args()
    configure_structlog(logging.WARNING)  # Rasa would write every message to the screen
    agent = Agent.load(options.model)
    if agent.processor is not None:  # as the channel runs it
        agent.processor.graph_runner = DirectRunner(cast(DaskGraphRunner, agent.processor.graph_runner))
    say = sys.stdout.write
    milliseconds: list[float] = []
    for name, stripped in SETS:
        score = measure(agent, name, stripped)
        milliseconds += score.milliseconds
        say(f"{_title(name, stripped)} {score.summary()}\n")
        for (wanted, given), count in score.confusions.most_common():
            if count >= _STRICT:
                say(f"{'':{WIDTH}} {count} x {wanted} taken for {given}\n")
        say("".join(f"{'':{WIDTH}}   {error}\n" for error in score.errors if options.errors))
    for name, stripped in TIMES:
        right, total, errors = measure_times(agent, name, stripped)
        say(f"{_title(name, stripped)} {_share(right, total)}\n")
        say("".join(f"{'':{WIDTH}}   {error}\n" for error in errors if options.errors))
    p95 = statistics.quantiles(milliseconds, n=20)[-1]
    say(f"{'a message':{WIDTH}} p50 {statistics.median(milliseconds):.2f} ms, p95 {p95:.2f} ms\n")


if __name__ == "__main__":
    main()
