"""The page on which staff change their own password."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from api.database import SessionDep
from api.staff import accounts, attempts
from api.staff.access import Desk, DeskDep, StaffDep
from api.staff.errors import PasswordRefusedError
from api.staff.passwords import MIN_LENGTH, check_rules
from api.staff.signin import set_cookie

router = APIRouter()


class PasswordForm(BaseModel):
    current: str = ""
    new: str = ""
    again: str = ""


@router.get("/password")
async def show(request: Request, desk: DeskDep, staff: StaffDep, notice: str = "") -> Response:
    return password_page(request, desk, notice=notice)


@router.post("/password")
async def change(
    request: Request,
    session: SessionDep,
    desk: DeskDep,
    staff: StaffDep,
    form: Annotated[PasswordForm, Form()],
) -> Response:
    try:
        check_rules(form.new, staff.name)
    except PasswordRefusedError as error:
        return password_page(request, desk, status=422, problem=error.message)
    if form.new != form.again:
        return password_page(request, desk, status=422, problem="password_differs")
    who = attempts.subjects(desk.key, staff.name, request.client.host if request.client else "")
    async with request.app.state.database.session() as counting:
        refused_until = await attempts.reserve(counting, who)
    if refused_until:
        return password_page(request, desk, status=429, until=refused_until)
    token = await accounts.change_password(session, desk.passwords, staff, form.current, form.new)
    if token is None:
        return password_page(request, desk, status=422, problem="password_wrong")
    await attempts.forgive(session, who)
    response = RedirectResponse("/staff/password?notice=password_changed", status_code=303)
    set_cookie(response, desk, desk.session_cookie, token)
    return response


def password_page(request: Request, desk: Desk, *, status: int = 200, **context: object) -> Response:
    shown = {"notice": "", "problem": "", "until": None, "min_length": MIN_LENGTH} | context
    return desk.pages.render(request, "password.html", status=status, **shown)
