"""What every staff page asks for first: the settings, the visitor, a permission, an honest form."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.database import SessionDep
from api.settings import ApiSettings
from api.staff import csrf, sessions
from api.staff.errors import ForbiddenError, SignInRequiredError
from api.staff.pages import Pages
from api.staff.passwords import Passwords
from api.staff.permissions import Permission
from api.staff.sessions import Staff


@dataclass(frozen=True)
class Desk:
    """The parts the pages share, made once for each app."""

    settings: ApiSettings
    passwords: Passwords
    pages: Pages

    @property
    def key(self) -> str:
        return self.settings.session_key.get_secret_value()

    @property
    def secure(self) -> bool:
        """Only the demo may be used without TLS."""
        return self.settings.mode != "demo"

    @property
    def session_cookie(self) -> str:
        return "__Host-duongday-staff" if self.secure else "duongday-staff"

    @property
    def visit_cookie(self) -> str:
        """Holds the secret that the sign-in form is bound to, before there is a session."""
        return "__Host-duongday-visit" if self.secure else "duongday-visit"


def get_desk(request: Request) -> Desk:
    return cast(Desk, request.app.state.staff_desk)


DeskDep = Annotated[Desk, Depends(get_desk)]


async def current_staff(request: Request, session: SessionDep, desk: DeskDep) -> Staff:
    """Who is signed in. The form is checked here too, so that no page can forget it."""
    token = request.cookies.get(desk.session_cookie)
    staff = await sessions.find(session, token) if token else None
    if staff is None or token is None:
        raise SignInRequiredError
    if request.method not in {"GET", "HEAD"}:
        await csrf.check_form(request, desk.key, token)
    request.state.staff = staff
    request.state.csrf = csrf.token_for(desk.key, token)
    return staff


StaffDep = Annotated[Staff, Depends(current_staff)]


@dataclass(frozen=True)
class Visit:
    """One request of somebody who may make it."""

    request: Request
    session: AsyncSession
    desk: Desk
    staff: Staff

    def render(self, template: str, *, status: int = 200, **context: object) -> Response:
        return self.desk.pages.render(self.request, template, status=status, **context)


def require(permission: Permission) -> Callable[..., Visit]:
    def check(request: Request, session: SessionDep, desk: DeskDep, staff: StaffDep) -> Visit:
        if not staff.may(permission):
            raise ForbiddenError
        return Visit(request, session, desk, staff)

    return check


# As codes look; whatever else stands in the address is no ticket.
TicketCode = Annotated[str, Path(pattern=r"^[A-Z]{1,8}-[0-9]{4}-[0-9]{1,9}$")]
ReadingDep = Annotated[Visit, Depends(require(Permission.READ_TICKETS))]
WorkingDep = Annotated[Visit, Depends(require(Permission.WORK_TICKETS))]
IdentityDep = Annotated[Visit, Depends(require(Permission.READ_IDENTITY))]
ENTRY_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
EntryId = Annotated[str, Path(pattern=f"^{ENTRY_ID.pattern}$")]
AnswersDep = Annotated[Visit, Depends(require(Permission.READ_ANSWERS))]
EditAnswersDep = Annotated[Visit, Depends(require(Permission.EDIT_ANSWERS))]
VerifyAnswersDep = Annotated[Visit, Depends(require(Permission.VERIFY_ANSWERS))]
HotlineDep = Annotated[Visit, Depends(require(Permission.EDIT_HOTLINE))]
