"""The small form about filed tickets: status, added words and files, withdrawal, a lost receipt."""

from collections.abc import Awaitable, Callable, Sequence

from rasa_sdk.interfaces import ActionExecutionRejection, Tracker

from actions.api import Json
from actions.conversation import ConversationAction
from actions.cues import mentions, says_leave
from actions.intake.side import QUESTIONS as SIDE_QUESTIONS
from actions.message import Message, activated_now, handled_before
from actions.tickets.adding import add, only_names, take_words
from actions.tickets.asking import LEAVE, OTHER, ask, person
from actions.tickets.by_receipt import begin_by_receipt, take_codes
from actions.tickets.choosing import by_code, fitting, named, pick
from actions.tickets.codes import find_receipt
from actions.tickets.request import (
    ADD,
    CODES,
    CONFIRM,
    FORM,
    PURPOSES,
    RECEIPT,
    SORT,
    STATUS,
    WHICH,
    WITHDRAW,
    WORDS,
    Case,
    Request,
    added_lately,
    read_request,
)
from actions.tickets.routing import asks_progress
from actions.tickets.sorting import begin_sorting, take_sorting, to_other_action
from actions.tickets.status import show
from actions.tickets.withdrawing import ask_first, take_confirmation
from actions.turn import Turn

SURE = 0.6
LONGEST_ASIDE = 8  # words
# Other things to ask, and reports: the form gives way to them.
_REPORTS = frozenset({"report_violation", "report_wrong_contact", "out_of_scope"})
_GIVES_WAY_TO = (SIDE_QUESTIONS - set(PURPOSES)) | _REPORTS | {"emergency"}


class ValidateStatusForm(ConversationAction):
    """What is known is in one slot: purpose, ticket, what was asked."""

    action_name = f"validate_{FORM}"

    async def answer(self, turn: Turn, tracker: Tracker) -> None:
        request = None if activated_now(tracker, FORM) else read_request(turn)
        case = Case(turn, self.api, tracker.sender_id, request or Request())
        if request is None:
            await begin(case)
        elif handled_before(tracker, FORM):
            await ask_again(case)
        elif _leaves(case):
            turn.say("utter_left")
            case.close()
        elif self._gives_way(case):
            raise ActionExecutionRejection(self.action_name)
        elif request.waits == SORT and _asks_status(turn.message):
            await show_aside(case)
        elif _begins_anew(case):
            case.request = Request(tries=request.tries, kept=request.kept)
            await begin(case, request.purpose if only_names(turn.message) else None)
        else:
            await _handler(case)(case)

    @staticmethod
    def _gives_way(case: Case) -> bool:
        """Whether the message asks for something else. Words that were asked for are no new report, and
        "vụ đòi tiền" at the question which ticket is none either."""
        message, waits = case.message, case.request.waits
        if named(message) or find_receipt(message) or message.attachments:
            return False
        if message.intent not in _GIVES_WAY_TO or message.confidence < SURE:
            return False
        if message.button or waits not in (WORDS, SORT, WHICH):
            return True
        long = message.words > LONGEST_ASIDE
        if long and waits != WHICH:
            return False
        told = message.intent in _REPORTS and not mentions(message.text, "tickets", "another")
        return not told or (long and waits == WHICH)


def _leaves(case: Case) -> bool:
    message, waits = case.message, case.request.waits
    if message.button and message.button.question == "status":
        return message.button.value == LEAVE and waits != CONFIRM
    if waits in (CONFIRM, SORT) or message.button or named(message) or find_receipt(message):
        return False
    sure = message.intent == "stop" and message.confidence >= SURE and message.words <= LONGEST_ASIDE
    return says_leave(message.text) or sure or mentions(message.text, "tickets", "leave")


def _begins_anew(case: Case) -> bool:
    """Another wish about a ticket, or about another ticket, than the one talked of."""
    message, request = case.message, case.request
    purpose = PURPOSES.get(message.intent) if message.confidence >= SURE else None
    if message.button:
        return purpose is not None
    if request.waits == CONFIRM and named(message) not in (None, request.code):
        return True
    if mentions(message.text, "tickets", "lost"):
        return True
    if only_names(message):  # whatever the model hears in a code, it is no other wish
        return request.waits == WORDS
    if request.waits == SORT:  # the words that wait for a choice are no reason to stay
        return purpose == WITHDRAW and message.words <= LONGEST_ASIDE
    if purpose is None or purpose == request.purpose or request.waits == CONFIRM:
        return False
    return request.waits != WORDS or message.words <= LONGEST_ASIDE


