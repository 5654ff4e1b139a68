"""`python -m api.seed`: all or nothing, as often as one likes, samples only when asked for."""

import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api import seed

TABLES = (
    "agencies",
    "agency_names",
    "agency_successions",
    "communes",
    "former_units",
    "answers",
    "legal_answers",
    "answer_versions",
)


@pytest.fixture(autouse=True)
def environment(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("DUONGDAY_MODE", raising=False)


def read(database_url: str) -> dict[str, list[Any]]:
    with psycopg.connect(database_url) as connection:
        return {
            name: sorted(connection.execute(f"SELECT * FROM api.{name}").fetchall(), key=str)  # noqa: S608 - our names
            for name in TABLES
        }


def count_people(database_url: str, where: str = "true") -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute(f"SELECT count(*) FROM api.spokespersons WHERE {where}").fetchone()  # noqa: S608
    return int(row[0]) if row else -1


def test_loading_twice_changes_nothing(database_url: str) -> None:
    seed.main([])
    once = read(database_url)
    seed.main([])
    assert read(database_url) == once
    assert len(once["communes"]) == 38


def test_samples_come_only_when_asked_for_and_go_again(database_url: str) -> None:
    seed.main([])
    assert count_people(database_url) == 0
    seed.main(["--sample"])
    seed.main(["--sample"])
    assert count_people(database_url) == count_people(database_url, "sample") == 19
    seed.main([])
    assert count_people(database_url) == 0


def test_real_people_stay(database_url: str) -> None:
    seed.main([])
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO api.spokespersons (agency_id, role, name, title, published)"
            " VALUES ('so-yt', 'dung_dau', 'A', 'B', true)"
        )
    seed.main(["--sample"])
    assert count_people(database_url, "NOT sample") == 1


def test_every_sample_says_so_in_every_field(database_url: str) -> None:
    seed.main(["--sample"])
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT name, title, phone_office, phone_mobile, email, decision_no FROM api.spokespersons"
        ).fetchall()
    assert all("mẫu" in cell or cell.endswith(".example") for row in rows for cell in row if cell)


def test_bad_row_loads_nothing_and_is_named(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(seed.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("training")))
    with (data / "answers" / "legal_basis.csv").open("a", encoding="utf-8") as file:
        file.write("x,số,,lạ,nội dung,,,,open,nguồn\n")
    with pytest.raises(SystemExit, match=r"Nothing was loaded\. legal_basis\.csv, line \d+: status is 'lạ'"):
        seed.main(["--data", str(data)])
    assert read(database_url)["agencies"] == []


def test_production_refuses_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUONGDAY_MODE", "production")
    for name in ("API_RECEIPT_KEY", "API_SESSION_KEY"):
        monkeypatch.setenv(name, "x" * 32)
    with pytest.raises(SystemExit, match="in production"):
        seed.main(["--sample"])
