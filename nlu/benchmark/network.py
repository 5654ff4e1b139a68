"""A small recurrent network for intent and slots together, trained from scratch."""

import math
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from nlu.benchmark.encoding import Encoder
from nlu.benchmark.layers import Floats, Ints, Params, backwards, log_softmax, lstm, lstm_back, turn

_FAR = np.float32(1e9)


def new_params(encoder: Encoder, width: int, units: int, chance: np.random.Generator) -> Params:
    """Random weights of the usual sizes."""

    def weights(*shape: int, spread: float) -> Floats:
        return (chance.standard_normal(shape) * spread).astype(np.float32)

    bias = np.zeros((2, 4 * units), np.float32)
    bias[:, units : 2 * units] = 1  # remember, unless learnt otherwise
    return {
        "words": weights(len(encoder.features) + 1, width, spread=0.3),
        "w_in": weights(2, width, 4 * units, spread=1 / math.sqrt(width + units)),
        "w_back": weights(2, units, 4 * units, spread=1 / math.sqrt(width + units)),
        "bias": bias,
        "parts": weights(encoder.composition().shape[1], 2 * units, spread=1 / math.sqrt(8 * units)),
        "tags": np.zeros(len(encoder.tags), np.float32),
        "intents": weights(4 * units, len(encoder.intents), spread=1 / math.sqrt(4 * units)),
        "intent_bias": np.zeros(len(encoder.intents), np.float32),
    }


class Pass:
    """One batch through the network, and back for the slopes."""

    def __init__(
        self,
        params: Params,
        composition: Floats,
        ids: Ints,
        lengths: Ints,
        dropout: tuple[float, float] = (0.0, 0.0),
        chance: np.random.Generator | None = None,
    ) -> None:
        self._params, self._composition = params, composition
        times, rows, _ = ids.shape
        self._order = backwards(lengths, times)
        self.mask = (np.arange(times)[:, None] < lengths).astype(np.float32)
        self._bags = _bags(ids, len(params["words"]))
        inputs = (self._bags @ params["words"]).reshape(times, rows, -1)
        self._noise_in = _noise(inputs.shape, dropout[0], chance)
        inputs = inputs * self._noise_in
        both = np.stack([inputs, turn(inputs, self._order)])
        self._steps = lstm(both, params["w_in"], params["w_back"], params["bias"])
        ahead, behind = self._steps.outputs[:, 1:]
        seen = np.concatenate([ahead, turn(behind, self._order)], axis=2)
        self._noise_out = _noise(seen.shape, dropout[1], chance)
        self._seen = seen * self._noise_out
        self._tag_weights = composition @ params["parts"]
        self.slots = log_softmax(self._seen @ self._tag_weights.T + params["tags"])
        hidden = self._seen + (self.mask[..., None] - 1) * _FAR
        self._highest = hidden.argmax(0)
        self._sizes = lengths[:, None].astype(np.float32)
        mean = (self._seen * self.mask[..., None]).sum(0) / self._sizes
        self._pooled = np.concatenate([hidden.max(0), mean], axis=1)
        self.intents = log_softmax(self._pooled @ params["intents"] + params["intent_bias"])

    def slopes(self, d_slots: Floats, d_intents: Floats) -> Params:
        """Of every weight, from those of the scores before log_softmax."""
        params = self._params
        times, rows, size = self._seen.shape
        flat = d_slots.reshape(times * rows, -1)
        d_tag_weights = flat.T @ self._seen.reshape(times * rows, size)
        d_seen = d_slots @ self._tag_weights
        d_pooled = d_intents @ params["intents"].T
        d_seen += (d_pooled[:, size:] / self._sizes)[None] * self.mask[..., None]
        row, unit = np.meshgrid(np.arange(rows), np.arange(size), indexing="ij")
        d_seen[self._highest, row, unit] += d_pooled[:, :size]
        d_seen *= self._noise_out
        units = size // 2
        way_back = np.stack([d_seen[..., :units], turn(d_seen[..., units:], self._order)])
        d_both, d_in, d_back, d_bias = lstm_back(self._steps, way_back, params["w_in"], params["w_back"])
        d_inputs = (d_both[0] + turn(d_both[1], self._order)) * self._noise_in
        return {
            "words": self._bags.T @ d_inputs.reshape(times * rows, -1),
            "w_in": d_in,
            "w_back": d_back,
            "bias": d_bias,
            "parts": self._composition.T @ d_tag_weights,
            "tags": flat.sum(0),
            "intents": self._pooled.T @ d_intents,
            "intent_bias": d_intents.sum(0),
        }


def _bags(ids: Ints, size: int) -> csr_matrix:
    """A row a token with a 1 for each of its features; unknown ones are left out."""
    flat = ids.reshape(-1, ids.shape[2])
    known = flat > 0
    starts = np.concatenate([[0], np.cumsum(known.sum(1))])
    columns = flat[known]
    return csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(flat), size))


def _noise(shape: Sequence[int], rate: float, chance: np.random.Generator | None) -> Floats:
    if chance is None or not rate:
        return np.ones((1,) * len(shape), np.float32)
    return (chance.random(shape, dtype=np.float32) >= rate).astype(np.float32) / np.float32(1 - rate)
