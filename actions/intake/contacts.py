"""Who the reporter is: name, phone and e-mail offered, and taking them out of a text again."""

import re

import phonenumbers

from actions.cues import cues, mentions, says, words_of
from actions.intake.names import is_given, own_names
from actions.intake.reading import clean, one_line
from actions.message import Message

_WORD = re.compile(r"\w+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONGEST_NAME = 5
BLANK = "[…]"
# Words around a number that say whose it is.
_BEFORE, _BEHIND = 7, 5


def read_contact(message: Message) -> dict[str, str]:
    """Name, phone and e-mail in an answer to "how can an officer reach you"."""
    text = clean(message.text)
    value: dict[str, str] = {}
    if email := _EMAIL.search(text):
        value["email"] = email.group().lower()
        text = text.replace(email.group(), "\n")
    for match in phonenumbers.PhoneNumberMatcher(text, "VN"):
        value["phone"] = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        text = text.replace(match.raw_string, "\n")
        break
    if name := _read_name(message, text):
        value["name"] = name
    return value


def _read_name(message: Message, rest: str) -> str | None:
    if person := message.first("person"):
        return one_line(person.text)
    # What stands before the number and behind it are two things: "Hùng 0977… được chưa".
    return next(filter(None, map(_name_in, rest.split("\n"))), None)


def _name_in(rest: str) -> str | None:
    tokens = _WORD.findall(rest)
    while size := _no_name(tokens):
        tokens = tokens[size:]
    kept: list[str] = []
    labels = (cues("fields", "contact"), cues("reporter", "offered"), cues("skip"), cues("no"))
    for position in range(len(tokens)):
        if any(found.at(words_of(" ".join(tokens)), position) for found in labels):
            break
        if kept and cues("reporter", "behind_own").at(words_of(" ".join(tokens)), position):
            break
        kept.append(tokens[position])
    name = " ".join(kept)
    is_name = 0 < len(kept) <= _LONGEST_NAME and not any(character.isdigit() for character in name)
    return name if is_name and not says("yes", name) and not says("no", name) else None


def _no_name(tokens: list[str]) -> int:
    """So many words in front are no part of a name: "tên tôi là", "em nói rồi"."""
    words = words_of(" ".join(tokens))
    if size := cues("reporter", "named").at(words, 0):
        return size
    beside = cues("reporter", "beside_name")
    # A capital makes a name of any word, unless it only begins a sentence: "Em nói rồi".
    if tokens and not tokens[0].islower() and is_given(tokens[0]):
        return 0
    talked = tokens and (
        tokens[0].islower() or (len(words) > 1 and tokens[1].islower() and beside.at(words, 1))
    )
    return 1 if talked and beside.at(words, 0) else 0


def offered_contact(text: str) -> dict[str, str]:
    """Phone and e-mail that the words around them call the writer's own; the extorter's are evidence."""
    value: dict[str, str] = {}
    for match in phonenumbers.PhoneNumberMatcher(text, "VN"):
        if _is_own(text, match.start, match.end):
            phone = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            value.setdefault("phone", phone)
    for email in _EMAIL.finditer(text):
        if _is_own(text, email.start(), email.end()):
            value.setdefault("email", email.group().lower())
    return value


def without_reporter(text: str, further: list[str]) -> str:
    """The text with the reporter's names, phones and e-mails blanked; `further` are names known before."""
    names = {name for name in [*own_names(text), *further] if name}
    for name in sorted(names, key=len, reverse=True):
        text = blank_name(text, name)
    found = [match.span() for match in _EMAIL.finditer(text)]
    found += [(match.start, match.end) for match in phonenumbers.PhoneNumberMatcher(text, "VN")]
    for start, end in sorted(found, reverse=True):
        if _is_own(text, start, end):
            text = text[:start] + BLANK + text[end:]
    return text


def blank_name(text: str, name: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", BLANK, text, flags=re.IGNORECASE)


def _is_own(text: str, start: int, end: int) -> bool:
    before = re.split(r"[.;!?\n]\s", text[:start])[-1]
    behind = re.split(r"[.;!?\n]\s", text[end:])[0]
    near = (" ".join(_WORD.findall(before)[-_BEFORE:]), " ".join(_WORD.findall(behind)[:_BEHIND]))
    if any(mentions(words, "reporter", "own_number") for words in near):
        return True
    introduced = mentions(near[0], "reporter", "introduced")  # "em tên Páo, 0912 …"
    return introduced and not mentions(near[0], "reporter", "others")


def blank(text: str, value: str) -> str:
    """The text without a number or address, however its digits were spaced."""
    if "@" in value:
        return re.sub(re.escape(value), BLANK, text, flags=re.IGNORECASE)
    national = value.removeprefix("+84")
    spaced = r"[\s.\-]*".join(re.escape(digit) for digit in national)
    return re.sub(rf"(?:\+?84|0)?[\s.\-]*{spaced}", BLANK, text)
