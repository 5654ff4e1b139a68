"""Text as typed, made safe without moving it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import MessageRefusedError
from bot.typed import LONGEST_TEXT, tidy, without_receipts


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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("mã LC-2026-000001, biên nhận 1234567890123456", "mã LC-2026-000001, biên nhận […]"),
        ("1234 5678 9012 3456.", "[…]."),
        ("1234-5678-9012-3456", "[…]"),
        ("số tài khoản 12345678901234567", "số tài khoản 12345678901234567"),
        ("https://bao.example/tin-1234567890123456", "https://bao.example/tin-1234567890123456"),
        ("gọi 0912 345 678", "gọi 0912 345 678"),
    ],
)
def test_no_receipt_stays_in_a_transcript(typed: str, kept: str) -> None:
    assert without_receipts(typed, "[…]") == kept
