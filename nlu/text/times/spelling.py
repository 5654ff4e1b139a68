"""A message as one line of folded words, in which a word that its marks make another one is blotted out."""

from bisect import bisect_right
from collections.abc import Sequence

from nlu.text.words import Word

# How the words of time are spelt with marks. Typed with other marks they are other words: tôi, nhà, bà.
_SPELLINGS = {
    folded: frozenset(spelt.split())
    for folded, spelt in {
        "am": "âm",
        "ba": "ba",
        "ban": "ban",
        "bay": "bảy",
        "bon": "bốn",
        "bua": "bữa",
        "cach": "cách",
        "chang": "chạng",
        "chap": "chập chạp",
        "chieu": "chiều",
        "chin": "chín",
        "cuoi": "cuối",
        "dau": "đầu",
        "dem": "đêm",
        "duong": "dương đường",
        "ga": "gà",
        "gan": "gần",
        "gay": "gáy",
        "gieng": "giêng",
        "gio": "giờ",
        "giua": "giữa",
        "hai": "hai",
        "ham": "hăm",
        "hen": "hẹn",
        "hoi": "hồi",
        "hom": "hôm",
        "kem": "kém",
        "kia": "kia",
        "lam": "lăm",
        "luc": "lúc",
        "mai": "mai",
        "mo": "mờ mơ",
        "mong": "mồng mùng",
        "mot": "một mốt",
        "mung": "mùng mồng",
        "muoi": "mười mươi",
        "nam": "năm",
        "nay": "này nay",
        "ngay": "ngày",
        "nua": "nửa nữa",
        "phut": "phút",
        "qua": "qua",
        "quy": "quý quí",
        "ram": "rằm",
        "rang": "rạng",
        "roi": "rồi",
        "ruoi": "rưỡi",
        "sam": "sẩm",
        "sang": "sáng",
        "sau": "sau",
        "se": "sẽ",
        "som": "sớm",
        "ta": "ta",
        "tam": "tám tầm",
        "te": "tê",
        "tet": "tết",
        "thang": "tháng",
        "thieu": "thiếu",
        "thu": "thứ",
        "tieng": "tiếng",
        "to": "tờ",
        "toi": "tối",
        "trua": "trưa",
        "truoc": "trước",
        "tu": "tư",
        "tuan": "tuần",
    }.items()
}
# Typed with its marks the word says something of its own: nãy is no này, sáu (six) no sau (after). The
# table of chat spelling takes "wa" for "quá", which after hôm can only be qua.
_KEPT = frozenset(["nãy", "kìa", "hạn", "hè", "quá", "sáu", "từ", "tới", "xế"])
_SAME = {
    "g": "gio",
    "h": "gio",
    "wa": "qua",
    "ni": "nay",
    "hum": "hom",
    "mong": "mung",
    "thg": "thang",
    "chìu": "chieu",
}


class Line:
    """The folded words joined by spaces, with the way back to each word."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._starts: list[int] = []
        # Where each word without spaces begins, figures as "#"; one typed word may stand for two (hqua).
        self.tokens: list[tuple[int, str]] = []
        parts: list[str] = []
        length = 0
        for word in words:
            part = _unless_another_word(word)
            self._starts.append(length)
            position = length
            for token in part.split(" "):
                self.tokens.append((position, "#" if token.isdigit() else token))
                position += len(token) + 1
            parts.append(part)
            length += len(part) + 1
        self.text = " ".join(parts)
        self.words = frozenset(self.text.split(" "))

    def word_at(self, position: int) -> Word:
        return self._words[bisect_right(self._starts, position) - 1]

    def has_no_marks(self, position: int) -> bool:
        """Whether the word was typed without marks, so that it may be any that folds to it."""
        word = self.word_at(position)
        return word.accented == word.folded


def _unless_another_word(word: Word) -> str:
    accented, folded = word.accented, word.folded
    if accented in _KEPT:
        return accented
    if accented in _SAME:
        return _SAME[accented]
    if accented == folded or folded not in _SPELLINGS:
        return folded
    return _SAME.get(folded, folded) if accented in _SPELLINGS[folded] else "_"
