"""Service tokens: made, limited by scopes, stored as hashes, revoked at once."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api import tokens
from api.database import Database
from api.settings import ApiSettings

TOKEN = "t" * 20


async def run(settings: ApiSettings, *arguments: str) -> str:
    return await tokens.run(tokens.parse_arguments(arguments), settings)


async def status(client: httpx.AsyncClient, token: str) -> int:
    return (await client.get("/v1/tickets", headers={"Authorization": f"Bearer {token}"})).status_code


class TestTokens:
    async def test_created_token_works_until_revoked(
        self, settings: ApiSettings, public: httpx.AsyncClient
    ) -> None:
        token = await run(settings, "create", "desk", "--scopes", "tickets:read")
        assert await status(public, token) == 200
        with pytest.raises(SystemExit, match="revoke it first"):
            await run(settings, "create", "desk", "--scopes", "tickets:read")
        await run(settings, "revoke", "desk")
        assert await status(public, token) == 401
        assert "revoked" in await run(settings, "list")

    async def test_ensure_is_idempotent_and_replaces_the_former_token(
        self, settings: ApiSettings, public: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        command = ("ensure", "bot", "--token-env", "BOT_API_TOKEN", "--scopes", "tickets:read")
        monkeypatch.setenv("BOT_API_TOKEN", TOKEN)
        for _ in range(2):
            await run(settings, *command)
        assert await status(public, TOKEN) == 200
        monkeypatch.setenv("BOT_API_TOKEN", TOKEN[::-1] + "2")
        await run(settings, *command)
        assert [await status(public, token) for token in (TOKEN, TOKEN[::-1] + "2")] == [401, 200]

    async def test_short_tokens_and_unknown_scopes_are_refused(
        self, settings: ApiSettings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("BOT_API_TOKEN", "short")
        with pytest.raises(SystemExit, match="16 or more"):
            await run(settings, "ensure", "bot", "--token-env", "BOT_API_TOKEN", "--scopes", "tickets:read")
        with pytest.raises(SystemExit):
            tokens.parse_arguments(["create", "bot", "--scopes", "everything"])
        assert "tickets:read" in capsys.readouterr().err

    async def test_the_token_itself_is_not_stored(self, settings: ApiSettings, database: Database) -> None:
        token = await run(settings, "create", "desk", "--scopes", "tickets:read")
        async with database.session() as session:
            row = (await session.execute(text("SELECT to_jsonb(t)::text FROM api.service_tokens t"))).scalar()
        assert row
        assert token not in row
        assert token.encode().hex() not in row


class TestScopes:
    @pytest.mark.parametrize(
        ("method", "path", "scope"),
        [
            ("POST", "/v1/tickets", "tickets:write"),
            ("GET", "/v1/tickets", "tickets:read"),
            ("GET", "/v1/tickets/LC-2026-000001", "tickets:read"),
            ("POST", "/v1/tickets/LC-2026-000001/transitions", "tickets:transition"),
            ("POST", "/v1/tickets/LC-2026-000001/messages", "tickets:write"),
            ("POST", "/v1/tickets/LC-2026-000001/attachments", "tickets:write"),
            ("POST", "/v1/tickets/LC-2026-000001/receipt", "receipts:read"),
            ("GET", "/v1/tickets/LC-2026-000001/reporter", "reporters:read"),
            ("GET", "/v1/conversations/abc/tickets", "tickets:own"),
            ("GET", "/v1/conversations/abc/messages", "tickets:own"),
            ("POST", "/v1/conversations/abc/tickets/LC-2026-000001/messages", "tickets:own"),
            ("POST", "/v1/conversations/abc/tickets/LC-2026-000001/withdrawal", "tickets:own"),
        ],
    )
    async def test_each_endpoint_asks_for_its_scope(
        self, method: str, path: str, scope: str, new_client: Any
    ) -> None:
        all_but = {
            *("tickets:write", "tickets:read", "tickets:transition", "tickets:own", "receipts:read")
        } - {scope}
        without, with_it = await asyncio.gather(new_client(*all_but, name="a"), new_client(scope, name="b"))
        assert (await without.request(method, path)).status_code == 403
        assert (await with_it.request(method, path)).status_code not in (401, 403)
