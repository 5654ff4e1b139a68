"""The learnt components find what they were shown, and a stored model answers as the trained one did."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.category_classifier import CategoryClassifier
from nlu.components.entity_tagger import EntityTagger
from nlu.components.intent_classifier import LinearIntentClassifier

Tokenise = Callable[..., Message]
Component = type[LinearIntentClassifier] | type[EntityTagger] | type[CategoryClassifier]


@pytest.fixture
def data(tokenise: Tokenise) -> TrainingData:
    """A few sentences for two categories and two other intents."""
    money = {"intent": {"category": "PV-NN"}}
    false = {"intent": {"category": "BC-SST"}}
    examples = []
    for name in ("Tiền Phong", "Lao Động", "Dân Việt", "Xây dựng", "Công lý", "Thanh Niên"):
        end = 15 + len(name)
        outlet = [{"entity": "outlet", "start": 11, "end": end, "value": f"báo {name}"}]
        examples += [
            tokenise(
                f"phóng viên báo {name} đòi tiền", intent="report_violation", metadata=money, entities=outlet
            ),
            tokenise(
                f"bài của tờ báo {name} sai sự thật",
                intent="report_violation",
                metadata=false,
                entities=outlet,
            ),
            tokenise(f"chào {name[:3]}", intent="greet"),
            tokenise(f"ở {name}", intent="inform"),
        ]
    return TrainingData(examples)


@pytest.fixture
def trained(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext, data: TrainingData
) -> Callable[..., tuple[Any, Any]]:
    """A component trained, and the same one loaded from what it stored."""

    def train(component: Component, **config: Any) -> tuple[Any, Any]:
        full = {**component.get_default_config(), **config}
        one = component.create(full, storage, resource, context)
        one.train(data)
        return one, component.load(full, storage, resource, context)

    return train


def test_intents_are_ranked_and_survive_storage(
    trained: Callable[..., tuple[Any, Any]], tokenise: Tokenise
) -> None:
    for component in trained(LinearIntentClassifier):
        (message,) = component.process([tokenise("phong vien doi tien")])
        assert message.get("intent")["name"] == "report_violation"
        assert message.get("intent_ranking")[0] == message.get("intent")
        assert 0.5 < message.get("intent")["confidence"] <= 1


def test_an_unsure_model_falls_back(trained: Callable[..., tuple[Any, Any]], tokenise: Tokenise) -> None:
    component, _ = trained(LinearIntentClassifier, threshold=1.01)
    for text in ("chào", "", "😀"):
        (message,) = component.process([tokenise(text)])
        assert message.get("intent")["name"] == "nlu_fallback"


def test_entities_are_found_as_typed(trained: Callable[..., tuple[Any, Any]], tokenise: Tokenise) -> None:
    for component in trained(EntityTagger):
        for text in ("phóng viên báo Giao thông đòi tiền", "phong vien bao giao thong doi tien"):
            (message,) = component.process([tokenise(text)])
            (found,) = message.get("entities")
            assert (found["entity"], found["value"]) == ("outlet", text[11:25])
            assert (found["start"], found["end"]) == (11, 25)


def test_categories_are_given_for_reports_only(
    trained: Callable[..., tuple[Any, Any]], tokenise: Tokenise
) -> None:
    for component in trained(CategoryClassifier):
        report = {"name": "report_violation", "confidence": 1.0}
        (message,) = component.process([tokenise("phóng viên đòi tiền", intent=report)])
        (found, *_) = message.get("entities")
        assert (found["entity"], found["value"], found["start"], found["end"]) == ("category", "PV-NN", 0, 19)
        assert 0 < found["confidence_entity"] <= 1
        (message,) = component.process(
            [tokenise("phóng viên đòi tiền", intent={"name": "ask_law", "confidence": 1.0})]
        )
        assert not message.get("entities")
