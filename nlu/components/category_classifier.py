"""The categories of the taxonomy that a report falls into, as entities over the whole text."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.linear_model import LinearModel
from nlu.components.message_features import FeatureMaker
from nlu.components.message_words import category_of

# What a text that reports nothing is labelled with.
_NONE = "-"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CategoryClassifier(GraphComponent, EntityExtractorMixin):
    """Learns from the metadata `category` of the training examples; the likeliest comes first."""

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
        return {
            "strength": 1.5,
            "threshold": 0.35,
            "second_threshold": 0.3,
            "intents": ["report_violation", "emergency", "inform", "add_information", "correct_answer"],
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CategoryClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples, labels = [], []
        for example in training_data.intent_examples:
            category = category_of(example)
            if category or example.get(INTENT) in self._config["intents"]:
                examples.append(example)
                labels.append(category or _NONE)
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
    ) -> "CategoryClassifier":
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, LinearModel.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self.add_extractor_name(self._entities(message))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        intent = (message.get(INTENT) or {}).get("name")
        if self._model is None or intent not in self._config["intents"]:
            return []
        shares = list(self._model.probabilities(self._maker.features(message)).items())
        best, *others = [(code, share) for code, share in shares if code != _NONE]
        if shares[0][0] == _NONE or best[1] < self._config["threshold"]:
            return []
        chosen = [best, *(other for other in others if other[1] >= self._config["second_threshold"])]
        end = len(message.get(TEXT))
        return [
            {"entity": "category", "start": 0, "end": end, "value": code, "confidence_entity": share}
            for code, share in chosen
        ]
