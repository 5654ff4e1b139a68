"""Buttons of the form: each answers only the question and the draft it was shown for."""

from actions.intake.asking import STOP
from actions.intake.changing import ask_which, change, keep_anonymous, start_correction
from actions.intake.closing import ask_stop, erase, file_report
from actions.intake.draft import QUESTIONS
from actions.intake.questions import known_categories
from actions.intake.skipping import hurry, skip
from actions.intake.talk import Talk


async def take_button(talk: Talk) -> bool:
    button, draft = talk.message.button, talk.draft
    if button is None:
        return False
    if not button.question:  # of a menu, not of this form
        talk.turn.say("utter_already_open")
        return talk.ask_same()
    waiting = draft.pending or talk.question
    old_summary = button.question == "consent" and button.version != draft.revision
    if button.draft != draft.id or button.question != waiting or old_summary:
        talk.turn.say("utter_stale_button")
        return talk.ask_same()
    return await _press(talk, button.question, button.value)


async def _press(talk: Talk, question: str, value: object) -> bool:
    if value == "stop":
        return ask_stop(talk)
    if question == "consent":
        return await file_report(talk) if value == "agree" else ask_which(talk)
    if question == STOP:
        return erase(talk) if value == "erase" else _go_on(talk)
    if question == "which":
        return start_correction(talk, str(value)) if value in QUESTIONS else talk.ask_next()
    if value == "keep":
        return talk.ask_next()
    if value == "skip":
        return skip(talk)
    return _choose(talk, question, value)


def _choose(talk: Talk, question: str, value: object) -> bool:
    """A value of the list that the bot offered."""
    draft = talk.draft
    if value == "hurry":
        return hurry(talk)
    if question == "category" and value not in known_categories():
        draft.explained.append("category")
        return talk.ask_same()
    if draft.correcting:
        return change(talk, question, value)
    draft.answer(question, value)
    draft.last = question
    if question == "anonymity":
        keep_anonymous(talk)
    return talk.ask_next()


def _go_on(talk: Talk) -> bool:
    talk.draft.pending = None
    talk.turn.say("utter_continued")
    return talk.ask_same()
