"""Single statements from Rasa's event loop: limits, and what a broken connection costs."""

import asyncio
from typing import Any

import psycopg2
import pytest

from nlu.database import Database


async def test_a_statement_that_hangs_fails_and_the_next_one_works(database_url: str) -> None:
    separator = "&" if "?" in database_url else "?"
    database = Database(f"{database_url}{separator}options=-c%20statement_timeout%3D100")
    with pytest.raises(psycopg2.OperationalError):
        await database.run("SELECT pg_sleep(5)")
    assert await database.run("SELECT 1") == [(1,)]
    database.close()


async def test_statements_time_out_by_default(database_url: str) -> None:
    database = Database(database_url)
    assert await database.run("SHOW statement_timeout") == [("5s",)]
    assert await database.run("SHOW application_name") == [("duongday rasa",)]
    database.close()


async def test_many_at_once_share_few_connections(database_url: str, query: Any) -> None:
    database = Database(database_url)
    rows = await asyncio.gather(*(database.run("SELECT %s::int", (number,)) for number in range(50)))
    assert [row[0][0] for row in rows] == list(range(50))
    count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'duongday rasa'"
    assert query(count + " AND datname = current_database()")[0][0] <= 4
    database.close()


async def test_each_statement_is_a_transaction(database_url: str, query: Any) -> None:
    database = Database(database_url)
    await database.run("INSERT INTO rasa.conversations (id, turn, snapshot) VALUES ('c', 1, '{}')")
    assert query("SELECT id FROM rasa.conversations") == [("c",)]
    with pytest.raises(psycopg2.IntegrityError):
        await database.run("INSERT INTO rasa.conversations (id, turn, snapshot) VALUES ('c', 1, '{}')")
    assert await database.run("SELECT count(*) FROM rasa.conversations") == [(1,)]
    database.close()
