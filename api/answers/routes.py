"""The answers over HTTP; anyone may read them."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from api.answers import repository, service
from api.answers.models import LegalAnswer
from api.clear_text import CleanLine, line
from api.clock import today
from api.database import SessionDep
from api.errors import NotFoundError, TooManyRequestsError, responses
from api.rate_limits import limit_public

router = APIRouter(
    prefix="/v1",
    tags=["answers"],
    dependencies=[Depends(limit_public)],
    responses=responses(TooManyRequestsError),
)
CONTACT_TOPIC = "law_contact"
type Topic = Literal["hotline", "procedure", "privacy", "capabilities"]


class AnswerRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    topic: Topic
    text: str
    updated_at: datetime


class Citation(BaseModel):
    number: str
    article: str | None
    verified_at: datetime


class LegalAnswerRead(BaseModel):
    text: str
    citation: Citation


class LegalAnswerList(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"outcome": "none", "items": [], "contact": "Anh/Chị có thể hỏi Sở."}]
        }
    )

    outcome: Literal["found", "none"]
    items: list[LegalAnswerRead] = Field(description="Only what someone of the authority has verified")
    contact: str = Field(description="Whom to ask when there is no verified answer")


class LegalQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, line(1000), CleanLine] = Field(examples=["phóng viên không có thẻ nhà báo"])


@router.get("/answers/{topic}", summary="A text about the hotline", responses=responses(NotFoundError))
async def read_answer(topic: Topic, session: SessionDep) -> AnswerRead:
    found = await repository.text(session, topic)
    if found is None:
        raise NotFoundError("Nobody has written this answer yet")
    return AnswerRead.model_validate(found)


@router.get("/legal-answers", summary="What the law says, if it was verified")
async def find_legal_answers(query: Annotated[LegalQuery, Query()], session: SessionDep) -> LegalAnswerList:
    """Never answers from unverified texts; then `outcome` is `none`, and `contact` says whom to ask."""
    entries = service.find(query.q, await repository.laws(session), today())
    contact = await repository.text(session, CONTACT_TOPIC)
    return LegalAnswerList(
        outcome="found" if entries else "none",
        items=[legal_answer_read(entry) for entry in entries],
        contact=contact.text if contact else "",
    )


def legal_answer_read(entry: LegalAnswer) -> LegalAnswerRead:
    if entry.verified_at is None:
        raise ValueError(f"{entry.id} is not verified")
    citation = Citation(number=entry.number, article=entry.article, verified_at=entry.verified_at)
    return LegalAnswerRead(text=entry.content, citation=citation)
