"""Routes for operators and other programs of ours: health, readiness, who answers a conversation."""

import hmac
from typing import Annotated, Literal
from uuid import UUID

import psycopg
from fastapi import APIRouter, Header
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from bot import jobs
from bot.conversations import repository
from bot.database import Database, announce
from bot.problems import ProblemError, unauthorized
from bot.rasa import Rasa


class ModeChange(BaseModel):
    mode: Literal["bot", "human"]


class Operations:
    """Needs to know what the process depends on."""

    def __init__(self, database: Database, rasa: Rasa, service_token: str | None) -> None:
        self._database = database
        self._rasa = rasa
        self._service_token = service_token

    def router(self) -> APIRouter:
        router = APIRouter(tags=["operations"])
        router.add_api_route("/health", self.health, methods=["GET"])
        router.add_api_route("/ready", self.ready, methods=["GET"])
        router.add_api_route("/v1/conversations/{conversation_id}/mode", self.set_mode, methods=["POST"])
        return router

    async def health(self) -> dict[str, str]:
        """The process is alive."""
        return {"status": "ok"}

    async def ready(self) -> JSONResponse:
        """A message sent now would be stored and answered; else which dependencies do not answer."""
        failed = []
        try:
            await self._database.answers()
            async with self._database.reading() as session:
                if not await jobs.worker_is_alive(session):
                    failed.append("worker")
        except (SQLAlchemyError, psycopg.Error, OSError):
            failed.append("database")
        if not await self._rasa.is_ready():
            failed.append("rasa")
        if failed:
            return JSONResponse({"status": "unavailable", "failed": failed}, status_code=503)
        return JSONResponse({"status": "ok"})

    async def set_mode(
        self, conversation_id: UUID, change: ModeChange, authorization: Annotated[str, Header()] = ""
    ) -> ModeChange:
        """Hand a conversation to a person, or back. While a person has it, the bot is silent."""
        given = authorization.removeprefix("Bearer ")
        if not self._service_token or not hmac.compare_digest(given.encode(), self._service_token.encode()):
            raise unauthorized()
        async with self._database.session() as session:
            conversation = await repository.lock(session, conversation_id)
            if conversation is None or conversation.forgotten_at is not None:
                raise ProblemError(404)
            conversation.mode = change.mode
            await announce(session, conversation_id)
        return change
