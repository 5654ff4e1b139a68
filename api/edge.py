"""The outermost layer of the program: security headers, size limits, and the last catch of all errors."""

import logging
import traceback

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ApiError, TooLargeError, describe, problem_response

log = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024
# A file of the largest size, and room for the form around it.
LARGEST_UPLOAD = 21 * 1024 * 1024
DEFAULT_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


class Edge:
    """Pure ASGI, so that bodies are neither buffered nor copied here."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = dict(DEFAULT_HEADERS)
        if https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)  # pages may set their own policy
            await send(message)

        limit = LARGEST_UPLOAD if is_upload(scope) else LARGEST_BODY
        if declared_size(scope) > limit:
            error = TooLargeError()
            await problem_response(describe(error))(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, limited(receive, limit), send_with_headers)
        except Exception as error:  # the edge of the process: whatever it is, the caller gets a problem
            log_without_values(scope, error)
            if started:
                raise
            await problem_response(describe(ApiError()))(scope, receive, send_with_headers)


def is_upload(scope: Scope) -> bool:
    return Headers(scope=scope).get("content-type", "").lower().startswith("multipart/form-data")


def declared_size(scope: Scope) -> int:
    declared = Headers(scope=scope).get("content-length", "0")
    return int(declared) if declared.isdecimal() else 0


def limited(receive: Receive, limit: int) -> Receive:
    """The same body, for callers that declared no size, or a wrong one."""
    received = 0

    async def receive_limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise HTTPException(TooLargeError.status)  # the framework passes this one through
        return message

    return receive_limited


def log_without_values(scope: Scope, error: Exception) -> None:
    """Where it failed, not with what: messages of errors may quote what people wrote."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s in %s %s\n%s", type(error).__name__, scope["method"], route_of(scope), frames)


def route_of(scope: Scope) -> str:
    """The route's pattern: the path itself may carry a code."""
    return str(getattr(scope.get("route"), "path", "an unknown path"))
