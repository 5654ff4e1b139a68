"""The fixtures themselves: each test has a migrated database of its own."""

import psycopg


def test_database_is_migrated(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        rows = connection.execute("SELECT version_num FROM api.alembic_version").fetchall()
    assert len(rows) == 1
