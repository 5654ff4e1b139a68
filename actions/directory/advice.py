"""What a reporter may want to know beside a number: what to bring, and what to do when nobody answers."""

from actions.cues import mentions
from actions.menu import leave_message
from actions.turn import Turn, choice

# Kinds of report that begin with one press under an answer.
REPORTS = {"unreachable": "PN-CPN", "wrong_contact": "NPN-CN"}


def say_advice(turn: Turn) -> bool:
    """Whether the question was a reporter's own and not one about the procedure of this hotline."""
    text = turn.message.text
    if turn.message.button or mentions(text, "lookup", "complaint"):
        return False
    if mentions(text, "lookup", "silent"):
        turn.say("utter_nobody_answers")
        if name := turn.slot("lookup_last"):
            offer_reports(turn, name)
        else:
            leave_message(turn)
        return True
    to_take = turn.slot("lookup_last") is not None and mentions(text, "filed", "bring")
    if to_take or (mentions(text, "lookup", "prepare") and mentions(text, "lookup", "press")):
        turn.say("utter_prepare")
        # A lookup behind it does not repeat it.
        turn.slots["lookup_last"] = turn.slots.get("lookup_last") or ""
        return True
    return False


def offer_reports(turn: Turn, agency: str) -> None:
    """One step to say that nobody answers or that the entry is wrong; not while another report is open."""
    if turn.slot("draft"):
        return
    for kind, category in REPORTS.items():
        value = {"category": category, "agency": agency}
        turn.offer(choice(turn.phrase(f"utter_button_{kind}"), "report_violation", value=value))
