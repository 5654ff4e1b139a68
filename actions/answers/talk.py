"""Greeting, thanks, who is talking, a person, out of scope, and messages that fit nowhere."""

from rasa_sdk.interfaces import Tracker

from actions.answers.elsewhere import accuses_press, offer_other_ways, say_elsewhere
from actions.answers.hotline import say_hotline
from actions.conversation import ConversationAction, is_emergency
from actions.cues import words_of
from actions.directory.lookup import answer_lookup
from actions.intake.prefill import is_story
from actions.intake.questions import known_categories
from actions.intake.reading import SURE_OF_CATEGORY, guess_category, tells_something
from actions.menu import is_free, leave_message, menu, offer_menu
from actions.tickets.codes import find_code
from actions.turn import Turn

# A text of this many words that the model does not know is most likely someone's story.
STORY_WORDS = 14
MISSES_BEFORE_PERSON = 3
_SMALLTALK = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "bot_challenge": "utter_bot_challenge",
}


class ActionSmalltalk(ConversationAction):
    """One line back; the menu only where nothing else is going on."""

    action_name = "action_smalltalk"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        intent = turn.message.intent
        if intent == "greet" and not is_free(turn):
            turn.say("utter_greet_again")
            return
        turn.say(_SMALLTALK.get(intent, "utter_greet"))
        if intent in ("greet", "bot_challenge"):
            offer_menu(turn)


class ActionRequestHuman(ConversationAction):
    """How an officer really gets in touch; nothing is promised that does not happen."""

    action_name = "action_request_human"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        turn.say("utter_request_human")
        say_hotline(turn, await self.api.hotline())
        leave_message(turn)
        offer_menu(turn, but="request_human")


class ActionOutOfScope(ConversationAction):
    """Says so, and where to go."""

    action_name = "action_out_of_scope"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        if accuses_press(words_of(turn.message.text)):
            turn.then("report_form")
            return
        say_elsewhere(turn)
        offer_other_ways(turn)


class ActionFallback(ConversationAction):
    """Not understood: choices first, then how to reach a person."""

    action_name = "action_fallback"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        if tells_story(turn):
            turn.then("report_form")
            return
        say_not_understood(turn)


class ActionStray(ConversationAction):
    """An answer, a yes, a file or an old button when nothing was asked."""

    action_name = "action_stray"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        message = turn.message
        if message.button and message.button.question:
            turn.say("utter_stale_button_closed")
        elif message.attachments or is_emergency(message) or _sounds_like_report(turn):
            turn.then("report_form")
            return
        elif find_code(message):
            turn.then("status_form")
            return
        elif message.first("agency", "locality") and message.words <= 10:
            # Not as a followup: no rule says what comes after, and Rasa would take the message back.
            await answer_lookup(turn, self)
            return
        elif message.intent == "inform" or not tells_something(message.text):
            say_not_understood(turn)
            return
        else:
            turn.say(_stray_response(message.intent))
            if count_miss(turn) >= MISSES_BEFORE_PERSON:
                leave_message(turn)
        turn.offer(*menu(turn))


def _sounds_like_report(turn: Turn) -> bool:
    return tells_story(turn) or guess_category(turn.message, SURE_OF_CATEGORY) is not None


def _stray_response(intent: str) -> str:
    named = ("resume", "stop", "correct_answer")
    return f"utter_nothing_to_{intent}" if intent in named else "utter_stray"


def count_miss(turn: Turn) -> int:
    """How many messages in a row led nowhere."""
    misses = int(turn.slots.get("misses") or 0) + 1
    turn.set("misses", misses)
    return misses


def say_not_understood(turn: Turn) -> None:
    """Choices first; then other words; then how to reach a person."""
    misses = count_miss(turn)
    if not tells_something(turn.message.text):
        turn.say("utter_unclear_empty")
    elif misses == 1:
        turn.say("utter_fallback")
    if misses >= MISSES_BEFORE_PERSON:
        turn.say("utter_reach_person")
        leave_message(turn)
    elif misses == 2:
        turn.say("utter_fallback_again")
    turn.offer(*menu(turn))


def tells_story(turn: Turn) -> bool:
    """Whether the text is probably a report, though the model did not say so."""
    found = turn.message.first("category")
    known = found is not None and found.value in known_categories() and found.confidence >= SURE_OF_CATEGORY
    return is_story(turn.message.text) and (known or turn.message.words >= STORY_WORDS)
