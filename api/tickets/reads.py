"""What the api says about tickets over HTTP."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from api.tickets.models import Ticket, TicketAttachment, TicketEvent, TicketReporter


class FromRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ArticleRead(BaseModel):
    title: str | None
    url: str | None
    date: dt.date | None


class SubjectRead(BaseModel):
    name: str | None
    credential: str | None


class OccurredRead(BaseModel):
    value: str
    precision: str


class PlaceRead(BaseModel):
    commune_code: str | None
    text: str | None


class ReporterFlags(BaseModel):
    """What a ticket itself says about its reporter: nothing that identifies."""

    role: str | None
    anonymous: bool
    keep_secret: bool


class ConsentRead(BaseModel):
    version: str
    at: dt.datetime


class TicketSummary(BaseModel):
    code: str
    status: str
    category: str
    urgency: str
    channel: str
    conversation_id: str | None
    assignee: str | None
    outlet: str | None
    article: ArticleRead | None
    subject: SubjectRead | None
    description: str
    occurred_at: OccurredRead | None
    place: PlaceRead | None
    affected_party: str | None
    wish: str | None
    reporter: ReporterFlags
    consent: ConsentRead
    inferred: dict[str, Any]
    typed: dict[str, Any]
    opened_at: dt.datetime
    updated_at: dt.datetime

    @classmethod
    def of(cls, ticket: Ticket, **more: Any) -> Self:
        return cls.model_validate({**summary_fields(ticket), **more})


class AttachmentRead(FromRow):
    id: UUID
    name: str
    media_type: str
    size: int
    at: dt.datetime


class EventRead(FromRow):
    """One entry of the thread."""

    id: int
    kind: str
    audience: str
    actor_kind: str
    actor_name: str
    text: str | None
    data: dict[str, Any]
    at: dt.datetime


class TicketRead(TicketSummary):
    evidence: list[AttachmentRead]
    evidence_announced: list[dict[str, Any]]
    thread: list[EventRead]


class TicketFiled(TicketSummary):
    """The receipt is given to the reporter; with the code it opens the ticket's public status."""

    receipt: str


class TicketPage(BaseModel):
    items: list[TicketSummary]
    next: str | None


class ReceiptRead(BaseModel):
    receipt: str

    model_config = ConfigDict(json_schema_extra={"examples": [{"receipt": "4821993750216648"}]})


class ReporterRead(BaseModel):
    name: str | None
    phone: str | None
    email: str | None
    role: str | None
    anonymous: bool
    keep_secret: bool

    @classmethod
    def of(cls, ticket: Ticket, reporter: TicketReporter) -> "ReporterRead":
        return cls(
            name=reporter.name, phone=reporter.phone, email=reporter.email, **flags(ticket).model_dump()
        )


class PublicMessage(BaseModel):
    sender: str
    text: str
    at: dt.datetime


class PublicStatus(BaseModel):
    """What the reporter may see, nothing more."""

    code: str
    status: str
    status_label: str
    # Whether it still waits for somebody's work.
    open: bool
    opened_at: dt.datetime
    updated_at: dt.datetime
    messages: list[PublicMessage]


def flags(ticket: Ticket) -> ReporterFlags:
    return ReporterFlags(
        role=ticket.reporter_role, anonymous=ticket.anonymous, keep_secret=ticket.keep_secret
    )


def unless_empty[Part: BaseModel](part: Part) -> Part | None:
    return part if any(value is not None for value in part.model_dump().values()) else None


def summary_fields(ticket: Ticket) -> dict[str, Any]:
    alike = (
        "code", "status", "category", "urgency", "channel", "conversation_id", "assignee", "outlet",
        "description", "affected_party", "wish", "inferred", "typed", "opened_at", "updated_at",
    )  # fmt: skip
    article = ArticleRead(title=ticket.article_title, url=ticket.article_url, date=ticket.article_date)
    subject = SubjectRead(name=ticket.subject_name, credential=ticket.subject_credential)
    occurred = None
    if ticket.occurred_value and ticket.occurred_precision:
        occurred = OccurredRead(value=ticket.occurred_value, precision=ticket.occurred_precision)
    return {
        **{name: getattr(ticket, name) for name in alike},
        "article": unless_empty(article),
        "subject": unless_empty(subject),
        "occurred_at": occurred,
        "place": unless_empty(PlaceRead(commune_code=ticket.place_commune_code, text=ticket.place_text)),
        "reporter": flags(ticket),
        "consent": ConsentRead(version=ticket.consent_version, at=ticket.consent_at),
    }


def ticket_read(
    ticket: Ticket, files: Sequence[TicketAttachment], events: Sequence[TicketEvent]
) -> TicketRead:
    return TicketRead(
        **summary_fields(ticket),
        evidence=[AttachmentRead.model_validate(file) for file in files],
        evidence_announced=ticket.announced,
        thread=[EventRead.model_validate(event) for event in events],
    )
