"""A ticket of another conversation: code and receipt open it, and nothing else does.

The receipt is used in the turn it arrives in and is never put into a slot, a reply or a log.
"""

from actions.api import ApiRefusedError
from actions.set_aside import keep
from actions.tickets.adding import add, words_beside
from actions.tickets.asking import ask_codes
from actions.tickets.choosing import named
from actions.tickets.codes import find_receipt
from actions.tickets.request import ADD, STATUS, WITHDRAW, Case
from actions.tickets.status import show
from actions.tickets.withdrawing import refuse


async def begin_by_receipt(case: Case) -> None:
    """Withdrawing is confirmed by sending both codes after this question, not before. Words that came with
    the wish to add are not typed again."""
    if case.request.purpose == ADD and (words_beside(case.message) or case.message.attachments):
        case.request.kept = case.request.kept or keep(case.message)
    if case.request.purpose == WITHDRAW:
        case.request.code = named(case.message)
        ask_codes(case)
        return
    if named(case.message) or find_receipt(case.message):
        await take_codes(case)
    else:
        ask_codes(case)


async def take_codes(case: Case) -> bool:
    """Whether the code or the receipt is wrong is never told, so that nobody learns which codes exist."""
    request = case.request
    code, receipt = named(case.message) or request.code, find_receipt(case.message)
    request.code, request.own = code, False
    if not code or not receipt:
        request.tries += named(case.message) is None
        ask_codes(case, receipt_alone=bool(receipt))
        return True
    if request.purpose == WITHDRAW:
        await _withdraw(case, code, receipt)
        return True
    found = await case.api.ticket_status(code, receipt)
    if found is None:
        _not_found(case)
    elif request.purpose == STATUS:
        show(case, found)
    else:
        request.fits = True
        await add(case, found)
    return True


async def _withdraw(case: Case, code: str, receipt: str) -> None:
    try:
        if not await case.api.withdraw(code, receipt):
            _not_found(case)
            return
    except ApiRefusedError:
        refuse(case)
        return
    case.turn.say("utter_done_withdraw", code=code)
    case.close()


def _not_found(case: Case) -> None:
    """The code is kept, since mostly a digit of the receipt was mistyped; both are asked for alike."""
    case.request.tries += 1
    case.turn.say("utter_status_unknown")
    ask_codes(case, both=True)
