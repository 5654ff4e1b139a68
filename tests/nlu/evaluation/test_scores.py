"""What counts as understood."""

from typing import Any

from rasa.shared.nlu.training_data.message import Message

from nlu.evaluation.scores import Score

TEXT = "pv báo Tiền Phong đòi tiền"
OUTLET = {"start": 3, "end": 17, "entity": "outlet", "value": "báo Tiền Phong"}


def gold(intent: str, category: str = "", entities: list[dict[str, Any]] | None = None) -> Message:
    metadata = {"intent": {"category": category}} if category else {}
    return Message({"text": TEXT, "intent": intent, "entities": entities or [], "metadata": metadata})


def parsed(intent: str, *entities: dict[str, Any]) -> dict[str, Any]:
    return {"text": TEXT, "intent": {"name": intent, "confidence": 0.8}, "entities": list(entities)}


def category(code: str) -> dict[str, Any]:
    return {"start": 0, "end": len(TEXT), "entity": "category", "value": code, "confidence_entity": 0.7}


def test_all_right() -> None:
    score = Score()
    score.add(
        gold("report_violation", "PV-NN", [OUTLET]), parsed("report_violation", OUTLET, category("PV-NN"))
    )
    assert (score.right, score.categories_right, score.f1()) == (1, 1, 100)
    assert not score.errors


def test_a_span_that_is_too_short_is_missed_and_invented() -> None:
    score = Score()
    score.add(gold("inform", entities=[OUTLET]), parsed("inform", {**OUTLET, "end": 11}))
    assert score.f1("outlet") == 0
    assert [error.split()[0] for _, error in score.errors] == ["missed", "invented"]


def test_the_first_category_counts() -> None:
    score = Score()
    score.add(
        gold("report_violation", "PV-NN"), parsed("report_violation", category("PV-MD"), category("PV-NN"))
    )
    assert (score.categories, score.categories_right) == (1, 0)


def test_out_of_scope_may_be_rejected_either_way_but_not_accepted() -> None:
    score = Score()
    for given in ("out_of_scope", "nlu_fallback", "ask_law"):
        score.add(gold("out_of_scope"), parsed(given))
    assert (score.right, score.strange, score.strange_accepted) == (2, 3, 1)
    assert score.confusions == {("out_of_scope", "ask_law"): 1}


def test_scores_add_up() -> None:
    first, second = Score(), Score()
    first.add(gold("greet"), parsed("greet"))
    second.add(gold("greet", entities=[OUTLET]), parsed("thank", OUTLET))
    first.merge(second)
    assert (first.right, first.total, first.f1("outlet")) == (1, 2, 100)
    assert len(first.calibration.given) == 2
    assert len(first.errors) == 1
