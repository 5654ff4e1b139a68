"""Staff accounts on the api of tests/api, and browsers that are signed in."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from api.database import Database
from api.staff import accounts, passwords
from api.staff.permissions import Role

PASSWORD = "mật khẩu thử nghiệm 7"
CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


@dataclass
class Visitor:
    """A browser without JavaScript: it keeps cookies, sends the form of a page, follows nothing by itself."""

    client: httpx.AsyncClient
    password: str = PASSWORD

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path)

    async def token(self, page: str) -> str:
        found = CSRF.search((await self.client.get(page)).text)
        assert found, f"no form on {page}"
        return found[1]

    async def post(self, path: str, page: str = "/staff", **fields: str) -> httpx.Response:
        """Send a form of ours, with the token that `page` carries."""
        return await self.client.post(path, data={"csrf": await self.token(page)} | fields)

    async def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> httpx.Response:
        return await self.post("/staff/login", page="/staff/login", name=name, password=password, **fields)


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real algorithm at a cost that lets many sign-ins run in seconds."""
    monkeypatch.setattr(passwords, "PasswordHasher", lambda: PasswordHasher(1, 8, 1))


@pytest.fixture
async def visit(cheap_passwords: None, app: FastAPI) -> AsyncIterator[Callable[..., Visitor]]:
    clients: list[httpx.AsyncClient] = []

    def make(address: str = "10.0.0.9", base_url: str = "http://staff.test") -> Visitor:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1234))
        clients.append(httpx.AsyncClient(transport=transport, base_url=base_url))
        return Visitor(clients[-1])

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    return visit()


@pytest.fixture
async def users(database: Database) -> None:
    """One account of each role, with the role's name."""
    keeper = passwords.Passwords()
    async with database.session() as session:
        for role in Role:
            await accounts.create(session, keeper, role.value, f"Cán bộ {role.value}", role, PASSWORD)


@pytest.fixture
def signed_in(users: None, visit: Callable[..., Visitor]) -> Callable[[str], Awaitable[Visitor]]:
    async def make(name: str) -> Visitor:
        visitor = visit()
        response = await visitor.sign_in(name)
        assert response.status_code == 303, response.text
        return visitor

    return make


@pytest.fixture
async def officer(signed_in: Any) -> Any:
    return await signed_in("officer")
