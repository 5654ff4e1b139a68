"""A pipeline trained by itself understands what it was shown, the product's and the stock one."""

from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.evaluation.__main__ import CONFIG, STOCK
from nlu.evaluation.pipeline import Pipeline
from nlu.evaluation.sets import REFERENCE

PAPERS = ("Tiền Phong", "Lao Động", "Dân Việt", "Công Lý", "Thanh Niên", "Xây Dựng")


def data() -> TrainingData:
    examples = []
    for paper in PAPERS:
        for before, after, category in (
            ("phóng viên ", " đòi tiền", "PV-NN"),
            ("bài trên ", " sai", "BC-SST"),
        ):
            start = len(before)
            name = f"báo {paper}"
            outlet = {"entity": "outlet", "start": start, "end": start + len(name), "value": name}
            report = {"intent": "report_violation", "metadata": {"intent": {"category": category}}}
            examples.append(Message({"text": before + name + after, "entities": [outlet], **report}))
        examples.append(Message({"text": f"xin chào {paper}", "intent": "greet"}))
    return TrainingData(examples)


@pytest.mark.parametrize("config", [CONFIG, STOCK], ids=["product", "stock"])
def test_it_finds_intent_and_entity(config: Path, tmp_path: Path) -> None:
    pipeline = Pipeline.fit(config, data(), tmp_path, epochs=60)
    parsed = pipeline.parse("phóng viên báo Dân Việt đòi tiền", REFERENCE)
    assert parsed["intent"]["name"] == "report_violation"
    assert [one["value"] for one in parsed["entities"] if one["entity"] == "outlet"] == ["báo Dân Việt"]


def test_times_are_relative_to_the_arrival(tmp_path: Path) -> None:
    parsed = Pipeline.fit(CONFIG, data(), tmp_path).parse("hôm qua", "2026-03-01T09:00:00+07:00")
    assert [one["value"]["value"] for one in parsed["entities"] if one["entity"] == "time"] == ["2026-02-28"]
