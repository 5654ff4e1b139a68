"""Hours as an office writes them are read as they are meant, and whatever is typed is read or refused."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.hotline.hours import Closed, Span
from api.hotline.typed_hours import (
    UnreadableHoursError,
    read_closed,
    read_spans,
    write_closed,
    write_spans,
)


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", []),
        ("7:30-11:30", [(450, 690)]),
        ("7h30 – 11h30, 13h-17h", [(450, 690), (780, 1020)]),
        ("13.30-17.00; 7g30-11g", [(450, 660), (810, 1020)]),
        ("0:00-24:00", [(0, 1440)]),
        ("7-11", [(420, 660)]),
    ],
)
def test_ways_to_write_hours(typed: str, spans: list[tuple[int, int]]) -> None:
    assert read_spans(3, typed) == [Span(3, *ends) for ends in spans]


@pytest.mark.parametrize("typed", ["7:60-8", "24:01-24:30", "8-8", "-", "7:30", "sáng", "7-9 9-10", "٧-٨"])
def test_what_is_no_hours_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableHoursError):
        read_spans(1, typed)


@given(st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True))
def test_what_was_written_is_read_again(ends: list[int]) -> None:
    ends = sorted(ends[: len(ends) // 2 * 2])
    spans = [Span(4, opens, closes) for opens, closes in zip(ends[::2], ends[1::2], strict=True)]
    assert read_spans(4, write_spans(spans, 4)) == spans


NOTES = st.text(st.characters(categories=["L", "Nd", "Zs"]), max_size=40).map(
    lambda note: " ".join(note.split())
)


@given(st.dates(date(2000, 1, 1), date(2100, 9, 1)), st.integers(0, 100), NOTES)
def test_closed_days_that_were_written_are_read_again(first: date, days: int, note: str) -> None:
    item = Closed(first, first + timedelta(days=days), note)
    assert read_closed(write_closed(item)) == item


@given(st.text(max_size=60))
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    for read in (lambda: read_spans(1, typed), lambda: read_closed(typed)):
        with suppress(UnreadableHoursError):
            read()
