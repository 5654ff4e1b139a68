"""Opening a report: whatever the first message holds is used, and said back in one sentence."""

from rasa_sdk.forms import REQUESTED_SLOT

from actions.api import Api
from actions.conversation import is_emergency
from actions.cues import table, words_of
from actions.intake.draft import Draft, open_draft
from actions.intake.prefill import is_story, take_facts
from actions.intake.questions import next_question
from actions.intake.reading import LONGEST_STORY, SURE_OF_CATEGORY, clean
from actions.intake.summary import understood
from actions.intake.talk import Talk
from actions.turn import Turn, choice

OUT_OF_SCOPE = "NG-PV"
WRONG_CONTACT = "NPN-CN"


async def open_report(turn: Turn, api: Api, conversation_id: str) -> None:
    message = turn.message
    if _is_out_of_scope(turn):
        turn.say("utter_out_of_scope")
        turn.offer(choice(turn.phrase("utter_button_still_report"), "report_violation", value="press"))
        turn.set(REQUESTED_SLOT, None)
        turn.set("report_category", None)  # a form that sets no slot counts as rejected
        turn.then("action_listen")
        return
    draft = open_draft(turn)
    draft.urgent = is_emergency(message)
    if message.attachments:
        take_files(turn, draft)
    if message.intent == "report_wrong_contact":
        draft.answer("category", WRONG_CONTACT)
    if len(message.text) > LONGEST_STORY:
        turn.say("utter_unclear_long")
    elif not message.button:
        await _take_story(turn, draft, api)
    Talk(turn, draft, api, next_question(draft), conversation_id).ask_next()


async def _take_story(turn: Turn, draft: Draft, api: Api) -> None:
    message = turn.message
    filled = await take_facts(message, draft, api)
    text = clean(message.text)
    if is_story(text) or (draft.urgent and len(words_of(text)) >= 4):
        draft.answer("description", text)
    elif _says_more_than_hello(text):
        draft.typed["opening"] = text
    facts = understood(turn, draft, filled)
    if facts:
        turn.say("utter_understood", facts=facts)
    else:
        turn.say("utter_started")
    if draft.category == "MX-SST":
        turn.say("utter_note_social_network")


def take_files(turn: Turn, draft: Draft) -> None:
    """Files may come at any moment; only their ids are kept, the gateway holds the files."""
    kept = list(draft.answers.get("evidence") or []) if draft.answered("evidence") else []
    new = [file for file in turn.message.attachments if file not in kept]
    draft.answer("evidence", kept + new)
    turn.say("utter_files_noted", count=len(kept + new))


def _is_out_of_scope(turn: Turn) -> bool:
    found = turn.message.first("category")
    sure = found is not None and found.value == OUT_OF_SCOPE and found.confidence >= SURE_OF_CATEGORY
    return sure and not is_emergency(turn.message) and not turn.message.attachments


def _says_more_than_hello(text: str) -> bool:
    empty = set(table("cues")["opening"]["empty"])
    return any(word not in empty for word in words_of(text))
