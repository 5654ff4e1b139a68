"""The directory's own data files, without a database."""

from datetime import date
from pathlib import Path

import pytest

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
