"""The intent of a message: a calibrated linear model, or nlu_fallback when it is unsure."""

import re
from collections import defaultdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.linear_model import LinearModel
from nlu.components.message_features import FeatureMaker
from nlu.components.message_words import category_of

_PART = "/"
# Punctuation alone says nothing; a thumb that is up does.
_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~…]*")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Also does what Rasa's FallbackClassifier does, since it knows its own calibration."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._maker = FeatureMaker()

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"strength": 1.5, "threshold": 0.3, "ranking_length": 5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        labels = [_label(example) for example in examples]
        self._model = self._maker.fit(examples, labels, self._config["strength"])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, LinearModel.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self._rank(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        fallback = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": self._config["threshold"]}
        features = self._maker.features(message)
        if self._model is None or not features or _SIGNS.fullmatch(message.get(TEXT)):
            return [fallback]
        shares: dict[str, float] = defaultdict(float)
        for label, share in self._model.probabilities(features).items():
            shares[label.partition(_PART)[0]] += share
        best = sorted(shares.items(), key=lambda item: -item[1])[: self._config["ranking_length"]]
        ranking = [{"name": name, "confidence": share} for name, share in best]
        return [fallback, *ranking] if ranking[0]["confidence"] < self._config["threshold"] else ranking


def _label(example: Message) -> str:
    """The intent; reports are learnt by category, since they have little else in common."""
    category = category_of(example)
    return f"{example.get(INTENT)}{_PART}{category}" if category else str(example.get(INTENT))
