"""Corrections in free words: which part of the report they mean, and the new value if they give one."""

import re
from dataclasses import dataclass, replace

from actions.api import Api
from actions.cues import cues, table, words_of
from actions.intake.answering import read_answer
from actions.intake.draft import Draft
from actions.intake.questions import questions_for, time_question
from actions.intake.reading import Reading, Unclear
from actions.intake.sums import read_sum
from actions.message import Message
from nlu.text.fold import fold
from nlu.text.money import find_money

LONGEST = 60  # words; longer texts tell a story
SHORT_LINE, LONGEST_LINE = 8, 12
LONGEST_LABEL = 5
SURE = 0.6
# Parts that any report may have, asked for or not.
_ANY_KIND = ("amount", "wish", "affected")
# In these answers "sửa", "đổi" and the like are part of what is told ("sửa bài và xin lỗi").
_STORIES = ("description", "wish", "affected")
_ENTITY_QUESTIONS = {
    "locality": "place",
    "outlet": "outlet",
    "person": "subject",
    "url": "article",
    "phone": "contact",
    "email": "contact",
}
# Questions whose answer is an entity: without one and without "thành …" no new value was given.
_NEEDS_ENTITY = {
    "time": "time",
    "article_date": "time",
    "place": "locality",
    "outlet": "outlet",
    "subject": "person",
    "article": "url",
}
# Parts of a correction, on the folded text, which has the length of the text as typed.
_NOT_THAT_BUT_THIS = re.compile(
    r"\b(?:khong|ko|k) phai(?: la)? .*?(?:\bma(?: la)?\b|[,;] *(?:phai |ma )?la\b) ?(?P<new>.+)$", re.S
)
_THIS_NOT_THAT = re.compile(r"^(?P<new>.+?)[\s,]*\b(?:chu )?(?:khong|ko|k) phai\b.*$", re.S)
# Where a second correction may begin: "sửa ngày thành 15/10 và tên báo là Tiền Phong".
_JOINTS = re.compile(r"[,;.\n]\s+(?:va |con |roi )?|\s(?:va|con|dong thoi|voi ca|roi)\s")
_MOVES = re.compile(r"\b(?:thanh|sang)\b")
_BECOMES = re.compile(r"(?:\b(?:thanh|sang|bang|moi la|dung la|la)\b|[:→]|->)\s*(?P<new>\S.*)$", re.S)


@dataclass(frozen=True)
class Correction:
    """A part of the report, and its new value; neither may be known yet."""

    question: str | None
    value: Reading = None


def is_correction(message: Message, open_question: str) -> bool:
    """Whether the message changes something said before, rather than answering the open question."""
    words = words_of(message.text)
    if not words or len(words) > LONGEST:
        return False
    start = min((at for at in range(min(4, len(words))) if cues("correct").at(words, at)), default=None)
    if open_question in _STORIES:
        return start is not None and cues("correct_strong").find(words[:6]) is not None
    if is_labelled(message, open_question) or _complains(message, words):
        return True
    if message.intent == "correct_answer" and message.confidence >= SURE:
        return True
    if len(words) <= SHORT_LINE and _called_wrong(words):
        return True
    if open_question == "consent" and len(words) <= LONGEST_LINE and _named_with_value(message, words):
        return True
    contrast = cues("correct_contrast").find(words) or _NOT_THAT_BUT_THIS.match(message.folded)
    return start is not None or contrast is not None


def is_labelled(message: Message, open_question: str) -> bool:
    """ "Địa điểm: trụ sở xã": the name of a part that was not asked for, a colon, and its value."""
    head, colon, rest = message.text.partition(":")
    words = words_of(head)
    if not colon or not words_of(rest) or len(words) > LONGEST_LABEL:
        return False
    fields = (name for name in table("cues")["fields"] if name != open_question)
    return any(cues("fields", name).at(words, 0) == len(words) for name in fields)


