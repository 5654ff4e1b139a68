"""The end of a report: consent and filing exactly once, or stopping and erasing."""

from typing import Any

from rasa_sdk.forms import REQUESTED_SLOT

from actions.api import ApiRefusedError
from actions.cues import is_unsure, says, says_any, words_of
from actions.intake.asking import STOP, ask
from actions.intake.changing import ask_which, start_correction
from actions.intake.draft import clear_draft, slot_of, write_draft
from actions.intake.filing import ticket_body
from actions.intake.gathering import go_on
from actions.intake.prefill import take_facts
from actions.intake.reading import CLAUSE, Unclear
from actions.intake.speech import says_nothing
from actions.intake.talk import STORY, Talk

SURE_OF_STOP = 0.7
LONGEST_STOP = 10
MANY_VAGUE = 4
# Which question leads to a part of the ticket that the api refused.
_POINTERS = {
    "body/article/date": "article_date",
    "body/article": "article",
    "body/occurred_at": "time",
    "body/affected_party": "affected",
    "body/reporter": "contact",
    "body/subject": "subject",
    "body/place": "place",
    **{f"body/{name}": name for name in ("category", "description", "outlet", "wish", "evidence")},
}


async def take_pause(talk: Talk) -> bool:
    """ "Để mai": the report waits, and nothing is asked now."""
    if talk.draft.pending or not says("later", talk.message.text):
        return False
    talk.turn.say("utter_paused")
    talk.turn.set(REQUESTED_SLOT, slot_of(talk.question))
    write_draft(talk.turn, talk.draft)
    return True


def says_send(text: str) -> bool:
    """ "Không, gửi chứ": the opposite of stopping."""
    clauses = CLAUSE.findall(text)
    return bool(clauses) and says("send", clauses[-1]) and all(says("no", one) for one in clauses[:-1])


async def take_stop(talk: Talk) -> bool:
    """Stopping is asked back once; then everything that was told is erased."""
    message, draft = talk.message, talk.draft
    if draft.pending == STOP and not message.unread:
        if is_unsure(message.text):
            return talk.ask_same(Unclear("utter_unclear_yes_no"))
        if says_send(message.text):
            draft.pending = None
            talk.turn.say("utter_continued")
            return talk.ask_same()
        if says_any(("yes", "stop"), message.text):
            return erase(talk)
        draft.pending = None
        if says("no", message.text) or says("resume", message.text):
            talk.turn.say("utter_continued")
            return talk.ask_same()
        return False
    if draft.correcting and (says("no", message.text) or says("skip", message.text)):
        return False  # "thôi": leave the answer as it is
    if talk.question in ("consent", "anonymity") and is_unsure(message.text):
        return talk.ask_same(Unclear("utter_unclear_yes_no"))
    meant = message.intent == "stop" and message.confidence >= SURE_OF_STOP
    said = says("stop", message.text) or _begins_with_stop(message.text)
    if said or is_unsure(message.text) or (meant and message.words <= LONGEST_STOP):
        return ask_stop(talk)
    return False


def _begins_with_stop(text: str) -> bool:
    """ "Dừng lại, tôi sợ bị trả thù": a stop and the reason for it."""
    first = text.replace(".", ",").replace(";", ",").partition(",")[0]
    return first != text and len(words_of(first)) >= 2 and says("stop", first)


def ask_stop(talk: Talk) -> bool:
    talk.draft.pending = STOP
    ask(talk.turn, talk.draft, talk.question)
    return True


def erase(talk: Talk) -> bool:
    """Nothing of the report stays: the gateway erases texts, files and tracker on the `erase` object."""
    talk.turn.say("utter_erased")
    talk.turn.custom["erase"] = {"draft": talk.draft.id}
    return _close(talk)


async def take_consent(talk: Talk) -> bool:
    """Only a plain yes to the newest summary files; anything longer is read for what it says."""
    draft, text = talk.draft, talk.message.text
    if talk.question != "consent" or draft.pending or draft.unasked or talk.message.unread:
        return False
    if says("yes", text):
        # Who has answered everything with "ừ" has perhaps not read what they would agree to.
        if draft.vague >= MANY_VAGUE and not says("clear_yes", text):
            return talk.ask_same(Unclear("utter_unclear_consent"))
        return await file_report(talk)
    if says("no", text) or says("skip", text):
        talk.turn.say("utter_not_sent")
        return talk.ask_same()
    return False


async def take_addition(talk: Talk) -> bool:
    """At the summary a sentence of some length adds to the story."""
    if talk.question != "consent":
        return False
    if talk.message.words < 4 or says_nothing(talk.message.text):
        return talk.ask_same(Unclear("utter_unclear_yes_no"))
    filled = await take_facts(talk.message, talk.draft, talk.api)
    go_on(talk)
    talk.tell([*filled, STORY])
    return talk.ask_next()


async def file_report(talk: Talk) -> bool:
    turn, draft = talk.turn, talk.draft
    version = str(turn.about("utter_question_consent")["version"])
    body = ticket_body(draft, talk.message, talk.conversation_id, version)
    said = "utter_filed_urgent" if draft.urgent else "utter_filed"
    try:
        code = (await talk.api.open_ticket(draft.id, body))["code"]
    except ApiRefusedError as refused:
        # An earlier "đồng ý" did arrive, and its answer was lost: that ticket is the one.
        said, code = "utter_filed_before", refused.problem.get("made")
        if code is None:
            return _explain(talk, refused.problem)
    turn.say(said, code=code)
    turn.custom["ticket"] = {"code": code, "evidence": body.get("evidence", [])}
    turn.custom["draft"] = {"id": draft.id, "state": "filed"}
    turn.set("ticket_code", code)
    # What comes to mind right after filing goes onto this ticket.
    turn.set("last_added", {"code": code, "own": True, "at": talk.message.received_at})
    return _close(talk)


def _explain(talk: Talk, problem: dict[str, Any]) -> bool:
    """The api declined: say which part, keep everything, ask for that part again."""
    for error in problem.get("errors") or []:
        pointer = str(error.get("pointer", ""))
        for start, question in _POINTERS.items():
            if pointer.startswith(start):
                talk.turn.say("utter_refused")
                return start_correction(talk, question)
    talk.turn.say("utter_refused")
    return ask_which(talk)


def _close(talk: Talk) -> bool:
    clear_draft(talk.turn)
    talk.turn.set(REQUESTED_SLOT, None)
    talk.turn.then("action_listen")
    return True
