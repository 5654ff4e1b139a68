"""Reading an answer to a given question out of a message."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import phonenumbers

from actions.api import Api
from actions.cues import cues, is_unsure, mentions, says, words_of
from actions.intake.draft import ANONYMOUS, OPEN, SECRET, Draft
from actions.intake.questions import known_categories
from actions.message import Message
from actions.turn import Choice, choice

LONGEST_STORY = 20_000
LONGEST_ANSWER = 2_000
LONGEST_LINE = 200
FEW_WORDS = 4
CANDIDATES_SHOWN = "place candidates"
# Below this the bot asks which kind of report it is.
SURE_OF_CATEGORY = 0.5
SURE_WHEN_ASKED = 0.4

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|tv|me)(?:/\S*)?", re.I
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


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


async def read_answer(question: str, message: Message, draft: Draft, api: Api) -> Reading:
    """The value that answers the question, or why there is none."""
    if not tells_something(message.text):
        return Unclear("utter_unclear_empty")
    if len(message.text) > (LONGEST_STORY if question == "description" else LONGEST_ANSWER):
        return Unclear("utter_unclear_long")
    return await _READERS[question](message, draft, api)


async def _read_description(message: Message, draft: Draft, api: Api) -> Reading:
    told = "\n".join(filter(None, [draft.typed.get("opening"), clean(message.text)]))
    if len(words_of(told)) < 4 or says("yes", message.text):
        return Unclear("utter_unclear_description")
    return told


async def _read_category(message: Message, draft: Draft, api: Api) -> Reading:
    guess = guess_category(message, SURE_WHEN_ASKED)
    return guess or Unclear("utter_unclear_category")


def guess_category(message: Message, least: float) -> str | None:
    """The category the model sees in the message, when it is sure enough."""
    found = message.first("category")
    if found and found.confidence >= least and found.value in known_categories():
        return str(found.value)
    return None


async def _read_outlet(message: Message, draft: Draft, api: Api) -> Reading:
    found = message.first("outlet")
    named = found or message.words <= FEW_WORDS or mentions(message.text, "fields", "outlet")
    if not named and draft.misses == 0:  # a second time any words are taken
        return Unclear("utter_unclear_outlet")
    return short(found.text if found else message.text)


async def _read_article(message: Message, draft: Draft, api: Api) -> Reading:
    found = message.first("url")
    match = _URL.search(message.text)
    url = found.text if found else match.group() if match else None
    title = clean(message.text.replace(url, " ") if url else message.text).strip(" :,;\n\"“”'")
    few = 3 if url else 1
    value = {"title": title if len(title.split()) >= few else None, "url": web_address(url) if url else None}
    return {key: part for key, part in value.items() if part}


async def _read_time(message: Message, draft: Draft, api: Api) -> Reading:
    if found := moment(message):
        return found
    told = any(character.isdigit() for character in message.text) or mentions(message.text, "answers", "time")
    if not told and draft.misses == 0:
        return Unclear("utter_unclear_time")
    return _words_only(message, "utter_unclear_time")


def moment(message: Message) -> dict[str, str] | None:
    """The time the model found, with the words it was found in."""
    for found in message.all("time"):
        if isinstance(found.value, dict) and found.value.get("value"):
            value = {
                "value": str(found.value["value"]),
                "precision": str(found.value.get("precision", "day")),
            }
            return value | {"text": one_line(found.text)}
    return None


async def _read_place(message: Message, draft: Draft, api: Api) -> Reading:
    if message.button and isinstance(message.button.value, dict):
        return dict(message.button.value)
    found = message.first("locality")
    typed = short(found.text if found else message.text)
    if isinstance(typed, Unclear):
        return typed
    place, candidates = await look_up_place(typed, api)
    if candidates and CANDIDATES_SHOWN not in draft.explained:
        draft.explained.append(CANDIDATES_SHOWN)
        return Unclear("utter_unclear_place", place_choices(candidates, draft))
    known = found or "commune_code" in place or message.words <= FEW_WORDS
    if not known and draft.misses == 0 and not mentions(message.text, "answers", "place"):
        return Unclear("utter_unclear_place_unknown")
    # Where the place was named among other words, the words are kept: "gần chợ xã Bum Tở".
    whole = short(message.text)
    return place if isinstance(whole, Unclear) else place | {"text": whole}


async def look_up_place(typed: str, api: Api) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The place as far as it is certain, and the communes it might be when it is not."""
    found = await api.find_commune(typed)
    commune, candidates = found.get("commune"), found.get("candidates") or []
    if commune is None and len(candidates) == 1:
        commune = candidates[0]
    if commune:
        return {"text": typed, "commune_code": commune["code"], "name": commune["name"]}, []
    return {"text": typed}, candidates


