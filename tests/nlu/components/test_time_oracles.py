"""Times agree with duckling and dateparser in the forms those know; where we differ on purpose, why.

dateparser reads no parts of the day, duckling no text without marks, and a date without its year it
takes for the future; neither knows mùng, hôm as a count, or the moon.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import product
from typing import Any

import dateparser  # type: ignore[import-untyped]
import pytest
from duckling import (  # type: ignore[import-untyped]
    Context,
    default_locale_lang,
    load_time_zones,
    parse,
    parse_dimensions,
    parse_lang,
    parse_locale,
    parse_ref_time,
)

from nlu.text.fold import fold
from nlu.text.teencode import Lexicon
from nlu.text.times.parser import VIETNAM, find_times
from nlu.text.words import split_words

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=VIETNAM)  # a Monday
LEXICON = Lexicon.load()
Oracle = Callable[[str], list[str]]

DAYS = [
    "hôm qua",
    "hôm nay",
    "hôm kia",
    "20/10/2026",
    "20-10-2026",
    "ngày 5 tháng 9 năm 2026",
    "2 ngày trước",
]
LAST_WEEK = [
    f"{day} tuần trước" for day in ("thứ hai", "thứ 3", "thứ tư", "thứ năm", "thứ 6", "thứ bảy", "chủ nhật")
]
LONGER = [
    "tuần trước",
    "3 tuần trước",
    "tháng trước",
    "2 tháng trước",
    "tháng 9 năm 2025",
    "năm ngoái",
    "năm trước",
]
HOURS = [
    "8 giờ sáng",
    "8 giờ 30 sáng",
    "8 giờ rưỡi sáng",
    "10:30 sáng",
    "3 giờ chiều",
    "15h30",
    "9 giờ tối",
    "21:15",
]
WITH_DAY = [
    f"{hour} {day}" for hour, day in product(HOURS, ["hôm qua", "ngày 20/10/2026", "thứ sáu tuần trước"])
]
AGO = ["10 phút trước", "2 giờ trước"]

# (text, ours, the oracle's, why)
DUCKLING_GAPS = [
    ("ngày 5 tháng 9", "2026-09-05", "2027-09-05", "what is reported has happened"),
    ("3 giờ chiều ngày 20/10", "2026-10-20T15", "2027-10-20T15", "the same"),
    ("tháng 9", "2026-09-01", "2027-09-01", "the same"),
    ("thứ bảy", "2026-11-21", "2026-11-28", "the same"),
    ("sáng nay", "2026-11-23T05", "2026-11-23T04", "rạng sáng, from three to five, is a part of its own"),
    ("chiều hôm qua", "2026-11-22T13", "2026-11-22T12", "noon is trưa"),
    ("trưa hôm qua", "2026-11-22T11", "2026-11-22T12", "people eat from eleven on"),
    ("đêm qua", "2026-11-22T21", "2026-11-22T18", "until nine it is tối"),
    ("cuối tháng 9", "2026-09-01", "2026-12-01", "one time, not the end of this month and a September"),
    ("20/10", "2026-10-20", None, "a day and a month; no date for duckling"),
    ("cách đây 2 ngày", "2026-11-21", None, "what it does not know"),
    ("mùng 3", "2026-11-03", None, "the same"),
    ("15h", "2026-11-22T15", None, "the same"),
    (
        "12 giờ trưa ngày 20/10/2026",
        "2026-10-20T12",
        "2026-11-23T12",
        "one time, not today's noon and that day",
    ),
    ("toi qua", "2026-11-22T18", "2026-11-22", "without marks only qua is left"),
    ("rằm tháng 7", "2026-08-27", "2027-07-01", "the moon's month, not July"),
]
DATEPARSER_GAPS = [
    ("hai ngày trước", "2026-11-21", None, "numbers in words"),
    ("hôm kia", "2026-11-21", None, "what it does not know"),
    ("sáng nay", "2026-11-23T05", None, "parts of the day"),
    ("thứ hai tuần trước", "2026-11-16", None, "weekdays of a week"),
    ("15h30 ngày 20/10/2026", "2026-10-20T15:30", None, "a clock time beside a day"),
]


def ours(text: str) -> list[str]:
    return [found.value for found in find_times(split_words(text, LEXICON), NOW)]


@pytest.fixture(scope="session")
def duckling() -> Oracle:
    zones = load_time_zones("/usr/share/zoneinfo")
    language = parse_lang("VI")
    reference = parse_ref_time(zones, "Asia/Ho_Chi_Minh", int(NOW.timestamp()))
    context = Context(reference, parse_locale("VI", default_locale_lang(language)))
    wanted = parse_dimensions(["time"])

    def read(text: str) -> list[str]:
        return [_begin(one["value"]) for one in parse(text, context, wanted, False)]

    return read


def _begin(value: dict[str, Any]) -> str:
    """Where the time begins, in our form: its "from" if it is an interval; a day has no hour."""
    at = value if "value" in value else value["from"]
    stamp = datetime.fromisoformat(at["value"])
    return stamp.isoformat() if at["grain"] in ("hour", "minute") else stamp.date().isoformat()


def by_dateparser(text: str) -> str | None:
    settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None), "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    found = dateparser.parse(text, languages=["vi"], settings=settings)
    return found.date().isoformat() if found else None


class TestDuckling:
    @pytest.mark.parametrize(
        "text", [*DAYS, "hai ngày trước", "thứ bảy vừa rồi", *LAST_WEEK, *LONGER, *WITH_DAY, *AGO]
    )
    def test_agrees(self, text: str, duckling: Oracle) -> None:
        assert ours(text) == ours(fold(text)) == duckling(text)

    @pytest.mark.parametrize(("text", "mine", "its", "why"), DUCKLING_GAPS)
    def test_differs_on_purpose(
        self, text: str, mine: str, its: str | None, why: str, duckling: Oracle
    ) -> None:
        assert ours(text)[0].startswith(mine), why
        found = duckling(text)
        assert found[0].startswith(its) and found != ours(text) if its else not found, why


class TestDateparser:
    @pytest.mark.parametrize(
        "text", ["hôm qua", "hôm nay", *DAYS[3:], "ngày 5 tháng 9", "20/10", "cách đây 2 ngày"]
    )
    def test_agrees_on_days(self, text: str) -> None:
        assert ours(text) == ours(fold(text)) == [by_dateparser(text)]

    @pytest.mark.parametrize("text", ["tuần trước", "tháng trước", "3 tuần trước", "2 tháng trước"])
    def test_its_day_lies_in_our_week_or_month(self, text: str) -> None:
        """It counts back from today; we name the whole week or month."""
        found = find_times(split_words(text, LEXICON), NOW)[0]
        day = datetime.fromisoformat(by_dateparser(text) or "")
        first = datetime.fromisoformat(found.value)
        assert (day - first).days in range(7) if found.precision == "week" else day.month == first.month

    @pytest.mark.parametrize(("text", "mine", "its", "why"), DATEPARSER_GAPS)
    def test_differs_on_purpose(self, text: str, mine: str, its: str | None, why: str) -> None:
        assert ours(text)[0].startswith(mine), why
        assert by_dateparser(text) == its, why
