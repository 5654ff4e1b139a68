"""Ticket codes, e-mail and web addresses are found exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.codes import Exact, TicketCodes, find_emails, find_urls, without_overlaps

CODES = TicketCodes("LC")


class TestTicketCodes:
    @pytest.mark.parametrize(
        "typed",
        [
            "LC-2026-004217",
            "lc2026004217",
            "LC 2026 004217",
            "lc-2026-4217",
            "LC–2026–004217",
            "l c 2026 4217",
        ],
    )
    def test_every_way_of_typing_gives_the_code(self, typed: str) -> None:
        (found,) = CODES.find(f"mã {typed} nhé")
        assert (found.value, found.start, found.end) == ("LC-2026-004217", 3, 3 + len(typed))

    @given(st.integers(1, 999_999), st.integers(2000, 2099))
    def test_any_code_is_read_back(self, number: int, year: int) -> None:
        code = f"LC-{year}-{number:06d}"
        for typed in (code, code.lower(), code.replace("-", "").lower()):
            assert [one.value for one in CODES.find(typed)] == [code]

    @pytest.mark.parametrize(
        "text", ["LC 2026", "alc2026004217", "lc20260042171", "ngày 20/10/2026", "HN-2026-004217"]
    )
    def test_other_text_holds_none(self, text: str) -> None:
        assert not list(CODES.find(text))

    def test_the_prefix_is_configuration(self) -> None:
        (found,) = TicketCodes("DB").find("db2026000001")
        assert found.value == "DB-2026-000001"


class TestAddresses:
    def test_an_email_is_no_web_address(self) -> None:
        text = "gửi lan.nguyen@Gmail.com, hoặc baolaichau.vn/tin."
        found = without_overlaps([*find_emails(text), *find_urls(text)])
        assert [(one.kind, one.value) for one in found] == [
            ("email", "lan.nguyen@gmail.com"),
            ("url", "https://baolaichau.vn/tin"),
        ]

    def test_punctuation_after_an_address_is_not_part_of_it(self) -> None:
        (found,) = find_urls("(xem https://a.vn/b?c=1).")
        assert found == Exact("url", 5, 23, "https://a.vn/b?c=1")

    @pytest.mark.parametrize("text", ["ok.vang", "anh.chi ơi", "20.10.2026", "1.000.000 đồng", "a@b"])
    def test_other_text_holds_none(self, text: str) -> None:
        assert not [*find_emails(text), *find_urls(text)]

    @given(st.text(max_size=80))
    def test_spans_lie_in_the_text(self, text: str) -> None:
        for one in [*find_emails(text), *find_urls(text), *CODES.find(text)]:
            assert 0 <= one.start < one.end <= len(text)
