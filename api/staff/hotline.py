"""The page of the hotline's telephone, e-mail, weekly hours and closed days."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from api import actors
from api.clock import now
from api.hotline import service
from api.hotline.routes import hotline_read
from api.hotline.service import ChangedMeanwhileError
from api.staff import words
from api.staff.access import HotlineDep, Visit
from api.staff.hotline_form import HotlineForm

router = APIRouter()


@router.get("/hotline")
async def show(visit: HotlineDep, notice: str = "") -> Response:
    return await hotline_page(visit, HotlineForm.of(await service.read(visit.session)), notice=notice)


@router.post("/hotline")
async def save(visit: HotlineDep, form: Annotated[HotlineForm, Form()]) -> Response:
    reach, problems = form.read()
    if problems:
        return await hotline_page(visit, form, status=422, problems=problems)
    try:
        await service.save(visit.session, reach, actors.staff(visit.staff.name))
    except ChangedMeanwhileError:
        current = await service.read(visit.session)
        fresh = form.model_copy(update={"seen": current.version})
        return await hotline_page(visit, fresh, status=409, theirs=HotlineForm.of(current))
    return RedirectResponse("/staff/hotline?notice=hotline_saved", status_code=303)


async def hotline_page(visit: Visit, form: HotlineForm, *, status: int = 200, **context: object) -> Response:
    current = await service.read(visit.session)
    shown = {"problems": {}, "notice": "", "theirs": None} | context
    return visit.render(
        "hotline.html",
        status=status,
        form=form,
        current=current,
        public=hotline_read(current, now()),
        names=await words.load(visit.session),
        **shown,
    )
