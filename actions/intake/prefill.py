"""Facts a message holds beside its answer: they fill what is open, so that nothing is asked twice."""

from typing import Any

from actions.api import Api
from actions.cues import table, words_of
from actions.intake.draft import ANONYMOUS, Draft
from actions.intake.questions import time_question
from actions.intake.reading import (
    SURE_OF_CATEGORY,
    Unclear,
    guess_category,
    look_up_place,
    moment,
    offers_contact,
    one_line,
    read_contact,
    short,
    web_address,
)
from actions.message import Entity, Message

# A line that only says "tôi muốn phản ánh một phóng viên" is not yet a story.
FEWEST_WORDS = 8
CATCH_ALL = "KH-PBCXB"


async def take_facts(message: Message, draft: Draft, api: Api) -> list[str]:
    """Fill open questions from the message; returns those that were filled."""
    if guess := message.first("category"):
        draft.inferred.setdefault("category", inferred(guess))
    found = await _facts(message, draft, api)
    filled = []
    for question, value in found.items():
        if _is_open(draft, question, value) and not isinstance(value, Unclear):
            draft.answer(question, value)
            filled.append(question)
    if "category" in filled and guess:
        draft.inferred["category"] = inferred(guess)
    return filled


def _is_open(draft: Draft, question: str, value: Any) -> bool:
    """Without an answer, or with words that no calendar or map knows where this one is known."""
    known = {"time": "value", "article_date": "value", "place": "commune_code"}.get(question)
    answer = draft.answers.get(question)
    return answer is None or (known is not None and known not in answer and known in value)


def inferred(guess: Entity) -> dict[str, Any]:
    return {"value": guess.value, "confidence": round(guess.confidence, 4)}


async def _facts(message: Message, draft: Draft, api: Api) -> dict[str, Any]:
    found: dict[str, Any] = {}
    category = guess_category(message, SURE_OF_CATEGORY)
    # A line without a story tells no kind; the model then says "something else", and is sure of it.
    if category and (category != CATCH_ALL or is_story(message.text)):
        found["category"] = category
    if url := message.first("url"):
        found["article"] = {"url": web_address(url.text)}
    if outlet := message.first("outlet"):
        found["outlet"] = short(outlet.text)
    if person := message.first("person"):
        found["subject"] = {"name": one_line(person.text)}
    if when := moment(message):
        found[time_question(draft.category or category)] = when
    if locality := message.first("locality"):
        place, candidates = await look_up_place(one_line(locality.text), api)
        # An uncertain place is asked about; the question then offers the candidates.
        if not candidates:
            found["place"] = place
    _take_contact(message, draft, found)
    return found


def _take_contact(message: Message, draft: Draft, found: dict[str, Any]) -> None:
    """Only what is offered as the reporter's own; a number in a story may be the extorter's."""
    if not offers_contact(message) or draft.answers.get("anonymity") == ANONYMOUS:
        return
    contact = read_contact(message)
    if "phone" in contact or "email" in contact:
        found["contact"] = {kind: contact[kind] for kind in ("phone", "email") if kind in contact}
        found.pop("subject", None)


def is_story(text: str) -> bool:
    """Whether the words tell what happened, rather than only that there is something to report."""
    empty = set(table("cues")["opening"]["empty"])
    return len([word for word in words_of(text) if word not in empty]) >= FEWEST_WORDS
