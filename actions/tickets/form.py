"""Code and receipt of a filed ticket, asked for by a small form: status, added words, withdrawal.

The receipt is used in the turn it arrives in and is never put into a slot, a reply or a log.
"""

import hashlib
from typing import Any

from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import ActionExecutionRejection, Tracker

from actions.api import ApiRefusedError
from actions.conversation import ConversationAction
from actions.cues import says_leave
from actions.dates import show_date
from actions.intake.reading import LONGEST_STORY, clean, tells_something
from actions.intake.side import QUESTIONS as SIDE_QUESTIONS
from actions.message import activated_now, handled_before
from actions.tickets.codes import find_code, find_receipt
from actions.turn import Turn, choice

FORM = "status_form"
PURPOSES = {"check_status": "status", "add_information": "add", "withdraw_report": "withdraw"}
SURE = 0.6
MOST_TRIES = 3
LONGEST_ASIDE = 8  # words
# Other things to ask, and reports: the form gives way to them.
_GIVES_WAY_TO = (SIDE_QUESTIONS - set(PURPOSES)) | {
    *("report_violation", "emergency", "report_wrong_contact", "out_of_scope")
}


class ValidateStatusForm(ConversationAction):
    """What is known is in one slot: purpose, code, tries, and whether code and receipt fitted."""

    action_name = f"validate_{FORM}"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        kept: dict[str, Any] | None = None if activated_now(tracker, FORM) else turn.slot("status")
        if kept and handled_before(tracker, FORM):
            _ask(turn, kept)
            return
        purpose = PURPOSES.get(turn.message.intent) if turn.message.confidence >= SURE else None
        if kept is None:
            kept = {
                "purpose": purpose or "status",
                "code": turn.slot("ticket_code"),
                "tries": 0,
                "open": False,
            }
            if purpose == "withdraw":  # confirmed by sending both codes after this question, not before
                _ask(turn, kept)
                return
        elif purpose and purpose != kept["purpose"] and not kept["open"]:
            kept |= {"purpose": purpose}
            if purpose == "withdraw":
                _ask(turn, kept)
                return
        elif self._leaves(turn, kept):
            return
        await (self._write if kept["open"] else self._look_up)(turn, kept)

    def _leaves(self, turn: Turn, kept: dict[str, Any]) -> bool:
        """Whether the user wants something else, or nothing more."""
        message = turn.message
        if message.button and message.button.question == "status" and message.button.value == "leave":
            return _leave(turn)
        if find_code(message) or find_receipt(message):
            return False
        sure = message.confidence >= SURE
        if message.intent in _GIVES_WAY_TO and sure and not (kept["open"] and message.words > LONGEST_ASIDE):
            raise ActionExecutionRejection(self.action_name)
        if says_leave(message.text) or (message.intent == "stop" and sure and message.words <= LONGEST_ASIDE):
            return _leave(turn)
        return False

    async def _look_up(self, turn: Turn, kept: dict[str, Any]) -> None:
        code, receipt = find_code(turn.message) or kept["code"], find_receipt(turn.message)
        kept["code"] = code
        if not code or not receipt:
            kept["tries"] += 1
            _ask(turn, kept, receipt_alone=bool(receipt))
            return
        if kept["purpose"] == "withdraw":
            await self._withdraw(turn, kept, code, receipt)
            return
        found = await self.api.ticket_status(code, receipt)
        if found is None:
            _not_found(turn, kept)
        elif kept["purpose"] == "status":
            _show(turn, code, found)
            _close(turn)
        else:
            kept["open"] = True
            _ask(turn, kept)

    async def _withdraw(self, turn: Turn, kept: dict[str, Any], code: str, receipt: str) -> None:
        try:
            if not await self.api.withdraw(code, receipt):
                _not_found(turn, kept)
                return
            turn.say("utter_done_withdraw", code=code)
        except ApiRefusedError:
            turn.say("utter_refused_withdraw", code=code)
        _close(turn)

    async def _write(self, turn: Turn, kept: dict[str, Any]) -> None:
        """The reporter's words go onto the thread; code and receipt were seen to fit a message before."""
        text, code = clean(turn.message.text), str(kept["code"])
        if not tells_something(text) or len(text) > LONGEST_STORY:
            _ask(turn, kept)
            return
        # The same message repeated adds nothing twice; the same words at another time do.
        key = hashlib.sha256(f"{turn.message.received_at}\0{code}\0{text}".encode()).hexdigest()
        await self.api.add_message(code, key, text)
        turn.say("utter_done_add", code=code)
        _close(turn)


def _not_found(turn: Turn, kept: dict[str, Any]) -> None:
    kept |= {"tries": kept["tries"] + 1, "code": None}
    turn.say("utter_status_unknown")
    _ask(turn, kept)


def _show(turn: Turn, code: str, found: dict[str, Any]) -> None:
    label = found.get("status_label") or found.get("status", "")
    turn.say("utter_status", code=code, status=label, date=show_date(found.get("updated_at")))
    told = [event for event in found.get("messages") or [] if event.get("sender") != "reporter"]
    for event in told[-3:]:
        turn.say("utter_status_message", date=show_date(event.get("at")), text=event.get("text", ""))


def _ask(turn: Turn, kept: dict[str, Any], *, receipt_alone: bool = False) -> None:
    """Ask for what is missing."""
    turn.set("status", kept)
    turn.set(REQUESTED_SLOT, "status")
    if kept["open"]:
        turn.say("utter_question_add", code=kept["code"])
    elif kept["purpose"] == "withdraw":
        turn.say("utter_question_withdraw")
    elif receipt_alone:
        turn.say("utter_question_both")
    else:
        turn.say("utter_question_receipt" if kept["code"] else "utter_question_code", code=kept["code"])
    if kept["tries"] >= MOST_TRIES:
        turn.say("utter_lost_receipt")
    turn.offer(choice(turn.phrase("utter_button_leave"), "inform", question="status", value="leave"))


def _leave(turn: Turn) -> bool:
    turn.say("utter_left")
    _close(turn)
    return True


def _close(turn: Turn) -> None:
    turn.set("status", None)
    turn.set(REQUESTED_SLOT, None)
    turn.then("report_form" if turn.slot("draft") else "action_listen")
