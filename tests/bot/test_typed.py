"""Text as typed, made safe without moving it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import MessageRefusedError
from bot.typed import LONGEST_TEXT, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  chào \n", "chào"),
        ("/affirm", "affirm"),
        (" / / stop", "stop"),
        ("a/b", "a/b"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("a\x00b\x1bc", "abc"),
        ("nửa đôi \ud83d", "nửa đôi"),
        ("👨‍👩‍👧 ở đây", "👨‍👩‍👧 ở đây"),
    ],
)
def test_tidy(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_decomposed_text_stays_decomposed() -> None:
    typed = unicodedata.normalize("NFD", "Tiếng Việt")
    assert tidy(typed) == typed


def test_too_long_text_is_refused() -> None:
    assert len(tidy("x" * LONGEST_TEXT)) == LONGEST_TEXT
    with pytest.raises(MessageRefusedError, match="text_too_long"):
        tidy("x" * (LONGEST_TEXT + 1))


@given(st.text(alphabet=st.characters(), max_size=200))
def test_whatever_is_typed_can_be_stored_and_is_no_intent(typed: str) -> None:
    kept = tidy(typed)
    kept.encode()
    assert "\x00" not in kept
    assert not kept.startswith("/")
    assert tidy(kept) == kept
