"""Storage and messages for tests of single components."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from nlu.components.tokenizer import VietnameseTokenizer

Tokenise = Callable[..., Message]


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    folder = tmp_path / "model"
    folder.mkdir()
    return LocalModelStorage(folder)


@pytest.fixture
def context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}))


@pytest.fixture
def resource() -> Resource:
    return Resource("component")


@pytest.fixture(scope="session")
def tokenise() -> Tokenise:
    """A message with its tokens."""
    tokenizer = VietnameseTokenizer(VietnameseTokenizer.get_default_config())

    def make(text: str, **data: Any) -> Message:
        (message,) = tokenizer.process([Message({"text": text, **data})])
        return message

    return make
