"""Withdrawing a report: asked back once, and never by mistake."""

from actions.api import ApiRefusedError, Json
from actions.cues import is_unsure, says_any
from actions.tickets.asking import LEAVE, ask, new_report
from actions.tickets.request import CONFIRM, WITHDRAW, Case


async def ask_first(case: Case, ticket: Json) -> None:
    """A ticket of this conversation: a plain yes is enough, since whoever writes here sees the receipt."""
    case.request.code = ticket["code"]
    if not ticket["open"]:
        refuse(case)
        return
    case.request.waits = CONFIRM
    ask(case)


async def take_confirmation(case: Case) -> bool:
    text, button = case.message.text, case.message.button
    if button:
        sure = button.value == WITHDRAW and button.code == case.request.code
        keeps = button.value == LEAVE
    else:
        keeps = says_any(("keep_ticket", "no", "stop"), text)
        # What was sent before the question was seen is no answer to it.
        sure = not (keeps or case.message.unread or is_unsure(text)) and says_any(("yes", "withdraw"), text)
    if keeps:
        case.turn.say("utter_kept_ticket", code=case.request.code)
        case.close()
    elif sure:
        await _withdraw(case)
    else:
        case.turn.say("utter_unclear_withdraw")
        ask(case)
    return True


async def _withdraw(case: Case) -> None:
    code = str(case.request.code)
    try:
        done = await case.api.withdraw_own(case.conversation_id, code)
    except ApiRefusedError:  # closed meanwhile
        refuse(case)
        return
    if done:
        case.turn.say("utter_done_withdraw", code=code)
    else:
        case.turn.say("utter_status_unknown")
    case.close()


def refuse(case: Case) -> None:
    case.turn.say("utter_refused_withdraw", code=case.request.code)
    case.turn.offer(new_report(case))
    case.close()
