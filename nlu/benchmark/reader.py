"""A trained network, asked in numpy."""

from collections.abc import Sequence

import numpy as np

from nlu.benchmark.encoding import UNKNOWN, Encoder
from nlu.benchmark.layers import Floats, Params, doubled, log_softmax, lstm


class Reader:
    """Answers as network.py does without noise, for one sentence at a time."""

    def __init__(self, encoder: Encoder, weights: Params) -> None:
        self._encoder = encoder
        self._weights = weights | {"words": weights["words"].copy()}
        self._weights["words"][UNKNOWN] = 0  # an unknown feature says nothing
        layers = sum(name.startswith("w_in") for name in weights)
        self._lstms = [
            tuple(doubled(weights[f"{name}-{number}"]) for name in ("w_in", "w_back", "bias"))
            for number in range(layers)
        ]

    def scores(self, tokens: Sequence[str]) -> tuple[Floats, Floats]:
        """Log probability of each tag for each token, and of each intent."""
        weights = self._weights
        rows = np.array([self._encoder.row(token) for token in tokens])
        seen = weights["words"][rows].sum(1)
        for number, (w_in, w_back, bias) in enumerate(self._lstms):
            ahead, behind = lstm(np.stack([seen, seen[::-1]]), w_in, w_back, bias)
            both = np.concatenate([ahead, behind[::-1]], axis=1)
            seen = seen + both if number else both
        slots = log_softmax(seen @ weights["tag_weights"] + weights["tags"])
        pooled = np.concatenate([seen.max(0), seen.mean(0)])
        return slots, log_softmax(pooled @ weights["intents"] + weights["intent_bias"])
