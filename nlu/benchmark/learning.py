"""Training of a network: batches of like length, words hidden at times, the mean of the last weights."""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf  # type: ignore[import-untyped]

from nlu.benchmark.chain import chain_loss
from nlu.benchmark.encoding import UNKNOWN, WHOLE, Ids
from nlu.benchmark.layers import Floats, log_softmax
from nlu.benchmark.network import Network

_TOGETHER = 64  # sentences asked at once
_IDS = [tf.TensorSpec((None,) * 3, tf.int32), tf.TensorSpec((None,), tf.int32)]
_WANTED = [tf.TensorSpec((None,) * axes) for axes in (3, 2, 0, 0)]  # slots, intents, rate, inertia


@dataclass(frozen=True)
class Plan:
    """How a network is trained; chosen on the dev part."""

    width: int = 128
    epochs: int = 12
    batch: int = 32
    rate: float = 0.003
    dropout: tuple[float, float, float] = (0.4, 0.3, 0.5)
    swapped: float = 0.15  # slots whose words are those of another slot of the kind
    hidden: float = 0.03  # words hidden altogether
    rare: float = 0.5  # how readily a rare word is hidden, its pieces left
    smoothing: float = 0.05
    slot_share: float = 0.25
    inertia: float = 0.995


@dataclass(frozen=True)
class Example:
    """Tokens, and how likely each tag (a row a token) and each intent is to be said."""

    tokens: tuple[str, ...]
    slots: Floats
    intents: Floats


class Learner:
    """Trains one network on examples that may be others in each epoch."""

    def __init__(self, network: Network, plan: Plan, counts: Counter[str], chance: random.Random) -> None:
        self._network, self._plan, self._counts, self._chance = network, plan, counts, chance
        self._average = [tf.Variable(one) for one in network.variables]
        self._descent = tf.keras.optimizers.Adam(beta_2=0.99, epsilon=1e-6, global_clipnorm=5.0)
        self._descent.build(network.variables)
        self._step = tf.function(self._steps, autograph=False, input_signature=[*_IDS, *_WANTED])

    def learn(self, examples: Callable[[], Sequence[Example]]) -> None:
        """Leaves the network with the mean of its weights over the last steps."""
        plan, done = self._plan, 0
        for _ in range(plan.epochs):
            batches = list(self._batches(examples()))
            for batch in batches:
                progress = done / (plan.epochs * len(batches))
                done += 1
                inertia = min(plan.inertia, done / (done + 10))
                self._step(*self._arrays(batch), np.float32(self._rate(progress)), np.float32(inertia))
        for variable, average in zip(self._network.variables, self._average, strict=True):
            variable.assign(average)

    def _rate(self, progress: float) -> float:
        """Up quickly, then steady, then down to nearly nothing."""
        if progress < 0.05:
            return self._plan.rate * (0.05 + progress / 0.05)
        return self._plan.rate * (0.01 + 0.5 * (1 + math.cos(math.pi * max(0.0, progress - 0.25) / 0.75)))

    def _batches(self, examples: Sequence[Example]) -> Iterator[Sequence[Example]]:
        ordered = sorted(examples, key=lambda one: len(one.tokens) + 4 * self._chance.random())
        starts = list(range(0, len(ordered), self._plan.batch))
        self._chance.shuffle(starts)
        for start in starts:
            yield ordered[start : start + self._plan.batch]

    def _arrays(self, batch: Sequence[Example]) -> tuple[Ids, Ids, Floats, Floats]:
        ids, lengths = self._network.encoder.table([one.tokens for one in batch])
        self._hide(ids, batch)
        slots = np.zeros((*ids.shape[:2], batch[0].slots.shape[1]), np.float32)
        for number, one in enumerate(batch):
            slots[number, : len(one.tokens)] = one.slots
        return ids, lengths, slots, np.stack([one.intents for one in batch]).astype(np.float32)

    def _hide(self, ids: Ids, batch: Sequence[Example]) -> None:
        rare = self._plan.rare
        for number, one in enumerate(batch):
            for time, token in enumerate(one.tokens):
                drawn = self._chance.random()
                if drawn < rare / (rare + self._counts[token]):
                    ids[number, time, :WHOLE] = UNKNOWN
                elif drawn > 1 - self._plan.hidden:
                    ids[number, time] = UNKNOWN

    def _steps(self, ids: Any, lengths: Any, slots: Any, intents: Any, rate: Any, inertia: Any) -> None:
        variables = self._network.variables
        with tf.GradientTape() as tape:
            given_slots, given_intents = self._network(ids, lengths, noise=True)
            intent_loss = tf.reduce_sum(tf.nn.softmax_cross_entropy_with_logits(intents, given_intents))
            slot_loss = slots_loss(given_slots, slots, lengths, self._network.steps)
            size = tf.cast(tf.shape(ids)[0], tf.float32)
            loss = (intent_loss + self._plan.slot_share * slot_loss) / size
        # Dense ones, so that the limit of their norm sees all that a word gets in a batch as one.
        slopes = [tf.convert_to_tensor(one) for one in tape.gradient(loss, variables)]
        self._descent.learning_rate = rate
        self._descent.apply_gradients(zip(slopes, variables, strict=True))
        for average, variable in zip(self._average, variables, strict=True):
            average.assign_add((1 - inertia) * (variable - average))


def slots_loss(given: Any, wanted: Any, lengths: Any, steps: Any) -> Any:
    """Of each tag and of the whole row; beyond the end of a sentence nothing costs anything."""
    mask = tf.sequence_mask(lengths, tf.shape(given)[1], tf.float32)
    loss = tf.reduce_sum(mask * tf.nn.softmax_cross_entropy_with_logits(wanted, given))
    chain = chain_loss(given, tf.argmax(wanted, 2, tf.int32), lengths, steps)
    return 0.5 * loss + 0.5 * tf.reduce_sum(chain)


def answers(network: Network, sentences: Sequence[Sequence[str]]) -> Iterator[tuple[Floats, Floats]]:
    """Log probabilities (time, tag) and of the intents, of each sentence."""
    ask = tf.function(lambda ids, lengths: network(ids, lengths, noise=False), input_signature=_IDS)
    for start in range(0, len(sentences), _TOGETHER):
        batch = sentences[start : start + _TOGETHER]
        slots, intents = (log_softmax(scores.numpy()) for scores in ask(*network.encoder.table(batch)))
        for tokens, rows, row in zip(batch, slots, intents, strict=True):
            yield rows[: len(tokens)], row
