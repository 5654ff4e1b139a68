"""Phrases of time: right, the same without marks, never in the future."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.fold import fold
from nlu.text.teencode import Lexicon
from nlu.text.times.parser import VIETNAM, find_times
from nlu.text.words import split_words

LEXICON = Lexicon.load()
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=VIETNAM)  # a Monday
DAYS = st.dates(date(2010, 1, 1), date(2026, 11, 23))
NOWS = st.integers(0, 1_800 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=VIETNAM) + timedelta(minutes=minutes)
)


def parse(text: str, now: datetime = NOW) -> list[tuple[str, str, str]]:
    return [
        (text[one.start : one.end], one.value, one.precision)
        for one in find_times(split_words(text, LEXICON), now)
    ]


FORMS = [
    ("hôm qua", "2026-11-22", "day"),
    ("hqua", "2026-11-22", "day"),
    ("hôm kia", "2026-11-21", "day"),
    ("t6 tuần trước", "2026-11-20", "day"),
    ("vừa nãy", "2026-11-23", "day"),
    ("tuần trước nữa", "2026-11-09", "week"),
    ("tháng trước nữa", "2026-09-01", "month"),
    ("đầu tháng", "2026-11-01", "month"),
    ("cuối tháng", "2026-10-01", "month"),
    ("lúc nãy", "2026-11-23", "day"),
    ("hai ngày trước", "2026-11-21", "day"),
    ("cách đây 2 hôm", "2026-11-21", "day"),
    ("sáng nay", "2026-11-23T05:00:00+07:00", "part_of_day"),
    ("tối qua", "2026-11-22T18:00:00+07:00", "part_of_day"),
    ("tối kia", "2026-11-21T18:00:00+07:00", "part_of_day"),
    ("chiều hôm qua", "2026-11-22T13:00:00+07:00", "part_of_day"),
    ("sáng thứ hai tuần trước", "2026-11-16T05:00:00+07:00", "part_of_day"),
    ("thứ bảy vừa rồi", "2026-11-21", "day"),
    ("thứ sáu, 20/11/2026", "2026-11-20", "day"),
    ("mùng 3", "2026-11-03", "day"),
    ("mồng mười tháng chín", "2026-09-10", "day"),
    ("ngày 25", "2026-10-25", "day"),
    ("ngày 20 tháng trước", "2026-10-20", "day"),
    ("20/10", "2026-10-20", "day"),
    ("20/12", "2025-12-20", "day"),
    ("29/2", "2024-02-29", "day"),
    ("20-10-2026", "2026-10-20", "day"),
    ("ngày 5 tháng 9 năm 2026", "2026-09-05", "day"),
    ("15h30 ngày 20/10", "2026-10-20T15:30:00+07:00", "minute"),
    ("3 giờ chiều ngày 20/10", "2026-10-20T15:00:00+07:00", "hour"),
    ("8 giờ rưỡi sáng hôm qua", "2026-11-22T08:30:00+07:00", "minute"),
    ("9 rưỡi sáng qua", "2026-11-22T09:30:00+07:00", "minute"),
    ("10h kém 15 sáng nay", "2026-11-23T09:45:00+07:00", "minute"),
    ("15h", "2026-11-22T15:00:00+07:00", "hour"),
    ("2 tiếng trước", "2026-11-23T08:00:00+07:00", "hour"),
    ("12h đêm qua", "2026-11-23T00:00:00+07:00", "hour"),
    ("tuần trước", "2026-11-16", "week"),
    ("cách đây hai tuần", "2026-11-09", "week"),
    ("đầu tháng 9", "2026-09-01", "month"),
    ("tháng 12", "2025-12-01", "month"),
    ("tháng 9/2025", "2025-09-01", "month"),
    ("tháng trước", "2026-10-01", "month"),
    ("năm ngoái", "2025-01-01", "year"),
    ("tết năm ngoái", "2025-01-01", "year"),
]
NOT_TIMES = [
    *("ngày mai", "tuần sau", "thứ hai tuần sau", "tối nay", "20/12/2026", "ngày 31/2", "hai tháng nay"),
    *(
        "nghị định 09/2017",
        "người thứ hai",
        "họ giữ tôi 3 giờ liền",
        "số 12/10 đường Trần Phú",
        "0912 345 678",
    ),
    *("50tr", "tôi qua nhà anh ấy", "trực 24/7", ""),
]


class TestFindTimes:
    @pytest.mark.parametrize(
        ("text", "value", "precision"),
        [
            ("thứ sáu tuần trước anh phóng viên đến", "2026-11-20", "day"),
            ("từ tháng 5 đến nay", "2026-05-01", "month"),
            ("t3/2026", "2026-03-01", "month"),
        ],
    )
    def test_words_around_a_time_are_not_part_of_it(self, text: str, value: str, precision: str) -> None:
        for typed in (text, fold(text)):
            assert [found[1:] for found in parse(typed)] == [(value, precision)]

    @pytest.mark.parametrize(("text", "value", "precision"), FORMS)
    def test_each_form_is_read_with_and_without_marks(self, text: str, value: str, precision: str) -> None:
        assert parse(text) == [(text, value, precision)]
        assert parse(fold(text)) == [(fold(text), value, precision)]
        assert parse(text.upper()) == [(text.upper(), value, precision)]

    @pytest.mark.parametrize("text", NOT_TIMES)
    def test_what_is_no_past_time_is_left_alone(self, text: str) -> None:
        assert parse(text) == []
        assert parse(fold(text)) == []

    def test_spans_stand_inside_a_sentence(self) -> None:
        text = "Có hai người xưng nhà báo đến xã Bum Tở hôm qua, khoảng 8 giờ sáng, đòi 20 triệu"
        assert parse(text) == [("hôm qua, khoảng 8 giờ sáng", "2026-11-22T08:00:00+07:00", "hour")]

    def test_a_correction_names_both_days_in_order(self) -> None:
        assert [value for _, value, _ in parse("nhầm, ngày 15/10 chứ không phải 14/10")] == [
            "2026-10-15",
            "2026-10-14",
        ]

    def test_a_late_message_is_read_from_its_arrival(self) -> None:
        assert parse("hôm qua", NOW - timedelta(days=30))[0][1] == "2026-10-23"

    @given(
        DAYS, st.sampled_from(["{0:%d/%m/%Y}", "{0:%d-%m-%Y}", "ngày {0.day} tháng {0.month} năm {0.year}"])
    )
    def test_any_date_that_can_be_written_is_read_back(self, day: date, form: str) -> None:
        text = form.format(day)
        assert parse(text) == [(text, day.isoformat(), "day")]

    @given(st.integers(0, 360))
    def test_a_date_without_its_year_is_the_latest_one(self, back: int) -> None:
        day = NOW.date() - timedelta(days=back)
        assert parse(f"{day.day}/{day.month}")[0][1] == day.isoformat()

    @given(st.sampled_from([form for form, _, _ in FORMS]), NOWS)
    def test_nothing_found_is_ever_in_the_future(self, text: str, now: datetime) -> None:
        for _, value, precision in parse(text, now):
            moment = datetime.fromisoformat(value)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
            assert moment <= now, (text, precision)

    @given(st.lists(st.sampled_from([form for form, _, _ in FORMS]), max_size=4), NOWS)
    def test_marks_do_not_matter(self, forms: list[str], now: datetime) -> None:
        text = " rồi ".join(forms)
        assert [found[1:] for found in parse(text, now)] == [found[1:] for found in parse(fold(text), now)]

    @given(st.text(max_size=80))
    def test_any_text_is_survived(self, text: str) -> None:
        for found, _, _ in parse(text):
            assert found in text
