"""Phrases of time: each rule of the grammar, the same without marks, and what is no past time."""

from datetime import datetime, timedelta

import pytest

from nlu.text.fold import fold
from nlu.text.teencode import Lexicon
from nlu.text.times.parser import VIETNAM, find_times
from nlu.text.words import split_words

LEXICON = Lexicon.load()
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=VIETNAM)  # a Monday; the fifteenth of the tenth lunar month


def parse(text: str, now: datetime = NOW) -> list[tuple[str, str, str]]:
    return [
        (text[one.start : one.end], one.value, one.precision)
        for one in find_times(split_words(text, LEXICON), now)
    ]


def values(text: str) -> list[str]:
    """What was found, days without the year and hours without minutes and zone where they are plain."""
    return [value.removeprefix("2026-").removesuffix(":00:00+07:00") for _, value, _ in parse(text)]


# Read as a whole, with marks, without, and in capitals. Values as in `values`.
DAYS = [
    *(
        ("hôm qua", "11-22"),
        ("hqua", "11-22"),
        ("bữa qua", "11-22"),
        ("hum qua", "11-22"),
        ("hôm kia", "11-21"),
    ),
    *(
        ("hôm tê", "11-21"),
        ("bữa nay", "11-23"),
        ("hôm ni", "11-23"),
        ("vừa nãy", "11-23"),
        ("lúc nãy", "11-23"),
    ),
    *(("hồi nãy", "11-23"), ("ban nãy", "11-23"), ("vài phút trước", "11-23"), ("vừa xong", "11-23")),
    *(("hai ngày trước", "11-21"), ("ba hôm về trước", "11-20"), ("cách đây 2 hôm", "11-21")),
    *(("hơn mười ngày trước", "11-13"), ("cách nay 4 bữa", "11-19")),
    *(
        ("thứ bảy vừa rồi", "11-21"),
        ("thứ hai vừa rồi", "11-16"),
        ("t6 tuần trước", "11-20"),
        ("bữa thứ năm", "11-19"),
    ),
    *(("chúa nhật tuần rồi", "11-22"), ("thứ bảy tuần trước nữa", "11-14"), ("thứ sáu, 20/11/2026", "11-20")),
    *(("mùng 3", "11-03"), ("hôm mồng một", "11-01"), ("ngày 25", "10-25"), ("bữa 12", "11-12")),
    *(("ngày mùng 5 vừa rồi", "11-05"), ("ngày 12 tháng này", "11-12"), ("ngày 20 tháng trước", "10-20")),
    *(
        ("ngày này tháng trước", "10-23"),
        ("mồng mười tháng chín", "09-10"),
        ("ngày 5 tháng mười một", "11-05"),
    ),
    *(
        ("ngày hăm ba tháng mười", "10-23"),
        ("hôm hai mốt tháng mười", "10-21"),
        ("ngày 20, tháng 10", "10-20"),
    ),
    *(
        ("20/10", "10-20"),
        ("20/12", "2025-12-20"),
        ("29/2", "2024-02-29"),
        ("hôm 5.10", "10-05"),
        ("ngày 20 t10", "10-20"),
    ),
    *(("20-10-2026", "10-20"), ("05-10-26", "10-05"), ("20.10.2026", "10-20"), ("2026-10-20", "10-20")),
    *(
        ("ngày 5 tháng 9 năm 2026", "09-05"),
        ("ngày 15/3 năm ngoái", "2025-03-15"),
        ("20/10 vừa qua", "10-20"),
    ),
    ("ngày mười lăm tháng chín năm hai nghìn không trăm hai mươi lăm", "2025-09-15"),
    ("ngày hai tháng mười năm hai không hai sáu", "10-02"),
]
LONGER = [
    *(("tuần trước", "11-16", "week"), ("tuần qua", "11-16", "week"), ("cuối tuần rồi", "11-16", "week")),
    *(("đầu tuần này", "11-23", "week"), ("giữa tuần", "11-16", "week"), ("tuần trước nữa", "11-09", "week")),
    *(("cách đây hai tuần", "11-09", "week"), ("cách đây chừng nửa tháng", "11-02", "week")),
    *(("đầu tháng", "11-01", "month"), ("cuối tháng", "10-01", "month"), ("đầu tháng 9", "09-01", "month")),
    *(
        ("tháng trước", "10-01", "month"),
        ("tháng trước nữa", "09-01", "month"),
        ("tháng 12", "2025-12-01", "month"),
    ),
    *(("tháng mười năm ngoái", "2025-10-01", "month"), ("tháng 9/2025", "2025-09-01", "month")),
    *(
        ("tháng 9 vừa rồi", "09-01", "month"),
        ("t9", "09-01", "month"),
        ("cách đây nửa năm", "05-01", "month"),
    ),
    *(("cách đây gần tháng", "10-01", "month"), ("hai tháng trước", "09-01", "month")),
    *(
        ("đầu năm", "01-01", "year"),
        ("cuối năm ngoái", "2025-01-01", "year"),
        ("năm kia", "2024-01-01", "year"),
    ),
    *(
        ("hè năm ngoái", "2025-01-01", "year"),
        ("mùa hè vừa rồi", "01-01", "year"),
        ("quý 3", "01-01", "year"),
    ),
    *(("tết năm ngoái", "2025-01-01", "year"), ("cách đây hơn ba năm", "2023-01-01", "year")),
]
PARTS = [
    *(
        ("sáng nay", "11-23T05"),
        ("tối qua", "11-22T18"),
        ("tối kia", "11-21T18"),
        ("chiều hôm qua", "11-22T13"),
    ),
    *(("rạng sáng nay", "11-23T03"), ("gà gáy hôm kia", "11-21T03"), ("tờ mờ sáng hôm qua", "11-22T05")),
    *(("sớm nay", "11-23T05"), ("giữa trưa hôm qua", "11-22T11"), ("đầu giờ chiều hôm qua", "11-22T13")),
    *(
        ("cuối buổi chiều hôm qua", "11-22T13"),
        ("nhá nhem tối hôm kia", "11-21T18"),
        ("chập tối thứ sáu", "11-20T18"),
    ),
    *(("chạng vạng hôm qua", "11-22T18"), ("đêm qua", "11-22T21"), ("khuya hôm kia", "11-21T22")),
    # Midnight is the end of its day, not the beginning.
    *(("nửa đêm hôm qua", "11-23T00"), ("sáng thứ hai tuần trước", "11-16T05"), ("chiều 15/11", "11-15T13")),
    ("hôm qua, buổi chiều", "11-22T13"),
]
CLOCKS = [
    *(
        ("15h30 ngày 20/10", "10-20T15:30:00+07:00"),
        ("20/10 lúc 2 giờ chiều", "10-20T14"),
        ("7h tối qua", "11-22T19"),
    ),
    *(
        ("8 giờ rưỡi sáng hôm qua", "11-22T08:30:00+07:00"),
        ("hai rưỡi chiều hôm qua", "11-22T14:30:00+07:00"),
    ),
    *(("10h kém 15 sáng nay", "11-23T09:45:00+07:00"), ("8 giờ thiếu 5 sáng nay", "11-23T07:55:00+07:00")),
    *(
        ("15h", "11-22T15"),
        ("12h đêm qua", "11-23T00"),
        ("2 giờ đêm hôm qua", "11-23T02"),
        ("7 giờ hơn sáng nay", "11-23T07"),
    ),
    *(("19h45p hôm qua", "11-22T19:45:00+07:00"), ("21g30 hôm kia", "11-21T21:30:00+07:00")),
    *(("20/10/2026 14:30", "10-20T14:30:00+07:00"), ("0h15 ngày 21/11", "11-21T00:15:00+07:00")),
    ("mười lăm giờ ba mươi ngày hai mươi tháng mười", "10-20T15:30:00+07:00"),
    ("tám giờ mười lăm phút sáng nay", "11-23T08:15:00+07:00"),
    ("14 giờ 30 phút, thứ ba, ngày 20/10/2026", "10-20T14:30:00+07:00"),
    *(
        ("2 tiếng trước", "11-23T08"),
        ("nửa tiếng trước", "11-23T09:30:00+07:00"),
        ("10p trc", "11-23T09:50:00+07:00"),
    ),
    ("cách đây tiếng rưỡi", "11-23T08:30:00+07:00"),
]
INSIDE = [
    # Words around a time are not part of it, nor make it another one.
    *(
        ("từ tháng 5 đến nay", ["05-01"]),
        ("từ đầu năm tới giờ", ["01-01"]),
        ("thứ sáu tuần trước anh đến", ["11-20"]),
    ),
    *(("vào tháng 5/2025 người phát ngôn", ["2025-05-01"]), ("ngày 12/10 tới UBND xã", ["10-12"])),
    *(("ngày 3/11 đưa tin", ["11-03"]), ("cả tuần trước nữa", [])),
    # A part that a message begins a story with is complete only after hồi, lúc or ban.
    *(("hồi chiều nó gọi", ["11-22T13"]), ("hồi hôm có người gọi", ["11-22T21"]), ("chiều họ gọi", [])),
    # Ordinals and days of the week.
    *(("thứ tư họ vào trạm, sáng thứ 4", ["11-18", "11-18T05"]), ("đây là lần thứ hai họ đến", [])),
    *(("thứ nhất là sai, thứ hai là không có thẻ", []), ("thứ 7 có làm không", [])),
]
SPANS = [
    # Each end is a time of its own; what is said once holds for both.
    ("từ 8h đến 10h sáng hôm qua", ["11-22T08", "11-22T10"]),
    ("sáng qua từ 8h tới 9h", ["11-22T08", "11-22T09"]),
    ("từ 10h đến 2h chiều hôm qua", ["11-22T10", "11-22T14"]),
    ("từ 14h-16h ngày 20/10", ["10-20T14", "10-20T16"]),
    ("từ ngày 5 đến ngày 10/9", ["09-05", "09-10"]),
    ("từ ngày 28 đến ngày 3/10", ["09-28", "10-03"]),
    ("từ thứ tư đến thứ sáu tuần trước", ["11-18", "11-20"]),
    ("từ 1/9 đến 15/9/2025", ["2025-09-01", "2025-09-15"]),
    ("đêm 19 rạng sáng 20/11", ["11-19T21", "11-20T03"]),
]
# Typed without marks: everyday words that fold to a part of the day.
COLLISIONS = [
    *(
        ("hom qua toi bi chan xe", ["11-22"]),
        ("nam nguoi den nha toi hom qua", ["11-22"]),
        ("toi qua ho goi", ["11-22T18"]),
    ),
    *(
        ("hom qua sang nha toi", ["11-22"]),
        ("sang hom qua ho den", ["11-22T05"]),
        ("hom qua dem may quay den", ["11-22"]),
    ),
    *(
        ("toi qua nha anh ay", []),
        ("ban toi bi lua", []),
        ("ho thu 2 trieu", []),
        ("chi mai bi doi tien", []),
    ),
    *(("bay gio ho van o day", []), ("bay gio sang nay", ["11-23T07"]), ("luc nay ho dang o day", [])),
    *(
        ("ho hen toi 3 gio chieu nay", []),
        ("cach day hai tuan toi bi goi", ["11-09"]),
        ("tu thang 5 den nay", ["05-01"]),
    ),
    *(("thang sau ho len", []), ("tháng sáu họ lên", ["06-01"]), ("thang sau vua roi", ["06-01"])),
    *(("lien he qua ai", []), ("8h toi toi o nha", ["11-22T20"]), ("3h toi thay xe", ["11-23T03"])),
]
# Marks that say more than the letters.
MARKED = [
    ("hôm kìa", "11-20"),
    ("xế chiều hôm qua", "11-22T13"),
    ("tối wa", "11-22T18"),
    ("chìu qua", "11-22T13"),
]
NOT_TIMES = [
    *("ngày mai", "tuần sau", "thứ hai tuần sau", "tối nay", "20/12/2026", "ngày 31/2", "hai tháng nay"),
    *(
        "mai mốt nó lên",
        "sáng mai lúc 8h",
        "lúc 9h ngày mai",
        "bữa mốt",
        "ngày kia họ đến",
        "3 ngày nữa",
        "sang tuần",
    ),
    *("hẹn gặp tôi thứ 5", "8h họ sẽ đến", "nửa đêm nay", "thứ tư tuần này"),
    *(
        "nghị định 09/2017",
        "người thứ hai",
        "họ giữ tôi 3 giờ liền",
        "số 12/10 đường Trần Phú",
        "0912 345 678",
    ),
    *(
        "50tr",
        "trực 24/7",
        "",
        "đòi 5-10 triệu",
        "5-10 người",
        "1.5 triệu",
        "trả 2/3 số tiền",
        "0912.345.678",
    ),
    *("xe 25A-123.45", "lớp 7/2", "đường 30/4", "sinh năm 1975", "sinh ngày 12/8/1980", "45 tuổi", "báo 24h"),
    *(
        "mỗi ngày 8 giờ",
        "trong vòng 24 giờ",
        "1 ngày 20 cuộc",
        "sáng thứ hai hàng tuần",
        "cách đây 20 phút đi bộ",
    ),
    *(
        "hôm trước",
        "hôm nọ",
        "mấy hôm trước",
        "hai ba hôm trước",
        "dạo này",
        "mới đây",
        "ban đêm",
        "cuối tuần",
    ),
    *("lúc nãy tôi ghi nhầm xã", "quý báo", "tiền tết"),
]


