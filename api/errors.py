"""Every error of the api, each with its status; answered as RFC 9457 problem details.

ApiError                        500
├── BadRequestError             400  the request cannot be read
├── UnauthorizedError           401  no token, or an unknown or revoked one
├── ForbiddenError              403  the token lacks a scope, or the data is closed to it
├── NotFoundError               404
├── ConflictError               409  what is asked does not fit the present state
│   └── TransitionRefusedError
├── TooLargeError               413
├── UnsupportedFileError        415
├── InvalidError                422  readable, but not acceptable
│   ├── ReasonMissingError
│   └── KeyReusedError               an idempotency key came back with another body
├── TooManyRequestsError        429
└── UnavailableError            503  the database does not answer
"""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match

PROBLEM_JSON = "application/problem+json"
TYPE_PREFIX = "urn:duongday:problem:"
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


class ApiError(Exception):
    """Carries what the caller may know; `detail` never repeats what was sent."""

    status = 500
    slug = "internal-error"
    title = "Something went wrong on the server"

    def __init__(self, detail: str | None = None, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.headers = headers or {}


class BadRequestError(ApiError):
    status, slug, title = 400, "bad-request", "The request cannot be read"


class UnauthorizedError(ApiError):
    status, slug, title = 401, "unauthorized", "A valid token is required"

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class ForbiddenError(ApiError):
    status, slug, title = 403, "forbidden", "This is not allowed"


class NotFoundError(ApiError):
    status, slug, title = 404, "not-found", "There is no such thing"


class ConflictError(ApiError):
    status, slug, title = 409, "conflict", "The request does not fit the present state"


class TransitionRefusedError(ConflictError):
    slug, title = "transition-refused", "The ticket cannot move to that status"


class TooLargeError(ApiError):
    status, slug, title = 413, "too-large", "The request is too large"


class UnsupportedFileError(ApiError):
    status, slug, title = 415, "unsupported-file", "Files of this type are not accepted"


class InvalidError(ApiError):
    status, slug, title = 422, "invalid", "The request is not valid"

    def __init__(self, detail: str | None = None, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.field = field


class ReasonMissingError(InvalidError):
    slug, title = "reason-missing", "This step needs a reason"


class KeyReusedError(InvalidError):
    slug, title = "idempotency-key-reused", "The idempotency key was used with another body"

    def __init__(self, detail: str | None = None, *, made: str | None = None) -> None:
        super().__init__(detail)
        self.made = made


class TooManyRequestsError(ApiError):
    status, slug, title = 429, "too-many-requests", "Too many requests from this address"

    def __init__(self, retry_after: int) -> None:
        super().__init__(headers={"Retry-After": str(retry_after)})


class UnavailableError(ApiError):
    status, slug, title = 503, "unavailable", "A service this depends on does not answer"

    def __init__(self, failed: Sequence[str] = ("database",)) -> None:
        super().__init__(headers={"Retry-After": "1"})
        self.failed = list(failed)


class FieldProblem(BaseModel):
    """One thing that is wrong with the request."""

    pointer: str = Field(description="Where: a path such as `body/reporter/phone`")
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"type": "urn:duongday:problem:not-found", "title": "There is no such thing", "status": 404}
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldProblem] | None = None
    failed: list[str] | None = Field(default=None, description="Which dependencies do not answer (503)")
    made: str | None = Field(
        default=None, description="What the caller's first request with this key made: a ticket's code, an id"
    )


# Slugs of errors that the web framework raises by itself.
PLAIN: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    413: TooLargeError,
}


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=problem.status,
        headers=headers,
        media_type=PROBLEM_JSON,
    )


def describe(error: ApiError) -> Problem:
    problem = Problem(
        type=TYPE_PREFIX + error.slug, title=error.title, status=error.status, detail=error.detail
    )
    if isinstance(error, InvalidError) and error.field:
        problem.errors = [FieldProblem(pointer=error.field, detail=error.detail or error.title)]
    if isinstance(error, KeyReusedError):
        problem.made = error.made
    if isinstance(error, UnavailableError):
        problem.failed = error.failed
    return problem


async def answer_api_error(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, ApiError):
        raise error
    return problem_response(describe(error), error.headers)


def allowed_methods(request: Request) -> str:
    """All methods of a path; the framework names only those of the first route it finds."""
    routes = request.app.router.routes
    return ", ".join(
        method
        for method in METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    )


async def answer_http_exception(request: Request, error: Exception) -> JSONResponse:
    """Unknown paths, wrong methods, unreadable bodies."""
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 405:
        problem = Problem(type=TYPE_PREFIX + "method-not-allowed", title="Not with this method", status=405)
        return problem_response(problem, {"Allow": allowed_methods(request)})
    if error.status_code in PLAIN:
        problem = describe(PLAIN[error.status_code]())
    else:
        problem = Problem(type="about:blank", title=str(error.detail), status=error.status_code)
    return problem_response(problem, dict(error.headers or {}))


async def answer_validation_error(_: Request, error: Exception) -> JSONResponse:
    """Says where and why, without repeating what was sent: it may be someone's name or story."""
    if not isinstance(error, RequestValidationError):
        raise error
    problem = describe(InvalidError())
    problem.errors = [
        FieldProblem(pointer="/".join(str(part) for part in item["loc"]), detail=item["msg"])
        for item in error.errors()[:50]
    ]
    return problem_response(problem)


async def answer_database_error(_: Request, __: Exception) -> JSONResponse:
    error = UnavailableError()
    return problem_response(describe(error), error.headers)


def install(app: FastAPI) -> None:
    app.add_exception_handler(ApiError, answer_api_error)
    app.add_exception_handler(HTTPException, answer_http_exception)
    app.add_exception_handler(RequestValidationError, answer_validation_error)
    for error in (OperationalError, InterfaceError, PoolTimeoutError):
        app.add_exception_handler(error, answer_database_error)


def responses(*errors: type[ApiError]) -> dict[int | str, dict[str, Any]]:
    """The error answers of an endpoint, for its documentation."""
    documented: dict[int | str, dict[str, Any]] = {}
    usual: tuple[type[ApiError], ...] = (InvalidError, UnavailableError)
    for error in errors + usual:
        example = {"type": TYPE_PREFIX + error.slug, "title": error.title, "status": error.status}
        documented[error.status] = {
            "description": error.title,
            "content": {
                PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
            },
        }
    return documented
