"""A model run directly gives what Rasa's own runner gives."""

from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.graph import DirectRunner


@pytest.mark.parametrize("text", ["xin chào", "tôi muốn phản ánh", "Bum Tở", ""])
def test_same_results_as_rasas_runner(model: str, text: str) -> None:
    processor = Agent.load(model).processor
    assert processor is not None
    assert isinstance(processor.graph_runner, DaskGraphRunner)
    tracker = DialogueStateTracker("c", processor.domain.slots)
    inputs: dict[str, Any] = {"__message__": [UserMessage(text, metadata={})], "__tracker__": tracker}
    direct = DirectRunner(processor.graph_runner)
    nlu, core = processor.model_metadata.nlu_target, processor.model_metadata.core_target
    assert nlu is not None
    assert core is not None
    for _ in range(2):
        ours = direct.run(dict(inputs), [nlu])[nlu][0].as_dict(only_output_properties=True)
        theirs = processor.graph_runner.run(dict(inputs), [nlu])[nlu][0].as_dict(only_output_properties=True)
        assert ours == theirs
        prediction = direct.run({"__tracker__": tracker}, [core])[core]
        assert prediction == processor.graph_runner.run({"__tracker__": tracker}, [core])[core]
