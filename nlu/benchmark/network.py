"""A small recurrent network for intent and slots together, as TensorFlow trains it."""

import math
from typing import Any

import numpy as np
import tensorflow as tf  # type: ignore[import-untyped]

from nlu.benchmark.encoding import UNKNOWN, Encoder
from nlu.benchmark.layers import Params

LAYERS = 2
_FAR = 1e9


class Network:
    """Two bidirectional LSTMs; `weights` are what reader.py answers with, in numpy."""

    def __init__(self, encoder: Encoder, width: int, dropout: tuple[float, float, float], seed: int) -> None:
        self.encoder, self._dropout = encoder, dropout
        self._composition = encoder.composition()
        chance = np.random.default_rng(seed)
        tf.keras.utils.set_random_seed(seed)

        def weights(*shape: int, spread: float) -> Any:
            return tf.Variable((chance.standard_normal(shape) * spread).astype(np.float32))

        self._own = {
            "words": weights(len(encoder.features) + 1, width, spread=0.3),
            "parts": weights(self._composition.shape[1], 2 * width, spread=1 / math.sqrt(8 * width)),
            "tags": tf.Variable(tf.zeros(len(encoder.tags))),
            "steps": tf.Variable(tf.zeros((len(encoder.tags), len(encoder.tags)))),
            "intents": weights(4 * width, len(encoder.intents), spread=1 / math.sqrt(4 * width)),
            "intent_bias": tf.Variable(tf.zeros(len(encoder.intents))),
        }
        self._lstms = [
            [tf.keras.layers.LSTM(width, return_sequences=True) for _ in range(2)] for _ in range(LAYERS)
        ]
        for number, ways in enumerate(self._lstms):
            for way in ways:
                way.build((None, None, 2 * width if number else width))
        self.steps = self._own["steps"]
        self.variables = list(self._own.values())
        self.variables += [one for ways in self._lstms for way in ways for one in way.trainable_variables]

    def __call__(self, ids: Any, lengths: Any, *, noise: bool) -> tuple[Any, Any]:
        """From the encoder's table: scores of tags (sentence, time, tag) and of intents."""

        def noisy(values: Any, rate: float) -> Any:
            return tf.nn.dropout(values, rate) if noise else values

        within, between, after = self._dropout
        known = tf.cast(ids != UNKNOWN, tf.float32)[..., None]
        seen = noisy(tf.reduce_sum(tf.gather(self._own["words"], ids) * known, 2), within)
        for number, (ahead, behind) in enumerate(self._lstms):
            back = tf.reverse_sequence(behind(tf.reverse_sequence(seen, lengths, 1)), lengths, 1)
            both = tf.concat([ahead(seen), back], 2)
            seen = seen + both if number else both
            seen = noisy(seen, after if number == LAYERS - 1 else between)
        slots = tf.tensordot(seen, tf.matmul(self._composition, self._own["parts"]), [[2], [1]])
        mask = tf.sequence_mask(lengths, tf.shape(ids)[1], tf.float32)[..., None]
        mean = tf.reduce_sum(seen * mask, 1) / tf.reduce_sum(mask, 1)
        pooled = tf.concat([tf.reduce_max(seen + (mask - 1) * _FAR, 1), mean], 1)
        return slots + self._own["tags"], tf.matmul(pooled, self._own["intents"]) + self._own["intent_bias"]

    def weights(self) -> Params:
        """By name; the tags' weights ready made from those of their parts."""
        found = {name: variable.numpy() for name, variable in self._own.items()}
        found["tag_weights"] = (self._composition @ found.pop("parts")).T
        for number, ways in enumerate(self._lstms):
            ahead, behind = (way.get_weights() for way in ways)
            for name, *both in zip(("w_in", "w_back", "bias"), ahead, behind, strict=True):
                found[f"{name}-{number}"] = np.stack(both)
        return found
