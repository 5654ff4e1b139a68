"""The only door to Rasa: the bot brings one message at a time and gets the replies or a 503."""

import hmac
import logging
import os
import traceback
from typing import Any

import psycopg2
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from rasa.core.processor import MessageProcessor
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from nlu.action_endpoint import ActionEndpoint, TurnFailedError
from nlu.messages import BadRequestError, read_message
from nlu.tracker_store import TurnConflictError
from nlu.turn import TurnProcessor, snapshot_store

logger = logging.getLogger(__name__)

SHORTEST_SECRET = 16


class DuongdayChannel(InputChannel):
    """Registered in credentials.yml. Nothing here, and nothing it calls, logs what a message says."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self._stock: MessageProcessor | None = None
        self._processor: TurnProcessor | None = None
        self._actions: ActionEndpoint | None = None

    @classmethod
    def name(cls) -> str:
        return "duongday"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "DuongdayChannel":
        """The token comes from the environment: credentials.yml keeps no secret and has no defaults."""
        token = os.environ.get("RASA_CHANNEL_TOKEN", "")
        if len(token) < SHORTEST_SECRET:
            raise RasaException(f"RASA_CHANNEL_TOKEN needs at least {SHORTEST_SECRET} characters.")
        return cls(token)

    def url_prefix(self) -> str:
        return "/"  # so that /health and /ready are where the other programs have them

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """Rasa's own way in (`on_new_message`) stays unused: it saves after failures."""
        blueprint = Blueprint("duongday")

        @blueprint.get("/health")
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            return await self._ready(request.app.ctx.agent)

        @blueprint.post("/webhooks/duongday/turns")
        async def turn(request: Request) -> HTTPResponse:
            return await self._turn(request)

        @blueprint.delete("/webhooks/duongday/conversations/<conversation_id:str>")
        async def erase(request: Request, conversation_id: str) -> HTTPResponse:
            return await self._erase(request, conversation_id)

        blueprint.listener("after_server_stop")(self._close)
        return blueprint

    async def _ready(self, agent: Agent) -> HTTPResponse:
        """Whether a message brought now could be answered."""
        try:
            processor = self._adopted(agent)
        except RasaException:
            return _problem(503, "not ready", failed=["model"])
        failed = []
        for what, part in (("database", processor.snapshots), ("actions", processor.actions)):
            try:
                await part.check()
            except Exception as error:  # whatever it is, it is why we are not ready
                logger.warning("not ready: %s (%s)", what, type(error).__name__)
                failed.append(what)
        return _problem(503, "not ready", failed=failed) if failed else response.json({"status": "ok"})

    async def _turn(self, request: Request) -> HTTPResponse:
        if not self._authorized(request):
            return _problem(401, "a valid bearer token is needed")
        try:
            message = read_message(request.body)
            answer = await self._adopted(request.app.ctx.agent).take_turn(message)
        except BadRequestError as error:
            return _problem(400, str(error))
        except TurnConflictError:
            return _problem(503, "the conversation changed meanwhile")
        except psycopg2.Error as error:
            logger.error("turn failed: database (%s)", type(error).__name__)
            return _problem(503, "the database does not answer")
        except TurnFailedError as error:
            logger.error("turn failed: %s", error)
            return _problem(503, "an action failed")
        except Exception as error:  # the process's edge: Rasa or a component of ours is broken
            # The message of an exception may quote the user, the places it passed may not.
            logger.error("turn failed: %s\n%s", type(error).__name__, _places(error))
            return _problem(500, "the turn failed")
        return response.json({"turn": answer.turn, "replies": answer.replies})

    async def _erase(self, request: Request, conversation_id: str) -> HTTPResponse:
        if not self._authorized(request):
            return _problem(401, "a valid bearer token is needed")
        try:
            await self._adopted(request.app.ctx.agent).snapshots.erase(conversation_id)
        except psycopg2.Error as error:
            logger.error("erasing failed: database (%s)", type(error).__name__)
            return _problem(503, "the database does not answer")
        return response.empty()

    def _authorized(self, request: Request) -> bool:
        return hmac.compare_digest((request.token or "").encode(), self._token)

    def _adopted(self, agent: Agent) -> TurnProcessor:
        """Our processor around the model that Rasa has loaded, also after it was replaced (PUT /model)."""
        stock = agent.processor
        if stock is None:
            raise RasaException("No model is loaded.")
        if self._processor is None or self._stock is not stock:
            self._actions = self._actions or ActionEndpoint(agent.action_endpoint)
            self._processor = TurnProcessor.adopt(stock, self._actions)
            self._stock = stock
        return self._processor

    async def _close(self, app: Sanic, _: Any) -> None:
        if self._actions is not None:
            await self._actions.close()
        if getattr(app.ctx, "agent", None) is not None:
            snapshot_store(app.ctx.agent.tracker_store).database.close()


def _problem(status: int, title: str, **more: Any) -> HTTPResponse:
    return response.json({"title": title, "status": status, **more}, status=status)


def _places(error: BaseException) -> str:
    return "".join(traceback.format_tb(error.__traceback__))
