"""Errors as Vietnamese pages which say what to do next; what was typed is shown again, ready to be copied."""

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from api.errors import ApiError
from api.staff.access import get_desk
from api.staff.errors import SignInRequiredError, StaffError

# Statuses with words of their own in templates/messages.html; any other error is told as the nearest of them.
TOLD = frozenset({401, 403, 404, 405, 409, 413, 422, 429, 500, 503})
KEEP = (
    "reason",
    "text",
    "content",
    "questions",
    "closed",
)  # the fields in which somebody may have written at length


async def answer_staff_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, StaffError):
        raise error
    if isinstance(error, SignInRequiredError) and request.method in {"GET", "HEAD"}:
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/staff/login?next={quote(wanted, safe='')}", status_code=303)
    return await page(request, error.status, error.message)


async def answer_known_error(request: Request, error: Exception) -> Response:
    """Errors of the services and of the web framework, both of which carry a status."""
    status = error.status if isinstance(error, ApiError) else getattr(error, "status_code", 500)
    response = await page(request, status)
    for name, value in (getattr(error, "headers", None) or {}).items():
        response.headers[name] = value
    return response


async def answer_invalid_request(request: Request, error: Exception) -> Response:
    """An address that cannot be right names nothing."""
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    return await page(request, 404 if any(item["loc"][0] == "path" for item in problems) else 422)


async def answer_database_error(request: Request, _: Exception) -> Response:
    response = await page(request, 503)
    response.headers["retry-after"] = "5"
    return response


async def answer_failure(request: Request, _: Exception) -> Response:
    return await page(request, 500)


async def page(request: Request, status: int, message: str | None = None) -> Response:
    told = status if status in TOLD else (500 if status >= 500 else 404)
    return get_desk(request).pages.render(
        request,
        "error.html",
        status=status,
        message=message or f"error_{told}",
        typed=await typed_text(request),
    )


async def typed_text(request: Request) -> list[str]:
    """What a refused form held. Only forms that were read before the error: the body comes but once."""
    form = getattr(request, "_form", None)
    if not isinstance(form, FormData):
        return []
    return [value for name in KEEP if isinstance(value := form.get(name), str) and value.strip()]


def install(app: FastAPI) -> None:
    app.add_exception_handler(StaffError, answer_staff_error)
    app.add_exception_handler(ApiError, answer_known_error)
    app.add_exception_handler(HTTPException, answer_known_error)
    app.add_exception_handler(RequestValidationError, answer_invalid_request)
    for error in (OperationalError, InterfaceError, PoolTimeoutError):
        app.add_exception_handler(error, answer_database_error)
    app.add_exception_handler(Exception, answer_failure)
