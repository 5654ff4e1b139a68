"""One set of programs for all conversations; each test talks in a conversation of its own."""

from collections.abc import Callable, Iterator

import httpx
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
def begin(programs: Programs) -> Iterator[Callable[[], Dialogue]]:
    """Begins a conversation."""
    with httpx.Client(timeout=30) as client:
        yield lambda: Dialogue(programs, client)


@pytest.fixture
def dialogue(begin: Callable[[], Dialogue]) -> Dialogue:
    return begin()
