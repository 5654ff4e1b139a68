"""Texts about the hotline, and law only with a verified citation."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.answers import importer
from api.answers.models import LegalAnswer
from api.clock import now, today
from api.database import Database

DAY = timedelta(days=1)
DATA = Path(__file__).resolve().parents[3] / "data" / "answers"


@pytest.fixture
async def loaded(database: Database) -> Database:
    async with database.session() as session:
        await importer.load(session, DATA, now())
    return database


async def verify(database: Database, entry_id: str, **changes: Any) -> None:
    async with database.session() as session:
        entry = await session.get_one(LegalAnswer, entry_id)
        entry.verified_by, entry.verified_at = "lan", datetime(2026, 11, 1, tzinfo=UTC)
        for name, value in changes.items():
            setattr(entry, name, value)


async def ask(public: httpx.AsyncClient, question: str) -> dict[str, Any]:
    response = await public.get("/v1/legal-answers", params={"q": question})
    assert response.status_code == 200, response.text
    return dict(response.json())


@pytest.mark.usefixtures("loaded")
class TestTexts:
    async def test_each_topic_has_a_text(self, public: httpx.AsyncClient) -> None:
        for topic in ("hotline", "procedure", "privacy", "capabilities"):
            answer = (await public.get(f"/v1/answers/{topic}")).json()
            assert (answer["topic"], bool(answer["text"]), bool(answer["updated_at"])) == (topic, True, True)

    async def test_no_number_but_the_police_is_given(self, public: httpx.AsyncClient) -> None:
        text = (await public.get("/v1/answers/hotline")).json()["text"]
        assert "113" in text
        assert "chưa được" in text

    async def test_other_topics_are_refused(self, public: httpx.AsyncClient) -> None:
        assert (await public.get("/v1/answers/law_contact")).status_code == 422

    async def test_unchanged_text_keeps_its_time(self, public: httpx.AsyncClient, loaded: Database) -> None:
        before = (await public.get("/v1/answers/privacy")).json()
        async with loaded.session() as session:
            await importer.load(session, DATA, now())
        assert (await public.get("/v1/answers/privacy")).json() == before


async def test_unwritten_text_is_not_found(public: httpx.AsyncClient) -> None:
    assert (await public.get("/v1/answers/hotline")).status_code == 404


@pytest.mark.usefixtures("loaded")
class TestLaw:
    async def test_nothing_is_verified_so_nothing_is_answered(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, "khi nào được từ chối cung cấp thông tin cho báo chí")
        assert (answer["outcome"], answer["items"]) == ("none", [])
        assert "Anh/Chị" in answer["contact"]

    async def test_verified_entry_is_given_with_its_citation(
        self, public: httpx.AsyncClient, loaded: Database
    ) -> None:
        await verify(loaded, "lbc-31-2")
        for question in (
            "khi nào được từ chối cung cấp thông tin cho báo chí?",
            "khi nao duoc tu choi cung cap thong tin cho bao chi",
            "người phát ngôn từ chối trả lời có được không",
        ):
            answer = await ask(public, question)
            assert answer["outcome"] == "found"
            citation = answer["items"][0]["citation"]
            assert citation["number"] == "Luật Báo chí 126/2025/QH15"
            assert citation["verified_at"].startswith("2026-11-01")

    async def test_other_question_is_not_answered_with_it(
        self, public: httpx.AsyncClient, loaded: Database
    ) -> None:
        await verify(loaded, "lbc-31-2")
        for question in ("thẻ nhà báo có thời hạn bao lâu", "mức phạt mạo danh nhà báo", "luật", "???"):
            assert (await ask(public, question))["outcome"] == "none"

    @pytest.mark.parametrize(
        "change",
        [
            {"valid_to": today() - DAY},
            {"valid_from": today() + DAY},
            {"retired_at": now()},
            {"verified_by": None},
            {"verified_at": None},
        ],
        ids=["expired", "not yet", "retired", "by nobody", "never"],
    )
    async def test_only_what_is_verified_in_use_and_valid_today_is_given(
        self, public: httpx.AsyncClient, loaded: Database, change: dict[str, Any]
    ) -> None:
        question = "khi nào được từ chối cung cấp thông tin cho báo chí"
        await verify(loaded, "lbc-31-2", valid_from=today(), valid_to=today())
        assert (await ask(public, question))["outcome"] == "found"
        await verify(loaded, "lbc-31-2", **change)
        assert (await ask(public, question))["outcome"] == "none"

    async def test_nothing_is_said_when_the_better_entry_may_not_be_shown(
        self, public: httpx.AsyncClient, loaded: Database
    ) -> None:
        await verify(loaded, "lbc-27-2")
        question = "nha bao den lam viec phai xuat trinh giay to gi"
        assert (await ask(public, question))["outcome"] == "found"
        assert (await ask(public, "thẻ nhà báo có thời hạn bao lâu"))["outcome"] == "none"

    async def test_entry_that_no_longer_holds_is_not_given(
        self, public: httpx.AsyncClient, loaded: Database
    ) -> None:
        await verify(loaded, "lbc-31-2", valid_to=datetime(2026, 7, 2, tzinfo=UTC).date())
        assert (await ask(public, "khi nào được từ chối cung cấp thông tin cho báo chí"))["outcome"] == "none"
