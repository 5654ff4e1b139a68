"""The report form: decides what each message is, keeps the draft, asks the next question."""

from rasa_sdk.interfaces import ActionExecutionRejection, Tracker

from actions.conversation import ConversationAction, is_emergency
from actions.cues import cues, mentions, says, words_of
from actions.intake.answering import read_answer
from actions.intake.asking import ask, open_question, remind
from actions.intake.changing import change, keep_anonymous, take_anonymity, take_correction
from actions.intake.closing import take_addition, take_consent, take_pause, take_stop
from actions.intake.contacts import read_contact
from actions.intake.draft import ANONYMOUS, FOR_A_PERSON, OPEN, SECRET, read_draft
from actions.intake.evidence import announced_evidence
from actions.intake.files import take_attachments
from actions.intake.gathering import go_on, take_more_story, take_unread
from actions.intake.names import told_name
from actions.intake.opening import open_report
from actions.intake.places import look_up_place
from actions.intake.prefill import SHORT_LINE, is_story, take_facts, tells_act
from actions.intake.pressing import take_button
from actions.intake.questions import needs_asking
from actions.intake.reading import LONGEST_STORY, Unclear, one_line
from actions.intake.removing import take_removal
from actions.intake.side import CHAT, QUESTIONS, is_side_question
from actions.intake.skipping import take_skip
from actions.intake.speech import is_abuse
from actions.intake.summary import understood
from actions.intake.talk import STORY, Talk
from actions.message import handled_before
from actions.turn import Turn
from nlu.text.language import foreign_language
from nlu.text.money import find_money

FORM = "report_form"
LONGEST_CHOICE = 5
# Entities that never answer a question, whatever the words: they belong to another one.
_ELSEWHERE = {
    "subject": ("time", "locality", "url", "outlet"),
    "outlet": ("time", "locality", "person"),
    "article": ("time", "outlet"),
    "place": ("time", "url"),
    "time": ("locality", "url", "person"),
    "affected": ("time", "url"),
    "evidence": ("time", "locality"),
}
MOSTLY = 0.7  # of the message's length
# What the bot made of the words is shown for these, so that a wrong reading is seen.
_SHOWN = ("time", "article_date", "place", "contact", "amount", "evidence")
# Of these only the fact is kept, so that a sentence that tells more goes into the story as well.
_FACTS_ONLY = ("subject", "outlet", "time", "article_date", "article")


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
            chat = turn.message.intent in CHAT - {"out_of_scope"}
            (remind if chat else ask)(turn, draft, talk.question)
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


async def take_resume(talk: Talk) -> bool:
    meant = talk.message.intent == "resume" and talk.message.confidence >= 0.7 and talk.message.words <= 8
    if talk.question == "consent" and says("yes", talk.message.text):
        return False
    if not meant and not says("resume", talk.message.text):
        return False
    facts = understood(talk.turn, talk.draft, list(talk.draft.answers))
    talk.draft.summarised = None  # days later everything is shown again
    if facts and talk.question != "consent":
        talk.turn.say("utter_resumed", facts=facts)
    return talk.ask_same()


async def take_foreign(talk: Talk) -> bool:
    """Another language asks for help rather than answers; in a story, or to an officer, it stays as typed."""
    if talk.message.button or talk.question == "description" or talk.draft.kind == FOR_A_PERSON:
        return False
    language = foreign_language(talk.message.text)
    if language is None:
        return False
    talk.turn.say(f"utter_{language}_inside")
    return talk.ask_same()


async def take_side_question(talk: Talk) -> bool:
    """Rules answer it and run the form again, which asks the open question once more."""
    message = talk.message
    if message.attachments or mentions(message.text, "correct_strong") or _chooses(talk):
        return False
    if talk.draft.kind == FOR_A_PERSON and talk.question == "description" and not message.button:
        return False  # a message for an officer may ask anything
    if is_side_question(message, talk.question):
        raise ActionExecutionRejection(ValidateReportForm.action_name)
    return False


