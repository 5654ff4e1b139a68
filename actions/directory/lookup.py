"""Looking up spokespersons: never a guess, and one question when the agency is not clear."""

from typing import Any

from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import ActionExecutionRejection, Tracker

from actions.answers.topics import TOPICS, other_topics, say_topics
from actions.api import Agency
from actions.conversation import ConversationAction
from actions.cues import says_leave
from actions.dates import show_date
from actions.directory.advice import offer_reports
from actions.directory.answering import Found, Question, find, needs_asking, say_one, say_several
from actions.directory.entries import agency_name
from actions.directory.naming import agencies_asked, chosen_agency
from actions.intake.side import QUESTIONS as SIDE_QUESTIONS
from actions.menu import leave_message, offer_menu
from actions.message import Message, handled_before
from actions.settings import ActionsSettings
from actions.turn import Choice, Turn, choice

FORM = "lookup_form"
MOST_CANDIDATES = 20  # a former district has up to ten communes
MOST_TRIES = 2
FAIRLY_SURE = 0.4
SURE = 0.6
_GIVES_WAY_TO = (SIDE_QUESTIONS - {"ask_spokesperson"}) | {
    *("report_violation", "emergency", "report_wrong_contact", "out_of_scope")
}


class ActionFindSpokesperson(ConversationAction):
    """Answers a question about one or several agencies; opens the small form when it must ask."""

    action_name = "action_find_spokesperson"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        await answer_lookup(turn, self)


class ValidateLookupForm(ConversationAction):
    """The answer to "which agency?"."""

    action_name = f"validate_{FORM}"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        message, kept = turn.message, turn.slot("lookup_agency") or {}
        old_button = message.button and message.button.question and not chosen_agency(message)
        if old_button or handled_before(tracker, FORM):
            if old_button:
                turn.say("utter_stale_button_closed")
            _ask_again(turn, kept)
            return
        if _asks_something_else(message):
            raise ActionExecutionRejection(self.action_name)
        if says_leave(message.text) or (message.intent == "stop" and message.confidence >= SURE):
            turn.say("utter_left_lookup")
        elif not await look_up(turn, self, [*agencies_asked(message, whole=True), *_left(kept)]):
            if turn.slot("lookup_agency")["tries"] <= MOST_TRIES:
                return
            turn.choices.clear()
            turn.say("utter_reach_person")
            leave_message(turn)
        turn.set("lookup_agency", None)
        turn.set(REQUESTED_SLOT, None)
        turn.then("report_form" if turn.slot("draft") else "action_listen")


class ActionListSpokespersons(ConversationAction):
    """Where the whole list is published."""

    action_name = "action_list_spokespersons"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        turn.say("utter_directory", url=directory_address(self.settings))


async def answer_lookup(turn: Turn, action: ConversationAction) -> None:
    """Answer from any action; what is not clear is asked by the small form."""
    turn.slots["lookup_agency"] = None  # tries of an earlier lookup that was left for something else
    if not await look_up(turn, action, agencies_asked(turn.message)):
        turn.activate(FORM)
        turn.then("action_listen")


def directory_address(settings: ActionsSettings) -> str:
    return f"{settings.public_url.rstrip('/')}/danh-ba"


def _asks_something_else(message: Message) -> bool:
    """Without an agency in it, a message that is fairly surely something else is left to the rules."""
    if message.button:
        return chosen_agency(message) is None
    if message.first("agency", "locality"):
        return False
    return message.intent in _GIVES_WAY_TO and message.confidence >= FAIRLY_SURE


def _left(kept: dict[str, Any]) -> list[Agency]:
    """Other agencies of the same question that were not clear either."""
    return [Agency(name) for name in kept.get("left", [])]


async def look_up(turn: Turn, action: ConversationAction, agencies: list[Agency]) -> bool:
    """Answer each agency, then what else the message asks; False when a question to the user is open."""
    question = Question.of(turn.message)
    found = [one for agency in agencies for one in await find(action.api, agency, question)]
    unclear = [one for one in found if needs_asking(one, question)]
    clear = [one for one in found if one not in unclear]
    # Another action asked for this lookup when it has answered the question about the hotline.
    asides = [] if turn.message.intent in TOPICS else other_topics(turn.message, "ask_spokesperson")
    alone = len(found) == 1 and not asides and turn.message.intent not in TOPICS
    if alone and clear:
        await say_one(turn, action.api, clear[0], question)
    else:
        await say_several(turn, action.api, clear, question)
    await say_topics(turn, action.api, asides)
    if not found or unclear:
        _ask(turn, action, unclear)
        return False
    await _say_how_to_go_on(turn, action, clear)
    return True


