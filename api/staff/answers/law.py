"""The page of one legal entry: what it says, whether it is verified, and its history."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.answers import keeping, repository
from api.answers.content import LegalContent
from api.answers.models import LegalAnswer
from api.clock import today
from api.staff import words
from api.staff.access import AnswersDep, EntryId, Visit
from api.staff.answers import changes
from api.staff.answers.state import state_of

router = APIRouter()


@router.get("/answers/law/{entry_id}")
async def show(visit: AnswersDep, entry_id: EntryId, notice: str = "") -> Response:
    entry = await keeping.open_law(visit.session, entry_id)
    return await law_page(visit, entry, notice=notice)


async def law_page(
    visit: Visit, entry: LegalAnswer, *, status: int = 200, notice: str = "", problem: str = ""
) -> Response:
    versions = await repository.history(visit.session, repository.LAW, entry.id)
    content = LegalContent.of(entry).as_json()
    return visit.render(
        "answers/law.html",
        status=status,
        entry=entry,
        state=state_of(entry, today()),
        content=content,
        steps=changes.steps(versions),
        author=changes.author(versions),
        news=changes.differences(content, entry.shipped) if entry.shipped_news and entry.shipped else (),
        names=await words.load(visit.session),
        notice=notice,
        problem=problem,
    )
