"""Facts a message holds beside its answer: they fill what is open, so that nothing is asked twice."""

import re
from typing import Any

from actions.api import Api
from actions.cues import cues, mentions, table, words_of
from actions.intake.contacts import offered_contact
from actions.intake.draft import ANONYMOUS, Draft
from actions.intake.evidence import announced_evidence, denies_evidence
from actions.intake.names import introduces, own_names, told_name
from actions.intake.places import look_up_places
from actions.intake.questions import time_question
from actions.intake.reading import (
    CLAUSE,
    FEW_WORDS,
    LONGEST_LINE,
    SURE_OF_CATEGORY,
    Unclear,
    guess_category,
    moment,
    one_line,
    short,
    web_address,
)
from actions.intake.sums import read_sum
from actions.message import Entity, Message
from nlu.text.fold import fold
from nlu.text.money import find_money

_TITLE = re.compile(r"\b(?:bai|tieu de|tua de)\b[^\"“”]{0,15}[\"“](?P<title>[^\"“”]{3,200})[\"”]")
# A line that only says "tôi muốn phản ánh một phóng viên" is not yet a story.
FEWEST_WORDS = 8
SHORT_LINE = 8  # words
NEAR = 3  # words
VAGUE_TIMES = ("year", "month", "week", "part_of_day")
CATCH_ALL = "KH-PBCXB"
# About these an agency is the one reported.
ABOUT_REPORTER = ("contact", "anonymity")
ABOUT_AGENCIES = ("PN-CPN", "NPN-CN")


async def take_facts(message: Message, draft: Draft, api: Api, asked: str = "") -> list[str]:
    """Fill open questions from the message, an answer to `asked`; returns those that were filled."""
    guess = message.first("category")
    if guess:
        _remember_guess(draft, guess)
    found = await _facts(message, draft, api)
    if asked in (*ABOUT_REPORTER, "article") or (asked == "outlet" and message.words <= FEW_WORDS):
        found.pop("subject", None)  # the name is the writer's, that of the paper, or part of a title
    if asked == "article" and not _opens_outlet(str(found.get("outlet", ""))):
        found.pop("outlet", None)  # "Cầu dân sinh sập" is a title, and no paper called Dân sinh
    if asked == "article" and (found.get("article_date") or {}).get("precision") in VAGUE_TIMES:
        del found["article_date"]  # "Lạm thu đầu năm học" is a title
    filled = []
    for question, value in found.items():
        if _is_open(draft, question, value) and not isinstance(value, Unclear):
            draft.answer(question, value)
            filled.append(question)
    if "category" in filled and guess:
        draft.inferred["category"] = inferred(guess)
    return filled + _take_evidence(message, draft)


def _is_open(draft: Draft, question: str, value: Any) -> bool:
    """Without an answer, or with words that no calendar or map knows where this one is known."""
    known = {"time": "value", "article_date": "value", "place": "commune_code"}.get(question)
    answer = draft.answers.get(question)
    if answer is None or (known is not None and known not in answer and known in value):
        return True
    return question != "contact" and not draft.answered(question)  # skipped, and told after all


def _remember_guess(draft: Draft, guess: Entity) -> None:
    """The surest guess of a story in several messages; of a fragment the model says "something else"."""
    known = draft.inferred.get("category")
    if known is None or (guess.value != CATCH_ALL and guess.confidence > known["confidence"]):
        draft.inferred["category"] = inferred(guess)


def inferred(guess: Entity) -> dict[str, Any]:
    return {"value": guess.value, "confidence": round(guess.confidence, 4)}


async def _facts(message: Message, draft: Draft, api: Api) -> dict[str, Any]:
    found: dict[str, Any] = {}
    category = guess_category(message, SURE_OF_CATEGORY)
    # A line without a story tells no kind; the model then says "something else", and is sure of it.
    if category and (category != CATCH_ALL or is_story(message.text)):
        found["category"] = category
    if article := _article(message):
        found["article"] = article
    if outlet := message.first("outlet"):
        found["outlet"] = short(outlet.text)
    if when := moment(message):
        found[time_question(draft.category or category)] = when
    if place := await _place(message, draft, draft.category or category, api):
        found["place"] = place
    if amount := read_sum(message.text):
        found["amount"] = amount
    if wish := _wish(message):
        found["wish"] = wish
    if affected := _first_person(message.text):
        found["affected"] = affected
    return found | _people(message, draft, draft.category or category)


