"""Numbers are shown in the usual groups, and nothing of what was entered is lost or changed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.directory.phones import international, show_phone


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("02133876543", "0213 3876 543"),
        ("0213.3876.543", "0213 3876 543"),
        ("(0213) 3876 543", "0213 3876 543"),
        ("+84 213 3876543", "0213 3876 543"),
        ("842133876543", "0213 3876 543"),
        ("02438255555", "024 3825 5555"),
        ("0912345678", "0912 345 678"),
        ("+84912345678", "0912 345 678"),
        ("19001234", "1900 1234"),
        ("1800123456", "1800 123 456"),
        ("0213 3876 543 máy lẻ 12", "0213 3876 543 máy lẻ 12"),
        ("000 000 0001 (số mẫu)", "000 000 0001 (số mẫu)"),
        ("+33 1 23 45 67 89", "+33 1 23 45 67 89"),
        ("113", "113"),
        ("chưa có", "chưa có"),
    ],
)
def test_shown(typed: str, shown: str) -> None:
    assert show_phone(typed) == shown


@pytest.mark.parametrize(
    ("typed", "abroad"),
    [
        ("0213 3876 543", "+842133876543"),
        ("0912 345 678", "+84912345678"),
        ("19001234", None),
        ("000 000 0001 (số mẫu)", None),
        ("113", None),
    ],
)
def test_international(typed: str, abroad: str | None) -> None:
    assert international(typed) == abroad


@given(st.text(max_size=40))
def test_any_text_stays_itself_or_keeps_its_digits(typed: str) -> None:
    shown = show_phone(typed)
    assert shown == typed.strip() or re.sub(r"\D", "", shown)[-8:] in re.sub(r"\D", "", typed)


@given(st.from_regex(r"0[35789]\d{8}|02\d{9}", fullmatch=True))
def test_showing_twice_changes_nothing(number: str) -> None:
    assert show_phone(show_phone(number)) == show_phone(number)
    assert show_phone(number).replace(" ", "") == number
