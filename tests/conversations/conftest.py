"""One set of programs for all conversations; each test talks in a conversation of its own."""

from collections.abc import Callable, Iterator

import httpx
import psycopg
import pytest

from tests.conftest import execute, with_database
from tests.conversations.dialogue import Dialogue
from tests.conversations.programs import Programs, start_programs

DATABASE = "conversations"


@pytest.fixture(scope="session")
def programs(
    postgres_url: str, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Programs]:
    execute(postgres_url, f'CREATE DATABASE "{DATABASE}" TEMPLATE "{migrated_template}"')
    started = start_programs(with_database(postgres_url, DATABASE), tmp_path_factory.mktemp("logs"))
    yield started
    started.stop()


@pytest.fixture
def begin(programs: Programs, request: pytest.FixtureRequest) -> Iterator[Callable[[], Dialogue]]:
    """Begins a conversation. What it took to file each report is noted for the report of __main__.py."""
    begun: list[Dialogue] = []

    def dialogue() -> Dialogue:
        begun.append(Dialogue(programs, client, database))
        return begun[-1]

    with (
        httpx.Client(timeout=60) as client,
        psycopg.connect(programs.database_url, autocommit=True) as database,
    ):
        yield dialogue
        filed = [pair for one in begun for pair in one.questions_by_category()]
        request.node.user_properties.extend(("filed", pair) for pair in filed)


@pytest.fixture
def dialogue(begin: Callable[[], Dialogue]) -> Dialogue:
    return begin()
