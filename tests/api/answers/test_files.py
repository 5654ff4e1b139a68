"""The shipped answers are loaded at every start, and never change what staff have taken over."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from api import actors
from api.answers import importer, keeping, repository
from api.answers.content import LegalContent
from api.answers.importer import read_legal
from api.answers.models import AnswerVersion, LegalAnswer
from api.clock import now
from api.data_files import BadRowError
from api.database import Database

DATA = Path(__file__).resolve().parents[3] / "data" / "answers"
LAN = actors.staff("lan")
HEAD = "id,number,article,status,content,questions,valid_from,valid_to,grade,source"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for topic in importer.TOPICS:
        (tmp_path / f"{topic}.md").write_text(f"Về {topic}.", encoding="utf-8")
    write(tmp_path, first="Nội dung một.", second="Nội dung hai.")
    return tmp_path


def write(folder: Path, **entries: str) -> None:
    lines = [f"{name},Luật A,Điều 1,in_force,{text},hỏi gì,,,open,nguồn" for name, text in entries.items()]
    (folder / "legal_basis.csv").write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")


async def load(database: Database, folder: Path) -> None:
    async with database.session() as session:
        await importer.load(session, folder, now())


async def entry(database: Database, entry_id: str) -> LegalAnswer:
    async with database.session() as session:
        return await session.get_one(LegalAnswer, entry_id)


async def versions(database: Database, answer_id: str) -> Sequence[tuple[str, str]]:
    async with database.session() as session:
        query = sa.select(AnswerVersion).where(AnswerVersion.answer_id == answer_id)
        return [
            (row.action, row.actor_name) for row in await session.scalars(query.order_by(AnswerVersion.id))
        ]


class TestUntouched:
    async def test_rows_follow_the_files(self, database: Database, folder: Path) -> None:
        await load(database, folder)
        write(folder, first="Nội dung mới.", second="Nội dung hai.")
        await load(database, folder)
        await load(database, folder)
        found = await entry(database, "first")
        assert (found.content, found.version, found.kept_by) == ("Nội dung mới.", 2, "files")
        assert (await entry(database, "second")).version == 1
        assert await versions(database, "first") == [("shipped", ""), ("shipped", "")]

    async def test_what_is_gone_from_the_files_is_out_of_use_until_it_is_back(
        self, database: Database, folder: Path
    ) -> None:
        await load(database, folder)
        write(folder, first="Nội dung một.")
        await load(database, folder)
        assert (await entry(database, "second")).retired_at is not None
        write(folder, first="Nội dung một.", second="Nội dung hai.")
        await load(database, folder)
        assert (await entry(database, "second")).retired_at is None

    async def test_a_verification_falls_with_the_text_it_vouched_for(
        self, database: Database, folder: Path
    ) -> None:
        """However it came to stand on a row of the files."""
        await load(database, folder)
        async with database.session() as session:
            found = await session.get_one(LegalAnswer, "first")
            found.verified_by, found.verified_at = "lan", now()
        await load(database, folder)
        assert (await entry(database, "first")).verified_by == "lan"
        write(folder, first="Nội dung mới.", second="Nội dung hai.")
        await load(database, folder)
        assert (await entry(database, "first")).verified_at is None


class TestTakenOver:
    @pytest.mark.parametrize("act", ["edit", "verify", "retire"])
    async def test_the_first_act_of_staff_takes_the_row_out_of_the_files_hands(
        self, database: Database, folder: Path, act: str
    ) -> None:
        await load(database, folder)
        async with database.session() as session:
            found = await keeping.open_law(session, "first")
            if act == "edit":
                content = replace(LegalContent.of(found), content="Của Lan.")
                await keeping.edit_law(session, "first", 1, content, LAN)
            elif act == "verify":
                await keeping.verify_law(session, "first", 1, LAN)
            else:
                await keeping.retire_law(session, "first", 1, LAN)
        kept = await entry(database, "first")
        write(folder, first="Nội dung mới của nhà phát triển.", second="Nội dung hai.")
        await load(database, folder)
        found = await entry(database, "first")
        for name in ("content", "verified_by", "verified_at", "retired_at", "version", "updated_by"):
            assert getattr(found, name) == getattr(kept, name)
        assert found.shipped_news
        assert (found.shipped or {})["content"] == "Nội dung mới của nhà phát triển."

    async def test_news_are_told_once_and_go_when_staff_save(self, database: Database, folder: Path) -> None:
        await load(database, folder)
        async with database.session() as session:
            await keeping.verify_law(session, "first", 1, LAN)
        await load(database, folder)
        assert not (await entry(database, "first")).shipped_news
        write(folder, first="Mới.", second="Nội dung hai.")
        await load(database, folder)
        async with database.session() as session:
            found = await keeping.open_law(session, "first")
            await keeping.edit_law(session, "first", 2, LegalContent.of(found), LAN)
        await load(database, folder)
        found = await entry(database, "first")
        assert not found.shipped_news
        assert found.verified_by == "lan", "saving the same words changes nothing"

    async def test_gone_from_the_files_it_stays(self, database: Database, folder: Path) -> None:
        await load(database, folder)
        async with database.session() as session:
            await keeping.verify_law(session, "second", 1, LAN)
        write(folder, first="Nội dung một.")
        await load(database, folder)
        assert (await entry(database, "second")).retired_at is None

    async def test_a_text_of_staff_stays_and_the_new_one_is_kept_beside_it(
        self, database: Database, folder: Path
    ) -> None:
        await load(database, folder)
        async with database.session() as session:
            await keeping.edit_text(session, "hotline", 1, "Gọi số của cơ quan.", LAN)
        (folder / "hotline.md").write_text("Bản mới.", encoding="utf-8")
        await load(database, folder)
        async with database.session() as session:
            found = await repository.text(session, "hotline")
        assert found is not None
        assert (found.text, found.shipped, found.shipped_news) == ("Gọi số của cơ quan.", "Bản mới.", True)
        assert await versions(database, "hotline") == [("shipped", ""), ("edited", "lan")]


async def test_history_cannot_be_rewritten(database: Database, folder: Path) -> None:
    await load(database, folder)
    for statement in ("UPDATE api.answer_versions SET actor_name = 'x'", "DELETE FROM api.answer_versions"):
        with pytest.raises(sa.exc.IntegrityError, match="append-only"):
            async with database.session() as session:
                await session.execute(sa.text(statement))


class TestShippedFiles:
    def test_they_can_be_read(self) -> None:
        assert len(read_legal(DATA / "legal_basis.csv")) > 20

    def test_an_id_stands_only_once(self, folder: Path) -> None:
        path = folder / "legal_basis.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([*lines, lines[-1]]), encoding="utf-8")
        with pytest.raises(BadRowError, match="same id"):
            read_legal(path)

    def test_a_verification_cannot_be_shipped(self, folder: Path) -> None:
        path: Any = folder / "legal_basis.csv"
        path.write_text(f"{HEAD},verified_by,verified_at\n", encoding="utf-8")
        with pytest.raises(BadRowError, match="columns must be"):
            read_legal(path)
