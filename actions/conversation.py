"""What every action does first: 113 when someone is in danger, the privacy notice with the first answer."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.answers.outside import answer_outside
from actions.api import Api
from actions.message import Message
from actions.set_aside import pass_on, take_up
from actions.settings import ActionsSettings
from actions.tickets.routing import hand_to_ticket
from actions.turn import Turn
from nlu.text.emergency import sounds_urgent

SURE_OF_EMERGENCY = 0.6


def is_emergency(message: Message) -> bool:
    """Someone is in danger now, by the words or by the model: rather once too often."""
    if message.button:
        return False
    known = message.intent == "emergency" and message.confidence >= SURE_OF_EMERGENCY
    return known or sounds_urgent(message.text[:2000])


class ConversationAction(Action):
    """An action of ours: reads the turn, lets `answer` fill it, gives it to Rasa."""

    action_name: str

    def __init__(self, api: Api, settings: ActionsSettings) -> None:
        self.api = api
        self.settings = settings

    def name(self) -> str:
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        turn = Turn.of(tracker, domain)
        handed_over = take_up(turn)
        self.begin(turn, tracker)
        if is_emergency(turn.message) or not (hand_to_ticket(turn, tracker) or answer_outside(turn, tracker)):
            await self.answer(turn, tracker)
        pass_on(turn, handed_over)
        return turn.finish(dispatcher)

    def begin(self, turn: Turn, tracker: Tracker) -> None:
        """113 stands before everything else, also before the notice."""
        if not already_spoken(tracker) and is_emergency(turn.message):
            turn.say("utter_emergency")
        if turn.slots.get("misses"):
            turn.set("misses", 0)
        if not turn.slot("notice_shown"):
            turn.say("utter_privacy_notice")
            turn.set("notice_shown", True)

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        raise NotImplementedError


def already_spoken(tracker: Tracker) -> bool:
    """Whether the bot has said something since the user's message."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot":
            return True
    return False
