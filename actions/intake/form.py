"""The report form: decides what each message is, keeps the draft, asks the next question."""

from rasa_sdk.interfaces import ActionExecutionRejection, Tracker

from actions.conversation import ConversationAction, is_emergency
from actions.cues import mentions, says
from actions.intake.asking import open_question
from actions.intake.changing import change, keep_anonymous, take_anonymity, take_correction
from actions.intake.closing import add_to_story, take_addition, take_consent, take_stop
from actions.intake.draft import ANONYMOUS, OPEN, SECRET, read_draft
from actions.intake.opening import open_report, take_files
from actions.intake.prefill import take_facts
from actions.intake.pressing import take_button
from actions.intake.reading import LONGEST_STORY, Unclear, look_up_place, one_line, read_answer
from actions.intake.side import QUESTIONS, is_side_question
from actions.intake.skipping import take_skip
from actions.intake.summary import understood
from actions.intake.talk import Talk
from actions.message import handled_before
from actions.turn import Turn

FORM = "report_form"
# Longer than a fact needs: the story goes on.
STORY_WORDS = 16
LONGEST_CHOICE = 5
_FACT_QUESTIONS = ("outlet", "article", "article_date", "subject", "place", "time", "contact", "anonymity")
# Entities that never answer a question, whatever the words: they belong to another one.
_ELSEWHERE = {
    "subject": ("time", "locality", "url"),
    "outlet": ("time", "locality", "person"),
    "article": ("time",),
    "place": ("time", "url"),
    "time": ("locality", "url", "person"),
    "affected": ("time", "url"),
    "evidence": ("time", "locality"),
}
MOSTLY = 0.7  # of the message's length
# What the bot made of the words is shown for these, so that a wrong reading is seen.
_SHOWN = ("time", "article_date", "place", "contact")


class ValidateReportForm(ConversationAction):
    """Rasa asks this on every message while a report is open; it alone says what the message is."""

    action_name = f"validate_{FORM}"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        draft = read_draft(turn)
        if draft is None:
            await open_report(turn, self.api, tracker.sender_id)
            return
        talk = Talk(turn, draft, self.api, open_question(turn, draft), tracker.sender_id)
        if is_emergency(turn.message):
            draft.urgent = True
        if handled_before(tracker, FORM):
            talk.ask_same()
            return
        for handler in _HANDLERS:
            if await handler(talk):
                return


async def take_menu_button(talk: Talk) -> bool:
    """A button of a menu asks a side question in the place of words."""
    button = talk.message.button
    if button and not button.question and button.intent in QUESTIONS:
        raise ActionExecutionRejection(ValidateReportForm.action_name)
    return False


async def take_length(talk: Talk) -> bool:
    """A text no field can hold is refused before anything looks at it."""
    if len(talk.message.text) <= LONGEST_STORY:
        return False
    return talk.ask_same(Unclear("utter_unclear_long"))


async def take_attachments(talk: Talk) -> bool:
    if not talk.message.attachments:
        return False
    take_files(talk.turn, talk.draft)
    return not talk.message.text and talk.ask_next()


async def take_resume(talk: Talk) -> bool:
    meant = talk.message.intent == "resume" and talk.message.confidence >= 0.7 and talk.message.words <= 8
    if talk.question == "consent" and says("yes", talk.message.text):
        return False
    if not meant and not says("resume", talk.message.text):
        return False
    facts = understood(talk.turn, talk.draft, list(talk.draft.answers))
    if facts and talk.question != "consent":
        talk.turn.say("utter_resumed", facts=facts)
    return talk.ask_same()


async def take_side_question(talk: Talk) -> bool:
    """Rules answer it and run the form again, which asks the open question once more."""
    message = talk.message
    if message.attachments or mentions(message.text, "correct_strong") or _chooses(talk):
        return False
    if is_side_question(message, talk.question):
        raise ActionExecutionRejection(ValidateReportForm.action_name)
    return False


def _chooses(talk: Talk) -> bool:
    """ "Giữ bí mật" at the question how to send is the choice, and no question about privacy."""
    kinds = (ANONYMOUS, SECRET, OPEN)
    text = talk.message.text
    short = talk.question == "anonymity" and talk.message.words <= LONGEST_CHOICE and "?" not in text
    return short and any(mentions(text, "anonymity", kind) for kind in kinds)


async def take_more_story(talk: Talk) -> bool:
    """A long message at a question for one fact goes on with the story, facts in it included."""
    if talk.question not in _FACT_QUESTIONS or talk.message.words < STORY_WORDS or talk.draft.correcting:
        return False
    filled = await take_facts(talk.message, talk.draft, talk.api)
    if facts := understood(talk.turn, talk.draft, filled):
        talk.turn.say("utter_noted", facts=facts)
    return add_to_story(talk)


async def take_answer(talk: Talk) -> bool:
    """What is left answers the open question, and may hold other facts as well."""
    turn, draft, question = talk.turn, talk.draft, talk.question
    if await _belongs_elsewhere(talk):
        return True
    value = await read_answer(question, talk.message, draft, talk.api)
    if isinstance(value, Unclear):
        await take_facts(talk.message, draft, talk.api)
        return talk.ask_same(value)
    if draft.correcting:
        return change(talk, question, value)
    draft.answer(question, value)
    draft.last = question
    noted = [question] if question in _SHOWN else []
    noted += await take_facts(talk.message, draft, talk.api)
    if facts := understood(turn, draft, noted):
        turn.say("utter_noted", facts=facts)
    if question == "anonymity":
        keep_anonymous(talk)
    return talk.ask_next()


async def _belongs_elsewhere(talk: Talk) -> bool:
    """ "hôm qua" at the question for a name is a time: it is kept as that, and the name asked again."""
    kinds = _ELSEWHERE.get(talk.question, ())
    if not kinds or talk.draft.correcting:
        return False
    found = talk.message.first(*kinds)
    if found and len(found.text) >= MOSTLY * len(talk.message.text):
        filled = await take_facts(talk.message, talk.draft, talk.api)
    else:
        filled = await _take_bare_place(talk)
    facts = understood(talk.turn, talk.draft, filled)
    if not facts:
        return False
    talk.turn.say("utter_noted", facts=facts)
    return talk.ask_next()


async def _take_bare_place(talk: Talk) -> list[str]:
    """The name of a commune at the question for a time, which the model alone did not recognise."""
    message, draft = talk.message, talk.draft
    if talk.question != "time" or message.first("time") or message.words > LONGEST_CHOICE:
        return []
    place, _ = await look_up_place(one_line(message.text), talk.api)
    if "commune_code" not in place:
        return []
    draft.answer("place", place)
    return ["place"]


# The first that knows what the message is deals with it.
_HANDLERS = (
    take_menu_button,
    take_length,
    take_attachments,
    take_button,
    take_stop,
    take_anonymity,
    take_consent,
    take_resume,
    take_side_question,
    take_correction,
    take_skip,
    take_addition,
    take_more_story,
    take_answer,
)
