"""The api as a program sees it: a real app on a real database, and clients with tokens."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from api import tokens
from api.database import Database
from api.main import create_app
from api.security import Scope
from api.settings import ApiSettings
from api.staff import passwords
from api.taxonomy import importer

TAXONOMY = Path(__file__).resolve().parents[2] / "data" / "taxonomy"
TOKEN = "a-token-for-tests-0123456789"

Client = httpx.AsyncClient
NewClient = Callable[..., Awaitable[Client]]
NewTicket = Callable[..., Awaitable[dict[str, Any]]]


def ticket_body(**changes: Any) -> dict[str, Any]:
    """An acceptable report; `changes` replace or (None) remove fields."""
    body = {
        "category": "PV-NN",
        "outlet": "Tạp chí Ví Dụ",
        "description": "Hai người xưng nhà báo đến xã Bum Tở đòi 20 triệu đồng.",
        "occurred_at": {"value": "2026-11-22", "precision": "day"},
        "place": {"text": "xã Bum Tở"},
        "reporter": {"role": "citizen", "name": "Lò Thị Mẩy", "phone": "+84912345678"},
        "consent": {"version": "2026-11", "at": "2026-11-23T10:00:00+07:00"},
        "channel": "web",
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


@pytest.fixture
def report() -> dict[str, Any]:
    return ticket_body()


@pytest.fixture
def settings(database_url: str) -> ApiSettings:
    return ApiSettings(DATABASE_URL=database_url, status_rate="1000/minute", public_rate="1000/minute")


@pytest.fixture
async def database(settings: ApiSettings) -> AsyncIterator[Database]:
    database = Database(settings.sqlalchemy_url)
    async with database.session() as session:
        await importer.load(session, TAXONOMY)
    yield database
    await database.close()


@pytest.fixture
async def app(
    settings: ApiSettings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FastAPI]:
    # Nobody signs in here, and the real cost would be paid for every app made.
    monkeypatch.setattr(passwords, "PasswordHasher", lambda: PasswordHasher(1, 8, 1))
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def new_client(app: FastAPI, database: Database) -> AsyncIterator[NewClient]:
    """A client of its own name with the scopes given; none: without a token."""
    clients: list[Client] = []

    async def make(*scopes: Scope, name: str = "", address: str = "10.0.0.1") -> Client:
        name = name or f"program-{len(clients)}"
        headers = {}
        if scopes:
            headers["Authorization"] = f"Bearer {TOKEN}-{name}"
            async with database.session() as session:
                await tokens.store(session, name, f"{TOKEN}-{name}", list(scopes))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1234))
        clients.append(Client(transport=transport, base_url="http://api.test", headers=headers))
        return clients[-1]

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
async def client(new_client: NewClient) -> Client:
    """A program that may do everything."""
    return await new_client(*Scope, name="all")


@pytest.fixture
async def public(new_client: NewClient) -> Client:
    return await new_client()


@pytest.fixture
def new_ticket(client: Client) -> NewTicket:
    filed = 0

    async def make(**changes: Any) -> dict[str, Any]:
        nonlocal filed
        filed += 1
        headers = {"Idempotency-Key": f"key-{filed}"}
        response = await client.post("/v1/tickets", json=ticket_body(**changes), headers=headers)
        assert response.status_code == 201, response.text
        return dict(response.json())

    return make
