"""Telephone numbers in the groups in which people here write and read them."""

import re

_PARTS = re.compile(r"(?P<number>\+?[\d .()-]{6,}\d)(?P<rest>.*)", re.DOTALL)
_COUNTRY = "84"
# Sizes of the groups by the beginning of the national number; area codes of two and of three digits.
_GROUPS = (
    (re.compile(r"02[48]\d{8}"), (3, 4, 4)),
    (re.compile(r"02\d{9}"), (4, 4, 3)),
    (re.compile(r"0[35789]\d{8}"), (4, 3, 3)),
    (re.compile(r"1[89]00\d{4}"), (4, 4)),
    (re.compile(r"1[89]00\d{6}"), (4, 3, 3)),
)


def show_phone(typed: str) -> str:
    """0213 3876 543; what is no number of this country, and words behind it, stay as they were entered."""
    national, rest = _split(typed)
    for pattern, sizes in _GROUPS:
        if pattern.fullmatch(national):
            groups, at = [], 0
            for size in sizes:
                groups.append(national[at : at + size])
                at += size
            return " ".join(groups) + rest
    return typed.strip()


def international(typed: str) -> str | None:
    """+842133876543, the form every messenger makes a link of; service numbers have none."""
    national, _ = _split(typed)
    known = national.startswith("0") and any(pattern.fullmatch(national) for pattern, _ in _GROUPS)
    return f"+{_COUNTRY}{national[1:]}" if known else None


def _split(typed: str) -> tuple[str, str]:
    """The digits as dialled in this country, and what stands behind the number (an extension)."""
    match = _PARTS.fullmatch(typed.strip())
    if match is None:
        return "", ""
    digits = re.sub(r"\D", "", match["number"])
    if match["number"].startswith("+") or (digits.startswith(_COUNTRY) and len(digits) > 10):
        digits = "0" + digits.removeprefix(_COUNTRY).removeprefix("0") if digits.startswith(_COUNTRY) else ""
    rest = match["rest"].strip()
    return digits, f" {rest}" if rest else ""
