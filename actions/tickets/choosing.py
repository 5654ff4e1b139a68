"""Which of the tickets of a conversation is meant, by button, code, number or words."""

import re
from collections.abc import Sequence

from actions.api import Json
from actions.cues import cues, mentions, table, words_of
from actions.message import Message
from actions.tickets.codes import find_code
from actions.tickets.request import ADD, WITHDRAW

SURE_OF_CATEGORY = 0.4
LONGEST_ORDINAL = 5
SHORTEST_CODE = 3  # digits; fewer are a place in the list


def named(message: Message) -> str | None:
    """The code in the message, or of the button."""
    return (message.button.code if message.button else None) or find_code(message)


def by_code(tickets: Sequence[Json], code: str | None) -> Json | None:
    return next((ticket for ticket in tickets if ticket["code"] == code), None)


def fitting(tickets: Sequence[Json], purpose: str) -> Sequence[Json]:
    """Nothing can be added to a closed ticket, so it is not offered; if all are closed, that is said."""
    still_open = [ticket for ticket in tickets if ticket["open"]]
    return still_open or tickets if purpose in (ADD, WITHDRAW) else tickets


def pick(message: Message, tickets: Sequence[Json]) -> Json | None:
    """The ticket named by an answer to "which one"."""
    if code := named(message):
        return by_code(tickets, code)
    if number := re.fullmatch(r"\D*(\d{1,6})\D*", message.text):
        return _by_number(number[1], tickets)
    words = words_of(message.text)
    if len(words) <= LONGEST_ORDINAL:
        for place, name in enumerate(table("cues")["ordinals"]):
            if cues("ordinals", name).find(words) and place < len(tickets):
                return tickets[place]
    if mentions(message.text, "tickets", "newest"):
        return tickets[0]
    if mentions(message.text, "tickets", "oldest"):
        return tickets[-1]
    found = message.first("category")
    if found is None or found.confidence < SURE_OF_CATEGORY:
        return None
    alike = [ticket for ticket in tickets if ticket["category"] == found.value]
    return alike[0] if len(alike) == 1 else None


def _by_number(digits: str, tickets: Sequence[Json]) -> Json | None:
    if len(digits) < SHORTEST_CODE:
        place = int(digits) - 1
        return tickets[place] if 0 <= place < len(tickets) else None
    alike = [ticket for ticket in tickets if ticket["code"].endswith(digits)]
    return alike[0] if len(alike) == 1 else None
