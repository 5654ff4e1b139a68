"""Names come in the order of a Vietnamese dictionary."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nlu.text.sorting import sort_key


class TestSortKey:
    def test_letters_then_tones(self) -> None:
        expected = [
            "an",
            "ăn",
            "ân",
            "ba",
            "bà",
            "bả",
            "bã",
            "bá",
            "bạ",
            "đa",
            "e",
            "ê",
            "o",
            "ô",
            "ơ",
            "u",
            "ư",
        ]
        shuffled = expected[::2][::-1] + expected[1::2]
        assert sorted(shuffled, key=sort_key) == expected

    def test_names_are_compared_by_syllable(self) -> None:
        expected = [
            "Dào San",
            "Đoàn Kết",
            "Mường Kim",
            "Mường Tè",
            "Nậm Cha",
            "Nậm Chà",
            "Nậm Hàng",
            "Sìn Hồ",
        ]
        assert sorted(expected[3:] + expected[:3], key=sort_key) == expected

    def test_a_shorter_syllable_stands_first(self) -> None:
        assert sort_key("an toàn") < sort_key("ánh")

    def test_case_and_composition_do_not_matter(self) -> None:
        assert sort_key(unicodedata.normalize("NFD", "TẢ LÈNG")) == sort_key("tả lèng")

    @given(st.text())
    def test_any_text_has_a_key_that_can_be_stored(self, text: str) -> None:
        assert "\x00" not in sort_key(text)
