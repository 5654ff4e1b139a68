"""Rows of names are taken apart where they join, and never inside a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.directory.naming import parts_of


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Sở Y tế và Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
        ("so y te voi lai cong an tinh", ["so y te", "cong an tinh"]),
        ("Sở Y tế, Công an tỉnh và xã Mường Than", ["Sở Y tế", "Công an tỉnh", "xã Mường Than"]),
        ("Sở Giáo dục và Đào tạo", ["Sở Giáo dục", "Đào tạo"]),
        ("Sở Y tế", []),
        ("sở NN&MT + SYT", ["sở NN", "MT", "SYT"]),
        ("và", []),
        ("", []),
        (", và ,", []),
    ],
)
def test_parts(typed: str, parts: list[str]) -> None:
    assert [typed[start:end] for start, end in parts_of(typed)] == parts


@given(st.text(max_size=100))
def test_parts_lie_in_the_text_in_order(typed: str) -> None:
    at = 0
    for start, end in parts_of(typed):
        assert at <= start < end <= len(typed)
        at = end
