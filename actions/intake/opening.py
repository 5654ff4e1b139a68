"""Opening a report: whatever the first message holds is used, and said back in one sentence."""

from typing import Any

from rasa_sdk.forms import REQUESTED_SLOT

from actions.answers.elsewhere import accuses_press, say_elsewhere
from actions.api import Api
from actions.conversation import is_emergency
from actions.cues import mentions, table, words_of
from actions.intake.changing import keep_anonymous
from actions.intake.draft import ANONYMOUS, FOR_A_PERSON, PREFILLED, open_draft
from actions.intake.files import take_files
from actions.intake.prefill import ABOUT_AGENCIES, CATCH_ALL, is_story, take_facts
from actions.intake.questions import next_question
from actions.intake.reading import LONGEST_LINE, LONGEST_STORY, SURE_OF_CATEGORY, clean, one_line
from actions.intake.talk import OPENED, Talk
from actions.menu import asks_to_leave_message
from actions.turn import Turn

OUT_OF_SCOPE = "NG-PV"
WRONG_CONTACT = "NPN-CN"
# What was said of an agency, by category, when a button began the report.
_FIRST_SENTENCES = {"PN-CPN": "utter_prefilled_silent", "NPN-CN": "utter_prefilled_contact"}


async def open_report(turn: Turn, api: Api, conversation_id: str) -> None:
    message = turn.message
    if _is_out_of_scope(turn):
        say_elsewhere(turn)
        turn.set(REQUESTED_SLOT, None)
        turn.set("report_category", None)  # a form that sets no slot counts as rejected
        turn.then("action_listen")
        return
    draft = open_draft(turn)
    draft.urgent = is_emergency(message)
    talk = Talk(turn, draft, api, next_question(draft), conversation_id)
    if message.attachments:
        take_files(talk)
    if message.button:
        _begin_by_button(talk, message.button.value)
    elif asks_to_leave_message(message):
        _begin_by_button(talk, "person")
    elif len(message.text) > LONGEST_STORY:
        turn.say("utter_unclear_long")
    else:
        await _take_story(talk)
    talk.ask_next()


def _begin_by_button(talk: Talk, value: Any) -> None:
    """A message for an officer, or a report about an agency whose spokesperson was looked up."""
    draft = talk.draft
    if value == "person":
        draft.kind = FOR_A_PERSON
        draft.answer("category", CATCH_ALL)
        for question in ("outlet", "evidence"):
            draft.skip(question)
        return
    if not isinstance(value, dict) or value.get("category") not in _FIRST_SENTENCES:
        return
    agency = one_line(str(value.get("agency") or ""))[:LONGEST_LINE]
    draft.answer("category", value["category"])
    if agency:
        draft.kind = PREFILLED
        draft.answer("subject", {"name": agency})
        draft.typed["opening"] = talk.turn.phrase(_FIRST_SENTENCES[value["category"]], agency=agency)
        talk.tell(["category", "subject", OPENED])


async def _take_story(talk: Talk) -> None:
    turn, draft, message = talk.turn, talk.draft, talk.message
    if message.intent == "report_wrong_contact":
        draft.answer("category", WRONG_CONTACT)
    filled = await take_facts(message, draft, talk.api)
    agency = turn.slot("lookup_last")
    if draft.category in ABOUT_AGENCIES and agency and not draft.answered("subject"):
        # "số này sai rồi", right after a lookup: the agency looked up is meant.
        draft.answer("subject", {"name": one_line(str(agency))[:LONGEST_LINE]})
        filled.append("subject")
    text = clean(message.text)
    about_agency = draft.category in ABOUT_AGENCIES and draft.answered("subject") and len(words_of(text)) >= 4
    if is_story(text) or about_agency or (draft.urgent and len(words_of(text)) >= 4):
        draft.answer("description", text)
    elif _says_more_than_hello(text):
        draft.typed["opening"] = text
    if message.intent == "report_wrong_contact" and "category" not in filled:
        filled.append("category")
    talk.tell([*filled, OPENED])
    if mentions(text, "anonymity", "wished") and not mentions(text, "anonymity", "open"):
        draft.answer("anonymity", ANONYMOUS)
        keep_anonymous(talk)
    if draft.category == "MX-SST":
        turn.say("utter_note_social_network")


def _is_out_of_scope(turn: Turn) -> bool:
    found = turn.message.first("category")
    sure = found is not None and found.value == OUT_OF_SCOPE and found.confidence >= SURE_OF_CATEGORY
    ours = is_emergency(turn.message) or accuses_press(words_of(turn.message.text))
    return sure and not ours and not turn.message.attachments


def _says_more_than_hello(text: str) -> bool:
    empty = set(table("cues")["opening"]["empty"])
    return any(word not in empty for word in words_of(text))
