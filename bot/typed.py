"""Text as people type it, made safe to store and to hand on without moving what it says."""

import re
import unicodedata

from bot.messages import MessageRefusedError

LONGEST_TEXT = 20_000  # characters; what a ticket's description may hold
RECEIPT = re.compile(
    r"(?<![\w/.-])(?:\d[ .-]?){15}\d(?![\w/-])"
)  # sixteen digits on their own, in groups or not


def tidy(text: str) -> str:
    """The text as typed, its ends trimmed and a leading "/" gone, so that Rasa cannot take it for an intent.

    Not normalised to NFC: offsets of what is found in it count the characters that were typed. Gone are
    characters nobody types and PostgreSQL or JSON cannot hold: control characters and halves of pairs.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in lines if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    kept = kept.strip()
    while kept.startswith("/"):
        kept = kept.lstrip("/").lstrip()
    if len(kept) > LONGEST_TEXT:
        raise MessageRefusedError("text_too_long", limit=LONGEST_TEXT)
    return kept


def without_receipts(text: str, instead: str) -> str:
    """The text with every receipt replaced: with its code it opens a ticket, so no transcript keeps it."""
    return RECEIPT.sub(instead, text)
