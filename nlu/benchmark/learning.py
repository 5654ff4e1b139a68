"""Training of the network: batches of like length, other words in the slots, words hidden at times."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nlu.benchmark.corpus import Sentence
from nlu.benchmark.encoding import WHOLE, Encoder
from nlu.benchmark.layers import Adam, Floats, Ints, Params
from nlu.benchmark.network import Pass, new_params
from nlu.text.tagging import OUTSIDE, decode


@dataclass(frozen=True)
class Plan:
    """How a network is trained; chosen on the dev part."""

    width: int = 112
    units: int = 112
    epochs: int = 12
    batch: int = 32
    rate: float = 0.003
    dropout: tuple[float, float] = (0.4, 0.5)
    swapped: float = 0.3  # slots whose words are those of another slot of the kind
    hidden: float = 0.03  # words hidden altogether
    rare: float = 0.5  # how readily a rare word is hidden, its pieces left
    smoothing: float = 0.05
    slot_share: float = 0.25
    inertia: float = 0.995


class Learner:
    """Trains one network from one seed."""

    def __init__(self, sentences: Sequence[Sentence], encoder: Encoder, plan: Plan, seed: int) -> None:
        self._sentences = sentences
        self._encoder = encoder
        self._plan = plan
        self._chance = random.Random(seed)  # noqa: S311  # training, not secrets
        self._numbers = np.random.default_rng(seed)
        self._counts = Counter(token for one in sentences for token in one.tokens)
        self._values = _values(sentences)
        self._tags = {tag: number for number, tag in enumerate(encoder.tags)}
        self._intents = {intent: number for number, intent in enumerate(encoder.intents)}
        self._composition = encoder.composition()

    def learn(self, watch: Callable[[int, Params], None] | None = None) -> Params:
        """The mean of the weights over the last steps."""
        plan = self._plan
        params = new_params(self._encoder, plan.width, plan.units, self._numbers)
        adam = Adam(params)
        total = plan.epochs * math.ceil(len(self._sentences) / plan.batch)
        done = 0
        for epoch in range(plan.epochs):
            for batch in self._batches():
                adam.step(self._slopes(params, batch), self._rate(done / total), plan.inertia)
                done += 1
            if watch:
                watch(epoch, adam.average)
        return adam.average

    def _rate(self, progress: float) -> float:
        """Up quickly, then steady, then down to nearly nothing."""
        if progress < 0.05:
            return self._plan.rate * (0.05 + progress / 0.05)
        return self._plan.rate * (0.01 + 0.5 * (1 + math.cos(math.pi * max(0.0, progress - 0.25) / 0.75)))

    def _batches(self) -> Iterator[list[Sentence]]:
        plan = self._plan
        ordered = sorted(self._sentences, key=lambda one: len(one.tokens) + 4 * self._chance.random())
        starts = list(range(0, len(ordered), plan.batch))
        self._chance.shuffle(starts)
        for start in starts:
            yield [self._swap(one) for one in ordered[start : start + plan.batch]]

    def _slopes(self, params: Params, batch: list[Sentence]) -> Params:
        plan = self._plan
        ids, lengths = self._encoder.table([one.tokens for one in batch])
        self._hide(ids, batch)
        one_pass = Pass(params, self._composition, ids, lengths, plan.dropout, self._numbers)
        tags = np.zeros(ids.shape[:2], np.int32)
        for number, sentence in enumerate(batch):
            tags[: len(sentence.tags), number] = [self._tags[tag] for tag in sentence.tags]
        intents = np.array([self._intents[one.intent] for one in batch], np.int32)
        d_slots = _slope(one_pass.slots, tags, plan.smoothing)
        d_slots *= one_pass.mask[..., None] * np.float32(plan.slot_share / len(batch))
        d_intents = _slope(one_pass.intents, intents, plan.smoothing) / np.float32(len(batch))
        return one_pass.slopes(d_slots, d_intents)

    def _hide(self, ids: Ints, batch: list[Sentence]) -> None:
        rare = self._plan.rare
        for number, sentence in enumerate(batch):
            for time, token in enumerate(sentence.tokens):
                drawn = self._chance.random()
                if drawn < rare / (rare + self._counts[token]):
                    ids[time, number, :WHOLE] = 0
                elif drawn > 1 - self._plan.hidden:
                    ids[time, number] = 0

    def _swap(self, sentence: Sentence) -> Sentence:
        if self._chance.random() < 0.5:
            return sentence
        tokens: list[str] = []
        tags: list[str] = []
        place = 0
        for first, last, kind in decode(sentence.tags):
            tokens += sentence.tokens[place:first]
            tags += [OUTSIDE] * (first - place)
            value = sentence.tokens[first:last]
            if self._chance.random() < self._plan.swapped:
                value = self._chance.choice(self._values[kind.split(".")[-1]])
            tokens += value
            tags += [f"B-{kind}"] + [f"I-{kind}"] * (len(value) - 1)
            place = last
        tokens += sentence.tokens[place:]
        tags += [OUTSIDE] * (len(sentence.tokens) - place)
        return Sentence(tuple(tokens), tuple(tags), sentence.intent)


def _values(sentences: Sequence[Sentence]) -> dict[str, list[tuple[str, ...]]]:
    """What has stood in slots of each kind; cities to fly from and to fly to are one kind."""
    found: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for sentence in sentences:
        for first, last, kind in decode(sentence.tags):
            found[kind.split(".")[-1]][sentence.tokens[first:last]] += 1
    return {kind: sorted(values) for kind, values in found.items()}


def _slope(log_shares: Floats, wanted: Ints, smoothing: float) -> Floats:
    """Of the smoothed loss with respect to the scores."""
    size = log_shares.shape[-1]
    slope: Floats = np.exp(log_shares) - np.float32(smoothing / size)
    np.put_along_axis(
        slope,
        wanted[..., None],
        np.take_along_axis(slope, wanted[..., None], -1) - np.float32(1 - smoothing),
        -1,
    )
    return slope
