"""What the model learns from agrees with the domain, with itself, and holds nothing of what measures it."""

from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.validator import Validator

from nlu.components.message_words import category_of
from nlu.text.fold import fold_search

ROOT = Path(__file__).resolve().parents[2]
# Everybody says "ok" and "không gửi"; longer messages are somebody's own.
SHORT = 3


@pytest.fixture(scope="module")
def training() -> list[Message]:
    return list(load_data(str(ROOT / "data/training/nlu")).nlu_examples)


@pytest.fixture(scope="module")
def domain() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return loaded


def test_rasa_finds_no_fault() -> None:
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data/training")]
    )
    validator = Validator.from_importer(importer)
    assert validator.verify_nlu(ignore_warnings=False)
    assert validator.verify_domain_validity()
    assert validator.verify_actions_in_stories_rules()
    assert validator.verify_form_slots()
    assert validator.verify_story_structure(ignore_warnings=False)


def test_every_intent_of_the_domain_has_examples(
    training: list[Message], domain: dict[str, list[str]]
) -> None:
    assert {message.get("intent") for message in training} == set(domain["intents"]) - {"nlu_fallback"}


def test_entities_are_those_of_the_domain(training: list[Message], domain: dict[str, list[str]]) -> None:
    found = {entity["entity"] for message in training for entity in message.get("entities", [])}
    assert found <= set(domain["entities"])


def test_reports_and_only_they_have_a_category(training: list[Message]) -> None:
    for message in training:
        assert bool(category_of(message)) == (message.get("intent") == "report_violation"), message.get(
            "text"
        )


def test_a_text_means_one_thing(training: list[Message]) -> None:
    meanings: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for message in training:
        meanings[" ".join(message.get("text").lower().split())].add(
            (message.get("intent"), category_of(message))
        )
    assert not {text: found for text, found in meanings.items() if len(found) > 1}


def test_no_model_learns_what_measures_it(training: list[Message]) -> None:
    learnt = {fold_search(message.get("text")) for message in training}
    for path in sorted((ROOT / "data/evaluation").glob("*.yml")):
        for message in load_data(str(path)).nlu_examples:
            text = fold_search(message.get("text"))
            assert len(text.split()) <= SHORT or text not in learnt, path.name
