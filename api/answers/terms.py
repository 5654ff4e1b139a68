"""What a text is about: chat spelling written out, synonyms brought together, with and without marks."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from api.data_files import read_rows
from nlu.text.fold import accented_share, fold
from nlu.text.teencode import Lexicon
from nlu.text.words import split_words

SYNONYMS = Path(__file__).resolve().parents[2] / "data" / "answers" / "synonyms.csv"
JOINED = "-"
# Fewer words with marks than this: the text was typed without.
FEW = 0.2
# Words that do not say what a question is about.
_EMPTY_WORDS = """
ạ à ừ ơi ai anh bạn bị các cái cần chị cho có còn con của cũng chưa đã đâu để đi đó được em gì giúp
hả hay hỏi hơn khi không là làm lúc mà mấy mình một nào này nên nếu nhé nhỉ nhiêu nhiều như nhưng
nữa những ở phải qua ra rằng rồi sao sẽ thật tại tạo thế theo thì thôi tôi trong trên từ và vậy về
vì với vụ xin chào hoặc bao bảo ít bên việc bắt buộc muốn dùng ông bà cô chú cháu hôm nay giờ đang
đấy kiểu ok đúng
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_EMPTY_FOLDED = frozenset(map(fold, _EMPTY))


@dataclass(frozen=True)
class Terms:
    """Words that mean something, and pairs of them that stand side by side."""

    sure: frozenset[str]
    # Without marks one cannot tell: the pairs of words which may be empty ones (the nha bao).
    maybe: frozenset[str] = frozenset()


@lru_cache(maxsize=4_000)
def terms(text: str, *, marked: bool) -> Terms:
    """Either with the marks as typed, or with all marks dropped."""
    has_marks = accented_share(text) > FEW
    found = [
        (word if marked else fold(word), word in _EMPTY or not (has_marks or word not in _EMPTY_FOLDED))
        for word in _with_one_name(words(text), has_marks=has_marks)
    ]
    sure = {word for word, is_empty in found if not is_empty and word[0].isalnum()}
    pairs = {
        f"{one} {other}"
        for (one, _), (other, _) in pairwise(found)
        if one[0].isalnum() and other[0].isalnum()
    }
    sure_pairs = {f"{one} {other}" for (one, no), (other, nor) in pairwise(found) if not (no or nor)} & pairs
    return Terms(frozenset(sure | sure_pairs), frozenset(set() if has_marks else pairs - sure_pairs))


@lru_cache(maxsize=4_000)
def words(text: str) -> tuple[str, ...]:
    """In the order typed and with their marks, the empty ones included."""
    return tuple(part for word in split_words(text, _lexicon()) for part in word.accented.casefold().split())


def _with_one_name(typed: tuple[str, ...], *, has_marks: bool) -> list[str]:
    """Synonyms as one word, the one of the table; the longest first."""
    table = _synonyms(has_marks)
    if not has_marks:
        typed = tuple(map(fold, typed))
    longest = max(map(len, table))
    found: list[str] = []
    place = 0
    while place < len(typed):
        for length in range(min(longest, len(typed) - place), 0, -1):
            meaning = table.get(typed[place : place + length])
            if meaning:
                found.extend(meaning.split(JOINED))
                place += length
                break
        else:
            found.append(typed[place])
            place += 1
    return found


@cache
def _lexicon() -> Lexicon:
    return Lexicon.load()


@cache
def _synonyms(has_marks: bool) -> dict[tuple[str, ...], str]:
    """Every form of a synonym, as typed with or without marks, and the one word it counts as."""
    table: dict[tuple[str, ...], str] = {}
    for row in read_rows(SYNONYMS, "meaning also"):
        forms = [words(form) for form in (row.text("meaning"), *row.listed("also"))]
        one = JOINED.join(forms[0])
        table |= {form if has_marks else tuple(map(fold, form)): one for form in forms}
    return table
