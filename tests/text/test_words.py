"""Words are normalised, and their offsets point into the text as typed."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.fold import fold
from nlu.text.teencode import Lexicon
from nlu.text.words import split_words

LEXICON = Lexicon.load()
TYPED = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạĐỞ 0123456789.,/-\u0301\u0323_İ😀"), max_size=60
)


def folded(text: str) -> list[str]:
    return [word.folded for word in split_words(text, LEXICON)]


class TestSplitWords:
    @given(TYPED)
    def test_spans_are_ordered_and_hold_no_space(self, text: str) -> None:
        words = split_words(text, LEXICON)
        for word in words:
            assert text[word.start : word.end].strip() == text[word.start : word.end] != ""
        assert all(one.end <= other.start for one, other in pairwise(words))

    @given(TYPED)
    def test_composed_and_decomposed_text_give_the_same_words(self, text: str) -> None:
        composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
        ours = [(word.folded, composed[word.start : word.end]) for word in split_words(composed, LEXICON)]
        theirs = [
            (word.folded, unicodedata.normalize("NFC", decomposed[word.start : word.end]))
            for word in split_words(decomposed, LEXICON)
        ]
        assert ours == theirs

    def test_marks_do_not_change_the_folded_words(self) -> None:
        text = "Phóng viên báo Pháp luật xuống xã Bum Tở xin tiền"
        assert folded(text) == folded(fold(text)) == fold(text).lower().split()

    def test_numbers_and_signs_stand_apart(self) -> None:
        assert folded("15h30, 20/10") == ["15", "gio", "30", ",", "20", "/", "10"]

    def test_slips_of_typing_are_mended(self) -> None:
        assert folded("emmmm quáaaa ddoongf tieefn ngừoi") == ["em", "qua", "dong", "tien", "nguoi"]

    def test_names_from_elsewhere_stay(self) -> None:
        assert folded("facebook zalo vnexpress") == ["facebook", "zalo", "vnexpress"]

    def test_the_tone_stands_where_todays_spelling_puts_it(self) -> None:
        words = split_words("hoà thuỷ khoẻ quý hoàn", LEXICON)
        assert [word.accented for word in words] == ["hòa", "thủy", "khỏe", "quý", "hoàn"]


class TestLexicon:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("ko", "không"),
            ("sđt", "số điện thoại"),
            ("sdt", "số điện thoại"),
            ("pv", "phóng viên"),
            ("npn", "người phát ngôn"),
            ("hqua", "hôm qua"),
        ],
    )
    def test_short_forms_are_spelt_out_in_one_word(self, typed: str, meant: str) -> None:
        (word,) = split_words(typed, LEXICON)
        assert (word.accented, word.start, word.end) == (meant, 0, len(typed))

    def test_some_mean_something_else_after_a_number(self) -> None:
        assert folded("k 500k 50tr 20 củ") == ["khong", "500", "nghin", "50", "trieu", "20", "trieu"]

    def test_other_marks_make_another_word(self) -> None:
        assert folded("vợ hồng") == ["vo", "hong"]

    @pytest.mark.parametrize("row", ["k", "h", "p"])
    def test_every_form_survives_folding(self, row: str) -> None:
        assert fold(row) == row
