"""A ticket's fields: the value, the reporter's own words, what the program concluded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.tickets.models import Ticket
from nlu.text.fold import fold_search

# Fields that a channel may name in another way, and the row in which they are shown.
SHOWN_AS = {
    "article_title": "article.title",
    "article_url": "article.url",
    "article_date": "article.date",
    "subject": "subject.name",
    "subject_name": "subject.name",
    "subject_credential": "subject.credential",
    "place_text": "place",
    "place.text": "place",
    "locality": "place",
    "time": "occurred_at",
}


@dataclass(frozen=True)
class Occurred:
    """A time and how precisely it is known; the words are the template's."""

    value: str
    precision: str


@dataclass(frozen=True)
class Money:
    """A sum in đồng; how it is written is the template's."""

    amount: int


@dataclass(frozen=True)
class Field:
    name: str
    value: Any
    typed: str = ""
    # What the program concluded, where that is not what the ticket says.
    inferred: Any = None
    confidence: float | None = None


def fields_of(ticket: Ticket, place: str, categories: Mapping[str, str]) -> list[Field]:
    """In reading order; what nobody said anything about is left out."""
    occurred = None
    if ticket.occurred_value and ticket.occurred_precision:
        occurred = Occurred(ticket.occurred_value, ticket.occurred_precision)
    values: dict[str, Any] = {
        "category": categories.get(ticket.category, ticket.category),
        "outlet": ticket.outlet,
        "article.title": ticket.article_title,
        "article.url": ticket.article_url,
        "article.date": ticket.article_date,
        "subject.name": ticket.subject_name,
        "subject.credential": ticket.subject_credential,
        "occurred_at": occurred,
        "place": place or None,
        # Asked for and understood, but no column of its own: it stands with what was concluded.
        "amount": money(ticket.inferred.get("amount", {}).get("value")),
        "affected_party": ticket.affected_party,
        "wish": ticket.wish,
    }
    typed = {shown(name): text for name, text in ticket.typed.items()}
    inferred = {shown(name): item for name, item in ticket.inferred.items()}
    rows = [build(name, values.get(name), typed, inferred, categories) for name in values]
    rows += [
        build(name, None, typed, inferred, categories)
        for name in dict.fromkeys([*typed, *inferred])
        if name not in values and name != "description"
    ]
    return [row for row in rows if row.value is not None or row.typed or row.inferred is not None]


def build(
    name: str,
    value: Any,
    typed: Mapping[str, str],
    inferred: Mapping[str, Mapping[str, Any]],
    categories: Mapping[str, str],
) -> Field:
    concluded = inferred.get(name, {})
    guess = readable(name, concluded.get("value"), categories)
    words = typed.get(name, "")
    return Field(
        name=name,
        value=value,
        typed="" if alike(words, value) else words,
        inferred=None if alike(guess, value) else guess,
        confidence=concluded.get("confidence"),
    )


def readable(name: str, value: Any, categories: Mapping[str, str]) -> Any:
    """A concluded value in the form in which the ticket's own value is shown."""
    if name == "category" and isinstance(value, str):
        return categories.get(value, value)
    if name == "amount":
        return money(value) or value
    if isinstance(value, dict) and isinstance(value.get("value"), str) and "precision" in value:
        return Occurred(value["value"], str(value["precision"]))
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part is not None)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return value


def money(value: Any) -> Money | None:
    is_sum = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return Money(round(value)) if is_sum else None


def alike(one: Any, other: Any) -> bool:
    """The same to a reader: marks and capitals that the reporter left out are no difference."""
    if isinstance(one, str) and isinstance(other, str):
        return fold_search(one) == fold_search(other)
    return bool(one == other)


def shown(name: str) -> str:
    return SHOWN_AS.get(name, name)
