"""What travels over HTTP when a ticket is filed or worked on."""

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from api.clear_text import CleanLine, CleanLines, line, lines
from api.iso_time import Day, Moment

Name = Annotated[str, line(300), CleanLine]
Short = Annotated[str, lines(2_000), CleanLines]
Story = Annotated[str, lines(20_000), CleanLines]
Url = Annotated[str, Field(pattern=r"^https?://[^\s\x00-\x1f\x7f-\x9f]+$", max_length=2_000)]
Code = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9_-]{0,39}$")]
IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$"
Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
IncidentTime = Annotated[str, Field(pattern=r"^[0-9]{4}[0-9TWZ:+./-]{0,60}$", examples=["2026-11-22T19:30"])]
Precision = Literal["minute", "hour", "part_of_day", "day", "week", "month", "year"]
Urgency = Literal["normal", "urgent"]
Audience = Literal["reporter", "internal"]
# A field of the ticket, or a part of one: `subject`, `subject.name`, `article_url`.
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{0,59}$")]
CLOSED: dict[str, Any] = {"additionalProperties": False}  # pydantic documents only the allowed keys


def whole(value: Any) -> Any:
    """In JSON 7.0 is a whole number too."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Body(BaseModel):
    """A part of a request: unknown fields are mistakes, and no value is bent into another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Article(Body):
    title: Short | None = None
    url: Url | None = None
    date: Day | None = None


class Subject(Body):
    """The journalist, or whoever claims to be one."""

    name: Name | None = None
    credential: Name | None = Field(
        default=None, description="Number of the press card or introduction letter"
    )


class Occurred(Body):
    """When it happened, as precisely as it is known."""

    value: IncidentTime
    precision: Precision


class Place(Body):
    commune_code: Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None = None
    text: Name | None = None


class Evidence(Body):
    """A file that the channel will deliver with POST .../attachments."""

    id: Identifier
    name: Name | None = None
    media_type: Annotated[str, Field(pattern=r"^[a-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,100}$")] | None = None
    size: Annotated[int, Field(ge=0, le=1_000_000_000), BeforeValidator(whole)] | None = None


class Reporter(Body):
    """Who reports it. The name, phone and e-mail are kept apart from the ticket."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"anonymous": {"const": True}}, "required": ["anonymous"]},
            "then": {
                "properties": {
                    "name": {"type": "null"},
                    "phone": {"type": "null"},
                    "email": {"type": "null"},
                }
            },
        }
    )

    role: Name | None = Field(default=None, description="Citizen, journalist, the person concerned…")
    name: Name | None = None
    phone: Annotated[str, Field(pattern=r"^[0-9+(][0-9+(). -]{5,39}$")] | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s\x00-\x1f\x7f-\x9f]{1,100}@[A-Za-z0-9.-]{3,150}$")] | None = (
        None
    )
    anonymous: bool = False
    keep_secret: bool = Field(default=False, description="The identity must not leave the hotline")

    @model_validator(mode="after")
    def anonymous_is_anonymous(self) -> Self:
        if self.anonymous and (self.name or self.phone or self.email):
            raise PydanticCustomError("anonymous", "An anonymous reporter has no name, phone or e-mail")
        return self


class Consent(Body):
    """The reporter agreed to this version of the data notice at this time."""

    version: Identifier
    at: Moment

    @field_validator("at")
    @classmethod
    def in_this_century(cls, at: dt.datetime) -> dt.datetime:
        """A year that is off by thousands is a broken clock, and the database may not hold it."""
        if not 2000 < at.year < 2100:
            raise PydanticCustomError("far_away", "The time is too far away")
        return at.astimezone(dt.UTC)


Scalar = Short | bool | FiniteFloat | None
Parts = Annotated[dict[FieldName, Scalar], Field(max_length=20, json_schema_extra=CLOSED)]


class Inferred(Body):
    """A value the program concluded, and how sure it was."""

    value: Story | bool | FiniteFloat | Parts | list[Short] | None
    confidence: Annotated[float, Field(ge=0, le=1)]


EXAMPLE: dict[str, Any] = {
    "category": "PV-NN",
    "outlet": "Tạp chí Ví Dụ",
    "subject": {"name": "Nguyễn Văn A", "credential": None},
    "description": "Hai người xưng nhà báo đến xã Bum Tở đòi 20 triệu đồng.",
    "occurred_at": {"value": "2026-11-22", "precision": "day"},
    "place": {"commune_code": None, "text": "xã Bum Tở"},
    "wish": "Đề nghị xác minh",
    "reporter": {"role": "citizen", "anonymous": True, "keep_secret": True},
    "consent": {"version": "2026-11", "at": "2026-11-23T10:00:00+07:00"},
    "channel": "web",
    "conversation_id": "5f0c7f0e-6f0e-4a52-9f2e-0e8d5a4c0b11",
    "inferred": {"category": {"value": "PV-NN", "confidence": 0.93}},
    "typed": {"occurred_at": "hôm qua"},
}


class TicketCreate(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    category: Code = Field(description="A fileable code of GET /v1/categories")
    outlet: Name | None = None
    article: Article | None = None
    subject: Subject | None = None
    description: Story
    occurred_at: Occurred | None = None
    place: Place | None = None
    affected_party: Short | None = None
    wish: Short | None = None
    evidence: list[Evidence | Identifier] = Field(default_factory=list, max_length=50)
    reporter: Reporter = Field(default_factory=Reporter)
    consent: Consent
    channel: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$", examples=["web"])]
    conversation_id: Identifier | None = None
    urgency: Urgency | None = Field(default=None, description="Default: that of the category")
    inferred: dict[FieldName, Inferred] = Field(
        default_factory=dict,
        max_length=50,
        json_schema_extra=CLOSED,
        description="What the program concluded",
    )
    typed: dict[FieldName, Story] = Field(
        default_factory=dict, max_length=50, json_schema_extra=CLOSED, description="The reporter's own words"
    )


class TransitionCreate(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "DANG_XAC_MINH", "reason": "Đã phân công xác minh"}]}
    )

    to: Code
    reason: Short | None = None


class MessageCreate(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"audience": "reporter", "text": "Anh/Chị cho biết thêm thời gian?"}]}
    )

    audience: Audience
    text: Story
    sender: Literal["reporter", "service"] | None = Field(
        default=None,
        description="Whose words these are; default: the reporter's, in internal notes the program's",
    )


class OwnMessageCreate(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Tôi nhớ thêm biển số xe."}]})

    text: Story


class WithdrawalCreate(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Sự việc đã được giải quyết"}]})

    reason: Short | None = None