def _chooses(talk: Talk) -> bool:
    """ "Giữ bí mật" at the question how to send is the choice, and no question about privacy."""
    kinds = (ANONYMOUS, SECRET, OPEN)
    text = talk.message.text
    short = talk.question == "anonymity" and talk.message.words <= SHORT_LINE and "?" not in text
    return short and any(mentions(text, "anonymity", kind) for kind in kinds)


async def take_abuse(talk: Talk) -> bool:
    """One calm sentence, and the question again: an insult is no answer."""
    return is_abuse(talk.message) and talk.ask_same(Unclear("utter_abuse"))


async def take_answer(talk: Talk) -> bool:
    """What is left answers the open question, and may hold other facts as well."""
    draft, question = talk.draft, talk.question
    if await _belongs_elsewhere(talk):
        return True
    value = await read_answer(question, talk.message, draft, talk.api)
    if isinstance(value, Unclear):
        filled = await take_facts(talk.message, draft, talk.api, question)
        filled += _early_contact(talk)
        talk.tell(filled)
        if not draft.correcting and not needs_asking(draft, question):
            return talk.ask_next()
        # What told something else was no misunderstanding.
        return talk.ask_same(None if filled and not value.choices else value)
    if draft.correcting:
        return change(talk, question, value)
    if question == "contact" and draft.answered("contact"):
        value = draft.answers["contact"] | value
    draft.answer(question, value)
    draft.last = question
    filled = await take_facts(talk.message, draft, talk.api, question)
    if question == "category" and not is_story(str(draft.answers.get("description"))):
        go_on(talk)  # of a thin story every word counts
    if question in _FACTS_ONLY and talk.message.words > LONGEST_CHOICE and tells_act(talk.message.text):
        go_on(talk)
        filled.append(STORY)
    talk.tell([question, *filled] if question in _SHOWN or filled or talk.message.followed else [])
    if question == "anonymity":
        keep_anonymous(talk)
    return talk.ask_next()


def _early_contact(talk: Talk) -> list[str]:
    """A number given at or after the question how to send: nobody else's is meant there."""
    chosen = talk.draft.answers.get("anonymity")
    if chosen == ANONYMOUS or (talk.question != "anonymity" and chosen is None):
        return []
    contact = read_contact(talk.message)
    if talk.draft.answered("contact") or not {"phone", "email"} & set(contact):
        return []
    talk.draft.answer("contact", contact)
    return ["contact"]


async def _belongs_elsewhere(talk: Talk) -> bool:
    """ "hôm qua" at the question for a name is a time: it is kept as that, and the name asked again."""
    kinds = _ELSEWHERE.get(talk.question, ())
    if not kinds or talk.draft.correcting:
        return False
    found = sum(len(entity.text) for entity in talk.message.all(*kinds))
    mostly = found > 0 and found >= MOSTLY * len(talk.message.text)
    if mostly or _tells_other(talk):
        filled = await take_facts(talk.message, talk.draft, talk.api)
    else:
        filled = await _take_bare_place(talk)
    if not understood(talk.turn, talk.draft, filled):
        return False
    talk.tell(filled)
    return talk.ask_next()


def _tells_other(talk: Talk) -> bool:
    """A short message about what one has, what one wants, or what somebody is called."""
    text, question = talk.message.text, talk.question
    if talk.message.words > SHORT_LINE or question in ("contact", "description"):
        return False
    if question not in ("evidence", "wish") and announced_evidence(text):
        return True
    money = sum(len(one.text) for one in find_money(text))
    if question != "amount" and money >= MOSTLY * len(text):
        return True
    if question != "wish" and cues("wish", "things").at(words_of(text), 0):
        return True
    return question in ("outlet", "place", "time", "evidence") and told_name(text) is not None


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
    take_removal,
    take_pause,
    take_stop,
    take_anonymity,
    take_consent,
    take_resume,
    take_abuse,
    take_foreign,
    take_side_question,
    take_correction,
    take_unread,
    take_skip,
    take_addition,
    take_more_story,
    take_answer,
)
