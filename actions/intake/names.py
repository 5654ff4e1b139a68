"""Names told in so many words: the reporter's own ("tôi là Lò Văn Páo"), and that of the person reported."""

import re
from collections.abc import Iterator
from functools import cache

from actions.cues import cues, words_of
from nlu.text.fold import fold_search
from nlu.text.tables import read_table

_WORD = re.compile(r"\w+")
_LONGEST_OWN, _LONGEST_TOLD = 5, 4
_MIDDLE = ("van", "thi")
_MAY_STAND_BEFORE = " :\"'“”"
# Before "tôi là …" these make it somebody else's name: "gọi cho tôi là Hải".
_TO_THE_WRITER = ("cua", "ong", "ba", "cho", "goi", "gap", "voi", "nha", "den", "tim", "doa", "doi")
_POLITE = ("ạ", "ah", "nhé", "nha")


@cache
def _syllables(kind: str) -> frozenset[str]:
    """Syllables of names as written, and without their marks."""
    found = {row["syllable"].casefold() for row in read_table("names") if row["kind"] == kind}
    return frozenset(found | {fold_search(one) for one in found})


def is_given(word: str) -> bool:
    """Whether the word is one of the commoner first names."""
    return word.casefold() in _syllables("given")


def introduces(text: str, name: str) -> bool:
    """Whether the writer calls themselves by a name that was found in another way: "tôi là Tư …"."""
    before = text[: text.find(name)] if name and name in text else ""
    words = words_of(before.split("\n")[-1]) if not before.rstrip().endswith((",", ".", ";")) else []
    runs = cues("reporter", "introduced")
    for size in range(min(runs.longest, len(words)), 1, -1):
        if runs.at(words, len(words) - size) == size:
            return size == len(words) or words[-size - 1] not in _TO_THE_WRITER
    return False


def own_names(text: str) -> list[str]:
    """Names by which the writer introduces themselves."""
    return [text[start:end] for start, end in _own_names(text)]


def _own_names(text: str) -> Iterator[tuple[int, int]]:
    tokens = list(_WORD.finditer(text))
    words = [fold_search(token.group()) for token in tokens]
    introduced, called = cues("reporter", "introduced"), cues("reporter", "called")
    end = 0
    for position in range(len(words)):
        if position < end:
            continue
        size = introduced.at(words, position)
        if not size or (position and words[position - 1] in ("cua", "ong", "ba")):
            continue
        first = position + size
        if _is_parted(text, tokens, first):
            continue
        last = _name_end(text, tokens, words, first)
        if not called.at(words, position) and not _is_name(tokens, words, first, last):
            continue
        if last > first:
            end = last
            yield tokens[first].start(), tokens[last - 1].end()


def _is_parted(text: str, tokens: list[re.Match[str]], first: int) -> bool:
    """Whether something stands between "em tên" and the next word: a blank, a comma, a new line."""
    if first >= len(tokens):
        return True
    between = text[tokens[first - 1].end() : tokens[first].start()]
    return "\n" in between or bool(set(between) - set(_MAY_STAND_BEFORE))


def _name_end(text: str, tokens: list[re.Match[str]], words: list[str], first: int) -> int:
    """Where the words that may be a name end: at a comma, a figure, a small letter after capitals, "ở"."""
    last = first
    capital = first < len(tokens) and tokens[first].group()[0].isupper()
    ends = cues("reporter", "behind_name")
    while last < min(first + _LONGEST_OWN, len(tokens)):
        token = tokens[last].group()
        parted = last > first and text[tokens[last - 1].end() : tokens[last].start()].strip(" ") != ""
        if parted or not token.isalpha() or (capital and not token[0].isupper()):
            break
        if token.casefold() in _POLITE or (ends.at(words, last) and not token[0].isupper()):
            break
        last += 1
    return last


def _is_name(tokens: list[re.Match[str]], words: list[str], first: int, last: int) -> bool:
    """ "Tôi là …" mostly tells a trade: a name has capitals, or a surname and its middle word."""
    if last == first:
        return False
    start = tokens[first].group()
    surname = start.casefold() in _syllables("surname")
    if start[0].isupper():
        return last > first + 1 or surname or start.casefold() in _syllables("given")
    return surname and last >= first + 3 and words[first + 1] in _MIDDLE


def told_name(text: str) -> str | None:
    """The words after "tên là" and the like: "nó nói tên là Hải, không đưa thẻ"."""
    tokens = list(_WORD.finditer(text))
    words = words_of(text)
    found = cues("answers", "name").find(words)
    if not found or len(words) != len(tokens) or cues("answers", "no_name").find(words[: sum(found)]):
        return None
    rest: list[str] = []
    ends = cues("reporter", "behind_name")
    for at in range(found[0] + found[1], len(tokens)):
        between = text[tokens[at - 1].end() : tokens[at].start()].strip()
        parted = between if rest else between.strip(":")
        if (
            parted
            or tokens[at].group()[0].isdigit()
            or (ends.at(words, at) and not tokens[at].group()[0].isupper())
        ):
            break
        rest.append(tokens[at].group())
    return " ".join(rest) if 0 < len(rest) <= _LONGEST_TOLD else None


def only_points(text: str) -> bool:
    """Whether the words only point at something, or speak of the talk: "cái báo ấy" names nothing.

    Inside the text a capital makes a name of any word.
    """
    tokens = [match.group() for match in _WORD.finditer(text)]
    points = cues("answers", "pointing")
    capitals = any(token[0].isupper() for token in tokens[1:])
    return not capitals and all(points.at([word], 0) for word in words_of(text))
