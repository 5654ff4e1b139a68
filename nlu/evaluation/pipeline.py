"""A pipeline trained on any sentences, without the rest of a Rasa project around it."""

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_model_configuration

Parsed = dict[str, Any]


class Pipeline:
    """The components that a config.yml names, one after the other."""

    def __init__(self, components: list[Any]) -> None:
        self._components = components

    @classmethod
    def fit(cls, config: Path, data: TrainingData, folder: Path, **settings: Any) -> "Pipeline":
        """Train as Rasa does; `settings` go to every component that has them."""
        storage = LocalModelStorage(folder)
        context = ExecutionContext(GraphSchema({}))
        components = []
        for number, described in enumerate(read_model_configuration(config)["pipeline"]):
            kind: Any = DefaultV1Recipe._from_registry(described["name"]).clazz
            chosen = {**kind.get_default_config(), **described}
            chosen |= {name: value for name, value in settings.items() if name in chosen}
            component = kind.create(chosen, storage, Resource(f"{number}"), context)
            if hasattr(component, "train"):
                component.train(data)
            if hasattr(component, "process_training_data"):
                data = component.process_training_data(data)
            components.append(component)
        return cls(components)

    def parse(self, text: str, received_at: str) -> Parsed:
        """What `POST /model/parse` answers."""
        messages = [Message({TEXT: text, METADATA: {"received_at": received_at}})]
        for component in self._components:
            messages = component.process(messages)
        return messages[0].as_dict_nlu()