def _complains(message: Message, words: list[str]) -> bool:
    """ "Sao ghi bên bị phản ánh là Tư": wrongly written down, and no new value."""
    begins = any(cues("complains").at(words, at) for at in range(min(2, len(words))))
    return begins and any(cues("fields", name).find(words) for name in table("cues")["fields"])


def disowns(message: Message) -> bool:
    """ "Bên bị phản ánh là báo ấy chứ không phải tôi"."""
    return cues("not_me").find(words_of(message.text)) is not None


def _called_wrong(words: list[str]) -> bool:
    """ "tên báo sai rồi": a part by its name, and right behind it that it is wrong."""
    sizes = (cues("fields", question).at(words, 0) for question in table("cues")["fields"])
    return any(size and cues("wrong").at(words, size) for size in sizes)


def _named_with_value(message: Message, words: list[str]) -> bool:
    """At the summary "người đó tên Thới" says it all: a part by its name, and a value of its kind."""
    for question in _NEEDS_ENTITY:
        named = any(cues("fields", question).at(words, at) for at in range(min(3, len(words))))
        if named and message.first(_NEEDS_ENTITY[question]):
            return True
    return False


async def read_corrections(message: Message, draft: Draft, api: Api) -> list[Correction]:
    """Everything that is to change, in the order in which it is said; at least one, perhaps unknown."""
    found: list[Correction] = []
    for part in _parts(message, draft):
        correction = await _read_correction(part, draft, api)
        # "Câu trước sai, tên là Thới": the value may come after the name of the part.
        found = [other for other in found if other.question != correction.question or other.value is not None]
        if all(correction.question != other.question for other in found):
            found.append(correction)
    # "À nhầm, hôm kia …": words that name no part stand for nothing beside others that do.
    return [one for one in found if one.question is not None] or found


def _parts(message: Message, draft: Draft) -> list[Message]:
    """The message cut where a further part of the report is named with a new value of its own."""
    plain = fold(message.text).lower()
    if len(plain) != len(message.text) or _NOT_THAT_BUT_THIS.match(plain):
        return [message]
    cuts, before = [0], None
    for joint in _JOINTS.finditer(plain):
        rest = message.text[joint.end() :]
        first = _JOINTS.split(fold(rest).lower())[0]
        named = _named_question(_cut(message, joint.end(), joint.end() + len(first)), draft)
        part = _Part(_cut(message, joint.end(), joint.end() + len(first)), announced=False)
        valued = named and (_BECOMES.search(first) or _holds_value(named, part))
        if before is None:
            head = _cut(message, 0, joint.start())
            before = _named_question(head, draft) if _BECOMES.search(head.folded) else ""
        # "Địa điểm là xưởng gỗ, xã Bình Lư": the rest of the same value.
        if valued and _named_at_start(first) and named != before:
            cuts.append(joint.end())
            before = named
    ends = [*cuts[1:], len(plain)]
    return [_cut(message, start, end) for start, end in zip(cuts, ends, strict=True)]


def _named_at_start(text: str) -> bool:
    words = words_of(text)[:5]
    return any(
        cues("fields", question).at(words, at)
        for question in table("cues")["fields"]
        for at in range(len(words[:3]))
    )


def _cut(message: Message, start: int, end: int) -> Message:
    """A stretch of the message with only the entities that lie in it."""
    text = message.text[start:end].strip(" ,.;:\n")
    folded = fold(text).lower()
    kept = tuple(item for item in message.entities if fold(item.text).lower() in folded)
    text = re.sub(r"(?i)\s+(?:và|va|còn|con|rồi|roi)$", "", text)
    return replace(message, text=text, folded=folded, entities=kept)


