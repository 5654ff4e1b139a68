"""Acts on a legal entry besides writing it: verify, take the verification back, retire, restore."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from api import actors
from api.actors import Actor
from api.answers import keeping
from api.answers.keeping import ChangedMeanwhileError, NotVerifiableError
from api.answers.models import LegalAnswer
from api.staff.access import EditAnswersDep, EntryId, VerifyAnswersDep, Visit
from api.staff.answers.law import law_page

router = APIRouter(prefix="/answers/law/{entry_id}")
type Act = Callable[[AsyncSession, str, int, Actor], Awaitable[LegalAnswer]]


class ActForm(BaseModel):
    # The version the page showed when the form was sent.
    seen: int = 0
    # Said by the person, and never ticked beforehand.
    read: bool = False


FormDep = Annotated[ActForm, Form()]


@router.post("/verification")
async def verify(visit: VerifyAnswersDep, entry_id: EntryId, form: FormDep) -> Response:
    if not form.read:
        entry = await keeping.open_law(visit.session, entry_id)
        return await law_page(visit, entry, status=422, problem="verify_unread")
    return await do(visit, entry_id, form, keeping.verify_law, "verified")


@router.post("/verification/removal")
async def unverify(visit: VerifyAnswersDep, entry_id: EntryId, form: FormDep) -> Response:
    return await do(visit, entry_id, form, keeping.unverify_law, "unverified")


@router.post("/retirement")
async def retire(visit: EditAnswersDep, entry_id: EntryId, form: FormDep) -> Response:
    return await do(visit, entry_id, form, keeping.retire_law, "retired")


@router.post("/restoration")
async def restore(visit: EditAnswersDep, entry_id: EntryId, form: FormDep) -> Response:
    return await do(visit, entry_id, form, keeping.restore_law, "restored")


async def do(visit: Visit, entry_id: str, form: ActForm, act: Act, notice: str) -> Response:
    """Only on the version that was seen: nobody vouches for words they have not read."""
    problem = ""
    try:
        await act(visit.session, entry_id, form.seen, actors.staff(visit.staff.name))
    except ChangedMeanwhileError:
        problem = "answer_stale"
    except NotVerifiableError:
        problem = "verify_unknown"
    if problem:
        entry = await keeping.open_law(visit.session, entry_id)
        return await law_page(visit, entry, status=409, problem=problem)
    return RedirectResponse(f"/staff/answers/law/{entry_id}?notice={notice}", status_code=303)
