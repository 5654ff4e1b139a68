"""The page of one text about the hotline: write it, see what it said before."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from api import actors
from api.answers import keeping, repository
from api.answers.importer import LONGEST_ANSWER
from api.answers.keeping import ChangedMeanwhileError
from api.staff import words
from api.staff.access import AnswersDep, EditAnswersDep, Visit
from api.staff.answers import changes
from api.staff.ticket_changes import read_text

router = APIRouter(prefix="/answers/texts")
type Topic = Literal["hotline", "procedure", "privacy", "capabilities", "law_contact"]


class TextForm(BaseModel):
    seen: int = 0
    text: str = ""


@router.get("/{topic}")
async def show(visit: AnswersDep, topic: Topic, notice: str = "") -> Response:
    return await text_page(visit, topic, notice=notice)


@router.post("/{topic}")
async def save(visit: EditAnswersDep, topic: Topic, form: Annotated[TextForm, Form()]) -> Response:
    text, problem = read_text(form.text, "field", LONGEST_ANSWER)
    if not text:
        return await text_page(visit, topic, typed=form, status=422, problem=problem or "field_missing")
    try:
        await keeping.edit_text(visit.session, topic, form.seen, text, actors.staff(visit.staff.name))
    except ChangedMeanwhileError:
        return await text_page(visit, topic, typed=form, status=409, problem="answer_stale_form")
    return RedirectResponse(f"/staff/answers/texts/{topic}?notice=text_saved", status_code=303)


async def text_page(
    visit: Visit,
    topic: str,
    *,
    typed: TextForm | None = None,
    status: int = 200,
    notice: str = "",
    problem: str = "",
) -> Response:
    row = await keeping.open_text(visit.session, topic)
    versions = await repository.history(visit.session, repository.TEXT, topic)
    return visit.render(
        "answers/text.html",
        status=status,
        row=row,
        text=typed.text if typed else row.text,
        conflict=status == 409,
        longest=LONGEST_ANSWER,
        steps=changes.steps(versions),
        names=await words.load(visit.session),
        notice=notice,
        problem=problem,
    )
