"""Whether a message inside the form asks for something else and so is no answer."""

from actions.answers.elsewhere import topic_of
from actions.cues import mentions
from actions.intake.evidence import announced_evidence
from actions.message import Message

SURE = 0.55
CERTAIN = 0.9
# Asked from anywhere; rules answer them and come back to the form.
QUESTIONS = frozenset(
    {
        *("ask_spokesperson", "list_spokespersons", "check_status", "request_human", "ask_hotline_info"),
        *("ask_procedure", "ask_law", "ask_privacy", "ask_capabilities", "bot_challenge"),
        *("add_information", "withdraw_report", "greet", "thank", "goodbye"),
    }
)
# Only a short message is meant so; in a long one these words stand beside an answer.
CHAT = frozenset({"greet", "thank", "goodbye", "bot_challenge", "out_of_scope"})
LONGEST_CHAT = 8
LONGEST_QUESTION = 30
# Where any words are an answer, a message that fits nothing else is one.
FREE_TEXT = frozenset({"description", "wish", "affected", "outlet", "article", "subject", "evidence"})

# Where the name of an organ of state is an answer, or a correction.
NAMED_BODIES = frozenset({"place", "subject", "consent"})
# "Có ghi âm, gửi sao": there is evidence, which answers the question for it.
ABOUT_SENDING = frozenset({"ask_procedure", "add_information", "ask_capabilities"})


def is_side_question(message: Message, question: str) -> bool:
    if message.confidence < SURE or message.button:
        return False
    if message.intent in CHAT and message.words > LONGEST_CHAT:
        return False
    if message.intent == "add_information" and not _speaks_of_a_filed_report(message):
        return False
    if message.intent == "ask_spokesperson" and question in NAMED_BODIES and not _wants_a_contact(message):
        return False
    if question == "evidence" and message.intent in ABOUT_SENDING and announced_evidence(message.text):
        return False
    if message.intent == "out_of_scope":
        return question not in FREE_TEXT or _asks_for_another_place(message)
    return message.intent in QUESTIONS and message.words <= LONGEST_QUESTION


def _speaks_of_a_filed_report(message: Message) -> bool:
    """ "Bổ sung: …" alone means the report that is open."""
    return message.first("ticket_code") is not None or mentions(message.text, "filed_report")


def _wants_a_contact(message: Message) -> bool:
    """ "Trụ sở UBND xã Bum Tở" alone tells where it was, or who; with "số", "ai", "liên hệ" it asks."""
    if "?" in message.text:
        return True
    return mentions(message.text, "lookup", "wants") and not mentions(message.text, "lookup", "seat")


def _asks_for_another_place(message: Message) -> bool:
    """ "Làm lại căn cước ở đâu" is no name, even where any words may be an answer."""
    asks = "?" in message.text or mentions(message.text, "asks")
    return asks and message.confidence >= CERTAIN and topic_of(message.text) is not None