def place_choices(candidates: list[dict[str, str]], draft: Draft) -> tuple[Choice, ...]:
    return tuple(
        choice(
            item["name"],
            "inform",
            question="place",
            draft=draft.id,
            value={"text": item["name"], "commune_code": item["code"], "name": item["name"]},
        )
        for item in candidates[:10]
    )


async def _read_subject(message: Message, draft: Draft, api: Api) -> Reading:
    person = message.first("person")
    text = one_line(message.text)
    value: dict[str, str] = {}
    if person:
        value["name"] = one_line(person.text)
    elif told := _told_name(text):
        value["name"] = told
    elif message.words <= 8 and not mentions(text, "credential", "words"):
        value["name"] = text
    if mentions(text, "credential", "words") or not value:
        value["credential"] = text[:LONGEST_LINE]
    return value


def _told_name(text: str) -> str | None:
    """The words after "tên là" and the like: "nó nói tên là Hải"."""
    tokens = re.findall(r"\w+", text)
    words = words_of(" ".join(tokens))
    found = cues("answers", "name").find(words)
    rest = tokens[found[0] + found[1] :] if found else []
    return " ".join(rest) if 0 < len(rest) <= FEW_WORDS else None


async def _read_text(message: Message, draft: Draft, api: Api) -> Reading:
    if says("yes", message.text):
        return Unclear("utter_unclear_text")
    return clean(message.text)


async def _read_evidence(message: Message, draft: Draft, api: Api) -> Reading:
    if says("yes", message.text):
        return Unclear("utter_unclear_evidence")
    draft.typed["evidence"] = clean(message.text)
    return []


async def _read_anonymity(message: Message, draft: Draft, api: Api) -> Reading:
    for kind in (OPEN, ANONYMOUS, SECRET):
        if mentions(message.text, "anonymity", kind):
            return kind
    # "Anh/Chị muốn ẩn danh không?" is what people hear: a plain yes or no answers that.
    if says("yes", message.text) and not is_unsure(message.text):
        return ANONYMOUS
    return OPEN if says("no", message.text) else Unclear("utter_unclear_anonymity")


async def _read_contact(message: Message, draft: Draft, api: Api) -> Reading:
    value = read_contact(message)
    return value or Unclear("utter_unclear_contact")


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
    tokens = re.findall(r"\w+", rest)
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
    is_name = 0 < len(kept) <= 6 and not any(character.isdigit() for character in name)
    return name if is_name and not says("yes", name) and not says("no", name) else None


def offers_contact(message: Message) -> bool:
    """Whether the message says that a number, e-mail or name in it is the reporter's own."""
    return mentions(message.text, "reporter", "offered")


def short(text: str) -> Reading:
    """An answer of a line or so."""
    text = one_line(text)
    if sum(character.isalnum() for character in text) < 2:
        return Unclear("utter_unclear_text")
    return text if len(text) <= LONGEST_LINE else Unclear("utter_unclear_long_name")


def _words_only(message: Message, response: str) -> Reading:
    """A time in words no calendar knows ("lúc gặt lúa") is kept as said."""
    text = short(message.text)
    if isinstance(text, Unclear) or says("yes", message.text):
        return Unclear(response)
    return {"text": text}


_READERS: dict[str, Callable[[Message, Draft, Api], Awaitable[Reading]]] = {
    "description": _read_description,
    "category": _read_category,
    "article": _read_article,
    "outlet": _read_outlet,
    "article_date": _read_time,
    "subject": _read_subject,
    "place": _read_place,
    "time": _read_time,
    "affected": _read_text,
    "evidence": _read_evidence,
    "wish": _read_text,
    "anonymity": _read_anonymity,
    "contact": _read_contact,
}
