"""The sentences and times of data/evaluation, and the training sentences cut into folds."""

import copy
import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.message_words import category_of
from nlu.text.fold import fold

DATA = Path(__file__).resolve().parents[2] / "data"
TRAINING = DATA / "training" / "nlu"
AUTHORS = TRAINING / "voices"
REFERENCE = "2026-11-23T10:00:00+07:00"
"""When the messages arrived; the values in the tables of times are relative to it."""


@dataclass(frozen=True)
class TestSet:
    """A file of data/evaluation, as written or without its marks.

    Nobody reads the errors of a sealed one: it stays a measure of what strangers write.
    """

    __test__ = False  # pytest would take the class for tests

    file: str
    stripped: bool = False
    sealed: bool = False

    @property
    def name(self) -> str:
        return self.file.replace("_", " ") + (" stripped" if self.stripped else "")

    def typed(self, text: str) -> str:
        return fold(text) if self.stripped else text


SENTENCES = (
    TestSet("plain"),
    TestSet("plain", stripped=True),
    TestSet("chat"),
    TestSet("unseen"),
    TestSet("unseen", stripped=True),
    TestSet("strangers_plain", sealed=True),
    TestSet("strangers_plain", stripped=True, sealed=True),
    TestSet("strangers_stripped", sealed=True),
    TestSet("strangers_chat", sealed=True),
    TestSet("newcomers_plain", sealed=True),
    TestSet("newcomers_plain", stripped=True, sealed=True),
    TestSet("newcomers_stripped", sealed=True),
    TestSet("newcomers_chat", sealed=True),
)
TIMES = (
    TestSet("times"),
    TestSet("times", stripped=True),
    TestSet("strangers_times", sealed=True),
    TestSet("strangers_times", stripped=True, sealed=True),
    TestSet("newcomers_times", sealed=True),
    TestSet("newcomers_times", stripped=True, sealed=True),
)


def sentences(one: TestSet) -> list[Message]:
    """With intent, entities, and the category in the metadata."""
    return list(load_data(str(DATA / "evaluation" / f"{one.file}.yml")).nlu_examples)


def times(one: TestSet) -> list[dict[str, str]]:
    """Rows of text, value, precision; an empty value means that no time should be found."""
    with (DATA / "evaluation" / f"{one.file}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Fold:
    """Some of the training sentences held out, and the rest to learn from."""

    name: str
    learnt: Sequence[Message]
    held: Sequence[Message]

    def training_data(self) -> TrainingData:
        """Copies, since components write what they make of a message into it."""
        return TrainingData(copy.deepcopy(list(self.learnt)))


def author_folds() -> Iterator[Fold]:
    """Each author of data/training/nlu/voices in turn is a stranger."""
    files = sorted(TRAINING.rglob("*.yml"))
    loaded = {path: list(load_data(str(path)).nlu_examples) for path in files}
    for author in sorted(AUTHORS.glob("*.yml")):
        rest = [message for path in files if path != author for message in loaded[path]]
        yield Fold(f"voice of {author.stem}", rest, loaded[author])


def random_folds(count: int) -> Iterator[Fold]:
    """The sentences of each intent and category dealt out at random, the same way each time."""
    dealer = random.Random(4)  # noqa: S311  # nothing secret
    kinds: dict[tuple[str, str | None], list[Message]] = defaultdict(list)
    for message in load_data(str(TRAINING)).nlu_examples:
        kinds[str(message.get("intent")), category_of(message)].append(message)
    piles: list[list[Message]] = [[] for _ in range(count)]
    for messages in kinds.values():
        dealer.shuffle(messages)
        for number, message in enumerate(messages):
            piles[number % count].append(message)
    for number, pile in enumerate(piles):
        rest = [message for other in piles if other is not pile for message in other]
        yield Fold(f"fold {number + 1} of {count}", rest, pile)