def _ask(turn: Turn, action: ConversationAction, unclear: list[Found]) -> None:
    """Which agency, for the first that is not clear; the others wait."""
    kept = turn.slots.get("lookup_agency") or {}
    about = unclear[0] if unclear else None
    waiting = {
        "tries": kept.get("tries", 0) + 1,
        "left": [one.typed for one in unclear[1:]],
        "typed": about.typed if about else "",
        "candidates": (about.answer.get("candidates") or [])[:MOST_CANDIDATES] if about else [],
    }
    _wait(turn, waiting)
    if about is None:
        turn.say("utter_question_agency")
    elif about.has_ended:
        agency = about.answer["agency"]
        turn.say("utter_agency_ended", agency=agency_name(agency), date=show_date(agency.get("valid_to")))
        turn.say("utter_question_successor")
    elif candidates := about.answer.get("candidates"):
        near = about.outcome == "unknown"
        response = "utter_agency_near" if near else "utter_agency_ambiguous"
        turn.say(response, typed=about.typed, count=len(candidates))
    else:
        turn.say("utter_agency_unknown", typed=about.typed, url=directory_address(action.settings))
    if about:
        # Communes of a former district have names of their own; what they were made of is too long.
        turn.offer(*_candidates(about.answer, notes=not about.has_ended))


def _ask_again(turn: Turn, kept: dict[str, Any]) -> None:
    """The same question in short, with the same choices."""
    candidates = kept.get("candidates") or []
    if candidates:
        turn.say("utter_agency_ambiguous", typed=kept["typed"], count=len(candidates))
    else:
        turn.say("utter_question_agency")
    turn.offer(*_candidates(kept))
    _wait(turn, kept)


async def _say_how_to_go_on(turn: Turn, action: ConversationAction, clear: list[Found]) -> None:
    """What to prepare (once in a talk), and one step to say that nobody answers or that it is wrong."""
    reached = [one for one in clear if one.outcome in ("found", "succeeded")]
    if reached and turn.slot("lookup_last") is None:
        turn.say("utter_prepare")
    name = clear[0].current_name if len(clear) == 1 else None
    turn.set("lookup_last", name or "")  # empty after several: none of them is the one
    if turn.slot("draft"):
        return
    if name and reached:
        turn.say("utter_nobody_answers")
        offer_reports(turn, name)
        turn.offer(choice(turn.phrase("utter_button_other_agency"), "ask_spokesperson", value="menu"))
    elif len(clear) > 1:
        turn.offer(*(_chosen(one.agency) for one in clear if one.agency.id))
    elif successors := await _successors(action, clear[0]):
        turn.say("utter_question_successor")
        turn.offer(*successors)
    else:
        leave_message(turn)
        offer_menu(turn, but="request_human")


async def _successors(action: ConversationAction, found: Found) -> list[Choice]:
    """The communes of today, where a former district was asked about."""
    now = await action.api.find_spokespersons(found.agency, None)
    return _candidates(now, notes=False)


def _candidates(answer: dict[str, Any], *, notes: bool = True) -> list[Choice]:
    return [
        _chosen(Agency(str(item["name"]), str(item["id"])), note=(item.get("note") or "") if notes else "")
        for item in (answer.get("candidates") or [])[:MOST_CANDIDATES]
    ]


def _chosen(agency: Agency, note: str = "") -> Choice:
    """The name, with what tells it from others of the same name. It can be pressed at any later time."""
    title = f"{agency.name} ({note})" if note else agency.name
    return choice(title, "ask_spokesperson", value={"id": agency.id, "name": agency.name})


def _wait(turn: Turn, kept: dict[str, Any]) -> None:
    """The next message names the agency; the slot knows how often it was asked, and what was offered."""
    turn.set("lookup_agency", kept)
    turn.set(REQUESTED_SLOT, "lookup_agency")
