"""Who the reporter is: name, phone and e-mail offered, and taking them out of a text again."""

import re
from collections.abc import Iterator
from functools import cache

import phonenumbers

from actions.cues import cues, mentions, says, words_of
from actions.intake.reading import clean, one_line
from actions.message import Message
from nlu.text.fold import fold_search
from nlu.text.tables import read_table

_WORD = re.compile(r"\w+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONGEST_NAME = 5
_MIDDLE = ("van", "thi")
BLANK = "[…]"
# Words around a number that say whose it is.
_BEFORE, _BEHIND = 7, 5


@cache
def _syllables(kind: str) -> frozenset[str]:
    """Syllables of names as written, and without their marks."""
    found = {row["syllable"].casefold() for row in read_table("names") if row["kind"] == kind}
    return frozenset(found | {fold_search(one) for one in found})


def read_contact(message: Message) -> dict[str, str]:
    """Name, phone and e-mail in an answer to "how can an officer reach you"."""
    text = clean(message.text)
    value: dict[str, str] = {}
    if email := _EMAIL.search(text):
        value["email"] = email.group().lower()
        text = text.replace(email.group(), " ")
    for match in phonenumbers.PhoneNumberMatcher(text, "VN"):
        value["phone"] = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        text = text.replace(match.raw_string, " ")
        break
    if name := _read_name(message, text):
        value["name"] = name
    return value


def _read_name(message: Message, rest: str) -> str | None:
    if person := message.first("person"):
        return one_line(person.text)
    tokens = _WORD.findall(rest)
    # Labels in front ("tên tôi là") and behind ("số điện thoại", "nhé") are no part of a name.
    while size := cues("reporter", "named").at(words_of(" ".join(tokens)), 0):
        tokens = tokens[size:]
    kept: list[str] = []
    labels = (cues("fields", "contact"), cues("reporter", "offered"), cues("skip"), cues("no"))
    for position in range(len(tokens)):
        if any(found.at(words_of(" ".join(tokens)), position) for found in labels):
            break
        kept.append(tokens[position])
    name = " ".join(kept)
    is_name = 0 < len(kept) <= _LONGEST_NAME and not any(character.isdigit() for character in name)
    return name if is_name and not says("yes", name) and not says("no", name) else None


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


def own_names(text: str) -> list[str]:
    """Names by which the writer introduces themselves: "tôi là Lò Văn Páo", "em ten mai"."""
    return [text[start:end] for start, end in _own_names(text)]


def _own_names(text: str) -> Iterator[tuple[int, int]]:
    tokens = list(_WORD.finditer(text))
    words = [fold_search(token.group()) for token in tokens]
    introduced, called = cues("reporter", "introduced"), cues("reporter", "called")
    for position in range(len(words)):
        size = introduced.at(words, position)
        if not size or (position and words[position - 1] in ("cua", "ong", "ba")):
            continue
        first = position + size
        last = _name_end(text, tokens, words, first, called=bool(called.at(words, position)))
        if last > first:
            yield tokens[first].start(), tokens[last - 1].end()


def _name_end(text: str, tokens: list[re.Match[str]], words: list[str], first: int, *, called: bool) -> int:
    """Where the name ends that begins at `first`; `first` itself when the words there are no name.

    Capital letters show a name, and so does being announced as one ("tên là"). In small letters "tôi là …"
    mostly tells what the writer does, so that only a surname with its middle word counts.
    """
    last = first
    capital = first < len(tokens) and tokens[first].group()[0].isupper()
    ends = cues("reporter", "behind_name")
    while last < min(first + _LONGEST_NAME, len(tokens)):
        token = tokens[last].group()
        parted = last > first and text[tokens[last - 1].end() : tokens[last].start()].strip(" ") != ""
        if parted or ends.at(words, last) or not token.isalpha() or (capital and not token[0].isupper()):
            break
        last += 1
    if called or last == first:
        return last
    start = tokens[first].group().casefold()
    is_surname = start in _syllables("surname")
    if capital:
        alone = last == first + 1 and not is_surname and start not in _syllables("given")
        return first if alone else last
    full = is_surname and last >= first + 3 and words[first + 1] in _MIDDLE
    return min(last, first + 4) if full else first


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
    return any(mentions(words, "reporter", "own_number") for words in near)


def blank(text: str, value: str) -> str:
    """The text without a number or address, however its digits were spaced."""
    if "@" in value:
        return re.sub(re.escape(value), BLANK, text, flags=re.IGNORECASE)
    national = value.removeprefix("+84")
    spaced = r"[\s.\-]*".join(re.escape(digit) for digit in national)
    return re.sub(rf"(?:\+?84|0)?[\s.\-]*{spaced}", BLANK, text)
