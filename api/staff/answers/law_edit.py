"""The pages on which a legal entry is written; on a mistake or a conflict nothing typed is lost."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from api import actors
from api.answers import keeping, repository
from api.answers.content import LegalContent
from api.answers.keeping import ChangedMeanwhileError
from api.answers.models import LegalAnswer
from api.staff import words
from api.staff.access import ENTRY_ID, EditAnswersDep, EntryId, Visit
from api.staff.answers import changes
from api.staff.answers.law_form import LONGEST, LawForm

router = APIRouter(prefix="/answers/law")
TypedDep = Annotated[LawForm, Form()]


@router.get("/new")
async def show_empty(visit: EditAnswersDep) -> Response:
    """The id is drawn here, so that a form sent twice adds one entry."""
    return await form_page(visit, LawForm(id=f"nv-{secrets.token_hex(4)}"), is_new=True)


@router.post("/new")
async def add(visit: EditAnswersDep, form: TypedDep) -> Response:
    content, problems = form.read()
    known = await repository.law(visit.session, form.id)
    if content and known and LegalContent.of(known) == content:
        return to_page(form.id, "answer_added")
    if known or not ENTRY_ID.fullmatch(form.id):
        form = form.model_copy(update={"id": f"nv-{secrets.token_hex(4)}"})
    if content is None:
        return await form_page(visit, form, is_new=True, status=422, problems=problems)
    await keeping.add_law(visit.session, form.id, content, actors.staff(visit.staff.name))
    return to_page(form.id, "answer_added")


@router.get("/{entry_id}/edit")
async def show(visit: EditAnswersDep, entry_id: EntryId) -> Response:
    entry = await keeping.open_law(visit.session, entry_id)
    return await form_page(visit, LawForm.of(entry), entry=entry)


@router.post("/{entry_id}/edit")
async def save(visit: EditAnswersDep, entry_id: EntryId, form: TypedDep) -> Response:
    entry = await keeping.open_law(visit.session, entry_id)
    was_verified = entry.verified_at is not None
    content, problems = form.read()
    if content is None:
        return await form_page(visit, form, entry=entry, status=422, problems=problems)
    try:
        me = actors.staff(visit.staff.name)
        entry = await keeping.edit_law(visit.session, entry_id, form.seen, content, me)
    except ChangedMeanwhileError:
        return await conflict_page(visit, entry_id, form, content)
    fell = was_verified and entry.verified_at is None
    return to_page(entry_id, "answer_saved_unverified" if fell else "answer_saved")


async def conflict_page(visit: Visit, entry_id: str, form: LawForm, content: LegalContent) -> Response:
    """What was typed stays in the form, beside what the other person saved; saving again is a decision."""
    entry = await keeping.open_law(visit.session, entry_id)
    return await form_page(
        visit,
        form.model_copy(update={"seen": entry.version}),
        entry=entry,
        status=409,
        theirs=changes.differences(content.as_json(), LegalContent.of(entry).as_json()),
    )


async def form_page(
    visit: Visit,
    form: LawForm,
    *,
    entry: LegalAnswer | None = None,
    status: int = 200,
    **context: object,
) -> Response:
    shown = {"is_new": False, "problems": {}, "theirs": ()} | context
    return visit.render(
        "answers/law_form.html",
        status=status,
        form=form,
        entry=entry,
        conflict=status == 409,
        longest=LONGEST,
        names=await words.load(visit.session),
        **shown,
    )


def to_page(entry_id: str, notice: str) -> Response:
    return RedirectResponse(f"/staff/answers/law/{entry_id}?notice={notice}", status_code=303)
