"""Filing a ticket: exactly once for each key, with a code and a receipt."""

import json
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api import idempotency
from api.actors import REPORTER, Actor
from api.clock import VIETNAM, now
from api.security import keyed_hash
from api.taxonomy import service as taxonomy
from api.taxonomy.models import Category
from api.tickets import codes
from api.tickets.models import Ticket, TicketReporter
from api.tickets.schemas import Article, Evidence, Place, Subject, TicketCreate
from api.tickets.service import Entry, append, get_ticket
from nlu.text.fold import fold_search

FIRST_STATUS = "TIEP_NHAN"
OPERATION = "ticket"


@dataclass(frozen=True)
class FilingRules:
    """What of the settings matters here."""

    prefix: str
    receipt_key: str


async def open_ticket(
    session: AsyncSession, body: TicketCreate, key: str, by: Actor, rules: FilingRules
) -> tuple[Ticket, str]:
    """The ticket and its receipt; a repeat of the same request gets both again."""
    done = await idempotency.claim(session, by.name, OPERATION, key, fingerprint(body, rules))
    if done is not None:
        return await get_ticket(session, done), codes.make_receipt(rules.receipt_key, done)
    category = await taxonomy.require_fileable(session, body.category)
    at = now()
    code = await codes.next_code(session, rules.prefix, at.astimezone(VIETNAM).year)
    receipt = codes.make_receipt(rules.receipt_key, code)
    ticket = build(body, category)
    ticket.code = code
    ticket.opened_at = ticket.updated_at = at
    ticket.search = search_text(ticket)
    ticket.receipt_hash = codes.hash_receipt(rules.receipt_key, code, receipt)
    session.add(ticket)
    await session.flush()
    session.add(reporter_of(ticket, body))
    await append(session, ticket, REPORTER, Entry("opened", data={"channel": body.channel, "by": by.name}))
    await idempotency.finish(session, by.name, OPERATION, key, code)
    return ticket, receipt


def fingerprint(body: TicketCreate, rules: FilingRules) -> bytes:
    """Equal for equal requests, whatever the order of keys or the spelling of absence.

    Keyed, so that it tells nothing about an erased ticket.
    """
    canonical = json.dumps(body.model_dump(mode="json", exclude_defaults=True), sort_keys=True)
    return keyed_hash(rules.receipt_key, "ticket-body", canonical)


def build(body: TicketCreate, category: Category) -> Ticket:
    article = body.article or Article()
    subject = body.subject or Subject()
    place = body.place or Place()
    occurred = body.occurred_at
    announced = [Evidence(id=item) if isinstance(item, str) else item for item in body.evidence]
    return Ticket(
        status=FIRST_STATUS,
        category=category.code,
        urgency=body.urgency or category.default_urgency,
        channel=body.channel,
        conversation_id=body.conversation_id,
        outlet=body.outlet,
        article_title=article.title,
        article_url=article.url,
        article_date=article.date,
        subject_name=subject.name,
        subject_credential=subject.credential,
        description=body.description,
        occurred_value=occurred.value if occurred else None,
        occurred_precision=occurred.precision if occurred else None,
        place_commune_code=place.commune_code,
        place_text=place.text,
        affected_party=body.affected_party,
        wish=body.wish,
        reporter_role=body.reporter.role,
        anonymous=body.reporter.anonymous,
        keep_secret=body.reporter.keep_secret,
        consent_version=body.consent.version,
        consent_at=body.consent.at,
        inferred={name: item.model_dump(mode="json") for name, item in body.inferred.items()},
        typed=body.typed,
        announced=[item.model_dump(mode="json", exclude_none=True) for item in announced],
    )


def reporter_of(ticket: Ticket, body: TicketCreate) -> TicketReporter:
    given = body.reporter
    return TicketReporter(ticket_id=ticket.id, name=given.name, phone=given.phone, email=given.email)


def search_text(ticket: Ticket) -> str:
    """Everything staff search for. Who reported it is not in the table, and so not here either."""
    parts = (
        ticket.code,
        ticket.outlet,
        ticket.article_title,
        ticket.article_url,
        ticket.subject_name,
        ticket.subject_credential,
        ticket.place_text,
        ticket.affected_party,
        ticket.description,
        ticket.wish,
    )
    return fold_search(" | ".join(part for part in parts if part))
