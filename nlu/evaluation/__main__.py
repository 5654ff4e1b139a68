"""Measures the trained model on data/evaluation, in cross-validation, and beside a stock pipeline."""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.log_utils import configure_structlog

from nlu.evaluation.pipeline import Parsed, Pipeline
from nlu.evaluation.product import Product
from nlu.evaluation.scores import Score, share
from nlu.evaluation.sets import (
    DATA,
    REFERENCE,
    SENTENCES,
    TIMES,
    TRAINING,
    Fold,
    TestSet,
    author_folds,
    random_folds,
    sentences,
    times,
)

PARTS = ("sets", "times", "folds", "stock")
CONFIG = DATA.parent / "config.yml"
STOCK = Path(__file__).with_name("stock.yml")
WIDTH = 26
_SEEN_TWICE = 2  # confusions seen fewer times are not listed


class Model(Protocol):
    """Anything that understands a message."""

    def parse(self, text: str, received_at: str) -> Parsed: ...


def say(line: str, indent: int = 0) -> None:
    sys.stdout.write(" " * indent + line + "\n")
    sys.stdout.flush()


def measure(model: Model, gold: Iterable[Message], one: TestSet | None = None) -> Score:
    score = Score()
    for message in gold:
        text = message.get("text")
        score.add(message, model.parse(one.typed(text) if one else text, REFERENCE))
    return score


def report_sets(model: Model, most: int) -> None:
    """A line a set; then, over the open and the sealed ones, what is mixed up and how sure the model was."""
    together = {False: Score(), True: Score()}
    for one in SENTENCES:
        score = measure(model, sentences(one), one)
        say(f"{one.name:{WIDTH}} {score.summary()}")
        together[one.sealed].merge(score)
    for sealed, score in together.items():
        say(f"\n{'sets whose errors nobody reads' if sealed else 'sets whose errors may be read'}, together")
        report_details(score, 0 if sealed else most)


def report_details(score: Score, most: int) -> None:
    say(score.summary(), 2)
    say(f"entities: {score.kinds()}", 2)
    for (wanted, given), count in score.confusions.most_common():
        if count >= _SEEN_TWICE:
            say(f"{count} x {wanted} taken for {given}", 4)
    say(f"confidence, on average off by {score.calibration.error:.3f}:", 2)
    for line in score.calibration.lines():
        say(line, 4)
    if most:
        say("worst errors, the surest first:", 2)
    for sure, error in sorted(score.errors, reverse=True)[:most]:
        say(f"{sure:.2f} {error}", 4)


def report_times(model: Model, most: int) -> None:
    for one in TIMES:
        rows = times(one)
        errors = list(_time_errors(model, one, rows))
        say(f"{one.name:{WIDTH}} {share(len(rows) - len(errors), len(rows))}")
        for error in errors[: 0 if one.sealed else most]:
            say(error, 4)


def _time_errors(model: Model, one: TestSet, rows: list[dict[str, str]]) -> Iterator[str]:
    for row in rows:
        text = one.typed(row["text"])
        given = [
            found["value"] for found in model.parse(text, REFERENCE)["entities"] if found["entity"] == "time"
        ]
        wanted = [{"value": row["value"], "precision": row["precision"]}] if row["value"] else []
        if given != wanted:
            yield f"{text}: {given}, wanted {wanted}"


def report_folds(folds: Iterable[Fold]) -> None:
    together = Score()
    for fold in folds:
        with tempfile.TemporaryDirectory() as folder:
            model = Pipeline.fit(CONFIG, fold.training_data(), Path(folder))
            score = measure(model, fold.held)
        say(f"{fold.name:{WIDTH}} {score.summary()}")
        together.merge(score)
    say(f"{'together':{WIDTH}} {together.summary()}")


def report_stock(epochs: int) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        model = Pipeline.fit(STOCK, load_data(str(TRAINING)), Path(folder), epochs=epochs)
        say(f"DIET with {epochs} epochs, trained in {time.monotonic() - began:.0f} s; it knows no categories")
        for one in SENTENCES:
            say(f"{one.name:{WIDTH}} {measure(model, sentences(one), one).summary()}")


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m nlu.evaluation", description=__doc__)
    arguments.add_argument(
        "model", type=Path, help="a trained model, or the folder whose newest one is meant"
    )
    arguments.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    arguments.add_argument("--errors", type=int, default=30, help="how many errors to list")
    arguments.add_argument("--folds", type=int, default=3, help="folds of the cross-validation at random")
    arguments.add_argument(
        "--epochs", type=int, default=20, help="of the stock pipeline; a minute or more each"
    )
    options = arguments.parse_args()
    logging.disable(logging.WARNING)
    configure_structlog(logging.ERROR)  # Rasa would write every message to the screen
    product = Product.load(options.model)
    if "sets" in options.parts:
        say("== sentences\n")
        report_sets(product, options.errors)
    if "times" in options.parts:
        say("\n== times\n")
        report_times(product, options.errors)
        say(f"\na message: {product.cost()}")
    if "folds" in options.parts:
        say("\n== cross-validation: trained without one author, or without a part of all sentences\n")
        report_folds(author_folds())
        report_folds(random_folds(options.folds))
    if "stock" in options.parts:
        say("\n== a stock pipeline on the same sentences\n")
        report_stock(options.epochs)


if __name__ == "__main__":
    main()
