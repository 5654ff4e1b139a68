"""Tone placement agrees with underthesea's normaliser on the words where old and new spelling differ."""

import pytest
from underthesea import text_normalize

from nlu.text.syllables import modern_tone

OLD = ["hoà", "thuỷ", "khoẻ", "toà", "xoá", "tuý", "loè", "hoạ", "uỷ", "huỷ", "thuý", "loã"]


@pytest.mark.parametrize("word", OLD)
def test_old_spelling_becomes_what_underthesea_makes_of_it(word: str) -> None:
    assert modern_tone(word) == text_normalize(word)


@pytest.mark.parametrize("word", ["hoàn", "thủy", "khỏe", "quý", "toàn", "báo", "phản", "ánh"])
def test_new_spelling_stays_for_both(word: str) -> None:
    assert modern_tone(word) == text_normalize(word) == word
