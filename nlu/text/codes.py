"""Exact things in a text: ticket codes, e-mail addresses, web addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Exact:
    """`value` is the normal form of what stands between `start` and `end` of the typed text."""

    kind: str
    start: int
    end: int
    value: str


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w@])")
_ENDINGS = "vn|com|net|org|info|tv|edu|gov|me|io|asia|biz|xyz|online|news"
_URL = re.compile(
    rf"(?<![\w@.])(?:https?://[^\s<>\"'“”]+|(?:www\.)?(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}(?:{_ENDINGS})\b(?:[/?#][^\s<>\"'“”]*)?)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}…"
_GAP = r"[\s._/–-]*"


def find_emails(text: str) -> Iterator[Exact]:
    for match in _EMAIL.finditer(text):
        yield Exact("email", match.start(), match.end(), match.group().lower())


def find_urls(text: str) -> Iterator[Exact]:
    """Web addresses; one typed without its scheme gets https."""
    for match in _URL.finditer(text):
        typed = match.group().rstrip(_TRAILING)
        value = typed if typed.lower().startswith("http") else f"https://{typed}"
        yield Exact("url", match.start(), match.start() + len(typed), value)


class TicketCodes:
    """Codes such as LC-2026-004217, also typed in small letters and without hyphens."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix.upper()
        letters = _GAP.join(map(re.escape, prefix))
        self._pattern = re.compile(
            rf"(?<!\w){letters}{_GAP}(?P<year>20\d\d)(?:(?P<six>\d{{6}})|[\s._/–-]+(?P<short>\d{{1,6}}))(?![\w])",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterator[Exact]:
        for match in self._pattern.finditer(text):
            number = int(match["six"] or match["short"])
            yield Exact(
                "ticket_code", match.start(), match.end(), f"{self._prefix}-{match['year']}-{number:06d}"
            )


def without_overlaps(found: list[Exact]) -> list[Exact]:
    """The earlier in the list, the surer; the result is in the order of the text."""
    kept: list[Exact] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
