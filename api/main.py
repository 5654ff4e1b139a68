"""The api: tickets, directory, answers and the staff pages."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from api import errors, health
from api.answers import routes as answers
from api.conversations import routes as conversations
from api.database import Database
from api.directory import open_data
from api.directory import pages as directory_pages
from api.directory import routes as directory
from api.directory.cache import DirectoryCache
from api.docs import routes as docs
from api.docs.document import DocumentedApi
from api.edge import Edge
from api.hotline import routes as hotline
from api.rate_limits import RateLimits
from api.settings import ApiSettings
from api.staff import app as staff
from api.taxonomy import routes as taxonomy
from api.tickets import evidence_routes, own_routes
from api.tickets import routes as tickets

DESCRIPTION = """Tickets of the press hotline and the directory of spokespersons.

Errors are RFC 9457 problem details (`application/problem+json`). Programs authenticate with a service
token (`Authorization: Bearer …`); public endpoints need none and are limited for each address.
"""


def create_app(settings: ApiSettings) -> FastAPI:
    app = DocumentedApi(
        title="duongday",
        version="1",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": settings.public_url}],
    )
    app.state.settings = settings
    app.state.database = Database(settings.sqlalchemy_url)
    app.state.rate_limits = RateLimits(settings)
    errors.install(app)
    app.state.directory = DirectoryCache()
    for part in (health, taxonomy, tickets, evidence_routes, own_routes, conversations, docs):
        app.include_router(part.router)
    for part in (directory, directory_pages, open_data, answers, hotline):
        app.include_router(part.router)
    staff.install(app, settings)
    app.add_middleware(Edge, https=settings.public_url.startswith("https://"))
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    await app.state.database.close()


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    settings = ApiSettings()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,  # paths carry ticket codes
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        timeout_graceful_shutdown=10,
    )


if __name__ == "__main__":
    main()
