"""The lunar calendar of Vietnam: known Tết days, leap months, and phrases that name a lunar day."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from nlu.text.fold import fold
from nlu.text.times.lunar import MONTHS, lunar_date, new_years_eve
from nlu.text.times.parser import VIETNAM
from tests.text.test_times import parse

TET = {
    **{2020: "01-25", 2021: "02-12", 2022: "02-01", 2023: "01-22", 2024: "02-10", 2025: "01-29"},
    # 2030 is a day before China's.
    **{2026: "02-17", 2027: "02-06", 2028: "01-26", 2029: "02-13", 2030: "02-02"},
}
REPEATED = {2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11}
PHRASES = [
    *(("mùng 3 tết", "2026-02-19"), ("29 tết", "2026-02-16"), ("mùng 3 tết năm ngoái", "2025-01-31")),
    # The twelfth month of that year had 29 days; its last is "30 tết" all the same.
    *(("30 tết", "2026-02-16"), ("giao thừa", "2026-02-16"), ("29 tết năm ngoái", "2025-01-28")),
    *(
        ("rằm tháng 7", "2026-08-27"),
        ("rằm tháng giêng", "2026-03-03"),
        ("rằm tháng 8 năm ngoái", "2025-10-06"),
    ),
    *(("hôm rằm", "2026-11-23"), ("rằm tháng trước", "2026-10-24"), ("trung thu", "2026-09-25")),
    *(("mùng 1 âm", "2026-11-09"), ("ngày 14 âm lịch", "2026-11-22"), ("20/8 âm lịch", "2026-09-30")),
    *(
        ("mùng 5 tháng 9 ta", "2026-10-14"),
        ("mùng 10 tháng 3 âm lịch", "2026-04-26"),
        ("10/10 al", "2026-11-18"),
    ),
    *(("mồng 8 tháng giêng", "2026-02-24"), ("ngày 23 tháng chạp", "2026-02-10")),
    # Days of the sun, said to be so or not.
    *(
        ("mùng 5 tháng 9", "2026-09-05"),
        ("mùng 5 tháng 9 dương lịch", "2026-09-05"),
        ("mùng 3", "2026-11-03"),
    ),
    *(
        ("tết dương lịch", "2026-01-01"),
        ("tết độc lập", "2026-09-02"),
        ("quốc khánh năm ngoái", "2025-09-02"),
    ),
]


class TestCalendar:
    @pytest.mark.parametrize(("year", "day"), TET.items())
    def test_tet_begins_the_year(self, year: int, day: str) -> None:
        tet = date.fromisoformat(f"{year}-{day}")
        assert lunar_date(date(year, 12, 1), 1, 1, year) == tet
        assert new_years_eve(date(year, 12, 1)) == tet - timedelta(days=1)

    def test_months_follow_each_other_without_a_gap(self) -> None:
        for one, following in pairwise(MONTHS):
            assert one.first + timedelta(days=one.length) == following.first
            assert following.number in (one.number, one.number % 12 + 1)

    def test_repeated_months(self) -> None:
        assert {
            month.year: month.number for month in MONTHS if month.repeated and 2020 <= month.year <= 2033
        } == REPEATED

    def test_outside_the_table_nothing_is_found(self) -> None:
        assert lunar_date(date(2010, 1, 1), 1, 1) is None
        assert parse("hôm rằm", datetime(2010, 1, 1, tzinfo=VIETNAM)) == []


class TestPhrases:
    @pytest.mark.parametrize(("text", "value"), PHRASES)
    def test_a_lunar_day_is_converted(self, text: str, value: str) -> None:
        for typed in (text, fold(text)):
            assert parse(typed) == [(typed, value, "day")]

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("tháng giêng", "2026-02-01"),
            ("tháng chạp", "2026-01-01"),
            ("tháng 7 âm lịch", "2026-08-01"),
            ("hồi tết", "2026-02-01"),
        ],
    )
    def test_a_lunar_month_is_the_month_in_which_it_begins(self, text: str, value: str) -> None:
        assert parse(text) == [(text, value, "month")]

    def test_a_part_of_a_lunar_day(self) -> None:
        assert parse("tối mùng 2 tết")[0][1:] == ("2026-02-18T18:00:00+07:00", "part_of_day")
        assert parse("đêm giao thừa")[0][1:] == ("2026-02-16T21:00:00+07:00", "part_of_day")

    @pytest.mark.parametrize("year", range(2021, 2031))
    def test_on_the_eve_the_last_tet_is_a_year_ago(self, year: int) -> None:
        eve = date.fromisoformat(f"{year}-{TET[year]}") - timedelta(days=1)
        now = datetime(eve.year, eve.month, eve.day, 12, tzinfo=VIETNAM)
        assert parse("mùng 1 tết", now)[0][1] == f"{year - 1}-{TET[year - 1]}"
        assert parse("giao thừa", now + timedelta(days=1))[0][1] == eve.isoformat()
