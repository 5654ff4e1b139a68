"""When the hotline is open: checked against reading the clock minute by minute."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.clock import VIETNAM
from api.hotline.hours import DAY, Closed, Hours, Span, clock

MINUTE = timedelta(minutes=1)
# A few minutes of the day only, so that a search minute by minute ends soon.
STEP = 90


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    spans = set()
    for weekday in draw(st.sets(st.integers(1, 7), max_size=4)):
        ends = sorted(draw(st.sets(st.integers(0, 1440 // STEP), min_size=2, max_size=4)))
        for opens, closes in zip(ends[::2], ends[1::2], strict=False):
            spans.add(Span(weekday, opens * STEP, closes * STEP))
    first = st.dates(date(2026, 11, 20), date(2026, 12, 10))
    closed = [
        Closed(day, day + timedelta(days=draw(st.integers(0, 9))))
        for day in draw(st.lists(first, max_size=3))
    ]
    return Hours.of(spans, closed)


MOMENTS = st.datetimes(datetime(2026, 11, 18), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def naively_open(hours: Hours, at: datetime) -> bool:
    local = at.astimezone(VIETNAM)
    if any(item.first <= local.date() <= item.last for item in hours.closed):
        return False
    now = local.strftime("%H:%M")
    return any(
        clock(span.opens) <= now < clock(span.closes)
        for span in hours.spans
        if span.weekday == local.isoweekday()
    )


@given(weeks(), MOMENTS)
def test_open_is_what_the_clock_on_the_wall_says(hours: Hours, at: datetime) -> None:
    assert hours.is_open(at) == naively_open(hours, at)


@given(weeks(), MOMENTS)
def test_next_open_is_the_earliest_open_moment(hours: Hours, at: datetime) -> None:
    found = hours.next_open(at)
    if not hours.spans:
        assert found is None
        return
    assert found is not None, "there are hours, so it opens some day"
    assert found >= at
    assert naively_open(hours, found)
    # Nothing between is open: it could only have begun at one of the steps, or now.
    between = at
    while between < found:
        assert not naively_open(hours, between)
        local = between.astimezone(VIETNAM)
        minutes = STEP - (local.hour * 60 + local.minute) % STEP
        between = local.replace(second=0, microsecond=0) + minutes * MINUTE


class TestCorners:
    def test_open_until_midnight_and_from_midnight_on_is_one(self) -> None:
        hours = Hours.of([Span(1, 0, 1440), Span(2, 0, 60)])
        at = datetime(2026, 11, 23, 23, 59, 59, tzinfo=VIETNAM)
        assert hours.is_open(at)
        assert hours.is_open(at + timedelta(seconds=1))
        assert not hours.is_open(datetime(2026, 11, 24, 1, 0, tzinfo=VIETNAM))

    def test_the_end_is_not_part_of_it(self) -> None:
        hours = Hours.of([Span(1, 450, 690)])
        assert hours.is_open(datetime(2026, 11, 23, 7, 30, tzinfo=VIETNAM))
        assert not hours.is_open(datetime(2026, 11, 23, 11, 30, tzinfo=VIETNAM))

    def test_after_long_holidays_it_opens_on_the_first_working_day(self) -> None:
        tet = Closed(date(2027, 2, 5), date(2027, 2, 14))
        hours = Hours.of([Span(day, 450, 690) for day in range(1, 6)], [tet])
        found = hours.next_open(datetime(2027, 2, 4, 12, 0, tzinfo=VIETNAM))
        assert found == datetime(2027, 2, 15, 7, 30, tzinfo=VIETNAM)

    def test_closed_for_years_is_found_through(self) -> None:
        hours = Hours.of([Span(1, 0, 60)], [Closed(date(2026, 1, 1), date(2036, 1, 1))])
        found = hours.next_open(datetime(2026, 11, 23, tzinfo=VIETNAM))
        assert found is not None
        assert found.date() == date(2036, 1, 1) + 6 * DAY
