"""Intent and slots together: a small network that had teachers, and the product's models."""

import json
from pathlib import Path

import numpy as np

from nlu.benchmark.decoding import Decoder
from nlu.benchmark.encoding import Encoder
from nlu.benchmark.layers import Params
from nlu.benchmark.product import ProductModels, intent_features
from nlu.benchmark.reader import Reader

NAMES = "names.json"
_NETWORK = "network.npz"
# How much the product's models, whose errors are others, have to say; chosen on the dev part of PhoATIS.
TAGGER_SHARE = 0.2
LINEAR_SHARE = 0.7
_LIKELY = -6.0  # tags that the network finds less likely (log probability) are not looked at further
_FLOOR = 1e-4  # how unlikely the linear model may call an intent


class JointModel:
    """Answers as ProductModels does."""

    def __init__(self, encoder: Encoder, weights: Params, product: ProductModels) -> None:
        self._encoder, self._product = encoder, product
        self._reader = Reader(encoder, weights)
        self._decoder = Decoder(encoder.tags, weights["steps"])

    @classmethod
    def load(cls, folder: Path) -> "JointModel":
        encoder = Encoder(**json.loads((folder / NAMES).read_text(encoding="utf-8")))
        with np.load(folder / _NETWORK, allow_pickle=False) as arrays:
            weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
        return cls(encoder, weights, ProductModels.load(folder))

    def understand(self, tokens: tuple[str, ...]) -> tuple[str, list[str]]:
        slots, intents = self._reader.scores(tokens)
        slots = slots + TAGGER_SHARE * self._product.slot_scores(tokens, self._encoder.tags, slots > _LIKELY)
        tags = [self._encoder.tags[number] for number in self._decoder.best(slots)]
        linear = self._product.intents.probabilities(intent_features(tokens, tags))
        said = np.array([linear.get(name, 0.0) for name in self._encoder.intents]) + _FLOOR
        return self._encoder.intents[int((intents + LINEAR_SHARE * np.log(said)).argmax())], tags


def save(encoder: Encoder, weights: Params, folder: Path) -> None:
    """Half the digits do as well."""
    names = {"features": encoder.features, "tags": encoder.tags, "intents": encoder.intents}
    (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    np.savez_compressed(folder / _NETWORK, **{name: one.astype(np.float16) for name, one in weights.items()})
