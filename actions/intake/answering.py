"""Reading an answer to a given question out of a message."""

import re
from collections.abc import Awaitable, Callable
from itertools import pairwise

from actions.api import Api
from actions.cues import cues, is_unsure, mentions, says, table, words_of
from actions.intake.contacts import read_contact
from actions.intake.draft import ANONYMOUS, OPEN, SECRET, Draft
from actions.intake.names import only_points, own_names, told_name
from actions.intake.places import read_place
from actions.intake.reading import (
    FEW_WORDS,
    LONGEST_ANSWER,
    LONGEST_LINE,
    LONGEST_STORY,
    SURE_WHEN_ASKED,
    Reading,
    Unclear,
    clean,
    guess_category,
    moment,
    one_line,
    short,
    tells_something,
    web_address,
    without,
)
from actions.intake.speech import says_nothing
from actions.intake.sums import read_sum
from actions.message import Message

LONGEST_NAME = 8  # words
LONGEST_OUTLET = 6
LONGEST_DATE = 8  # figures; more are a telephone number
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|tv|me)(?:/\S*)?", re.I
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{3,200})[\"”]")
# To these a yes or a no says something.
_YES_NO = ("anonymity", "evidence", "description", "contact")


async def read_answer(
    question: str, message: Message, draft: Draft, api: Api, *, announced: bool = False
) -> Reading:
    """The value that answers the question, or why there is none.

    What is announced as a value ("tên là Thới") is one, though without its marks it is a word like "thôi".
    """
    if not tells_something(message.text):
        return Unclear("utter_unclear_empty")
    if len(message.text) > (LONGEST_STORY if question == "description" else LONGEST_ANSWER):
        return Unclear("utter_unclear_long")
    empty = not announced and not message.button and says_nothing(message.text)
    if question not in _YES_NO and empty:
        return Unclear(_UNCLEAR.get(question, "utter_unclear_text"))
    return await _READERS[question](message, draft, api)


async def _read_description(message: Message, draft: Draft, api: Api) -> Reading:
    if says_nothing(message.text):
        return Unclear("utter_unclear_description")
    told = "\n".join(filter(None, [draft.typed.get("opening"), clean(message.text)]))
    if len(words_of(told)) < FEW_WORDS:
        draft.typed["opening"] = told  # kept: the next message goes on with it
        return Unclear("utter_unclear_description")
    return told


async def _read_category(message: Message, draft: Draft, api: Api) -> Reading:
    guess = _named_kind(message) or guess_category(message, SURE_WHEN_ASKED)
    return guess or Unclear("utter_unclear_category")


def _named_kind(message: Message) -> str | None:
    """The kind a short answer calls by its name, the longest name winning."""
    words = words_of(message.text)
    if len(words) > LONGEST_NAME:
        return None
    found = {kind: cues("kinds", kind).find(words) for kind in table("cues")["kinds"]}
    sizes = {kind: place[1] for kind, place in found.items() if place}
    return max(sizes, key=lambda kind: sizes[kind]) if sizes else None


async def _read_outlet(message: Message, draft: Draft, api: Api) -> Reading:
    if found := message.first("outlet"):
        return short(found.text)
    text = without(message, "time", "locality", "url")
    words = len(words_of(text))
    named = words <= FEW_WORDS or mentions(text, "fields", "outlet") or draft.misses > 0
    if not named or words > LONGEST_OUTLET or only_points(text):
        return Unclear("utter_unclear_outlet")
    return short(text)


async def _read_article(message: Message, draft: Draft, api: Api) -> Reading:
    found = message.first("url")
    match = _URL.search(message.text)
    url = found.text if found else match.group() if match else None
    rest = without(message, "url", "time", "outlet") if message.first("url") else message.text
    rest = clean(rest.replace(url, " ") if url else rest)
    quoted = _QUOTED.search(rest)
    title = (quoted.group(1) if quoted else rest).strip(" :,;\n\"“”'")
    few = 3 if url else 1
    value = {
        "title": title[:LONGEST_LINE] if len(title.split()) >= few else None,
        "url": web_address(url) if url else None,
    }
    return {key: part for key, part in value.items() if part}


