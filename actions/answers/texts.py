"""Answers about the hotline, its procedure, privacy and the law; the texts are the api's, editable."""

from rasa_sdk.interfaces import Tracker

from actions.answers.hotline import say_hotline
from actions.answers.topics import TOPICS, asks_for_contact, other_topics, say_topics
from actions.conversation import ConversationAction
from actions.dates import show_date
from actions.directory.advice import say_advice
from actions.directory.lookup import answer_lookup
from actions.intake.reading import one_line
from actions.menu import is_free, leave_message, offer_menu
from actions.turn import Turn


class ActionAnswer(ConversationAction):
    """One topic, as the authority has worded it."""

    action_name = "action_answer"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        intent = turn.message.intent
        topic = TOPICS.get(intent, "hotline")
        if topic == "procedure" and say_advice(turn):
            if turn.message.first("agency"):
                await answer_lookup(turn, self)
            return
        known = topic == "hotline" and say_hotline(turn, await self.api.hotline())
        if known:
            turn.say("utter_hotline_any_time")
        elif (found := await self.api.answer(topic)) and found.get("text"):
            turn.say_text(found["text"])
        else:
            turn.say("utter_answer_missing")
        await say_topics(turn, self.api, other_topics(turn.message, intent))
        if asks_for_contact(turn.message):
            await answer_lookup(turn, self)
        else:
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
        if items:
            return
        if found.get("contact"):
            turn.say_text(found["contact"])
        else:
            turn.say("utter_law_unknown")
        if is_free(turn):
            leave_message(turn)
