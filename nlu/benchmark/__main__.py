"""Trains on a folder's train part; prints how right the models are on dev and test, and what they cost."""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it has no types

from nlu.benchmark.corpus import Corpus, Sentence
from nlu.benchmark.joint import NAMES, JointModel
from nlu.benchmark.product import ProductModels
from nlu.benchmark.school import Curriculum, School
from nlu.benchmark.scores import Scores
from nlu.components.intent_classifier import LinearIntentClassifier

COLUMNS = ("intents", "slots F1", "sentences", "ms p50", "p95", "MB", "training")


class Model(Protocol):
    """Anything that finds an intent and a tag for each token."""

    def understand(self, tokens: tuple[str, ...]) -> tuple[str, list[str]]: ...


def ask(model: Model, sentences: Sequence[Sentence]) -> tuple[Scores, list[float]]:
    """The scores, and the milliseconds each sentence took, of the processor: others may use it meanwhile."""
    given, milliseconds = [], []
    for sentence in sentences:
        began = time.thread_time()
        given.append(model.understand(sentence.tokens))
        milliseconds.append(1000 * (time.thread_time() - began))
    return Scores.of([(one.intent, one.tags) for one in sentences], given), milliseconds


def rows(name: str, model: Model, corpus: Corpus, parts: Sequence[str], cost: str) -> Iterator[str]:
    """A line a part."""
    for part in parts:
        scores, milliseconds = ask(model, getattr(corpus, part))
        p95 = statistics.quantiles(milliseconds, n=20)[-1]
        right = f"{scores.intents:10.2f}{scores.slots:10.2f}{scores.sentences:10.2f}"
        yield f"{name + ', ' + part:15}{right}{statistics.median(milliseconds):10.2f}{p95:10.2f}{cost}\n"


def train(options: argparse.Namespace, corpus: Corpus, folder: Path) -> Iterator[tuple[str, Model, str]]:
    """Name, model and cost (size, time) of each; the joint model asks the product's ones, too."""
    curriculum = Curriculum() if options.epochs is None else Curriculum().shortened(options.epochs)
    strength = LinearIntentClassifier.get_default_config()["strength"]

    def joint() -> Model:
        School(corpus.train, curriculum, options.seed).train(folder, options.members)
        return JointModel.load(folder)

    ways: dict[str, Callable[[], Model]] = {
        "product": lambda: ProductModels.fit(corpus.train, folder, strength),
        "joint": joint,
    }
    seconds = 0.0
    for name in ["product", "joint"] if options.members else ["product"]:
        began = time.process_time()
        model = ways[name]()
        seconds += time.process_time() - began
        megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        yield name, model, f"{megabytes:10.1f}{seconds:8.0f} s"


def load(folder: Path) -> Iterator[tuple[str, Model, str]]:
    """What an earlier run has kept."""
    yield "product", ProductModels.load(folder), ""
    if (folder / NAMES).exists():
        yield "joint", JointModel.load(folder), ""


def measure(options: argparse.Namespace, folder: Path) -> None:
    corpus = Corpus.read(options.folder, folded=options.folded)
    sizes = ", ".join(f"{len(getattr(corpus, part))} {part}" for part in ("train", "dev", "test"))
    sys.stdout.write(f"{sizes} sentences{', without marks' if options.folded else ''}\n")
    sys.stdout.write(" " * 15 + "".join(f"{column:>10}" for column in COLUMNS) + "\n")
    kept = any(folder.iterdir())
    for name, model, cost in load(folder) if kept else train(options, corpus, folder):
        for row in rows(name, model, corpus, options.parts, cost):
            sys.stdout.write(row)
            sys.stdout.flush()


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m nlu.benchmark", description=__doc__)
    arguments.add_argument(
        "folder", type=Path, help="with train, dev, test, each with seq.in, seq.out, label"
    )
    arguments.add_argument("--parts", nargs="+", choices=["dev", "test"], default=["dev", "test"])
    arguments.add_argument("--folded", action="store_true", help="take all marks away first")
    arguments.add_argument("--members", type=int, default=2, help="networks that teach; 0: no joint model")
    arguments.add_argument("--epochs", type=int, help="passes over the training part for each network")
    arguments.add_argument("--seed", type=int, default=1, help="of the chance that all networks start from")
    arguments.add_argument("--keep", type=Path, help="a folder for the models; if there are some, use them")
    options = arguments.parse_args()
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        os.environ.setdefault(name, "1")  # TensorFlow reads them when it begins to work
    with threadpool_limits(1), tempfile.TemporaryDirectory() as place:
        folder = options.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        measure(options, folder)


if __name__ == "__main__":
    main()
