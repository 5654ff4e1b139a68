"""Phones, addresses, codes and times come out normalised, with their place in the typed text."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.components.exact_extractor import ExactExtractor

Tokenise = Callable[..., Message]
RECEIVED = {"received_at": "2026-11-23T10:00:00+07:00"}


@pytest.fixture
def extract(tokenise: Tokenise) -> Callable[..., list[dict[str, Any]]]:
    extractor = ExactExtractor({"ticket_prefix": "LC"})

    def run(text: str, metadata: Any = RECEIVED) -> list[dict[str, Any]]:
        (message,) = extractor.process([tokenise(text, metadata=metadata)])
        found: list[dict[str, Any]] = message.get("entities")
        return found

    return run


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0912345678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("0213 3876 543", "+842133876543"),
    ],
)
def test_phones_are_e164(extract: Callable[..., list[dict[str, Any]]], typed: str, value: str) -> None:
    (found,) = extract(f"sđt tôi {typed}")
    assert (found["entity"], found["value"], found["start"], found["end"]) == (
        "phone",
        value,
        8,
        8 + len(typed),
    )


@pytest.mark.parametrize("text", ["số tài khoản 19033344455566", "20-10-2026", "mã LC-2026-004217", "0169"])
def test_other_numbers_are_no_phones(extract: Callable[..., list[dict[str, Any]]], text: str) -> None:
    assert "phone" not in [one["entity"] for one in extract(text)]


def test_everything_in_one_message(extract: Callable[..., list[dict[str, Any]]]) -> None:
    found = extract("lc2026004217: gọi 0912345678, mail a@b.vn, xem baolaichau.vn/x, hôm qua 15h30")
    assert [(one["entity"], one["value"]) for one in found] == [
        ("ticket_code", "LC-2026-004217"),
        ("phone", "+84912345678"),
        ("email", "a@b.vn"),
        ("url", "https://baolaichau.vn/x"),
        ("time", {"value": "2026-11-22T15:30:00+07:00", "precision": "minute"}),
    ]


def test_composed_and_decomposed_text_give_the_same(extract: Callable[..., list[dict[str, Any]]]) -> None:
    text = "chiều thứ tư tuần trước ở Sìn Hồ"
    typed = unicodedata.normalize("NFD", text)
    (ours,), (theirs,) = extract(text), extract(typed)
    assert ours["value"] == theirs["value"]
    assert unicodedata.normalize("NFC", typed[theirs["start"] : theirs["end"]]) == "chiều thứ tư tuần trước"


@pytest.mark.parametrize("metadata", [None, {}, {"received_at": 5}, {"received_at": "gestern"}])
def test_without_a_time_of_arrival_now_counts(
    extract: Callable[..., list[dict[str, Any]]], metadata: Any
) -> None:
    (found,) = extract("hôm qua", metadata)
    assert found["value"]["precision"] == "day"


def test_the_utc_letter_is_understood(extract: Callable[..., list[dict[str, Any]]]) -> None:
    (found,) = extract("hôm qua", {"received_at": "2026-11-22T18:00:00Z"})
    assert found["value"]["value"] == "2026-11-22"
