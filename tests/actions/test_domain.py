"""domain.yml and the code name the same things."""

import csv
import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.answers.talk import _SMALLTALK
from actions.cues import table
from actions.directory.advice import REPORTS
from actions.directory.entries import _ROLES
from actions.intake.draft import QUESTIONS, slot_of
from actions.intake.questions import questions_for
from actions.main import ACTIONS
from actions.menu import _ENTRIES

LANGUAGES = ("english", "other")
ROOT = Path(__file__).resolve().parents[2]
CODE = "\n".join(path.read_text() for path in (ROOT / "actions").rglob("*.py"))


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())
    return loaded


def needed_responses() -> set[str]:
    """Names written out in the code, and those it builds from its tables."""
    named = set(re.findall(r"\"(utter_\w+)\"", CODE))
    listed = table("questions")
    categories = listed["categories"]
    asked = {question.name for code in categories for question in questions_for(code)}
    required = {q.name for code in categories for q in questions_for(code) if not q.optional}
    never_skipped = {"description", "category", "anonymity", "consent"}
    named |= {f"utter_question_{name}" for name in asked}
    named |= {"utter_question_description_more", "utter_question_amount"}
    named |= {f"utter_question_{first}_{second}" for first, second in listed["together"].items()}
    worded = {(name, end) for name, ends in listed["worded"].items() for end in ends.values()}
    named |= {f"utter_question_{name}_{end}" for name, end in worded}
    named |= {f"utter_why_{name}_{end}" for name, end in worded & {("subject", "agency")}}
    named |= {f"utter_label_{part}" for part in ("phone", "email", "name")}
    named |= {f"utter_why_{name}" for name in required - never_skipped}
    named |= {f"utter_label_{name}" for name in set(QUESTIONS) - {"consent"}}
    named |= {f"utter_label_{kind}" for kind in ("anonymous", "secret", "open")}
    named |= {f"utter_category_{code.lower().replace('-', '_')}" for code in categories}
    named |= {f"utter_button_{kind}" for kind in ("anonymous", "secret", "open", *_ENTRIES)}
    named |= {f"utter_button_{name}" for name in re.findall(r"button\([^)]*?\"(\w+)\", \"\w+\"\)", CODE)}
    named |= {f"utter_role_{role}" for role in _ROLES} | set(_SMALLTALK.values())
    named |= {f"utter_button_{name}" for name in re.findall(r"answer\(case, \"(\w+)\"", CODE)}
    statuses = csv.DictReader((ROOT / "data/taxonomy/statuses.csv").read_text().splitlines())
    named |= {f"utter_status_{row['code'].lower()}" for row in statuses}
    named |= {f"utter_entry_{field}" for field in ("phone", "email")}
    named |= {f"utter_nothing_to_{intent}" for intent in ("resume", "stop", "correct_answer")}
    named |= {f"utter_elsewhere_{topic}" for topic in table("elsewhere")["topics"]}
    named |= {f"utter_weekday_{day}" for day in range(1, 8)}
    named |= {f"utter_{language}{place}" for language in LANGUAGES for place in ("", "_inside")}
    named |= {f"utter_button_leave_message_{language}" for language in LANGUAGES}
    named |= {f"utter_button_{kind}" for kind in REPORTS}
    return named


def test_every_response_is_used_and_every_used_one_exists(domain: dict[str, Any]) -> None:
    assert set(domain["responses"]) == needed_responses()


def test_actions_of_domain_and_code_are_the_same(domain: dict[str, Any]) -> None:
    assert domain["actions"] == [action.action_name for action in ACTIONS]


def test_every_slot_is_written_somewhere_in_the_code(domain: dict[str, Any]) -> None:
    questions = {slot_of(name) for name in QUESTIONS}
    written = set(re.findall(r"\.set\(\s*\"(\w+)\"", CODE))
    assert set(domain["slots"]) == questions | written


def test_form_slots_are_the_questions(domain: dict[str, Any]) -> None:
    assert domain["forms"]["report_form"]["required_slots"] == [slot_of(name) for name in QUESTIONS]


def test_no_slot_is_filled_by_rasa_itself(domain: dict[str, Any]) -> None:
    for name, slot in domain["slots"].items():
        assert slot["mappings"] == [{"type": "custom"}], name
        assert slot["influence_conversation"] is False, name


def test_no_response_is_asked_by_rasa_itself(domain: dict[str, Any]) -> None:
    """Rasa would say utter_ask_<slot> on its own, beside what the action has said."""
    assert not [name for name in domain["responses"] if name.startswith("utter_ask_")]


def test_words_are_nfc_and_have_no_doubled_spaces(domain: dict[str, Any]) -> None:
    for name, variants in domain["responses"].items():
        for variant in variants:
            assert variant["text"] == unicodedata.normalize("NFC", variant["text"]), name
            assert "  " not in variant["text"].lstrip(), name


def test_the_consent_text_changes_only_with_its_version(domain: dict[str, Any]) -> None:
    """Tickets keep the version; each version stands for one archived text for ever."""
    archived = {consent["version"]: consent["text"] for consent in table("consents")["consents"]}
    (consent,) = domain["responses"]["utter_question_consent"]
    newest = table("consents")["consents"][-1]["version"]
    assert consent["metadata"]["version"] == newest
    assert consent["text"] == archived[newest]


def test_archived_consents_never_change() -> None:
    checksums = {"2026-11-23": "18013118654de535", "2026-11-23.2": "3c8d5da924f19f19"}
    archived = table("consents")["consents"]
    assert len(archived) == len({consent["version"] for consent in archived})
    for consent in archived:
        checksum = hashlib.sha256(consent["text"].encode()).hexdigest()[:16]
        assert checksums[consent["version"]] == checksum


@pytest.mark.parametrize("word", ["phạt", "vi phạm pháp luật", "có tội", "ảnh căn cước của"])
def test_the_bot_never_speaks_of_guilt_or_fines(domain: dict[str, Any], word: str) -> None:
    for name, variants in domain["responses"].items():
        assert all(word not in variant["text"] for variant in variants), name
