"""PostgreSQL for Rasa's event loop: a few threads, each with a connection of its own."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
from psycopg2.extensions import parse_dsn

THREADS = 4  # one turn waits for the database for a millisecond or two of its seven

# A server that does not answer must fail the turn, not hold it. What DATABASE_URL says comes first.
DEFAULTS = {
    "application_name": "duongday rasa",
    "connect_timeout": "3",
    "tcp_user_timeout": "5000",
    "options": "-c statement_timeout=5000",
}

Row = tuple[Any, ...]
Parameters = tuple[object, ...] | dict[str, object]


class Database:
    """Runs single statements; each commits by itself, so that a turn needs no second round trip."""

    def __init__(self, url: str) -> None:
        self._parameters = DEFAULTS | parse_dsn(url)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="database")
        self._local = threading.local()

    async def run(self, statement: str, parameters: Parameters = ()) -> list[Row]:
        """Execute one statement and return its rows. It may run twice if the connection breaks."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, statement, parameters)

    def _run(self, statement: str, parameters: Parameters) -> list[Row]:
        kept: Any = getattr(self._local, "connection", None)
        if kept is not None:
            try:
                return self._execute(kept, statement, parameters)
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                pass  # the server may have been restarted since: once more, on a new connection
        self._local.connection = None
        fresh = psycopg2.connect(**self._parameters)
        fresh.autocommit = True
        rows = self._execute(fresh, statement, parameters)
        self._local.connection = fresh
        return rows

    @staticmethod
    def _execute(connection: Any, statement: str, parameters: Parameters) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            rows: list[Row] = cursor.fetchall() if cursor.description else []
            return rows

    def close(self) -> None:
        """Let the threads end; their connections close with them."""
        self._threads.shutdown(wait=False)