async def _read_correction(message: Message, draft: Draft, api: Api) -> Correction:
    """What is to change. A name of a part outweighs the kind of thing that is mentioned."""
    question = _named_question(message, draft) or _mentioned_question(message, draft)
    if question is None:
        return Correction(None)
    if _complains(message, words_of(message.text)):
        return Correction(question)
    if (
        question == "amount"
        and len(find_money(message.text)) > 1
        and not _MOVES.search(fold(message.text).lower())
    ):
        return Correction(question, read_sum(message.text))
    new = _new_part(message)
    kind = _NEEDS_ENTITY.get(question)
    if new and kind and not new.message.first(kind) and len(list(message.all(kind))) == 1:
        new = _Part(message, announced=True)  # "ngày" stands before the words that "là" announces
    if new is None or not _holds_value(question, new):
        return Correction(question)
    kept = replace(draft, typed={})
    value = await read_answer(question, new.message, kept, api, announced=new.announced)
    return Correction(question, None if isinstance(value, Unclear) and not value.choices else value)


def _named_question(message: Message, draft: Draft) -> str | None:
    """The part that is called by its name, the longest name winning; "câu trước" is the last answer."""
    words = words_of(_head(message.text))
    best: tuple[int, str] | None = None
    for question in table("cues")["fields"]:
        found = cues("fields", question).find(words)
        if found and (best is None or found[1] > best[0]):
            best = (found[1], question)
    if best is None:
        return None
    question = best[1]
    if question == "last":
        return draft.last
    if question == "time":
        return time_question(draft.category)
    known = {item.name for item in questions_for(draft.category)}
    # Names of things that this category does not ask for still may be changed once they are known.
    return question if question in known or question in _ANY_KIND or draft.answered(question) else None


def _head(text: str) -> str:
    """The words before the new value: a field's name inside the value names nothing."""
    plain = fold(text).lower()
    becomes = re.search(r"\b(?:thanh|sang)\b", plain)
    label = plain.partition(":")[0]
    if label != plain and any(cues("fields", name).find(words_of(label)) for name in table("cues")["fields"]):
        return text[: len(label)]
    return text[: becomes.start()] if becomes and becomes.start() else text


def _mentioned_question(message: Message, draft: Draft) -> str | None:
    for entity in message.entities:
        if entity.kind == "time":
            return time_question(draft.category)
        question = _ENTITY_QUESTIONS.get(entity.kind)
        if question == "subject" and not draft.answered("subject") and draft.answered("contact"):
            return "contact"
        if question:
            return question
    return "amount" if find_money(message.text) else None


@dataclass(frozen=True)
class _Part:
    """The words of the new value; announced when "thành", "là" or a colon stands before them."""

    message: Message
    announced: bool


def _new_part(message: Message) -> _Part | None:
    """The message cut down to the new value, with only the entities that lie in it."""
    plain = fold(message.text).lower()
    if len(plain) != len(message.text):
        return None
    start, end = 0, len(plain)
    if match := _NOT_THAT_BUT_THIS.search(plain):
        start = match.start("new")
    elif match := _THIS_NOT_THAT.search(plain):
        end = match.end("new")
    becomes = _BECOMES.search(plain[start:end])
    if becomes:
        start += becomes.start("new")
        announced = _BECOMES.search(plain[start:end])
        if announced and becomes.group().startswith(":") and _named_at_start(plain[start:end]):
            start += announced.start("new")  # "sửa giúp: địa điểm là …"
    part = _without_end(_cut(message, start, end))
    if not part.text:
        return None
    return _Part(part, becomes is not None)


def _without_end(message: Message) -> Message:
    """A short value without the polite words behind it."""
    words, text = words_of(message.text), message.text
    ends = cues("after_value")
    if len(words) > SHORT_LINE or len(words) != len(text.split()):
        return message
    keep = next((at for at in range(1, len(words)) if ends.at(words, at) == len(words) - at), len(words))
    return _cut(message, 0, len(" ".join(text.split()[:keep])))


def _holds_value(question: str, part: _Part) -> bool:
    """Whether what is left can be a value; "sửa ngày" alone is not one."""
    if part.announced:
        return True
    if question == "contact":
        return part.message.first("phone", "email") is not None
    if question == "amount":
        return bool(find_money(part.message.text))
    kind = _NEEDS_ENTITY.get(question)
    return kind is not None and part.message.first(kind) is not None
