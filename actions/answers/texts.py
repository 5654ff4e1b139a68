"""Answers about the hotline, its procedure, privacy and the law; the texts are the api's, editable."""

from rasa_sdk.interfaces import Tracker

from actions.conversation import ConversationAction
from actions.dates import show_date
from actions.intake.reading import one_line
from actions.menu import offer_menu
from actions.turn import Turn

TOPICS = {
    "ask_hotline_info": "hotline",
    "ask_procedure": "procedure",
    "ask_privacy": "privacy",
    "ask_capabilities": "capabilities",
}


class ActionAnswer(ConversationAction):
    """One topic, as the authority has worded it."""

    action_name = "action_answer"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        topic = TOPICS.get(turn.message.intent, "hotline")
        found = await self.api.answer(topic)
        if found and found.get("text"):
            turn.say_text(found["text"])
        else:
            turn.say("utter_answer_missing")
        offer_menu(turn)


class ActionAnswerLaw(ConversationAction):
    """Only what someone has verified; otherwise that it cannot, and whom to ask."""

    action_name = "action_answer_law"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        found = await self.api.legal_answers(one_line(turn.message.text)[:500])
        items = [item for item in found.get("items") or [] if (item.get("citation") or {}).get("verified_at")]
        for item in items[:3]:
            citation = item["citation"]
            turn.say_text(item["text"])
            turn.say(
                "utter_citation",
                number=citation.get("number", ""),
                article=citation.get("article", ""),
                verified=show_date(citation["verified_at"]),
            )
        if not items:
            turn.say("utter_law_unknown")
            if found.get("contact"):
                turn.say_text(found["contact"])
