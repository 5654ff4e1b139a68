"""The gateway's web process: takes messages in and shows replies. `python -m bot.main` starts it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from bot import problems
from bot.api import HttpApi
from bot.channels.base import Channel
from bot.channels.registry import push_channels
from bot.channels.web.routes import WebChat
from bot.channels.web.stream import Streams
from bot.database import Database
from bot.events import Events
from bot.history import History
from bot.inbox import Receiver
from bot.operations import Operations
from bot.protection import BodyLimit, SecurityHeaders
from bot.rasa import HttpRasa
from bot.redaction import set_up_logging
from bot.settings import BotSettings

STATIC = Path(__file__).parent / "channels/web/static"
STOP_PATIENCE = 5  # seconds for requests that are being answered


class Parts:
    """Everything the process holds open."""

    def __init__(self, settings: BotSettings) -> None:
        self.database = Database(settings.sqlalchemy_url)
        self.events = Events(settings.database_url)
        self.rasa = HttpRasa(settings.rasa_url, settings.rasa_token.get_secret_value())
        self.api = HttpApi(settings.api_url, settings.api_token.get_secret_value())
        self.channels: list[Channel] = push_channels(settings, Receiver(self.database))

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        listening = asyncio.create_task(self.events.run(), name="events")
        try:
            yield
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
            for channel in self.channels:
                await channel.close()
            await self.rasa.close()
            await self.api.close()
            await self.database.close()


def create_app(settings: BotSettings) -> FastAPI:
    parts = Parts(settings)
    history = History(parts.database, parts.api)
    streams = Streams(parts.database, parts.events, history)
    web = WebChat(parts.database, history, streams, settings.conversation_rate)
    token = settings.service_token.get_secret_value() if settings.service_token else None

    app = FastAPI(title="duongday bot", lifespan=parts.lifespan, docs_url=None, redoc_url=None)
    problems.install(app)
    app.include_router(Operations(parts.database, parts.rasa, token).router())
    app.include_router(web.router(), prefix=f"/channels/{web.name}")
    for channel in parts.channels:
        router = channel.router()
        if router is not None:
            app.include_router(router, prefix=f"/channels/{channel.name}")
    app.mount("/static", GZipMiddleware(StaticFiles(directory=STATIC, check_dir=False)), name="static")
    app.add_api_route("/", page, methods=["GET"], include_in_schema=False)
    protect(app, settings)
    return app


async def page() -> FileResponse:
    return FileResponse(STATIC / "index.html", media_type="text/html; charset=utf-8")


def protect(app: FastAPI, settings: BotSettings) -> None:
    app.add_middleware(BodyLimit)
    origins = settings.cors_origins.split()
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        )
    app.add_middleware(SecurityHeaders)


def main() -> None:
    settings = BotSettings()
    set_up_logging(settings.log_level, settings.secrets)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=STOP_PATIENCE,
    )


if __name__ == "__main__":
    main()
