"""Looking up spokespersons: never a guess, and one question when the agency is not clear."""

import re
from dataclasses import dataclass
from typing import Any

from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import ActionExecutionRejection, Tracker

from actions.api import Agency
from actions.conversation import ConversationAction
from actions.cues import cues, says_leave, words_of
from actions.dates import show_date
from actions.directory.entries import agency_name, say_found, say_successors
from actions.intake.reading import one_line
from actions.intake.side import QUESTIONS as SIDE_QUESTIONS
from actions.menu import offer_menu
from actions.message import Message, handled_before
from actions.settings import ActionsSettings
from actions.turn import Choice, Turn, choice

FORM = "lookup_form"
MOST_AGENCIES = 4
MOST_CANDIDATES = 20  # a former district has up to ten communes
MOST_TRIES = 2
FAIRLY_SURE = 0.4
LONGEST_NAME = 200
SURE = 0.6
_GIVES_WAY_TO = (SIDE_QUESTIONS - {"ask_spokesperson"}) | {
    *("report_violation", "emergency", "report_wrong_contact", "out_of_scope")
}


_AND = re.compile(r"\s+v[àa]\s+|\s*[,;]\s*|\s+cùng\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """An agency as typed and what the directory answered."""

    typed: str
    answer: dict[str, Any]

    @property
    def is_clear(self) -> bool:
        return self.answer.get("outcome") in ("found", "vacant", "succeeded")


class ActionFindSpokesperson(ConversationAction):
    """Answers a question about one or several agencies; opens the small form when it must ask."""

    action_name = "action_find_spokesperson"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        asked = agencies_asked(turn.message)
        turn.slots["lookup_agency"] = None  # tries of an earlier lookup that was left for something else
        if await look_up(turn, self, asked):
            offer_menu(turn)
            return
        turn.activate(FORM)
        turn.then("action_listen")


class ValidateLookupForm(ConversationAction):
    """The answer to "which agency?"."""

    action_name = f"validate_{FORM}"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        message = turn.message
        if handled_before(tracker, FORM):
            turn.say("utter_question_agency")
            _wait(turn)
            return
        if message.button and message.button.question not in ("", "agency"):
            turn.say("utter_stale_button_closed")
            turn.say("utter_question_agency")
            _wait(turn)
            return
        if _asks_something_else(message):
            raise ActionExecutionRejection(self.action_name)
        if says_leave(message.text) or (message.intent == "stop" and message.confidence >= SURE):
            turn.say("utter_left")
        elif not await look_up(turn, self, agencies_asked(message, whole=True)):
            if turn.slot("lookup_agency") <= MOST_TRIES:
                return
            turn.say("utter_directory", url=directory_address(self.settings))
        turn.set("lookup_agency", None)
        turn.set(REQUESTED_SLOT, None)
        turn.then("report_form" if turn.slot("draft") else "action_listen")


def _asks_something_else(message: Message) -> bool:
    """Without an agency in it, a message that is fairly surely something else is left to the rules."""
    if message.first("agency", "locality") or message.button:
        return bool(message.button and message.button.question == "")
    return message.intent in _GIVES_WAY_TO and message.confidence >= FAIRLY_SURE


def directory_address(settings: ActionsSettings) -> str:
    return f"{settings.public_url.rstrip('/')}/danh-ba"


class ActionListSpokespersons(ConversationAction):
    """Where the whole list is published."""

    action_name = "action_list_spokespersons"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        turn.say("utter_directory", url=directory_address(self.settings))


def agencies_asked(message: Message, *, whole: bool = False) -> list[Agency]:
    """The agencies named in the question, each once; what is left of the text when none was seen."""
    if message.button:
        value = message.button.value
        chosen = message.button.question == "agency" and isinstance(value, dict)
        return [Agency(str(value["name"]), str(value["id"]))] if chosen else []
    named = [one_line(entity.text) for entity in message.all("agency")]
    if not named:
        named = [one_line(entity.text) for entity in message.all("locality")]
    if not named and (rest := one_line(message.text) if whole else _without_question(message.text)):
        named = [rest]
    return [Agency(name[:LONGEST_NAME]) for name in dict.fromkeys(named)][:MOST_AGENCIES]


def _without_question(text: str) -> str:
    """The text without the words that only ask: "cho xin sđt người phát ngôn … với ạ"."""
    tokens = one_line(text).replace("?", " ").replace(",", " ").split()
    kept: list[str] = []
    position, words = 0, words_of(" ".join(tokens))
    if len(words) != len(tokens):
        return one_line(text)
    while position < len(tokens):
        size = max(cues("lookup", "asking").at(words, position), cues("filler").at(words, position))
        if not size:
            kept.append(tokens[position])
        position += size or 1
    return " ".join(kept)


async def look_up(turn: Turn, action: ConversationAction, agencies: list[Agency]) -> bool:
    """Answer each agency; False when a question to the user is open."""
    if not agencies:
        turn.say("utter_question_agency")
        _wait(turn)
        return False
    as_of = _as_of(turn.message)
    unclear: Found | None = None
    for agency in agencies:
        for found in await _find(action, agency, as_of):
            if not await _say(turn, action, found, as_of):
                unclear = unclear or found
    if unclear is None:
        return True
    _wait(turn)
    turn.offer(*_candidates(unclear.answer))
    return False


async def _find(action: ConversationAction, agency: Agency, as_of: str | None) -> list[Found]:
    """What the directory says; where the name is not clear but its parts are ("Sở Y tế và Công an tỉnh"),
    about each part."""
    whole = Found(agency.name, await action.api.find_spokespersons(agency, as_of))
    parts = [part.strip() for part in _AND.split(agency.name) if part.strip()]
    if whole.is_clear or agency.id or not 1 < len(parts) <= MOST_AGENCIES:
        return [whole]
    each = [Found(part, await action.api.find_spokespersons(Agency(part), as_of)) for part in parts]
    return each if all(found.is_clear for found in each) else [whole]


async def _say(turn: Turn, action: ConversationAction, found: Found, as_of: str | None) -> bool:
    """Say what was found; False when the agency is not clear."""
    answer, agency = found.answer, found.answer.get("agency")
    if answer["outcome"] == "found":
        say_found(turn, answer)
    elif answer["outcome"] == "vacant":
        turn.say("utter_spokesperson_vacant", agency=agency_name(agency))
    elif answer["outcome"] == "succeeded":
        await _say_succeeded(turn, action, answer, as_of)
    elif answer["outcome"] == "ambiguous" and agency and not agency.get("active", True):
        turn.say("utter_agency_ended", agency=agency_name(agency), date=show_date(agency.get("valid_to")))
    else:
        ambiguous = answer["outcome"] == "ambiguous"
        turn.say("utter_agency_ambiguous" if ambiguous else "utter_agency_unknown", typed=found.typed)
    return found.is_clear


async def _say_succeeded(
    turn: Turn, action: ConversationAction, found: dict[str, Any], as_of: str | None
) -> None:
    say_successors(turn, found)
    if found.get("spokespersons"):
        say_found(turn, found | {"agency": found["successors"][0]})
        return
    for successor in (found.get("successors") or [])[:MOST_AGENCIES]:
        chosen = Agency(successor["name"], successor["id"])
        after = await action.api.find_spokespersons(chosen, as_of)
        if after.get("outcome") == "found":
            say_found(turn, after)
        else:
            turn.say("utter_spokesperson_vacant", agency=agency_name(successor))


def _candidates(answer: dict[str, Any]) -> list[Choice]:
    return [
        choice(_candidate(item), "inform", question="agency", value={"id": item["id"], "name": item["name"]})
        for item in (answer.get("candidates") or [])[:MOST_CANDIDATES]
    ]


def _candidate(item: dict[str, Any]) -> str:
    """The name, with what tells it from others of the same name."""
    return f"{item['name']} ({item['note']})" if item.get("note") else str(item["name"])


def _wait(turn: Turn) -> None:
    """The next message names the agency; the slot counts how often it was asked for."""
    turn.set("lookup_agency", int(turn.slots.get("lookup_agency") or 0) + 1)
    turn.set(REQUESTED_SLOT, "lookup_agency")


def _as_of(message: Message) -> str | None:
    """The day the question is about, when it names one."""
    found = message.first("time")
    if found and isinstance(found.value, dict) and found.value.get("precision") == "day":
        return str(found.value["value"])[:10]
    return None
