"""The sign-in page, and signing out."""

import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.clock import now
from api.database import Database, SessionDep
from api.staff import accounts, attempts, csrf, sessions
from api.staff.access import Desk, DeskDep, StaffDep

router = APIRouter()
HOME = "/staff"


async def check_visit(request: Request, desk: DeskDep) -> None:
    """The sign-in form has no session yet; it is bound to a cookie given with the page."""
    await csrf.check_form(request, desk.key, request.cookies.get(desk.visit_cookie))


@router.get("/login")
async def show(
    request: Request, session: SessionDep, desk: DeskDep, next: str = HOME, notice: str = ""
) -> Response:
    token = request.cookies.get(desk.session_cookie)
    if token and await sessions.find(session, token):
        return RedirectResponse(own_path(next), status_code=303)
    return sign_in_page(request, desk, next=next, notice=notice)


@router.post("/login", dependencies=[Depends(check_visit)])
async def sign_in(
    request: Request,
    session: SessionDep,
    desk: DeskDep,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = HOME,
) -> Response:
    account = name.strip().casefold()
    who = attempts.subjects(desk.key, account, request.client.host if request.client else "")
    database: Database = request.app.state.database
    async with database.session() as counting:
        refused_until = await attempts.reserve(counting, who)
    if refused_until:
        wait = max(1, int((refused_until - now()).total_seconds()))
        response = sign_in_page(
            request, desk, status=429, next=next, name=name, until=refused_until, wait=wait
        )
        response.headers["retry-after"] = str(wait)
        return response
    token = await accounts.sign_in(session, desk.passwords, account, password)
    if token is None:
        return sign_in_page(request, desk, status=401, next=next, name=name, problem="sign_in_wrong")
    await attempts.forgive(session, who)
    if earlier := request.cookies.get(desk.session_cookie):
        await sessions.end(session, earlier)
    response = RedirectResponse(own_path(next), status_code=303)
    set_cookie(response, desk, desk.session_cookie, token)
    response.delete_cookie(desk.visit_cookie, path="/", secure=desk.secure, httponly=True, samesite="lax")
    return response


@router.post("/logout")
async def sign_out(request: Request, session: SessionDep, desk: DeskDep, staff: StaffDep) -> Response:
    await sessions.end(session, request.cookies[desk.session_cookie])
    response = RedirectResponse("/staff/login?notice=signed_out", status_code=303)
    response.delete_cookie(desk.session_cookie, path="/", secure=desk.secure, httponly=True, samesite="lax")
    return response


def sign_in_page(request: Request, desk: Desk, *, status: int = 200, **context: object) -> Response:
    visit = request.cookies.get(desk.visit_cookie) or secrets.token_urlsafe(32)
    request.state.csrf = csrf.token_for(desk.key, visit)
    shown = {"next": HOME, "notice": "", "name": "", "problem": "", "until": None, "wait": 0} | context
    response = desk.pages.render(request, "login.html", status=status, **shown)
    set_cookie(response, desk, desk.visit_cookie, visit)
    return response


def set_cookie(response: Response, desk: Desk, name: str, value: str) -> None:
    response.set_cookie(name, value, path="/", secure=desk.secure, httponly=True, samesite="lax")


def own_path(wanted: str) -> str:
    """Only our own pages: an address of another site behind "next" would make this page a trap."""
    parts = urlsplit(wanted)
    ours = parts.path == HOME or parts.path.startswith(HOME + "/")
    if parts.scheme or parts.netloc or not ours or "\\" in wanted or any(ord(c) < 32 for c in wanted):
        return HOME
    return wanted
