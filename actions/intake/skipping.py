"""Leaving a question open: freely where it is optional, after one explanation where it matters."""

from actions.cues import cues, says, words_of
from actions.intake.draft import PREFILLED
from actions.intake.leaving import leave
from actions.intake.questions import is_optional, questions_before_closing, wording
from actions.intake.reading import Unclear
from actions.intake.talk import Talk
from actions.message import Message

SURE = 0.6
LONGEST = 8  # words
LONGEST_UNKNOWN = 14
# A plain "không" answers these by itself.
_YES_NO = ("consent", "anonymity")


async def take_skip(talk: Talk) -> bool:
    message = talk.message
    if talk.draft.answered("description") and says("hurry", message.text):
        return hurry(talk)
    if talk.question in _YES_NO:
        return False
    if talk.question in ("description", "wish", "affected") and message.words > LONGEST:
        return False
    meant = message.intent == "skip_question" and message.confidence >= SURE and message.words <= LONGEST
    if says("skip", message.text) or says("no", message.text) or meant or _ends_unknown(message):
        return skip(talk)
    return False


def _ends_unknown(message: Message) -> bool:
    """ "Tên gì thì tôi không biết": a sentence that only ends in not knowing."""
    words = words_of(message.text)
    if len(words) > LONGEST_UNKNOWN or any(message.all("person", "outlet", "locality", "time", "url")):
        return False
    while len(words) > 1 and cues("filler").at(words, len(words) - 1):
        words.pop()  # "không biết mà"
    return any(
        cues("skip").at(words, at) == len(words) - at for at in range(max(0, len(words) - 4), len(words))
    )


def skip(talk: Talk) -> bool:
    draft, question = talk.draft, talk.question
    if draft.correcting:
        return talk.ask_next()
    if question == "description":
        if draft.kind != PREFILLED:
            return talk.ask_same(Unclear("utter_unclear_description"))
    elif question != "category" and not is_optional(draft, question):
        draft.explained.append(question)
        worded = wording(draft, question)
        talk.turn.say(f"utter_why_{question}_{worded}" if worded else f"utter_why_{question}")
        return talk.ask_same()
    leave(draft, question)
    return talk.ask_next()


def hurry(talk: Talk) -> bool:
    """Who is in danger or in a hurry need not answer a list: what is missing stays open."""
    draft = talk.draft
    if talk.question == "contact":
        leave(draft, "contact")
    for name in questions_before_closing(draft.category):
        if draft.answers.get(name) is None and name == "category":
            leave(draft, "category")
        elif draft.answers.get(name) is None and name != "description":
            draft.skip(name)
    return talk.ask_next()
