"""Several trained networks asked as one: they run side by side in the same matrix products."""

from collections.abc import Sequence

import numpy as np

from nlu.benchmark.encoding import Encoder
from nlu.benchmark.layers import Floats, Params, log_softmax, lstm


class Ensemble:
    """Mean of the members' log probabilities, for one sentence at a time."""

    def __init__(self, encoder: Encoder, members: Sequence[Params]) -> None:
        self._encoder = encoder
        composition = encoder.composition()
        self._words = np.stack([one["words"] for one in members])
        self._words[:, 0] = 0  # an unknown feature says nothing
        self._lstm = [np.concatenate([one[name] for one in members]) for name in ("w_in", "w_back", "bias")]
        self._tag_weights = np.stack([(composition @ one["parts"]).T for one in members])
        self._tag_bias = np.stack([one["tags"] for one in members])[:, None]
        self._intent_weights = np.stack([one["intents"] for one in members])
        self._intent_bias = np.stack([one["intent_bias"] for one in members])

    def scores(self, tokens: Sequence[str]) -> tuple[Floats, Floats]:
        """Of each tag for each token, and of each intent."""
        rows = [self._encoder.row(token) for token in tokens]
        inputs = self._words[:, rows].sum(2)
        count, times, width = inputs.shape
        both = np.stack([inputs, inputs[:, ::-1]], axis=1).reshape(2 * count, times, 1, width)
        outputs = lstm(both, *self._lstm).outputs[:, 1:, 0].reshape(count, 2, times, -1)
        seen = np.concatenate([outputs[:, 0], outputs[:, 1, ::-1]], axis=2)
        slots = log_softmax(seen @ self._tag_weights + self._tag_bias)
        pooled = np.concatenate([seen.max(1), seen.mean(1)], axis=1)
        intents = log_softmax((pooled[:, None] @ self._intent_weights)[:, 0] + self._intent_bias)
        return slots.mean(0), intents.mean(0)