async def _read_time(message: Message, draft: Draft, api: Api) -> Reading:
    if found := moment(message):
        return found
    figures = sum(character.isdigit() for character in message.text)
    told = 0 < figures <= LONGEST_DATE or (not figures and mentions(message.text, "answers", "time"))
    text = short(message.text)
    if (not told and draft.misses == 0) or isinstance(text, Unclear):
        return Unclear("utter_unclear_time")
    return {"text": text}  # words no calendar knows ("lúc gặt lúa") are kept as said


async def _read_subject(message: Message, draft: Draft, api: Api) -> Reading:
    if own_names(message.text) or only_points(message.text):
        return Unclear("utter_unclear_text")  # who is writing is not who is reported
    person = message.first("person", *(("agency",) if draft.category in ("PN-CPN", "NPN-CN") else ()))
    text = one_line(without(message, "outlet", "time", "locality", "url")) or one_line(message.text)
    about_papers = mentions(text, "credential", "words")
    value: dict[str, str] = {}
    several = list(message.all(person.kind)) if person else []
    if person and message.words <= LONGEST_NAME and (len(several) > 1 or _joins_names(text)):
        value["name"] = text[:LONGEST_LINE]  # "2 người tên Hùng và Dũng"
    elif person:
        value["name"] = one_line(person.text)
    elif told := told_name(text):
        value["name"] = told
    elif message.words <= LONGEST_NAME and not about_papers:
        value["name"] = text[:LONGEST_LINE]
    if about_papers or not value:
        value["credential"] = text[:LONGEST_LINE]
    return value


def _joins_names(text: str) -> bool:
    """ "Hùng và Dũng"."""
    words = text.split()
    return any(words_of(word) == ["va"] and behind[0].isupper() for word, behind in pairwise(words))


async def _read_text(message: Message, draft: Draft, api: Api) -> Reading:
    return clean(message.text)


async def _read_evidence(message: Message, draft: Draft, api: Api) -> Reading:
    if says("yes", message.text):
        return Unclear("utter_unclear_evidence")
    if says_nothing(message.text):
        return Unclear("utter_unclear_text")
    draft.typed["evidence"] = clean(message.text)
    return list(draft.answers.get("evidence") or []) if draft.answered("evidence") else []


def chosen_kind(text: str) -> str | None:
    """The way of sending that is named; the longer name wins, and among equals the one that hides more.

    "Nêu tên, giữ kín" is secret, "không cần ẩn danh" is open.
    """
    words = words_of(text)
    found = {kind: cues("anonymity", kind).find(words) for kind in (ANONYMOUS, SECRET, OPEN)}
    sizes = {kind: place[1] for kind, place in found.items() if place}
    return max(sizes, key=lambda kind: sizes[kind]) if sizes else None


async def _read_anonymity(message: Message, draft: Draft, api: Api) -> Reading:
    if kind := chosen_kind(message.text):
        return kind
    # "Anh/Chị muốn ẩn danh không?" is what people hear: a plain yes answers that.
    if says("yes", message.text) and not is_unsure(message.text):
        return ANONYMOUS
    return Unclear("utter_unclear_anonymity")  # a no is no wish to be named


async def _read_contact(message: Message, draft: Draft, api: Api) -> Reading:
    if says_nothing(message.text):
        return Unclear("utter_unclear_contact")
    return read_contact(message) or Unclear("utter_unclear_contact")


async def _read_amount(message: Message, draft: Draft, api: Api) -> Reading:
    return read_sum(message.text) or Unclear("utter_unclear_amount")


_UNCLEAR = {
    "category": "utter_unclear_category",
    "outlet": "utter_unclear_outlet",
    "article_date": "utter_unclear_time",
    "time": "utter_unclear_time",
    "place": "utter_unclear_place_unknown",
    "amount": "utter_unclear_amount",
}
_READERS: dict[str, Callable[[Message, Draft, Api], Awaitable[Reading]]] = {
    "description": _read_description,
    "category": _read_category,
    "article": _read_article,
    "outlet": _read_outlet,
    "article_date": _read_time,
    "subject": _read_subject,
    "place": read_place,
    "time": _read_time,
    "amount": _read_amount,
    "affected": _read_text,
    "evidence": _read_evidence,
    "wish": _read_text,
    "anonymity": _read_anonymity,
    "contact": _read_contact,
}
