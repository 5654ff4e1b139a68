"""Agencies, places, press outlets and persons: a conditional random field with known names as hints."""

from typing import Any

import pycrfsuite
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.entity_copies import CopyMaker, Example
from nlu.components.message_words import words_of
from nlu.text.gazetteer import Gazetteer
from nlu.text.tagging import Seen, decode, encode, tag_features
from nlu.text.teencode import Lexicon

_FILE = "tagger.crfsuite"
_KINDS = frozenset(["agency", "locality", "outlet", "person"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityTagger(GraphComponent, EntityExtractorMixin):
    """Finds spans; what they stand for is the directory's business."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: bytes | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._open(model)
        self._gazetteer = Gazetteer.load()

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"iterations": 40, "c1": 0.2, "c2": 0.05, "swaps": 1, "threshold": 0.4}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EntityTagger":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [_example(message) for message in training_data.nlu_examples if message.get(TEXT)]
        trainer = pycrfsuite.Trainer(verbose=False)
        for features, tags in CopyMaker(self._gazetteer, Lexicon.load()).rows(
            examples, self._config["swaps"]
        ):
            trainer.append(features, tags)
        trainer.set_params(
            {"c1": self._config["c1"], "c2": self._config["c2"], "max_iterations": self._config["iterations"]}
        )
        with self._storage.write_to(self._resource) as folder:
            trainer.train(str(folder / _FILE))
            self._open((folder / _FILE).read_bytes())
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "EntityTagger":
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, (folder / _FILE).read_bytes())

    def _open(self, model: bytes | None) -> None:
        self._model = model  # the tagger reads this memory without owning it
        self._tagger = pycrfsuite.Tagger() if model else None
        if self._tagger:
            self._tagger.open_inmemory(model)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self.add_extractor_name(self._entities(message))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        words, text = words_of(message), message.get(TEXT)
        if self._tagger is None or not words:
            return []
        self._tagger.set(tag_features(text, words, self._gazetteer, Seen()))
        tags = self._tagger.tag()
        found = []
        for first, last, kind in decode(tags):
            confidence = min(self._tagger.marginal(tags[i], i) for i in range(first, last))
            if confidence < self._config["threshold"]:
                continue
            start, end = words[first].start, words[last - 1].end
            found.append(
                {
                    "entity": kind,
                    "start": start,
                    "end": end,
                    "value": text[start:end],
                    "confidence_entity": confidence,
                }
            )
        return found


def _example(message: Message) -> Example:
    words = words_of(message)
    spans = [
        (entity["start"], entity["end"], entity["entity"])
        for entity in message.get(ENTITIES, [])
        if entity["entity"] in _KINDS
    ]
    return Example(message.get(TEXT), words, encode(words, spans))
