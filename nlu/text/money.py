"""Sums of money in a text, in figures, in words and in chat style: "20tr", "hai mươi triệu", "500k"."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlu.text.codes import find_emails, find_urls
from nlu.text.fold import fold

LONGEST = 20_000  # characters that are looked at
SMALLEST = 1_000
LARGEST = 10**15


@dataclass(frozen=True)
class Sum:
    """So many đồng, and where the typed (NFC) text says so."""

    start: int
    end: int
    text: str
    value: int


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    typed: str
    plain: str
    glued: bool  # nothing stands between it and the token before


_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_FIGURES = re.compile(r"\d[\d.,]*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")

# A unit with its marks, which may be left out; with other marks it is another word (cụ, bà).
_UNITS = {
    **dict.fromkeys(("tỷ", "tỉ"), 10**9),
    **dict.fromkeys(("triệu", "trệu", "tr", "củ"), 10**6),
    **dict.fromkeys(("nghìn", "ngàn", "k", "ng"), 10**3),
}
# Everyday words as well: behind a figure only, the letters right behind it.
_CAREFUL = frozenset(("ng", "k", "cu", "ti"))
_CURRENCY = frozenset(("đ", "đồng", "vnd", "vnđ", "đông", "d", "dong"))
_HALF = frozenset(("rưỡi", "rưởi", "ruoi"))
_ONES = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_LAST = _ONES | {"mốt": 1, "lăm": 5, "nhăm": 5, "nhâm": 5}
# What is counted in millions and thousands beside money.
_NO_MONEY = frozenset(
    (
        "nguoi",
        "dan",
        "luot",
        "view",
        "views",
        "like",
        "likes",
        "follow",
        "theo",
        "ban",
        "km",
        "ha",
        "tan",
        "m",
        "met",
        "nam",
        "lan",
        "vien",
    )
)


def find_money(text: str) -> list[Sum]:
    """The sums in the order of the text; of "10-20 triệu" the larger one, with both in its words."""
    text = unicodedata.normalize("NFC", text)[:LONGEST]
    tokens = list(_tokens(text))
    found: list[Sum] = []
    position = 0
    while position < len(tokens):
        read = _sum_at(tokens, position)
        if read is None:
            position += 1
            continue
        value, end = read
        first = _range_start(tokens, position)
        start, stop = tokens[first].start, tokens[end - 1].end
        if SMALLEST <= value <= LARGEST:
            found.append(Sum(start, stop, text[start:stop], value))
        position = end
    return found


def show_money(value: int) -> str:
    """The figures as they are written here: 20.000.000."""
    return f"{value:,}".replace(",", ".")


def _tokens(text: str) -> Iterator[_Token]:
    """Words, figures and signs; an address counts as one sign."""
    for one in (*find_urls(text), *find_emails(text)):
        text = text[: one.start] + "·" * (one.end - one.start) + text[one.end :]
    before = -1
    for match in _TOKEN.finditer(text):
        typed = "".join(one.lower() if len(one.lower()) == 1 else one for one in match.group())
        yield _Token(match.start(), match.end(), typed, fold(typed), match.start() == before)
        before = match.end()


def _is(token: _Token, word: str) -> bool:
    """Whether the token is the word, its marks perhaps left out."""
    return token.typed in (word, fold(word))


def _lookup(token: _Token, words: dict[str, int]) -> int | None:
    return next((value for word, value in words.items() if _is(token, word)), None)


def _sum_at(tokens: list[_Token], start: int) -> tuple[int, int] | None:
    """A sum that begins here, and the token behind it."""
    if start and tokens[start].glued and tokens[start - 1].plain.isalnum():
        return None
    read = _with_units(tokens, start) or _bare_figures(tokens, start)
    if read is None:
        return None
    value, end = read
    follows = tokens[end].plain if end < len(tokens) else ""
    if follows in _NO_MONEY and tokens[end - 1].plain not in ("dong", "vnd"):
        return None
    return value, end


def _with_units(tokens: list[_Token], start: int) -> tuple[int, int] | None:
    """ "20 triệu", "2 tỷ 500 triệu", "20tr5", "2 triệu rưỡi"."""
    total, last, position = Decimal(0), LARGEST, start
    while read := _number(tokens, position):
        number, after, in_figures = read
        unit = _unit(tokens, after, in_figures) if after < len(tokens) else None
        if unit is None or unit >= last:
            break
        total += number * unit
        last, position = unit, after + 1
        rest = _rest(tokens, position, unit)
        if rest is not None:
            total += rest
            position += 1
            break
    if position == start:
        return None
    if position < len(tokens) and tokens[position].typed in _CURRENCY:
        position += 1
    return int(total), position


def _unit(tokens: list[_Token], position: int, in_figures: bool) -> int | None:
    token = tokens[position]
    unit = _lookup(token, _UNITS)
    if unit is None:
        return None
    loose = not in_figures or (token.plain in ("k", "ng") and not token.glued)
    if token.typed in _CAREFUL and loose:
        return None
    return unit


def _rest(tokens: list[_Token], position: int, unit: int) -> Decimal | None:
    """ "rưỡi", or the figures written right behind the unit: 20tr5 is 20.5 million, 2tr500 is 2.5."""
    if position >= len(tokens):
        return None
    token = tokens[position]
    if token.typed in _HALF:
        return Decimal(unit) / 2
    if token.glued and token.typed.isdecimal() and len(token.typed) <= 3:
        alone = not _goes_on(tokens, position + 1)
        return Decimal(int(token.typed)) * unit / 10 ** len(token.typed) if alone else None
    return None


def _number(tokens: list[_Token], position: int) -> tuple[Decimal, int, bool] | None:
    """A number in figures or in words, the token behind it, and whether it is in figures."""
    if position >= len(tokens):
        return None
    token = tokens[position]
    if _FIGURES.fullmatch(token.typed) and token.typed.isascii():
        value = _figures(token.typed)
        if value is None:
            return None
        # "2 trăm triệu", "3 chục triệu"
        tens = (
            _lookup(tokens[position + 1], {"trăm": 100, "chục": 10}) if position + 1 < len(tokens) else None
        )
        return (value * tens, position + 2, False) if tens else (value, position + 1, True)
    read = _spelled(tokens, position)
    return (Decimal(read[0]), read[1], False) if read else None


def _figures(typed: str) -> Decimal | None:
    if len(typed) > 20:
        return None
    if _GROUPED.fullmatch(typed):
        return Decimal(re.sub(r"[.,]", "", typed))
    whole, _, part = typed.replace(",", ".").partition(".")
    return None if "." in part else Decimal(f"{whole}.{part or '0'}")


def _spelled(tokens: list[_Token], start: int) -> tuple[int, int] | None:
    """A number below a thousand in words, and the token behind it."""
    value, position = 0, start
    if (hundreds := _pair(tokens, position, "trăm")) is not None:
        value, position = hundreds * 100, position + 2
        if position < len(tokens) and any(_is(tokens[position], word) for word in ("linh", "lẻ")):
            position += 1
    tens = _pair(tokens, position, "mươi")
    if tens is None:
        tens = _pair(tokens, position, "chục")
    if tens is not None:
        value, position = value + tens * 10, position + 2
    elif position < len(tokens) and any(_is(tokens[position], word) for word in ("mười", "chục")):
        tens, value, position = 1, value + 10, position + 1
    if position < len(tokens):
        last = _lookup(tokens[position], _ONES if tens is None else _LAST)
        if last is not None:
            value, position = value + last, position + 1
            short = (
                _lookup(tokens[position], {"mốt": 1, "lăm": 5, "nhăm": 5}) if position < len(tokens) else None
            )
            if tens is None and value < 10 and short is not None:  # "hai lăm"
                value, position = value * 10 + short, position + 1
    return (value, position) if position > start else None


def _pair(tokens: list[_Token], position: int, name: str) -> int | None:
    """The digit before "trăm" or "mươi"."""
    if position + 1 >= len(tokens) or not _is(tokens[position + 1], name):
        return None
    return _lookup(tokens[position], _ONES)


def _bare_figures(tokens: list[_Token], start: int) -> tuple[int, int] | None:
    """ "20.000.000đ", "20 000 000 đồng"; without a currency only what can hardly be anything else."""
    token = tokens[start]
    if not token.typed.isascii() or not _FIGURES.fullmatch(token.typed) or token.typed.startswith("0"):
        return None
    digits, end = token.typed, start + 1
    while end < len(tokens) and re.fullmatch(r"\d{3}", tokens[end].typed) and len(digits) <= 15:
        digits, end = f"{digits}.{tokens[end].typed}", end + 1
    whole = digits.isdecimal() or _GROUPED.fullmatch(digits)
    value = int(re.sub(r"[.,]", "", digits)) if whole and len(digits) <= 20 else 0
    if not value:
        return None
    if end < len(tokens) and tokens[end].typed in _CURRENCY:
        return value, end + 1
    sure = value >= 100_000 and value % 1000 == 0 and end == start + 1
    return (value, end) if sure and not _goes_on(tokens, end) else None


def _goes_on(tokens: list[_Token], position: int) -> bool:
    """Whether letters or figures follow without a space."""
    return position < len(tokens) and tokens[position].glued and tokens[position].plain.isalnum()


def _range_start(tokens: list[_Token], start: int) -> int:
    """Where "10-20 triệu" and "10 đến 20 triệu" begin."""
    if start < 2 or not tokens[start].typed.isascii() or not _FIGURES.fullmatch(tokens[start].typed):
        return start
    joint = tokens[start - 1]
    joined = joint.typed in ("-", "–", "~") or _is(joint, "đến") or _is(joint, "tới")
    return start - 2 if joined and _FIGURES.fullmatch(tokens[start - 2].typed) else start
