"""Every error is a problem document, and none repeats what was sent."""

import logging
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from api.database import SessionDep
from api.settings import ApiSettings

SECRET = "so-dien-thoai-bi-mat"


def problem(response: httpx.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == response.status_code
    assert found["title"]
    assert found["type"].startswith("urn:duongday:problem:")
    assert SECRET not in response.text
    return found


class TestProblems:
    async def test_each_kind_of_mistake_is_a_problem(self, client: httpx.AsyncClient) -> None:
        json_type = {"Content-Type": "application/json", "Idempotency-Key": "k"}
        calls = [
            (404, client.get(f"/{SECRET}")),
            (404, client.get(f"/v1/tickets/{SECRET}")),
            (405, client.delete("/v1/tickets")),
            (422, client.get("/v1/tickets", params={"limit": SECRET})),
            (422, client.get("/v1/tickets", params={"cursor": SECRET})),
            (422, client.get("/v1/tickets", params={"unknown": SECRET})),
            (422, client.get("/v1/tickets", params={"q": "a\x00bc"})),
            (422, client.post("/v1/tickets", content=f'{{"{SECRET}":', headers=json_type)),
            (422, client.post("/v1/tickets", content=f'"{SECRET}"', headers=json_type)),
            (422, client.post("/v1/tickets", json={"unknown": SECRET}, headers={"Idempotency-Key": "k"})),
            (400, client.post("/v1/tickets", content=b'{"a": "\xff"}', headers=json_type)),
            (413, client.post("/v1/tickets", content=b" " * 1_100_000, headers=json_type)),
        ]
        for status, call in calls:
            response = await call
            assert response.status_code == status, response.text
            problem(response)

    async def test_wrong_method_names_all_methods(self, client: httpx.AsyncClient) -> None:
        assert (await client.delete("/v1/tickets")).headers["allow"] == "GET, POST"

    async def test_a_body_without_declared_size_is_limited_too(self, client: httpx.AsyncClient) -> None:
        async def endless() -> Any:
            for _ in range(40):
                yield b" " * 65_536

        headers = {"Content-Type": "application/json", "Idempotency-Key": "k"}
        response = await client.post("/v1/tickets", content=endless(), headers=headers)
        assert response.status_code == 413
        problem(response)

    async def test_nothing_is_read_without_a_token(self, public: httpx.AsyncClient) -> None:
        for token in ("", "Bearer", "Bearer x", "Bearer \xff", "Basic eDp5"):
            headers = [(b"Authorization", token.encode("latin-1"))] if token else []
            response = await public.get("/v1/tickets", headers=headers)
            assert response.status_code == 401
            assert response.headers["www-authenticate"] == "Bearer"
            problem(response)

    async def test_unexpected_error_is_a_problem_and_its_values_are_not_logged(
        self, app: FastAPI, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def fail() -> None:
            raise RuntimeError(SECRET)

        app.add_api_route("/fail", fail)
        with caplog.at_level(logging.DEBUG):
            response = await client.get("/fail")
        assert response.status_code == 500
        problem(response)
        assert "RuntimeError in GET /fail" in caplog.text
        assert SECRET not in caplog.text

    async def test_values_of_a_failed_statement_are_not_logged(
        self, app: FastAPI, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def fail(session: SessionDep) -> None:
            await session.execute(text("SELECT CAST(:value AS int)"), {"value": SECRET})

        app.add_api_route("/fail", fail)
        with caplog.at_level(logging.INFO):
            problem(await client.get("/fail"))
        assert SECRET not in caplog.text

    @pytest.fixture
    def unreachable(self) -> ApiSettings:
        return ApiSettings(DATABASE_URL="postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")

    async def test_a_missing_database_is_503(self, unreachable: ApiSettings) -> None:
        from api.main import create_app

        transport = httpx.ASGITransport(create_app(unreachable), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://api.test") as client:
            headers = {"Authorization": "Bearer x"}
            answers = [await client.get("/v1/tickets", headers=headers), await client.get("/ready")]
            assert (await client.get("/health")).json() == {"status": "ok"}
        for answer in answers:
            assert answer.status_code == 503
            assert problem(answer)["failed"] == ["database"]


class TestHeaders:
    async def test_answers_and_errors_carry_security_headers(self, client: httpx.AsyncClient) -> None:
        for path in ("/v1/tickets", "/v1/categories", "/nothing", "/docs"):
            headers = (await client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"
            assert headers["content-security-policy"].startswith("default-src 'none'")
