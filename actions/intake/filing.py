"""The ticket's body: made only of the draft and the consenting message, so that a repeat is byte-equal."""

from typing import Any

from actions.intake.draft import ANONYMOUS, SECRET, Draft
from actions.message import Message

_TEXT_FIELDS = {"outlet": "outlet", "affected": "affected_party", "wish": "wish"}
# Where the words typed for an answer go in the ticket.
_TYPED_NAMES = {
    "time": "occurred_at",
    "article_date": "article.date",
    "place": "place",
    "amount": "amount",
}


def ticket_body(draft: Draft, message: Message, conversation_id: str, consent_version: str) -> dict[str, Any]:
    """What is filed. The time of consent is when the consenting message arrived, never the clock's."""
    given = {name: value for name, value in draft.answers.items() if draft.answered(name)}
    body: dict[str, Any] = {
        "category": given["category"],
        "description": given["description"],
        "channel": message.channel,
        "conversation_id": conversation_id,
        "reporter": _reporter(given),
        "consent": {"version": consent_version, "at": message.received_at},
        "inferred": draft.inferred | _amount(given),
        "typed": _typed(draft, given),
    }
    body |= {field: given[name] for name, field in _TEXT_FIELDS.items() if name in given}
    if draft.urgent:  # otherwise the category decides
        body["urgency"] = "urgent"
    if article := _article(given):
        body["article"] = article
    if "subject" in given:
        body["subject"] = given["subject"]
    if given.get("time", {}).get("value"):
        body["occurred_at"] = {key: given["time"][key] for key in ("value", "precision")}
    if "place" in given:
        body["place"] = {
            key: given["place"][key] for key in ("commune_code", "text") if key in given["place"]
        }
    if given.get("evidence"):
        body["evidence"] = given["evidence"]
    return body


def _amount(given: dict[str, Any]) -> dict[str, Any]:
    """The sum in đồng; the ticket has no field of its own for it."""
    amount = given.get("amount") or {}
    if "value" not in amount:
        return {}
    return {"amount": {"value": amount["value"], "confidence": amount["confidence"]}}


def _article(given: dict[str, Any]) -> dict[str, str]:
    article: dict[str, str] = dict(given.get("article") or {})
    appeared = given.get("article_date") or {}
    if appeared.get("precision") in ("day", "hour", "minute", "part_of_day"):
        article["date"] = appeared["value"][:10]
    return article


def _reporter(given: dict[str, Any]) -> dict[str, Any]:
    """An anonymous reporter has no name, phone or e-mail here, whatever was typed before."""
    choice = given.get("anonymity")
    if choice == ANONYMOUS:
        return {"anonymous": True, "keep_secret": True}
    contact: dict[str, Any] = given.get("contact", {})
    return {"anonymous": False, "keep_secret": choice == SECRET, **contact}


def _typed(draft: Draft, given: dict[str, Any]) -> dict[str, str]:
    """The words behind what was read out of them, for staff to judge the reading."""
    typed = {field: given[name]["text"] for name, field in _TYPED_NAMES.items() if name in given}
    if draft.typed.get("evidence"):
        typed["evidence"] = draft.typed["evidence"]
    return typed
