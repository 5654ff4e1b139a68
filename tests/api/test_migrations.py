"""The migrations make exactly what the models say, and can be taken back."""

import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import api
from api.database import SCHEMA, Base

ROOT = Path(__file__).resolve().parents[2]


def migrate(database_url: str, *command: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "alembic", "-n", "api", *command],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        check=True,
        capture_output=True,
    )


def import_all_models() -> None:
    for module in pkgutil.walk_packages(api.__path__, "api."):
        if "migrations" not in module.name:
            importlib.import_module(module.name)


def differences(database_url: str) -> list[Any]:
    def only_ours(name: str | None, kind: str, _: Any) -> bool:
        return name == SCHEMA if kind == "schema" else name != "alembic_version"

    import_all_models()
    engine = sa.create_engine(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
    options = {"include_schemas": True, "include_name": only_ours, "compare_type": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, Base.metadata)
    engine.dispose()
    return list(found)


def test_migrations_up_down_up_match_the_models(database_url: str) -> None:
    migrate(database_url, "downgrade", "base")
    migrate(database_url, "upgrade", "head")
    assert differences(database_url) == []
