"""Ticket codes and receipts in what people type."""

import re

from actions.message import Message

_CODE = re.compile(r"\b([A-Za-z]{1,8})[\s.-]*(20\d\d)[\s.-]*(\d{6})\b")
# Sixteen digits, in groups or not. Longer runs of digits are something else.
_RECEIPT = re.compile(r"(?<!\d)\d(?:[\s.-]?\d){15}(?!\d)")


def find_code(message: Message) -> str | None:
    """The code as the api writes it; the model knows the prefix, the pattern is for what it missed."""
    found = message.first("ticket_code")
    if found and isinstance(found.value, str):
        return found.value.upper()
    match = _CODE.search(message.text)
    return f"{match[1].upper()}-{match[2]}-{match[3]}" if match else None


def find_receipt(message: Message) -> str | None:
    """The receipt in the text; the code's own digits are taken out first."""
    match = _RECEIPT.search(_CODE.sub(" ", message.text))
    return re.sub(r"\D", "", match.group()) if match else None
