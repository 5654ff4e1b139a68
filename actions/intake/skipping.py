"""Leaving a question open: freely where it is optional, after one explanation where it matters."""

from actions.cues import says
from actions.intake.draft import Draft
from actions.intake.prefill import CATCH_ALL
from actions.intake.questions import is_optional, known_categories, questions_before_closing
from actions.intake.reading import Unclear
from actions.intake.talk import Talk

SURE = 0.6
LONGEST = 8  # words
# A plain "không" answers these by itself.
_YES_NO = ("consent", "anonymity")
# A guess that is not sure enough to be taken is still better than none.
LEAST_GUESS = 0.35


async def take_skip(talk: Talk) -> bool:
    message = talk.message
    if talk.draft.answered("description") and says("hurry", message.text):
        return hurry(talk)
    if talk.question in _YES_NO:
        return False
    meant = message.intent == "skip_question" and message.confidence >= SURE and message.words <= LONGEST
    if says("skip", message.text) or says("no", message.text) or meant:
        return skip(talk)
    return False


def skip(talk: Talk) -> bool:
    draft, question = talk.draft, talk.question
    if draft.correcting:
        return talk.ask_next()
    if question == "description":
        return talk.ask_same(Unclear("utter_unclear_description"))
    if question == "category":
        draft.answer("category", likely_category(draft))
        return talk.ask_next()
    if is_optional(draft.category, question) or question in draft.explained:
        draft.skip(question)
        return talk.ask_next()
    draft.explained.append(question)
    talk.turn.say(f"utter_why_{question}")
    return talk.ask_same()


def likely_category(draft: Draft) -> str:
    guess = draft.inferred.get("category")
    if guess and guess["value"] in known_categories() and guess["confidence"] >= LEAST_GUESS:
        return str(guess["value"])
    return CATCH_ALL


def hurry(talk: Talk) -> bool:
    """Who is in danger or in a hurry need not answer a list: what is missing stays open."""
    draft = talk.draft
    if talk.question == "contact":
        draft.skip("contact")
    for name in questions_before_closing(draft.category):
        if draft.answers.get(name) is None and name == "category":
            draft.answer("category", likely_category(draft))
        elif draft.answers.get(name) is None and name != "description":
            draft.skip(name)
    return talk.ask_next()
