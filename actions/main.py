"""The action server: rasa-sdk's Sanic app on loopback, one process, no telemetry, no text in logs."""

import logging
import warnings
from functools import partial
from typing import Any

from rasa_sdk.endpoint import create_app as create_sdk_app
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action
from sanic import HTTPResponse, Request, Sanic, response
from sanic.handlers import ErrorHandler

from actions.answers.talk import (
    ActionFallback,
    ActionOutOfScope,
    ActionRequestHuman,
    ActionSmalltalk,
    ActionStray,
)
from actions.answers.texts import ActionAnswer, ActionAnswerLaw
from actions.api import Api, ApiUnavailableError, HttpApi
from actions.conversation import ConversationAction
from actions.directory.lookup import ActionFindSpokesperson, ActionListSpokespersons, ValidateLookupForm
from actions.intake.form import ValidateReportForm
from actions.settings import ActionsSettings
from actions.tickets.form import ValidateStatusForm

type Server = Sanic[Any, Any]

logger = logging.getLogger(__name__)

LARGEST_REQUEST = 20_000_000  # the domain and the tracker of one turn
ACTIONS: tuple[type[ConversationAction], ...] = (
    ValidateReportForm,
    ValidateStatusForm,
    ValidateLookupForm,
    ActionFindSpokesperson,
    ActionListSpokespersons,
    ActionAnswer,
    ActionAnswerLaw,
    ActionSmalltalk,
    ActionRequestHuman,
    ActionOutOfScope,
    ActionFallback,
    ActionStray,
)


def make_executor(api: Api, settings: ActionsSettings) -> ActionExecutor:
    executor = ActionExecutor()
    for kind in ACTIONS:
        action: Action = kind(api, settings)
        executor.register_action(action)
    return executor


def create_app(settings: ActionsSettings, api: Api) -> Server:
    app: Server = create_sdk_app(make_executor(api, settings), cors_origins=None)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.ACCESS_LOG = False
    # rasa-sdk's handler answers with the whole request: the tracker, with what the user wrote.
    app.error_handler = ErrorHandler()
    app.error_handler.add(Exception, _answer_error)

    @app.get("/ready")
    async def ready(_: Request) -> HTTPResponse:
        if await api.ready():
            return response.json({"status": "ok"})
        return response.json({"status": "unavailable", "failed": ["api"]}, status=503)

    return app


async def _answer_error(request: Request, error: Exception) -> HTTPResponse:
    """The turn fails and the gateway tries it again; the log says where, never with what."""
    status = getattr(error, "status_code", 500)
    if isinstance(error, ApiUnavailableError):
        logger.warning("api unavailable: %s", error)
        return response.json({"title": "The api does not answer"}, status=503)
    if status >= 500:
        logger.error("action failed: %s", type(error).__name__, exc_info=_without_text(error))
    return response.json({"title": "The action failed"}, status=status)


def _without_text(error: BaseException) -> BaseException:
    """The same traceback under an exception that holds no values."""
    return RuntimeError(type(error).__name__).with_traceback(error.__traceback__)


async def _close(api: HttpApi, _: Server) -> None:
    await api.close()


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("httpx", "httpcore", "sanic.root", "rasa_sdk"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # Rasa 3.6 and rasa-sdk 3.21 work together; the sdk says otherwise on every call.
    warnings.filterwarnings("ignore", message=r".*versions of rasa and rasa_sdk.*")
    settings = ActionsSettings()
    api = HttpApi(settings.api_url, settings.api_token.get_secret_value())
    app = create_app(settings, api)
    app.after_server_stop(partial(_close, api))
    app.run(settings.host, settings.port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
