"""The staff pages as an application of their own: HTML errors, strict headers, no API documentation."""

from fastapi import FastAPI
from starlette.datastructures import URLPath
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

from api.edge import log_without_values
from api.settings import ApiSettings
from api.staff import (
    answers,
    error_pages,
    files,
    hotline,
    identity,
    password,
    queue,
    signin,
    ticket,
    ticket_changes,
    ticket_messages,
)
from api.staff.access import Desk
from api.staff.headers import SecurityHeaders
from api.staff.pages import STATIC_URL, Pages
from api.staff.passwords import Passwords
from api.staff.static_files import StaffFiles

PREFIX = "/staff"


class StaffRoute(BaseRoute):
    """Hands /staff and everything below to the staff app, paths unchanged.

    A Mount would answer /staff only as /staff/, and shows its app a shortened path.
    """

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        # Around everything, since middleware of the app itself does not see the page about a failure.
        self._with_headers = SecurityHeaders(app)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path = scope.get("path", "")
        is_staff = scope["type"] == "http" and (path == PREFIX or path.startswith(PREFIX + "/"))
        return (Match.FULL if is_staff else Match.NONE), {}

    def url_path_for(self, name: str, /, **path_params: object) -> URLPath:
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._with_headers(scope, receive, send)
        except Exception as error:  # the edge of the pages: the visitor has been told, nobody else may be
            log_without_values(scope, error)


def install(parent: FastAPI, settings: ApiSettings) -> None:
    """Add the staff pages to the api; they share its state, and so its database."""
    app = FastAPI(title="staff", docs_url=None, redoc_url=None, openapi_url=None)
    app.state = parent.state
    app.state.staff_desk = Desk(settings=settings, passwords=Passwords(), pages=Pages())
    error_pages.install(app)
    for page in (signin, password, queue, ticket, ticket_changes, ticket_messages, identity, files, hotline):
        app.include_router(page.router, prefix=PREFIX)
    for router in answers.routers:
        app.include_router(router, prefix=PREFIX)
    app.mount(STATIC_URL, StaffFiles())
    parent.router.routes.append(StaffRoute(app))
