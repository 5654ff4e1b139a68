"""Style sheets, script and pictures; browsers keep them, since addresses carry a hash of the content."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.staff.pages import STATIC

WITH_HASH = "public, max-age=31536000, immutable"
WITHOUT_HASH = "no-cache"


class StaffFiles(StaticFiles):
    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = WITH_HASH if b"v=" in scope["query_string"] else WITHOUT_HASH
        return response