async def _place(message: Message, draft: Draft, category: str | None, api: Api) -> dict[str, str] | None:
    """Named as a place, or by an office or a school that stands there: "trường mầm non xã Hồng Thu"."""
    if named := [one_line(one.text) for one in message.all("locality")]:
        place, candidates = await look_up_places(named, api)
        # An uncertain place is asked about; the question then offers the candidates.
        draft.places = [{"name": one["name"], "code": one["code"]} for one in candidates]
        return None if candidates else place
    agencies = [one_line(one.text) for one in message.all("agency")]
    if not agencies or category in ABOUT_AGENCIES:
        return None
    place, _ = await look_up_places(agencies, api)
    return place if "commune_code" in place else None


def _article(message: Message) -> dict[str, str] | None:
    """Its address, or its title where that stands in quotation marks."""
    if url := message.first("url"):
        return {"url": web_address(url.text)}
    title = _TITLE.search(fold(message.text).lower())
    return {"title": one_line(message.text[title.start("title") : title.end("title")])} if title else None


def _people(message: Message, draft: Draft, category: str | None) -> dict[str, Any]:
    """Whom the message reports, and who is writing: the two must never be mixed up."""
    found: dict[str, Any] = {}
    own = own_names(message.text) or [
        one for one in map(one_line, _persons(message)) if introduces(message.text, one)
    ]
    kinds = ("agency",) if category in ABOUT_AGENCIES else ("person",)
    for reported in message.all(*kinds):
        name = one_line(reported.text)
        if not any(name in one or one in name for one in own):
            found["subject"] = {"name": name}
            break
    told = None if own or category in ABOUT_AGENCIES else told_name(message.text)
    if told and message.words <= SHORT_LINE:
        found.setdefault("subject", {"name": told})
    if draft.answers.get("anonymity") == ANONYMOUS:
        return found
    contact = offered_contact(message.text) | ({"name": one_line(own[0])} if own else {})
    known = draft.answers.get("contact") if draft.answered("contact") else None
    if contact and set(contact) - set(known or {}):
        draft.answers.pop("contact", None)  # a phone joins the name that was told before
        found["contact"] = contact | (known or {})
    return found


def _persons(message: Message) -> list[str]:
    return [one.text for one in message.all("person")]


def _wish(message: Message) -> str | None:
    """What the writer wants: said to be wanted, or the whole of a short message."""
    things = cues("wish", "things")
    whole = len(CLAUSE.findall(message.text)) == 1 and not message.first("person", "outlet", "time")
    if whole and message.words <= SHORT_LINE and things.at(words_of(message.text), 0):
        return one_line(message.text)
    for clause in CLAUSE.findall(message.text):
        words = words_of(clause)
        asked, thing = cues("wish", "asking").find(words), things.find(words)
        near = asked and thing and 0 <= thing[0] - sum(asked) <= NEAR
        # "Yêu cầu đưa 20 triệu thì gỡ bài" is what the others wanted.
        if near and not find_money(clause) and len(clause) <= LONGEST_LINE:
            return one_line(clause)
    return None


def _first_person(text: str) -> str | None:
    """Who is affected, where the writer says "về gia đình tôi"."""
    words = words_of(text)
    place = cues("affected", "own").find(words)
    if place is None or len(words) != len(text.split()):
        return None
    shown = text.split()[place[0] : place[0] + place[1]]
    return " ".join(shown[1:]).strip(" ,.;:!?")


def _take_evidence(message: Message, draft: Draft) -> list[str]:
    """Files that are announced: noted in the user's words, so that nobody asks whether there are any."""
    if told := announced_evidence(message.text):
        if told in draft.typed.get("evidence", ""):
            return []
        draft.typed["evidence"] = "; ".join(filter(None, [draft.typed.get("evidence"), told]))
        draft.answer("evidence", list(draft.answers["evidence"]) if draft.answered("evidence") else [])
        return ["evidence"]
    if draft.answers.get("evidence") is None and denies_evidence(message.text):
        draft.skip("evidence")
    return []


def _opens_outlet(name: str) -> bool:
    """Whether the name says that it is one: "báo Xây Dựng"."""
    return cues("outlet", "openers").at(words_of(name), 0) > 0


def is_story(text: str) -> bool:
    """Whether the words tell what happened, rather than only that there is something to report."""
    empty = set(table("cues")["opening"]["empty"])
    return len([word for word in words_of(text) if word not in empty]) >= FEWEST_WORDS


def tells_act(text: str) -> bool:
    """Whether the words tell something that was done: then they go on with the story."""
    return mentions(text, "story", "acts")
