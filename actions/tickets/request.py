"""What someone wants of a filed ticket, and how far that has come; kept in one slot, never with a receipt."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk.forms import REQUESTED_SLOT

from actions.api import Api
from actions.message import Message
from actions.set_aside import kept_message
from actions.turn import Turn

FORM = "status_form"
STATUS, ADD, WITHDRAW, RECEIPT = "status", "add", "withdraw", "receipt"
PURPOSES = {"check_status": STATUS, "add_information": ADD, "withdraw_report": WITHDRAW}
INTENTS = {purpose: intent for intent, purpose in PURPOSES.items()} | {RECEIPT: "check_status"}
# What the bot waits for: code and receipt, which ticket, words to add, a yes, what a message was for.
CODES, WHICH, WORDS, CONFIRM, SORT = "codes", "which", "words", "confirm", "sort"
# So long after filing or adding, more of them need no introduction.
GOES_ON = timedelta(minutes=10)


@dataclass
class Request:
    """`own`: filed from this conversation. `fits`: code and receipt were seen to fit a message before."""

    purpose: str = STATUS
    waits: str = CODES
    code: str | None = None
    own: bool = False
    fits: bool = False
    tries: int = 0
    # A message whose purpose or ticket is asked for.
    kept: dict[str, Any] | None = None


@dataclass
class Case:
    """One message and the request it belongs to."""

    turn: Turn
    api: Api
    conversation_id: str
    request: Request

    @property
    def message(self) -> Message:
        return self.turn.message

    @property
    def told(self) -> Message:
        """The message that holds the words: the one set aside, or this one."""
        kept = self.request.kept
        return kept_message(self.message, kept) if kept else self.message

    @property
    def asked_by_staff(self) -> bool:
        return self.request.code is not None and self.message.staff_question == self.request.code

    def wait(self, waits: str) -> None:
        self.request.waits = waits
        self.turn.set("status", asdict(self.request))
        self.turn.set(REQUESTED_SLOT, "status")

    def close(self) -> None:
        """Done: back to the open report, if there is one."""
        self.turn.set("status", None)
        self.turn.set(REQUESTED_SLOT, None)
        self.turn.then("report_form" if self.turn.slot("draft") else "action_listen")


def read_request(turn: Turn) -> Request | None:
    """A slot that an older release wrote may hold other names."""
    kept = turn.slot("status")
    if not kept:
        return None
    known = {field.name for field in fields(Request)}
    return Request(**{name: value for name, value in kept.items() if name in known})


def remember_added(case: Case) -> None:
    request = case.request
    kept = {"code": request.code, "own": request.own, "at": case.message.received_at}
    case.turn.set("last_added", kept)


def added_lately(turn: Turn) -> dict[str, Any] | None:
    """The ticket to which this user was adding just now."""
    kept = turn.slot("last_added")
    if not kept:
        return None
    try:
        passed = datetime.fromisoformat(turn.message.received_at) - datetime.fromisoformat(kept["at"])
    except (TypeError, ValueError):  # a clock without a zone, or none at all
        return None
    return dict(kept) if abs(passed) <= GOES_ON else None
