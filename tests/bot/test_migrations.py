"""The migrations make exactly what the models say, and can be taken back."""

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.conversations import models
from bot.database import SCHEMA

ROOT = Path(__file__).resolve().parents[2]


def migrate(database_url: str, *command: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "alembic", "-n", "bot", *command],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        check=True,
        capture_output=True,
    )


def differences(database_url: str) -> list[Any]:
    def only_ours(name: str | None, kind: str, _: Any) -> bool:
        return name == SCHEMA if kind == "schema" else name != "alembic_version"

    engine = sa.create_engine(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
    options = {"include_schemas": True, "include_name": only_ours, "compare_type": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, models.Conversation.metadata)
    engine.dispose()
    return list(found)


def test_migrations_up_down_up_match_the_models(database_url: str) -> None:
    migrate(database_url, "downgrade", "base")
    migrate(database_url, "upgrade", "head")
    assert differences(database_url) == []


def test_queue_tables_are_those_of_the_installed_queue() -> None:
    """After an upgrade of procrastinate this fails: write a migration with its changes."""
    installed = (resources.files("procrastinate.sql") / "schema.sql").read_text(encoding="utf-8")
    ours = (ROOT / "bot/migrations/queue_schema.sql").read_text(encoding="utf-8")
    assert ours == installed
