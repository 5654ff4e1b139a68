"""The documentation is complete, and the running program does what it says."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api import tokens
from api.database import Database
from api.security import Scope
from api.settings import ApiSettings
from api.taxonomy import importer
from tests.api.schemathesis_hooks import CONVERSATION

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-for-schemathesis"


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


class TestDocument:
    def test_it_is_openapi_3_1(self, document: dict[str, Any]) -> None:
        assert document["openapi"].startswith("3.1.")

    def test_every_endpoint_has_a_summary_and_documents_its_errors_as_problems(
        self, document: dict[str, Any]
    ) -> None:
        for name, operation in operations(document):
            assert operation["summary"], name
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    content = answer["content"]["application/problem+json"]
                    assert content["schema"] == {"$ref": "#/components/schemas/Problem"}, (name, status)
                    assert content["example"]["status"] == int(status), (name, status)
                    assert set(answer["content"]) == {"application/problem+json"}, (name, status)

    def test_every_body_has_an_example(self, document: dict[str, Any]) -> None:
        for name, operation in operations(document):
            for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
                if media_type == "application/json":
                    schema = document["components"]["schemas"][content["schema"]["$ref"].split("/")[-1]]
                    assert schema.get("examples"), name

    def test_ticket_endpoints_name_their_scope(self, document: dict[str, Any]) -> None:
        for name, operation in operations(document):
            if " /v1/tickets" in name:
                (requirement,) = operation["security"]
                assert requirement["HTTPBearer"], name


class TestPage:
    async def test_docs_page_needs_nothing_from_elsewhere(self, client: httpx.AsyncClient) -> None:
        page = await client.get("/docs")
        assert "POST /v1/tickets" in page.text
        assert "<script" not in page.text
        assert "://" not in page.text.replace("https?://", "").replace("urn:", "")
        assert (await client.get("/docs/docs.css")).headers["content-type"].startswith("text/css")


async def prepare(database_url: str) -> None:
    database = Database(ApiSettings(DATABASE_URL=database_url).sqlalchemy_url)
    async with database.session() as session:
        await importer.load(session, ROOT / "data" / "taxonomy")
        await tokens.store(session, "schemathesis", TOKEN, list(Scope))
    await database.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def file_ticket(url: str) -> None:
    body = {
        "category": "PV-MD",
        "description": "Thẻ giả.",
        "consent": {"version": "1", "at": "2026-11-23T10:00:00+07:00"},
        "channel": "web",
        "conversation_id": CONVERSATION,
    }
    headers = {"Authorization": f"Bearer {TOKEN}", "Idempotency-Key": "first"}
    httpx.post(f"{url}/v1/tickets", json=body, headers=headers).raise_for_status()


@pytest.fixture
def running_api(database_url: str) -> Iterator[str]:
    """The program itself, as it is started in production."""
    asyncio.run(prepare(database_url))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = os.environ | {"DATABASE_URL": database_url, "API_PORT": str(port), "API_STATUS_RATE": "9999/minute"}
    env |= {"API_PUBLIC_RATE": "99999/minute", "API_PUBLIC_URL": url}
    program = subprocess.Popen([sys.executable, "-m", "api.main"], cwd=ROOT, env=env)
    try:
        for _ in range(300):
            try:
                if httpx.get(f"{url}/ready").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        file_ticket(url)
        yield url
    finally:
        program.terminate()
        assert program.wait(20) in (0, -signal.SIGTERM)


@pytest.mark.processes
@pytest.mark.timeout(600)
def test_the_running_program_keeps_every_promise(running_api: str, tmp_path: Path) -> None:
    """All checks of schemathesis, with a few examples of each operation in each phase."""
    env = os.environ | {"SCHEMATHESIS_HOOKS": "tests.api.schemathesis_hooks", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{running_api}/openapi.json"),
            *("--header", f"Authorization: Bearer {TOKEN}", "--checks", "all"),
            *("--workers", "2", "--phases", "examples,coverage,fuzzing", "--max-examples", "4"),
            *(
                "--suppress-health-check",
                "all",
                "--generation-database",
                "none",
                "--seed",
                "20261123",
                "--no-color",
            ),
        ],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
