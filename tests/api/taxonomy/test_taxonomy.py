"""The shipped tables are complete and consistent, loading repeats harmlessly, days of validity hold."""

from datetime import date
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, update

from api.database import Database
from api.taxonomy import importer, repository
from api.taxonomy.models import Category, CategoryRole, Status, Transition

FOLDER = Path(__file__).resolve().parents[3] / "data" / "taxonomy"
DAY = date(2026, 11, 23)


class TestTables:
    async def test_sixteen_categories_of_which_two_are_not_fileable(self, public: httpx.AsyncClient) -> None:
        items = (await public.get("/v1/categories")).json()["items"]
        assert len(items) == 16
        assert {item["code"] for item in items if not item["fileable"]} == {"NPN-TC", "NG-PV"}

    async def test_moves_lead_from_and_to_known_statuses_and_out_of_each(self, database: Database) -> None:
        async with database.session() as session:
            known = {status.code for status in await repository.statuses(session, DAY)}
            moves = (await session.scalars(select(Transition))).all()
        assert len(known) == 9
        assert {move.from_status for move in moves} == known
        assert {move.to_status for move in moves} == known
        assert {move.who for move in moves} == {"staff", "reporter", "system"}
        assert all(move.needs_reason for move in moves if move.to_status == "TU_CHOI")

    async def test_every_category_has_a_lead_in_both_profiles(self, database: Database) -> None:
        async with database.session() as session:
            for day, lead in ((date(2022, 6, 1), "Thanh tra Sở"), (DAY, "Công an (xã, PA05)")):
                for category in await repository.categories(session, day):
                    roles = await repository.roles(session, category.code, day)
                    assert "lead" in {role.part for role in roles}
                roles = await repository.roles(session, "MX-SST", day)
                assert roles[0].body == lead


class TestValidity:
    async def test_a_row_holds_from_its_first_to_its_last_day(self, database: Database) -> None:
        last = date(2026, 11, 22)
        async with database.session() as session:
            await session.execute(update(Category).where(Category.code == "PV-MD").values(valid_to=last))
            assert await repository.category(session, "PV-MD", last)
            assert await repository.category(session, "PV-MD", DAY) is None
            assert await repository.category(session, "PV-MD", date(2021, 12, 31)) is None

    async def test_an_ended_category_can_no_longer_be_filed(
        self, client: httpx.AsyncClient, database: Database
    ) -> None:
        async with database.session() as session:
            ended = update(Category).where(Category.code == "PV-MD").values(valid_to=date(2022, 1, 2))
            await session.execute(ended)
        body = {
            "category": "PV-MD",
            "description": "Thẻ giả.",
            "consent": {"version": "1", "at": "2026-11-23T10:00:00+07:00"},
            "channel": "web",
        }
        refused = await client.post("/v1/tickets", json=body, headers={"Idempotency-Key": "k"})
        assert refused.status_code == 422
        codes = [item["code"] for item in (await client.get("/v1/categories")).json()["items"]]
        assert "PV-MD" not in codes


class TestLoad:
    async def test_loading_again_changes_nothing_and_removes_what_the_files_lack(
        self, database: Database
    ) -> None:
        extra = Status(code="LA", label="Lạ", is_open=True, position=99, valid_from=DAY)
        async with database.session() as session:
            roles = await session.scalar(select(func.count()).select_from(CategoryRole))
            session.add(extra)
        for _ in range(2):
            async with database.session() as session:
                await importer.load(session, FOLDER)
        async with database.session() as session:
            assert await session.scalar(select(func.count()).select_from(CategoryRole)) == roles
            assert await session.scalar(select(func.count()).select_from(Status)) == 9

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("code,label", "kode,label", "must have the columns"),
            ("true,1,", "yes,1,", "neither true nor false"),
            ("2022-01-01", "1/1/2022", "statuses.csv"),
        ],
    )
    def test_a_wrong_file_is_refused_with_its_name(
        self, old: str, new: str, message: str, tmp_path: Path
    ) -> None:
        content = (FOLDER / "statuses.csv").read_text(encoding="utf-8")
        (tmp_path / "statuses.csv").write_text(content.replace(old, new), encoding="utf-8")
        with pytest.raises(ValueError, match=message):
            importer.read_rows(tmp_path / "statuses.csv", Status)
