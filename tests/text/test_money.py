"""Sums of money are read as people write them, and nothing else is taken for one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.fold import fold
from nlu.text.money import find_money, show_money


def values(text: str) -> list[int]:
    return [found.value for found in find_money(text)]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("20tr", 20_000_000),
        ("20 tr", 20_000_000),
        ("20TR", 20_000_000),
        ("20 triệu", 20_000_000),
        ("20 trieu", 20_000_000),
        ("20 triệu đồng", 20_000_000),
        ("20.000.000đ", 20_000_000),
        ("20.000.000 đồng", 20_000_000),
        ("20,000,000 VND", 20_000_000),
        ("20 000 000 đồng", 20_000_000),
        ("20000000 vnđ", 20_000_000),
        ("20000000", 20_000_000),
        ("20.000.000", 20_000_000),
        ("5 củ", 5_000_000),
        ("5 cu", 5_000_000),
        ("5củ", 5_000_000),
        ("500k", 500_000),
        ("500K", 500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("500 nghin", 500_000),
        ("200.000d", 200_000),
        ("hai mươi triệu", 20_000_000),
        ("hai muoi trieu", 20_000_000),
        ("hai lăm triệu", 25_000_000),
        ("hai mươi lăm triệu", 25_000_000),
        ("mười lăm triệu", 15_000_000),
        ("năm trăm nghìn", 500_000),
        ("nam tram nghin", 500_000),
        ("5 trăm nghìn", 500_000),
        ("một trăm hai mươi triệu", 120_000_000),
        ("một trăm linh năm triệu", 105_000_000),
        ("chục triệu", 10_000_000),
        ("ba chục triệu", 30_000_000),
        ("2 chục triệu", 20_000_000),
        ("1,5 triệu", 1_500_000),
        ("1.5tr", 1_500_000),
        ("2 triệu rưỡi", 2_500_000),
        ("2 trieu ruoi", 2_500_000),
        ("20tr5", 20_500_000),
        ("2tr500", 2_500_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1 tỷ 2 trăm triệu", 1_200_000_000),
        ("2 tỉ", 2_000_000_000),
        ("một tỷ rưỡi", 1_500_000_000),
        ("20 triệu 500 nghìn", 20_500_000),
        ("10-20 triệu", 20_000_000),
        ("10 đến 20 triệu", 20_000_000),
    ],
)
def test_every_way_of_writing_a_sum(typed: str, value: int) -> None:
    for text in (
        typed,
        f"nó đòi {typed}",
        f"no doi {fold(typed)} cua quan toi",
        f"{typed}, không thì đăng bài",
    ):
        (found,) = find_money(text)
        assert found.value == value, text
        assert fold(found.text) == fold(typed), text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "20",
            "ngày 20/10/2026",
            "20.10.2026",
            "0912345678",
            "số 0912.345.678",
            "0912 345 678",
            "LC-2026-004217",
        ),
        *(
            "bà Triệu",
            "triệu tập tôi",
            "5 cụ già",
            "5 km",
            "2 k phải",
            "20h30",
            "năm 2026",
            "5 dòng",
            "3 chai nước",
        ),
        *(
            "20 triệu người",
            "500k view",
            "1.000.000 lượt xem",
            "2 công ty",
            "năm nghìn người dân",
            "Ba người",
            "tr",
        ),
        *("+84912345678", "1234567812345678", "mười ngàn người", "http://a.vn/20000000k1"),
    ],
)
def test_other_text_holds_none(text: str) -> None:
    assert values(text) == []


def test_several_sums_keep_their_order() -> None:
    assert values("nó đòi 30 triệu, tôi đưa trước 5tr rồi thêm 500k") == [30_000_000, 5_000_000, 500_000]


def test_the_words_are_where_they_stand() -> None:
    text = "Họ đòi quán tôi 20 triệu đồng tiền mặt"
    (found,) = find_money(text)
    assert text[found.start : found.end] == found.text == "20 triệu đồng"


@given(st.integers(1, 9_999).map(lambda millions: millions * 1_000_000))
def test_any_sum_as_shown_is_read_back(value: int) -> None:
    for typed in (
        f"{show_money(value)} đồng",
        f"{show_money(value)}đ",
        f"{value // 10**6} triệu",
        f"{value // 10**6}tr",
    ):
        assert values(typed) == [value]
        assert values(unicodedata.normalize("NFD", typed)) == [value]


_ONES = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number: int) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [f"{_ONES[hundreds]} trăm"] if hundreds else []
    if tens:
        words.append("mười" if tens == 1 else f"{_ONES[tens]} mươi")
    elif hundreds and ones:
        words.append("linh")
    if ones:
        words.append({1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}.get(ones, _ONES[ones]))
    return " ".join(words)


@given(st.integers(1, 999))
def test_any_number_in_words(number: int) -> None:
    typed = f"{in_words(number)} triệu"
    assert values(typed) == [number * 1_000_000]
    assert values(fold(typed)) == [number * 1_000_000]
    assert values(f"{in_words(number)} nghìn đồng") == [number * 1_000]


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    for found in find_money(text):
        assert normal[found.start : found.end] == found.text
        assert 1_000 <= found.value <= 10**15