def _asks_status(message: Message) -> bool:
    sure = PURPOSES.get(message.intent) == STATUS and message.confidence >= SURE
    return asks_progress(message) or (sure and not message.button and message.words <= LONGEST_ASIDE)


async def show_aside(case: Case) -> None:
    """The status in between; the words that wait are asked about again."""
    waiting = case.request
    if ticket := by_code(await case.api.own_tickets(case.conversation_id), waiting.code):
        case.request = Request(code=waiting.code, own=True)
        show(case, ticket)
    case.request = waiting
    ask(case)


async def begin(case: Case, purpose: str | None = None) -> None:
    """Find out what is wanted and of which ticket; those of this conversation need no receipt."""
    message, request = case.message, case.request
    tickets = await case.api.own_tickets(case.conversation_id)
    purpose = purpose or _purpose(case)
    if purpose is None:
        await begin_sorting(case, tickets)
        return
    request.purpose = purpose
    if purpose != ADD:
        request.kept = None
    if purpose == RECEIPT and not tickets:
        case.turn.say("utter_lost_receipt")
        case.turn.offer(person(case))
        case.close()
        return
    code = named(message) or (message.staff_question if purpose == ADD else None)
    if code or find_receipt(message):
        own = by_code(tickets, code)
        await (do(case, own) if own else begin_by_receipt(case))
        return
    await _choose(case, fitting(tickets, purpose))


async def _choose(case: Case, tickets: Sequence[Json]) -> None:
    lately = added_lately(case.turn) if case.request.purpose == ADD else None
    last = by_code(tickets, lately["code"]) if lately else None
    if last or len(tickets) == 1:
        await do(case, last or tickets[0])
    elif tickets:
        case.request.waits = WHICH
        ask(case, tickets)
    else:
        await begin_by_receipt(case)


def _purpose(case: Case) -> str | None:
    """None: a message that belongs to a ticket without saying so."""
    message = case.message
    if not message.button and mentions(message.text, "tickets", "lost"):
        return RECEIPT
    if message.button and message.button.value == RECEIPT:
        return RECEIPT
    if asks_progress(message):
        return STATUS
    if message.intent in PURPOSES and (message.confidence >= SURE or not message.staff_question):
        return PURPOSES[message.intent]
    return STATUS if named(message) or find_receipt(message) else None


async def do(case: Case, ticket: Json) -> None:
    """What is wanted, with a ticket of this conversation."""
    case.request.own = True
    purpose = case.request.purpose
    if purpose == STATUS:
        show(case, ticket)
    elif purpose == ADD:
        await add(case, ticket, all_words=bool(case.request.kept))
    elif purpose == WITHDRAW:
        await ask_first(case, ticket)
    else:
        _show_receipt(case, ticket)


def _show_receipt(case: Case, ticket: Json) -> None:
    """The gateway fills it in; while a report is open the place where it stands is told instead."""
    if case.turn.slot("draft"):
        case.turn.say("utter_receipt_above", code=ticket["code"])
    else:
        case.turn.say("utter_receipt_again", code=ticket["code"])
        case.turn.custom["ticket"] = {"code": ticket["code"], "evidence": []}
    case.close()


async def take_choice(case: Case) -> bool:
    """The answer to "which ticket"."""
    if case.message.button and case.message.button.value == OTHER:
        to_other_action(case)
        return True
    tickets = fitting(await case.api.own_tickets(case.conversation_id), case.request.purpose)
    if ticket := pick(case.message, tickets):
        await do(case, ticket)
    elif named(case.message):
        await take_codes(case)
    else:
        case.request.tries += 1
        ask(case, tickets)
    return True


async def ask_again(case: Case) -> None:
    """Another action has answered a question in between."""
    waits, purpose = case.request.waits, case.request.purpose
    tickets = await case.api.own_tickets(case.conversation_id) if waits == WHICH else ()
    ask(case, fitting(tickets, purpose))


def _handler(case: Case) -> Callable[[Case], Awaitable[bool]]:
    """Code and receipt confirm a withdrawal anywhere, also where a yes would do."""
    both = case.request.waits == CONFIRM and find_receipt(case.message)
    return take_codes if both else _HANDLERS[case.request.waits]


_HANDLERS: dict[str, Callable[[Case], Awaitable[bool]]] = {
    CODES: take_codes,
    WHICH: take_choice,
    WORDS: take_words,
    CONFIRM: take_confirmation,
    SORT: take_sorting,
}
