"""The users command."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.database import Database
from api.staff import users
from api.staff.models import StaffUser

ROOT = Path(__file__).resolve().parents[3]
SECRET = "a password of the test"


@pytest.fixture
def command(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET", SECRET)

    async def run(*words: str) -> int:
        return await users.main(list(words))

    return run


async def test_a_created_user_signs_in_and_is_listed(
    command: Any, visitor: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    created = await command(
        "create", "lan", "--role", "officer", "--display-name", "Nguyễn Thị Lan", "--password-env", "SECRET"
    )
    assert created == 0
    assert (await visitor.sign_in("lan", SECRET)).status_code == 303
    assert "Nguyễn Thị Lan" in (await visitor.get("/staff")).text
    await command("list")
    output = capsys.readouterr().out
    assert "lan\tofficer\tactive\tNguyễn Thị Lan" in output
    assert SECRET not in output


async def test_creating_twice_is_an_error_unless_told_otherwise(command: Any) -> None:
    words = ("create", "lan", "--role", "admin", "--password-env", "SECRET")
    assert await command(*words) == 0
    assert await command(*words) == 1
    assert await command(*words, "--if-missing") == 0


@pytest.mark.parametrize("name", ["", "a", "Lan", "lan nguyen", "me", "none", "-x", "ă" * 5])
async def test_a_name_that_cannot_be_typed_in_an_address_is_refused(command: Any, name: str) -> None:
    assert await command("create", "--role", "viewer", "--password-env", "SECRET", "--", name) == 1


async def test_a_weak_password_is_refused(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "short")
    assert await command("create", "lan", "--role", "viewer", "--password-env", "SECRET") == 1
    assert await command("create", "lan", "--role", "viewer", "--password-env", "UNSET_VARIABLE") == 1


async def test_a_typed_password_must_be_typed_twice(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([SECRET, "something else", SECRET, SECRET])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert await command("create", "lan", "--role", "viewer") == 1
    assert await command("create", "lan", "--role", "viewer") == 0


async def test_disable_enable_and_set_password(
    command: Any, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await command("create", "lan", "--role", "viewer", "--password-env", "SECRET")
    assert await command("disable", "lan") == 0
    assert (await visit().sign_in("lan", SECRET)).status_code == 401
    assert await command("enable", "lan") == 0
    monkeypatch.setenv("OTHER", "another long password")
    assert await command("set-password", "lan", "--password-env", "OTHER") == 0
    assert (await visit().sign_in("lan", SECRET)).status_code == 401
    assert (await visit().sign_in("lan", "another long password")).status_code == 303
    assert await command("disable", "nobody") == 1


def test_it_runs_as_a_program(database_url: str) -> None:
    command = [sys.executable, "-m", "api.staff.users"]
    words = ["create", "lan", "--role", "admin", "--password-env", "SECRET", "--if-missing"]
    env = os.environ | {"DATABASE_URL": database_url, "SECRET": SECRET}
    for expected in ("created lan", "exists already: lan"):
        done = subprocess.run(
            [*command, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == expected


async def test_passwords_are_stored_as_hashes_only(command: Any, database: Database) -> None:
    await command("create", "lan", "--role", "admin", "--password-env", "SECRET")
    async with database.session() as session:
        user = (await session.scalars(select(StaffUser))).one()
    assert SECRET not in repr(vars(user))
