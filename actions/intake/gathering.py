"""A story told in several messages: gathered, and said back with the one reply that follows."""

from actions.conversation import is_emergency
from actions.cues import says
from actions.intake.answering import LONGEST_OUTLET
from actions.intake.leaving import leave
from actions.intake.prefill import FEWEST_WORDS, is_story, take_facts, tells_act
from actions.intake.reading import FEW_WORDS, SURE_WHEN_ASKED, clean, guess_category
from actions.intake.side import CHAT
from actions.intake.speech import says_nothing
from actions.intake.talk import STORY, Talk

# Longer than a fact needs: the story goes on.
STORY_WORDS = 16
_FACT_QUESTIONS = (
    "category",
    "outlet",
    "article",
    "article_date",
    "subject",
    "place",
    "time",
    "contact",
    "anonymity",
)
# What shows that a sentence does answer the question for a fact.
_OWN_ENTITY = {
    "outlet": "outlet",
    "article": "url",
    "article_date": "time",
    "subject": "person",
    "place": "locality",
    "time": "time",
}


async def take_unread(talk: Talk) -> bool:
    """What was sent before the question could be read is no answer to it, but more of the story."""
    message, draft = talk.message, talk.draft
    if message.button or draft.correcting or not (message.unread or draft.unasked):
        return False
    draft.pending = None
    filled = await take_facts(message, draft, talk.api)
    if _adds_nothing(talk):
        talk.tell(filled)
        return talk.ask_next()
    go_on(talk)
    talk.tell([*filled, STORY])
    return talk.ask_next()


def _adds_nothing(talk: Talk) -> bool:
    """A yes, a greeting or a "không biết" to a question that was not seen."""
    message = talk.message
    chat = message.intent in CHAT and message.words <= FEW_WORDS
    return chat or says_nothing(message.text) or says("skip", message.text)


def go_on(talk: Talk) -> None:
    """The words join what was told before."""
    draft, text = talk.draft, clean(talk.message.text)
    if draft.answered("description"):
        draft.answer("description", f"{draft.answers['description']}\n{text}")
        draft.last = "description"
        return
    told = "\n".join(filter(None, [draft.typed.get("opening"), text]))
    if is_story(told):
        draft.answer("description", told)
    else:
        draft.typed["opening"] = told


async def take_more_story(talk: Talk) -> bool:
    """A message at a question for one fact that goes on with the story, facts in it included."""
    if _names_no_outlet(talk):
        leave(talk.draft, "outlet")
        go_on(talk)
        talk.tell([STORY])
        return talk.ask_next()
    if talk.question not in _FACT_QUESTIONS or talk.draft.correcting or not _tells_more(talk):
        return False
    filled = await take_facts(talk.message, talk.draft, talk.api)
    go_on(talk)
    if talk.question == "category" and (kind := guess_category(talk.message, SURE_WHEN_ASKED)):
        talk.draft.answers.setdefault("category", kind)
    talk.tell([*filled, STORY])
    return talk.ask_next()


def _tells_more(talk: Talk) -> bool:
    message, question = talk.message, talk.question
    if message.words >= STORY_WORDS or is_emergency(message):
        return True
    if question in ("contact", "anonymity") or message.words < FEW_WORDS:
        return False
    if question == "category":  # the kind is read from what goes on with the story as well
        return tells_act(message.text) or message.words >= FEWEST_WORDS
    return message.first(_OWN_ENTITY[question]) is None and tells_act(message.text)


def _names_no_outlet(talk: Talk) -> bool:
    """A second long answer to the question for the paper: the question stays open, the words are kept."""
    message, draft = talk.message, talk.draft
    asked = talk.question == "outlet" and draft.misses > 0 and not draft.correcting
    return asked and message.words > LONGEST_OUTLET and not message.first("outlet")