class TestFindTimes:
    @pytest.mark.parametrize(
        ("text", "value", "precision"),
        [
            *((text, value, "day") for text, value in DAYS),
            *LONGER,
            *((text, value, "part_of_day") for text, value in PARTS),
        ],
    )
    def test_each_form_is_read_whole(self, text: str, value: str, precision: str) -> None:
        for typed in (text, fold(text), text.upper()):
            assert [(found, kind) for found, _, kind in parse(typed)] == [(typed, precision)]
            assert values(typed) == [value]

    @pytest.mark.parametrize(("text", "value"), CLOCKS)
    def test_a_clock_time_is_an_hour_or_a_minute(self, text: str, value: str) -> None:
        for typed in (text, fold(text), text.upper()):
            assert [(found, kind) for found, _, kind in parse(typed)] == [
                (typed, "minute" if ":" in value else "hour")
            ]
            assert values(typed) == [value]

    @pytest.mark.parametrize(("text", "wanted"), [*INSIDE, *SPANS])
    def test_inside_a_sentence(self, text: str, wanted: list[str]) -> None:
        assert values(text) == values(fold(text)) == wanted

    @pytest.mark.parametrize(("text", "wanted"), COLLISIONS)
    def test_everyday_words_without_marks(self, text: str, wanted: list[str]) -> None:
        assert values(text) == wanted

    @pytest.mark.parametrize(("text", "wanted"), MARKED)
    def test_what_only_marks_tell(self, text: str, wanted: str) -> None:
        assert values(text) == [wanted]

    @pytest.mark.parametrize("text", NOT_TIMES)
    def test_what_is_no_past_time_is_left_alone(self, text: str) -> None:
        assert parse(text) == parse(fold(text)) == []

    def test_spans_stand_inside_a_sentence(self) -> None:
        text = "Có hai người xưng nhà báo đến xã Bum Tở hôm qua, khoảng 8 giờ sáng, đòi 20 triệu"
        assert parse(text) == [("hôm qua, khoảng 8 giờ sáng", "2026-11-22T08:00:00+07:00", "hour")]

    def test_a_correction_names_both_days_in_order(self) -> None:
        assert values("nhầm, ngày 15/10 chứ không phải 14/10") == ["10-15", "10-14"]

    def test_a_late_message_is_read_from_its_arrival(self) -> None:
        assert parse("hôm qua", NOW - timedelta(days=30))[0][1] == "2026-10-23"

    def test_a_summer_or_quarter_yet_to_come_was_last_year(self) -> None:
        march = datetime(2026, 3, 2, 10, 0, tzinfo=VIETNAM)
        assert [parse(text, march)[0][1] for text in ("mùa hè vừa rồi", "quý 3")] == ["2025-01-01"] * 2
