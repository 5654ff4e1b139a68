"""Times: what can be written is read back, marks and case do not matter, nothing is ever in the future."""

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.fold import fold
from nlu.text.times.parser import VIETNAM, find_times
from nlu.text.words import split_words
from tests.text.test_times import CLOCKS, DAYS, LEXICON, LONGER, MARKED, NOT_TIMES, NOW, PARTS, SPANS, parse

DAY = st.dates(date(2010, 1, 1), date(2026, 11, 23))
ARRIVAL = st.integers(0, 1_800 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=VIETNAM) + timedelta(minutes=minutes)
)
ONES = ["", "một", "hai", "ba", "tư", "lăm", "sáu", "bảy", "tám", "chín"]
TENS = ["", "mười", "hai mươi", "ba mươi"]
MONTHS = ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"]
FORMS = [
    *(text for text, _ in [*DAYS, *PARTS, *CLOCKS, *MARKED]),
    *(text for text, _, _ in LONGER),
    *(text for text, _ in SPANS),
    *NOT_TIMES,
]
# In a story "luc nay" may be "lúc này", at that time.
WITHOUT_MARKS = [form for form in [*DAYS, *PARTS, *CLOCKS] if form[0] != "lúc nãy"]
VOCABULARY = [
    *("ngày", "hôm", "bữa", "mùng", "tháng", "năm", "tuần", "thứ", "rằm", "tết", "giêng", "chạp", "âm"),
    *("quý", "hè", "hai", "ba", "tư", "sáu", "mười", "mươi", "mốt", "lăm", "hăm", "không", "nghìn", "nửa"),
    *(
        "rưỡi",
        "kém",
        "giờ",
        "phút",
        "tiếng",
        "trước",
        "cách",
        "đây",
        "qua",
        "kia",
        "nay",
        "sau",
        "tới",
        "đến",
    ),
    *("từ", "giao", "thừa", "sáng", "tối", "đêm", "h", "t", "cn", "/", "-", ".", ":", ",", "0", "5", "12"),
    *("29", "30", "31", "99", "2026"),
]
# Words between which no mark decides, so that every mixture of them reads the same without marks.
GLUE = ["họ đến", "rồi", "và", "có xe lạ vào bản,", "đòi 20 triệu", ".", "ở xã Bum Tở", "phóng viên"]


def in_words(number: int) -> str:
    """Fifteen as mười lăm, one to ten as after mùng."""
    if number < 10:
        return ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"][number]
    last = "một" if number == 11 else "mốt" if number % 10 == 1 else ONES[number % 10]
    return f"{TENS[number // 10]} {last}".strip()


class TestReadBack:
    @given(
        DAY,
        st.sampled_from(
            [
                *("{0:%d/%m/%Y}", "{0:%d-%m-%Y}", "{0:%d.%m.%Y}", "{0:%Y-%m-%d}", "{0:%d/%m/%y}"),
                *("ngày {0.day} tháng {0.month} năm {0.year}", "hôm {0.day}/{0.month}/{0.year}"),
            ]
        ),
    )
    def test_any_date_in_figures(self, day: date, form: str) -> None:
        text = form.format(day)
        assert parse(text) == [(text, day.isoformat(), "day")]

    @given(DAY)
    def test_any_date_in_words(self, day: date) -> None:
        first = "mùng" if day.day <= 10 else "ngày"
        text = f"{first} {in_words(day.day)} tháng {MONTHS[day.month - 1]} năm {day.year}"
        for typed in (text, fold(text)):
            assert parse(typed) == [(typed, day.isoformat(), "day")]

    @given(
        DAY,
        st.integers(0, 23),
        st.integers(0, 59),
        st.sampled_from(["{}h{:02}", "{} giờ {} phút", "{:02}:{:02}"]),
    )
    def test_any_minute(self, day: date, hour: int, minute: int, form: str) -> None:
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)
        text = f"{form.format(hour, minute)} ngày {day:%d/%m/%Y}"
        assert parse(text) == ([(text, moment.isoformat(), "minute")] if moment <= NOW else [])

    @given(st.integers(0, 360))
    def test_a_date_without_its_year_is_the_latest_one(self, back: int) -> None:
        day = NOW.date() - timedelta(days=back)
        assert parse(f"{day.day}/{day.month}")[0][1] == day.isoformat()

    @given(st.integers(1, 99), st.sampled_from(["{} ngày trước", "cách đây {} hôm", "khoảng {} bữa trước"]))
    def test_any_number_of_days_ago(self, count: int, form: str) -> None:
        assert parse(form.format(count))[0][1] == (NOW.date() - timedelta(days=count)).isoformat()


class TestMarksAndCase:
    @given(st.lists(st.sampled_from([*FORMS, *GLUE]), max_size=5), ARRIVAL)
    def test_capitals_and_decomposed_letters_say_the_same(self, parts: list[str], now: datetime) -> None:
        text = " ".join(parts)
        found = [one[1:] for one in parse(text, now)]
        assert [one[1:] for one in parse(text.upper(), now)] == found
        decomposed = unicodedata.normalize("NFD", text)
        assert [one[1:] for one in parse(decomposed, now)] == found
        assert [unicodedata.normalize("NFC", one[0]) for one in parse(decomposed, now)] == [
            one[0] for one in parse(text, now)
        ]

    @given(st.sampled_from(WITHOUT_MARKS), st.sampled_from(GLUE), ARRIVAL)
    def test_marks_do_not_matter(self, form: tuple[str, str], glue: str, now: datetime) -> None:
        text = f"{form[0]} {glue}"
        assert [found[1:] for found in parse(text, now)] == [found[1:] for found in parse(fold(text), now)]


class TestAlways:
    @given(st.lists(st.sampled_from([*FORMS, *GLUE]), max_size=5), ARRIVAL)
    def test_nothing_found_is_ever_in_the_future(self, parts: list[str], now: datetime) -> None:
        for typed in (" ".join(parts), fold(" ".join(parts))):
            for _, value, precision in parse(typed, now):
                moment = datetime.fromisoformat(value)
                moment = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
                assert moment <= now, (typed, precision)

    @given(st.lists(st.sampled_from([*FORMS, *GLUE]), max_size=5))
    def test_offsets_lie_on_words_and_in_order(self, parts: list[str]) -> None:
        words, end = split_words(" ".join(parts), LEXICON), 0
        for one in find_times(words, NOW):
            assert end <= one.start < one.end
            assert one.start in {word.start for word in words}
            assert one.end in {word.end for word in words}
            end = one.end

    @given(st.text(max_size=80))
    def test_any_text_is_survived(self, text: str) -> None:
        for found, _, _ in parse(text):
            assert found in text

    @given(st.lists(st.sampled_from(VOCABULARY), max_size=12), ARRIVAL)
    def test_any_row_of_words_of_time_is_survived(self, words: list[str], now: datetime) -> None:
        text = " ".join(words)
        for typed in (text, fold(text)):
            for _, value, _ in parse(typed, now):
                assert datetime.fromisoformat(value).year <= now.year

    @pytest.mark.parametrize(
        "text", ["²h³", "١٢/١٠", "９h", "0/0/0000", "31/2/2026", "mùng 99", "tháng 13", "t 0"]
    )
    def test_odd_figures_are_survived(self, text: str) -> None:
        parse(text)
