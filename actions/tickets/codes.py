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


def without_code(message: Message, text: str) -> str:
    """The text, or a part of it, with every code taken out, so that only words are left."""
    for found in message.all("ticket_code"):
        text = text.replace(found.text, " ")
    return _CODE.sub(" ", text)


def without_receipt(text: str) -> str:
    """The text with every receipt taken out, so that it may be stored; codes stay."""
    codes = [match.span() for match in _CODE.finditer(text)]
    parts, position = [], 0
    for start, end in codes:
        parts += [_RECEIPT.sub(" ", text[position:start]), text[start:end]]
        position = end
    return "".join([*parts, _RECEIPT.sub(" ", text[position:])])
