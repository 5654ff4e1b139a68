"""The reporter's words and files onto a filed ticket, once each, whatever is repeated."""

import hashlib

from actions.api import Json
from actions.cues import cues, mentions, says, words_of
from actions.intake.reading import LONGEST_STORY, clean, tells_something
from actions.message import Message
from actions.tickets.asking import ask, new_report
from actions.tickets.codes import find_code, find_receipt, without_code, without_receipt
from actions.tickets.request import WORDS, Case, added_lately, remember_added

FEWEST_WORDS = 3


async def add(case: Case, ticket: Json, *, all_words: bool = False) -> None:
    """Add what the message holds, or ask for it. An answer to staff is taken even by a closed ticket."""
    case.request.code = ticket["code"]
    if not ticket["open"] and not case.asked_by_staff:
        case.turn.say("utter_closed_add", code=ticket["code"], status=ticket["status_label"])
        case.turn.offer(new_report(case))
        case.close()
        return
    told = case.told
    text = words_told(told.text) if all_words else words_beside(told)
    if text or told.attachments:
        await put(case, text)
    else:
        case.request.kept = None
        case.request.waits = WORDS
        ask(case)


async def take_words(case: Case) -> bool:
    """The answer to "what would you like to add"."""
    message = case.message
    if message.button:  # of another question
        ask(case)
        return True
    text = words_told(message.text)
    empty_yes = says("yes", message.text) and not case.asked_by_staff
    if (not text or empty_yes) and not message.attachments:
        if len(message.text) > LONGEST_STORY:
            case.turn.say("utter_unclear_long")
        ask(case)
        return True
    await put(case, "" if empty_yes else text)
    return True


async def put(case: Case, text: str) -> None:
    """The words by a key that follows from the message, the files by their ids: both bear repetition."""
    request, told = case.request, case.told
    code = str(request.code)
    if text and not await _send(case, told, code, text):
        case.turn.say("utter_status_unknown")
        case.close()
        return
    answered = case.asked_by_staff
    if told.attachments:
        case.turn.custom["attach"] = {"code": code, "evidence": list(told.attachments)}
        case.turn.say("utter_done_files", code=code, count=len(told.attachments))
    if answered:
        case.turn.custom["answered"] = {"code": code}
    if text:
        case.turn.say("utter_done_answer" if answered else "utter_done_add", code=code)
    if not added_lately(case.turn) and not case.turn.slot("draft"):
        case.turn.say("utter_add_more")
    remember_added(case)
    case.close()


async def _send(case: Case, told: Message, code: str, text: str) -> bool:
    # The same message repeated adds nothing twice; the same words at another time do.
    key = hashlib.sha256(f"{told.received_at}\0{code}\0{text}".encode()).hexdigest()
    if case.request.own:
        return await case.api.add_own_message(case.conversation_id, code, key, text)
    await case.api.add_message(code, key, text)
    return True


def words_told(text: str) -> str:
    """Everything in a text that may stand on a ticket; nothing when there is too little or too much."""
    told = clean(without_receipt(text))
    return told if tells_something(told) and len(told) <= LONGEST_STORY else ""


def only_names(message: Message) -> bool:
    """Whether the message is nothing but a code or a receipt."""
    named = find_code(message) or find_receipt(message)
    return named is not None and not _content(message, message.text, "naming")


def words_beside(message: Message) -> str:
    """What is told beside the wish to add: "bổ sung hồ sơ …: xe màu trắng"; nothing for the wish alone."""
    if message.button or mentions(message.text, "tickets", "where") or "?" in message.text:
        return ""
    told = without_wish(message)
    if told != message.text:
        return words_told(told)
    return words_told(told) if len(_content(message, told)) >= FEWEST_WORDS else ""


def without_wish(message: Message) -> str:
    """What stands behind "bổ sung hồ sơ …:" or "trả lời cán bộ:"; everything where nothing like it stands."""
    before, colon, after = message.text.partition(":")
    cut = colon and words_told(after) and not _content(message, before)
    return after if cut else message.text


def _content(message: Message, text: str, beside: str = "adding") -> list[str]:
    """The words that are neither code nor receipt nor part of the wish itself."""
    asking = cues("tickets", beside).runs
    bare = without_receipt(without_code(message, text))
    return [word for word in words_of(bare) if (word,) not in asking]
