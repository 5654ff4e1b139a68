"""The directory's own data files, without a database."""

from datetime import date
from pathlib import Path

import pytest

from api.clock import now
from api.database import Database
from api.directory import importer
from api.directory.assemble import assemble
from api.directory.generate import load_files
from api.directory.resolver import Resolver

DATA = Path(__file__).resolve().parents[3] / "data" / "directory"


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    return Resolver(assemble(load_files(DATA)))


@pytest.fixture
def day() -> date:
    return date(2026, 11, 23)


@pytest.fixture
async def loaded(database: Database) -> Database:
    """The directory of the data files, with the sample people."""
    async with database.session() as session:
        await importer.load(session, DATA, samples=True, now=now())
    return database
