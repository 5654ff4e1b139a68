"""What a program can check of actions/VOICE.md: the rest is read aloud."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
RESPONSES: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())["responses"]
TEXTS = [(name, wording["text"]) for name, wordings in RESPONSES.items() for wording in wordings]
LONGEST_SENTENCE = 30  # words; a few need more than the 25 of the guide
# Said once and the same way each time: the law and people's safety depend on them.
ONE_WORDING = ("utter_emergency", "utter_question_consent", "utter_filed", "utter_filed_urgent")


def sentences(text: str) -> list[str]:
    """A parenthesis, a list and what stands between quotation marks are read by themselves."""
    return [part for part in re.split(r"[.?:;…]\s|\n|\(|\)", text) if part.strip()]


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_sentences_are_short(name: str, text: str) -> None:
    if name.startswith("utter_english"):
        return
    for sentence in sentences(text):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize(
    "word",
    ["!", "bạn", "quý khách", "quý công dân", "mày", "rất tiếc", "thật đáng tiếc", "tuyệt đối", "chúng tôi"],
)
def test_the_voice_is_the_same_everywhere(word: str) -> None:
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    assert [name for name, text in TEXTS if pattern.search(text)] == []


def test_no_emoji_but_the_warning_before_113() -> None:
    emoji = re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf]")
    assert {name for name, text in TEXTS if emoji.search(text)} <= {"utter_emergency"}


@pytest.mark.parametrize("name", RESPONSES)
def test_wordings_of_one_response_fill_in_the_same_values(name: str) -> None:
    values = [
        {field for _, field, _, _ in Formatter().parse(wording["text"]) if field}
        for wording in RESPONSES[name]
    ]
    assert all(found == values[0] for found in values)


@pytest.mark.parametrize("name", ONE_WORDING)
def test_what_must_be_certain_has_one_wording(name: str) -> None:
    assert len(RESPONSES[name]) == 1


def test_buttons_are_short() -> None:
    titles = [text for name, text in TEXTS if name.startswith("utter_button_")]
    assert [title for title in titles if len(title.split()) > 6] == []
