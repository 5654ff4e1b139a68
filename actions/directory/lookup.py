"""Looking up spokespersons: never a guess, and one question when the agency is not clear."""

from typing import Any

from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import ActionExecutionRejection, Tracker

from actions.api import Agency
from actions.conversation import ConversationAction
from actions.cues import cues, says_leave, words_of
from actions.directory.entries import agency_name, say_found, say_successors
from actions.intake.reading import one_line
from actions.intake.side import QUESTIONS as SIDE_QUESTIONS
from actions.menu import offer_menu
from actions.message import Message, handled_before
from actions.turn import Turn, choice

FORM = "lookup_form"
MOST_AGENCIES = 4
LONGEST_NAME = 200
SURE = 0.6
_GIVES_WAY_TO = (SIDE_QUESTIONS - {"ask_spokesperson"}) | {
    *("report_violation", "emergency", "report_wrong_contact", "out_of_scope")
}


class ActionFindSpokesperson(ConversationAction):
    """Answers a question about one or several agencies; opens the small form when it must ask."""

    action_name = "action_find_spokesperson"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        asked = agencies_asked(turn.message)
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
        turn.set("lookup_agency", None)
        if handled_before(tracker, FORM):
            turn.say("utter_question_agency")
            turn.set(REQUESTED_SLOT, "lookup_agency")
            return
        if message.button and message.button.question not in ("", "agency"):
            turn.say("utter_stale_button_closed")
            turn.say("utter_question_agency")
            turn.set(REQUESTED_SLOT, "lookup_agency")
            return
        if message.intent in _GIVES_WAY_TO and message.confidence >= SURE and not message.first("agency"):
            raise ActionExecutionRejection(self.action_name)
        if (message.intent == "stop" and message.confidence >= SURE) or says_leave(message.text):
            turn.say("utter_left")
        elif not await look_up(turn, self, agencies_asked(message, whole=True)):
            return
        turn.set(REQUESTED_SLOT, None)
        turn.then("report_form" if turn.slot("draft") else "action_listen")


class ActionListSpokespersons(ConversationAction):
    """Where the whole list is published."""

    action_name = "action_list_spokespersons"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        turn.say("utter_directory", url=f"{self.settings.public_url.rstrip('/')}/danh-ba")


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
        _ask_agency(turn, "utter_question_agency")
        return False
    as_of = _as_of(turn.message)
    unclear: dict[str, Any] | None = None
    for agency in agencies:
        found = await action.api.find_spokespersons(agency, as_of)
        if not await _say(turn, action, agency.name, found, as_of):
            unclear = unclear or found
    if unclear is None:
        return True
    _ask_unclear(turn, unclear)
    return False


async def _say(
    turn: Turn, action: ConversationAction, typed: str, found: dict[str, Any], as_of: str | None
) -> bool:
    """Say what was found; False when the agency is not clear."""
    outcome = found.get("outcome")
    if outcome == "found":
        say_found(turn, found)
    elif outcome == "vacant":
        turn.say("utter_spokesperson_vacant", agency=agency_name(found.get("agency")))
    elif outcome == "succeeded":
        await _say_succeeded(turn, action, found, as_of)
    else:
        turn.say("utter_agency_ambiguous" if outcome == "ambiguous" else "utter_agency_unknown", typed=typed)
        return False
    return True


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


def _ask_unclear(turn: Turn, found: dict[str, Any]) -> None:
    _ask_agency(turn, None)
    turn.offer(
        *(
            choice(
                _candidate(item), "inform", question="agency", value={"id": item["id"], "name": item["name"]}
            )
            for item in (found.get("candidates") or [])[:10]
        )
    )


def _candidate(item: dict[str, Any]) -> str:
    """The name, with what tells it from others of the same name."""
    return f"{item['name']} ({item['note']})" if item.get("note") else str(item["name"])


def _ask_agency(turn: Turn, response: str | None) -> None:
    if response:
        turn.say(response)
    turn.set("lookup_agency", None)
    turn.set(REQUESTED_SLOT, "lookup_agency")


def _as_of(message: Message) -> str | None:
    """The day the question is about, when it names one."""
    found = message.first("time")
    if found and isinstance(found.value, dict) and found.value.get("precision") == "day":
        return str(found.value["value"])[:10]
    return None
