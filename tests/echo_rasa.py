"""A stand-in for Rasa's channel that repeats what it hears; `python -m tests.echo_rasa PORT` serves it."""

import asyncio
import json
import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


class EchoRasa:
    """Remembers what it was asked. Like the real channel, it answers a repeated message id as before."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.status = 200
        self.broken_by: str | None = None  # the text at which an action fails
        self.asked: list[dict[str, Any]] = []
        self.forgotten: list[str] = []
        self.replies: dict[str, list[dict[str, Any]]] = {}  # text → what to say instead of an echo
        self.app = Starlette(
            routes=[
                Route("/ready", self.ready),
                Route("/webhooks/duongday/turns", self.turn, methods=["POST"]),
                Route("/webhooks/duongday/conversations/{id}", self.forget, methods=["DELETE"]),
            ]
        )

    async def ready(self, _: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def turn(self, request: Request) -> Response:
        asked = json.loads(await request.body())
        await asyncio.sleep(self.seconds)
        if self.status != 200:
            return JSONResponse({"title": "out of order"}, self.status)
        if asked["text"] == self.broken_by:
            return JSONResponse({"title": "an action failed"}, 503)
        self.asked.append(asked)
        replies = self.replies.get(asked["text"], [{"text": f"echo: {asked['text']}"}])
        return JSONResponse({"turn": len(self.asked), "replies": replies})

    async def forget(self, request: Request) -> Response:
        if self.status != 200:
            return JSONResponse({"title": "out of order"}, self.status)
        self.forgotten.append(request.path_params["id"])
        return Response(status_code=204)


if __name__ == "__main__":
    uvicorn.run(EchoRasa(seconds=0.01).app, port=int(sys.argv[1]), log_level="warning")
