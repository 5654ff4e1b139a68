"""Errors of the gateway's HTTP interface as RFC 9457 problem details, in the user's language.

Problem                     500
├── Unauthorized            401
├── NotFound                404
├── TooLarge                413
├── UnsupportedFile         415
├── Invalid                 422
├── TooManyRequests         429
└── Unavailable             503
"""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg import OperationalError as DriverError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from bot import texts
from bot.inbox import ConversationGoneError
from bot.messages import MessageRefusedError

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:duongday:problem:"
SLUGS = {
    400: "bad-request",
    401: "unauthorized",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-file",
    422: "invalid",
    429: "too-many-requests",
    500: "internal-error",
    503: "unavailable",
}
TITLES = {
    "bad-request": "The request cannot be read",
    "unauthorized": "A valid token is required",
    "not-found": "There is no such thing",
    "method-not-allowed": "Not with this method",
    "too-large": "The request is too large",
    "unsupported-file": "Files of this type are not accepted",
    "invalid": "The request is not valid",
    "too-many-requests": "Too many requests from this address",
    "unavailable": "A service this depends on does not answer",
    "internal-error": "Something went wrong on the server",
}
# Which status a refused message gets; 422 unless named here.
REFUSAL_STATUS = {"file_too_large": 413, "file_type": 415}

logger = logging.getLogger(__name__)


class ProblemError(Exception):
    """Answers a request with a status, and a detail in Vietnamese."""

    def __init__(
        self, status: int, detail: str | None = None, *, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(str(status))
        self.status = status
        self.detail = detail
        self.headers = headers or {}
        self.more = more


def unauthorized() -> ProblemError:
    return ProblemError(401, headers={"WWW-Authenticate": "Bearer"})


def invalid(field: str) -> ProblemError:
    """The named part of the body is missing or of the wrong kind."""
    return ProblemError(422, errors=[{"pointer": field, "detail": texts.PROBLEMS["invalid"]}])


def response(problem: ProblemError) -> JSONResponse:
    slug = SLUGS.get(problem.status, "bad-request")
    body = {
        "type": TYPE_PREFIX + slug,
        "title": TITLES[slug],
        "status": problem.status,
        "detail": problem.detail or texts.PROBLEMS.get(slug, texts.PROBLEMS["bad-request"]),
        **problem.more,
    }
    return JSONResponse(body, problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


async def _problem(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, ProblemError):
        raise error
    return response(error)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, MessageRefusedError):
        raise error
    detail = texts.REFUSALS[error.reason].format(**error.values)
    return response(ProblemError(REFUSAL_STATUS.get(error.reason, 422), detail, reason=error.reason))


async def _gone(_: Request, __: Exception) -> JSONResponse:
    return response(unauthorized())


async def _http(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    return response(ProblemError(error.status_code, headers=dict(error.headers or {})))


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """Says where, without repeating what was sent."""
    if not isinstance(error, RequestValidationError):
        raise error
    where = [{"pointer": "/".join(map(str, item["loc"])), "detail": item["msg"]} for item in error.errors()]
    return response(ProblemError(422, errors=where[:50]))


async def _unavailable(_: Request, error: Exception) -> JSONResponse:
    logger.warning("the database does not answer (%s)", type(error).__name__)
    return response(ProblemError(503, headers={"Retry-After": "1"}))


async def _unexpected(_: Request, __: Exception) -> JSONResponse:
    return response(ProblemError(500))


def install(app: FastAPI) -> None:
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(MessageRefusedError, _refused)
    app.add_exception_handler(ConversationGoneError, _gone)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for error in (OperationalError, InterfaceError, PoolTimeoutError, DriverError):
        app.add_exception_handler(error, _unavailable)
    app.add_exception_handler(Exception, _unexpected)
