"""Folding keeps the length and forgets the marks."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nlu.text.fold import accented_share, clusters, fold, fold_search


class TestFold:
    @given(st.text())
    def test_any_text_keeps_its_length(self, text: str) -> None:
        nfc = unicodedata.normalize("NFC", text)
        assert len(fold(nfc)) == len(nfc)

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    def test_every_vietnamese_letter_becomes_latin(self) -> None:
        vowels = "aăâeêioôơuưy"
        tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
        for vowel in vowels:
            for tone in tones:
                letter = unicodedata.normalize("NFC", vowel + tone)
                assert len(letter) == 1
                assert fold(letter).isascii()
                assert fold(letter.upper()) == fold(letter).upper()
        assert fold("đĐðÐ") == "dDdD"

    def test_other_scripts_are_left_alone(self) -> None:
        assert fold("한국 ひ ё") == "한국 ひ ё"


class TestClusters:
    @given(st.text())
    def test_clusters_cover_the_text(self, text: str) -> None:
        spans = list(clusters(text))
        assert "".join(text[start:end] for start, end, _ in spans) == text

    def test_decomposed_letters_are_one_cluster(self) -> None:
        typed = unicodedata.normalize("NFD", "Sìn Hồ")
        assert "".join(letter for _, _, letter in clusters(typed)) == "Sìn Hồ"


class TestFoldSearch:
    def test_marks_case_and_spacing_do_not_matter(self) -> None:
        typed = unicodedata.normalize("NFD", "  SỞ  Y\tTẾ ")
        assert fold_search(typed) == fold_search("sở y tế") == "so y te"

    @given(st.text())
    def test_it_is_stable(self, text: str) -> None:
        assert fold_search(fold_search(text)) == fold_search(text)


class TestAccentedShare:
    def test_marks_are_counted_by_word(self) -> None:
        assert accented_share("tôi muốn phản ánh") == 1
        assert accented_share("toi muon phan anh") == 0
        assert accented_share("123 !") == 0
