"""What every reader of a message needs: clean text, its limits, and what "not understood" is."""

import re
from dataclasses import dataclass
from typing import Any

from actions.intake.questions import known_categories
from actions.message import Message
from actions.turn import Choice
from nlu.text.fold import fold

LONGEST_STORY = 20_000
LONGEST_ANSWER = 2_000
LONGEST_LINE = 200
LONG_TIMES = ("week", "month", "year")
FEW_WORDS = 4
# Below this the bot asks which kind of report it is.
SURE_OF_CATEGORY = 0.5
SURE_WHEN_ASKED = 0.4

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
CLAUSE = re.compile(r"[^,.;!?\n]+")
# What is left at the ends when a date or a name is taken out of a line.
_ENDS = " ,.;:-–\n"
_POLITE = frozenset(("da", "vang", "thua", "ok", "u", "o", "tai"))
_LEFT_OVER = frozenset(
    ("va", "vao", "ngay", "hom", "luc", "khoang", "o", "tai", "tren", "cua", "la", "a", "nhe", "da")
)


@dataclass(frozen=True)
class Unclear:
    """The message does not answer the question; the response says what is missing."""

    response: str
    choices: tuple[Choice, ...] = ()


type Reading = Any | Unclear


def clean(text: str) -> str:
    """Text that may be stored: without control and invisible characters, which the api refuses."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def web_address(typed: str) -> str:
    """An address as the api wants it: with a scheme, without what punctuation left behind."""
    address = clean(typed).rstrip(".,;:!?)\"'”’")
    return address if re.match(r"https?://", address, re.I) else f"https://{address}"


def tells_something(text: str) -> bool:
    """Whether there is a letter or digit at all: not only "???" or emoji."""
    return any(character.isalnum() for character in text)


def short(text: str) -> Reading:
    """An answer of a line or so."""
    text = one_line(text)
    if sum(character.isalnum() for character in text) < 2:
        return Unclear("utter_unclear_text")
    return text if len(text) <= LONGEST_LINE else Unclear("utter_unclear_long_name")


def without(message: Message, *kinds: str) -> str:
    """The words of the message beside what the model found of these kinds: "xã Bum Tở hôm qua" is a place."""
    text = message.text
    for found in message.all(*kinds):
        text = text.replace(found.text, "\n", 1)
    words = " ".join(text.split()).strip(_ENDS).split(" ")
    while words and fold(words[-1]).lower().strip(_ENDS) in _LEFT_OVER:
        words.pop()
    while words and fold(words[0]).lower().strip(_ENDS) in ("va", "con", ""):
        words.pop(0)
    return " ".join(words).strip(_ENDS)


def without_filler(text: str) -> str:
    """The words without the small ones at their beginning: "dạ", "ở"."""
    words = text.split(" ")
    while len(words) > 1 and fold(words[0]).lower().strip(_ENDS) in _POLITE:
        words.pop(0)
    return " ".join(words)


def guess_category(message: Message, least: float) -> str | None:
    """The category the model sees in the message, when it is sure enough."""
    found = message.first("category")
    if found and found.confidence >= least and found.value in known_categories():
        return str(found.value)
    return None


def moment(message: Message) -> dict[str, str] | None:
    """The time the model found, with the words it was found in: of several the first that names a day."""
    found = [one for one in message.all("time") if isinstance(one.value, dict) and one.value.get("value")]
    if not found:
        return None
    # "thang nay" beside a day is more often "thằng này" than "tháng này".
    best = min(found, key=lambda one: one.value.get("precision") in LONG_TIMES)
    precision = str(best.value.get("precision", "day"))
    return {"value": str(best.value["value"]), "precision": precision, "text": one_line(best.text)}
