"""The page on which staff type a question as people do, and see what would be answered and why."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.answers import repository, service
from api.answers.matching import ENOUGH
from api.answers.service import Verdict
from api.clock import today
from api.staff.access import AnswersDep

router = APIRouter()
LONGEST_QUESTION = 1_000
SHOWN = 8


@router.get("/answers/try")
async def show(visit: AnswersDep, q: str = "") -> Response:
    q = q.replace("\0", "").strip()[:LONGEST_QUESTION]
    judged = service.judge(q, await repository.laws(visit.session), today()) if q else []
    contact = await repository.text(visit.session, "law_contact")
    return visit.render(
        "answers/try.html",
        q=q,
        judged=judged[:SHOWN],
        given=[item.match.entry for item in judged if item.verdict is Verdict.GIVEN],
        contact=contact.text if contact else "",
        enough=ENOUGH,
    )
