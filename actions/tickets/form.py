"""Code and receipt of a filed ticket, asked for by a small form: status, added words, withdrawal.

The receipt is used in the turn it arrives in and is never put into a slot, a reply or a log.
"""

import hashlib
from typing import Any

from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import ActionExecutionRejection, Tracker

from actions.conversation import ConversationAction
from actions.cues import says
from actions.dates import show_date
from actions.intake.reading import LONGEST_STORY, clean
from actions.intake.side import QUESTIONS as SIDE_QUESTIONS
from actions.message import activated_now, handled_before
from actions.tickets.codes import find_code, find_receipt
from actions.turn import Turn, choice

FORM = "status_form"
PURPOSES = {"check_status": "status", "add_information": "add", "withdraw_report": "withdraw"}
SURE = 0.6
MOST_TRIES = 3
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
        purpose = PURPOSES.get(turn.message.intent) if _is_sure(turn) else None
        if kept is None:
            kept = {
                "purpose": purpose or "status",
                "code": turn.slot("ticket_code"),
                "tries": 0,
                "open": False,
            }
        elif purpose and purpose != kept["purpose"] and not kept["open"]:
            kept |= {"purpose": purpose}
        elif await self._leaves(turn, kept):
            return
        if kept["open"]:
            await self._write(turn, kept)
        else:
            await self._look_up(turn, kept)

    async def _leaves(self, turn: Turn, kept: dict[str, Any]) -> bool:
        """Whether the user wants something else, or nothing more."""
        message = turn.message
        if message.button and message.button.question == "status" and message.button.value == "leave":
            return _leave(turn)
        if find_code(message) or find_receipt(message):
            return False
        if message.intent in _GIVES_WAY_TO and _is_sure(turn) and not (kept["open"] and message.words > 8):
            raise ActionExecutionRejection(self.action_name)
        short = says("stop", message.text) or says("skip", message.text)
        if short or (says("no", message.text) and not message.button):
            return _leave(turn)
        return False

    async def _look_up(self, turn: Turn, kept: dict[str, Any]) -> None:
        code, receipt = find_code(turn.message) or kept["code"], find_receipt(turn.message)
        kept["code"] = code
        if not code or not receipt:
            kept["tries"] += 1
            _ask(turn, kept, receipt_alone=bool(receipt))
            return
        found = await self.api.ticket_status(code, receipt)
        if found is None:
            kept |= {"tries": kept["tries"] + 1, "code": None}
            turn.say("utter_status_unknown")
            _ask(turn, kept)
        elif kept["purpose"] == "status":
            _show(turn, code, found)
            _close(turn)
        else:
            kept["open"] = True
            _ask(turn, kept)

    async def _write(self, turn: Turn, kept: dict[str, Any]) -> None:
        """The reporter's words, or the wish to withdraw, go onto the thread for an officer to act on."""
        message, code = turn.message, str(kept["code"])
        if kept["purpose"] == "withdraw":
            agreed = bool(message.button and message.button.value == "withdraw") or says("yes", message.text)
            if not agreed:
                _ask(turn, kept)
                return
            text = turn.phrase("utter_note_withdraw")
        else:
            text = clean(message.text)
            if not 0 < len(text) <= LONGEST_STORY or not any(character.isalnum() for character in text):
                _ask(turn, kept)
                return
        key = hashlib.sha256(f"{tracker_key(turn)}\0{code}\0{text}".encode()).hexdigest()
        await self.api.add_message(code, key, text)
        turn.say(f"utter_done_{kept['purpose']}", code=code)
        _close(turn)


def tracker_key(turn: Turn) -> str:
    """What makes the same words at another time another message."""
    return turn.message.received_at


def _is_sure(turn: Turn) -> bool:
    return turn.message.confidence >= SURE


def _show(turn: Turn, code: str, found: dict[str, Any]) -> None:
    label = found.get("status_label") or found.get("status", "")
    turn.say("utter_status", code=code, status=label, date=show_date(found.get("updated_at")))
    for event in (found.get("messages") or [])[-3:]:
        turn.say("utter_status_message", date=show_date(event.get("at")), text=event.get("text", ""))


def _ask(turn: Turn, kept: dict[str, Any], *, receipt_alone: bool = False) -> None:
    """Ask for what is missing."""
    turn.set("status", kept)
    turn.set(REQUESTED_SLOT, "status")
    if kept["open"]:
        turn.say(f"utter_question_{kept['purpose']}", code=kept["code"])
        if kept["purpose"] == "withdraw":
            title = turn.phrase("utter_button_withdraw")
            turn.offer(choice(title, "inform", question="status", value="withdraw"))
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
