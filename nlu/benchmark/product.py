"""The product's own models on a corpus: its linear intent classifier, its features and its CRF."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pycrfsuite

from nlu.benchmark.corpus import Sentence, words_of
from nlu.benchmark.layers import Floats
from nlu.components.entity_tagger import EntityTagger
from nlu.components.linear_model import LinearModel
from nlu.text.concepts import Concepts
from nlu.text.features import masked, text_features
from nlu.text.gazetteer import Gazetteer
from nlu.text.tagging import OUTSIDE, Seen, decode, tag_features

Likely = npt.NDArray[np.bool_]

# The product's lists of names and concepts say nothing about another domain.
_NO_NAMES = Gazetteer({}, {"surname": frozenset(), "given": frozenset()})
_NO_CONCEPTS = Concepts([])
_TAGGER = "tagger.crfsuite"
_SURE = 1e-6  # a share below this is as good as none


class ProductModels:
    """Trained and asked as nlu.components does, with the settings given there."""

    def __init__(self, intents: LinearModel, tagger: bytes) -> None:
        self.intents = intents
        self._bytes = tagger  # the tagger reads this memory without owning it
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(tagger)
        self._known = frozenset(self._tagger.labels())

    @classmethod
    def fit(cls, sentences: Sequence[Sentence], folder: Path, strength: float) -> "ProductModels":
        """The files made on the way are those that `load` reads."""
        fit_tagger(sentences, folder)
        fit_intents(sentences, strength).save(folder)
        return cls.load(folder)

    @classmethod
    def load(cls, folder: Path) -> "ProductModels":
        return cls(LinearModel.load(folder), (folder / _TAGGER).read_bytes())

    def understand(self, tokens: tuple[str, ...]) -> tuple[str, list[str]]:
        self._tagger.set(_slot_features(tokens))
        tags = self._tagger.tag()
        return next(iter(self.intents.probabilities(intent_features(tokens, tags)))), tags

    def slot_scores(self, tokens: tuple[str, ...], tags: Sequence[str], likely: Likely) -> Floats:
        """Log probability of those tags of each token that are likely at all; the rest costs time only."""
        self._tagger.set(_slot_features(tokens))
        scores = np.full(likely.shape, math.log(_SURE), np.float32)
        for time, column in np.argwhere(likely):
            share = self._tagger.marginal(tags[column], time) if tags[column] in self._known else 0.0
            scores[time, column] = math.log(max(share, _SURE))
        return scores


def fit_tagger(sentences: Sequence[Sentence], folder: Path) -> None:
    settings = EntityTagger.get_default_config()
    trainer = pycrfsuite.Trainer(verbose=False)
    for sentence in sentences:
        trainer.append(_slot_features(sentence.tokens), list(sentence.tags))
    trainer.set_params({"c1": settings["c1"], "c2": settings["c2"], "max_iterations": settings["iterations"]})
    trainer.train(str(folder / _TAGGER))


def fit_intents(sentences: Sequence[Sentence], strength: float) -> LinearModel:
    """From each sentence with its slots hidden and not, as the product does with names."""
    texts, labels, groups = [], [], []
    for number, sentence in enumerate(sentences):
        for tags in (sentence.tags, [OUTSIDE] * len(sentence.tags)):
            texts.append(intent_features(sentence.tokens, tags))
            labels.append(sentence.intent)
            groups.append(number)
    return LinearModel.fit(texts, labels, groups, strength)


def intent_features(tokens: tuple[str, ...], tags: Sequence[str]) -> list[str]:
    words = words_of(tokens)
    spans = [(words[first].start, words[last - 1].end, kind) for first, last, kind in decode(tags)]
    return text_features(masked(words, spans), _NO_CONCEPTS)


def _slot_features(tokens: tuple[str, ...]) -> list[list[str]]:
    return tag_features(" ".join(tokens), words_of(tokens), _NO_NAMES, Seen())
