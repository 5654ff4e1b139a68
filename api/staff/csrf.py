"""Proof that a form was filled in on our own page: a token bound to a cookie, and the Origin header."""

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from api.security import keyed_hash
from api.staff.errors import ForeignFormError

FIELD = "csrf"


def token_for(key: str, cookie: str) -> str:
    return keyed_hash(key, "form", cookie).hex()


async def check_form(request: Request, key: str, cookie: str | None) -> None:
    """Raise unless the form carries the token of the visitor's cookie and comes from this site."""
    form = await request.form()
    given = form.get(FIELD)
    if not cookie or not isinstance(given, str):
        raise ForeignFormError
    if not hmac.compare_digest(given.encode(), token_for(key, cookie).encode()) or not _is_own_origin(
        request
    ):
        raise ForeignFormError


def _is_own_origin(request: Request) -> bool:
    """Browsers send Origin with every form; programs that send none still need the token."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
