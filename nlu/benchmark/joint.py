"""Intent and slots together: recurrent networks and the product's own models, each with its say."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nlu.benchmark.corpus import Sentence
from nlu.benchmark.decoding import Decoder
from nlu.benchmark.encoding import Encoder
from nlu.benchmark.ensemble import Ensemble
from nlu.benchmark.layers import Params
from nlu.benchmark.learning import Learner, Plan
from nlu.benchmark.product import ProductModels, intent_features

# How much the product's models have to say beside the networks; chosen on the dev part of PhoATIS.
TAGGER_SHARE = 0.15
LINEAR_SHARE = 0.7
_LIKELY = -6.0  # tags that the networks find less likely (log probability) are not looked at further
_FLOOR = 1e-4  # how unlikely the linear model may call an intent


class JointModel:
    """Answers as ProductModels does."""

    def __init__(self, encoder: Encoder, members: Sequence[Params], product: ProductModels) -> None:
        self._encoder = encoder
        self._ensemble = Ensemble(encoder, members)
        self._decoder = Decoder(encoder.tags)
        self._product = product

    @classmethod
    def fit(
        cls, sentences: Sequence[Sentence], folder: Path, plan: Plan, seeds: Sequence[int]
    ) -> "JointModel":
        """Networks beside the product's models, which the folder must hold already."""
        encoder = Encoder.of(sentences)
        for seed in seeds:
            params = Learner(sentences, encoder, plan, seed).learn()
            half = {name: value.astype(np.float16) for name, value in params.items()}
            np.savez_compressed(folder / f"network-{seed}.npz", **half)
        names = {"features": encoder.features, "tags": encoder.tags, "intents": encoder.intents}
        (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        return cls.load(folder)

    @classmethod
    def load(cls, folder: Path) -> "JointModel":
        encoder = Encoder(**json.loads((folder / "names.json").read_text(encoding="utf-8")))
        members = [_read(path) for path in sorted(folder.glob("network-*.npz"))]
        return cls(encoder, members, ProductModels.load(folder))

    def understand(self, tokens: tuple[str, ...]) -> tuple[str, list[str]]:
        slots, intents = self._ensemble.scores(tokens)
        slots = slots + TAGGER_SHARE * self._product.slot_scores(tokens, self._encoder.tags, slots > _LIKELY)
        tags = [self._encoder.tags[number] for number in self._decoder.best(slots)]
        linear = self._product.intents.probabilities(intent_features(tokens, tags))
        said = np.array([linear.get(name, 0.0) for name in self._encoder.intents]) + _FLOOR
        return self._encoder.intents[int((intents + LINEAR_SHARE * np.log(said)).argmax())], tags


def _read(path: Path) -> Params:
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}
