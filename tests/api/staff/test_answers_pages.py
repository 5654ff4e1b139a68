"""Answers on the staff pages: who may what, what the public gets, nothing typed lost, all on record."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from api.answers import importer
from api.answers.models import AnswerVersion, LegalAnswer
from api.audit import AuditRecord
from api.clock import now
from api.database import Database

DATA = Path(__file__).resolve().parents[3] / "data" / "answers"
LIST = "/staff/answers"
ENTRY = f"{LIST}/law/lbc-31-2"
EDIT = f"{ENTRY}/edit"
QUESTION = "khi nao duoc tu choi cung cap thong tin cho bao chi"
FIELDS = {
    "number": "Luật Báo chí 126/2025/QH15",
    "article": "Điều 31 khoản 2",
    "status": "in_force",
    "content": "Được từ chối cung cấp thông tin trong ba trường hợp.",
    "questions": "khi nào được từ chối cung cấp thông tin cho báo chí",
    "valid_from": "01/07/2026",
    "valid_to": "",
    "grade": "confirmed",
    "source": "Công báo",
}


@pytest.fixture(autouse=True)
async def loaded(database: Database) -> None:
    async with database.session() as session:
        await importer.load(session, DATA, now())


@pytest.fixture
def ask(public: httpx.AsyncClient) -> Callable[[], Awaitable[list[str]]]:
    """What the public is told about the question."""

    async def make() -> list[str]:
        found = (await public.get("/v1/legal-answers", params={"q": QUESTION})).json()
        return [item["text"] for item in found["items"]]

    return make


async def entry(database: Database, entry_id: str = "lbc-31-2") -> LegalAnswer:
    async with database.session() as session:
        return await session.get_one(LegalAnswer, entry_id)


async def records(database: Database) -> list[tuple[str, str | None, str]]:
    async with database.session() as session:
        query = select(AuditRecord).where(AuditRecord.action.like("%answer%")).order_by(AuditRecord.id)
        return [(row.action, row.subject, row.actor_name) for row in await session.scalars(query)]


async def verify(visitor: Any, seen: int = 1, **fields: str) -> Any:
    given = {"seen": str(seen), "read": "true"} | fields
    return await visitor.post(f"{ENTRY}/verification", ENTRY, **given)


class TestVerifying:
    async def test_only_the_act_of_a_person_makes_it_public(
        self, officer: Any, ask: Any, database: Database
    ) -> None:
        assert await ask() == []
        response = await verify(officer)
        assert response.status_code == 303
        html = (await officer.get(response.headers["location"])).text
        assert "Đã ghi nhận kiểm chứng." in html
        assert "Đang dùng để trả lời" in html
        assert len(await ask()) == 1
        found = await entry(database)
        assert (found.verified_by, found.verified_at is not None) == ("officer", True)
        assert await records(database) == [("legal_answer.verified", "lbc-31-2", "officer")]

    async def test_without_saying_that_the_text_was_read_nothing_happens(
        self, officer: Any, ask: Any
    ) -> None:
        assert 'name="read" value="true" required>' in (await officer.get(ENTRY)).text, "never ticked before"
        response = await officer.post(f"{ENTRY}/verification", ENTRY, seen="1")
        assert response.status_code == 422
        assert await ask() == []

    async def test_words_one_has_not_seen_cannot_be_vouched_for(
        self, officer: Any, signed_in: Any, ask: Any
    ) -> None:
        admin = await signed_in("admin")
        assert (await admin.post(EDIT, EDIT, seen="1", **FIELDS)).status_code == 303
        response = await verify(officer, seen=1)
        assert response.status_code == 409
        assert "Người khác vừa thay đổi mục này" in response.text
        assert await ask() == []

    async def test_an_entry_whose_force_is_unknown_cannot_be_verified(self, officer: Any) -> None:
        page = f"{LIST}/law/nd367"
        assert "Kiểm chứng mục này" not in (await officer.get(page)).text
        response = await officer.post(f"{page}/verification", page, seen="1", read="true")
        assert response.status_code == 409
        assert "hiệu lực còn ghi là chưa rõ" in response.text

    @pytest.mark.parametrize(
        ("change", "stays"),
        [
            ({"number": "Luật khác"}, False),
            ({"article": "Điều 32"}, False),
            ({"status": "ceased", "valid_to": "31/12/2090"}, False),
            ({"content": "Khác."}, False),
            ({"valid_from": "02/07/2026"}, False),
            ({"valid_to": "31/12/2090"}, False),
            ({"questions": "hỏi khác"}, True),
            ({"source": "Nguồn khác"}, True),
            ({"grade": "one_source"}, True),
        ],
    )
    async def test_a_change_of_what_was_vouched_for_takes_it_away(
        self, officer: Any, database: Database, change: dict[str, str], stays: bool
    ) -> None:
        await officer.post(EDIT, EDIT, seen="1", **FIELDS)
        await verify(officer, seen=2)
        response = await officer.post(EDIT, EDIT, seen="3", **(FIELDS | change))
        html = (await officer.get(response.headers["location"])).text
        assert ("cần được kiểm chứng lại" in html) is not stays
        assert ((await entry(database)).verified_at is not None) is stays

    async def test_taken_back_or_out_of_use_the_public_gets_nothing(
        self, officer: Any, ask: Any, database: Database
    ) -> None:
        await verify(officer)
        await officer.post(f"{ENTRY}/verification/removal", ENTRY, seen="2")
        assert await ask() == []
        await verify(officer, seen=3)
        assert len(await ask()) == 1
        await officer.post(f"{ENTRY}/retirement", ENTRY, seen="4")
        assert await ask() == []
        await officer.post(f"{ENTRY}/restoration", ENTRY, seen="5")
        assert await ask() == [], "it was verified before it was taken out"
        acts = [action.removeprefix("legal_answer.") for action, _, _ in await records(database)]
        assert acts == ["verified", "unverified", "verified", "retired", "restored"]

    async def test_that_the_author_verified_is_said(self, officer: Any) -> None:
        await officer.post(EDIT, EDIT, seen="1", **FIELDS)
        await verify(officer, seen=2)
        assert "Người kiểm chứng cũng là người viết bản này" in (await officer.get(ENTRY)).text


class TestWriting:
    async def test_what_was_typed_is_kept_and_its_history_shown(
        self, officer: Any, database: Database
    ) -> None:
        typed = FIELDS | {
            "content": " Dòng một\r\nDòng hai ",
            "questions": "hỏi một\n\n  hỏi   hai \nhỏi một",
        }
        response = await officer.post(EDIT, EDIT, seen="1", **typed)
        assert response.status_code == 303
        found = await entry(database)
        assert (found.content, found.questions) == ("Dòng một\nDòng hai", "hỏi một\nhỏi hai")
        assert (found.version, found.updated_by, found.kept_by) == (2, "officer", "staff")
        html = (await officer.get(ENTRY)).text
        assert "Cán bộ officer" in html
        assert "Đã đổi: nội dung trả lời, cách hỏi, nguồn" in html
        async with database.session() as session:
            query = select(AnswerVersion).where(AnswerVersion.answer_id == "lbc-31-2")
            first, second = await session.scalars(query.order_by(AnswerVersion.version))
        assert first.content["content"].startswith("Được từ chối")
        assert second.content["content"] == "Dòng một\nDòng hai"

    async def test_of_two_who_write_at_once_nobody_loses_a_word(
        self, officer: Any, signed_in: Any, database: Database
    ) -> None:
        admin = await signed_in("admin")
        await admin.post(EDIT, EDIT, seen="1", **(FIELDS | {"content": "Của quản trị."}))
        response = await officer.post(EDIT, EDIT, seen="1", **(FIELDS | {"content": "Của <tôi>."}))
        assert response.status_code == 409
        assert "Của &lt;tôi&gt;.</textarea>" in response.text
        assert "Của quản trị." in response.text
        assert (await entry(database)).content == "Của quản trị."
        assert 'name="seen" value="2"' in response.text
        again = await officer.post(EDIT, EDIT, seen="2", **(FIELDS | {"content": "Của tôi."}))
        assert again.status_code == 303
        assert (await entry(database)).content == "Của tôi."

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"number": "  "}, "không được để trống"),
            ({"content": ""}, "không được để trống"),
            ({"content": "x" * 2_001}, "quá dài"),
            ({"source": "a\x07b"}, "ký tự điều khiển"),
            ({"number": "hai\ndòng"}, "ký tự điều khiển"),
            ({"valid_from": "31/02/2026"}, "Không đọc được ngày"),
            ({"valid_from": "02/07/2026", "valid_to": "01/07/2026"}, "đứng trước ngày bắt đầu"),
            ({"status": "ceased"}, "ngày cuối cùng còn hiệu lực"),
            ({"status": "nonsense"}, "Chọn một giá trị"),
            ({"grade": "sure"}, "Chọn một giá trị"),
        ],
    )
    async def test_what_cannot_be_kept_is_given_back(
        self, officer: Any, database: Database, change: dict[str, str], problem: str
    ) -> None:
        typed = FIELDS | {"content": "Giữ <lại>"} | change
        response = await officer.post(EDIT, EDIT, seen="1", **typed)
        assert response.status_code == 422
        assert problem in response.text
        assert 'aria-invalid="true"' in response.text
        if "content" not in change:
            assert "Giữ &lt;lại&gt;</textarea>" in response.text
        assert (await entry(database)).version == 1

    async def test_a_new_entry_sent_twice_is_added_once_and_is_not_public(
        self, officer: Any, database: Database, ask: Any
    ) -> None:
        fields = FIELDS | {"id": "nv-00000001"}
        for _ in range(2):
            response = await officer.post(f"{LIST}/law/new", f"{LIST}/law/new", **fields)
            assert response.headers["location"] == f"{LIST}/law/nv-00000001?notice=answer_added"
        assert await ask() == []
        found = await entry(database, "nv-00000001")
        assert (found.version, found.verified_at) == (1, None)
        assert await records(database) == [("legal_answer.added", "nv-00000001", "officer")]

    async def test_a_new_entry_never_takes_the_place_of_another(
        self, officer: Any, database: Database
    ) -> None:
        for taken in ("lbc-31-2", "../x", ""):
            response = await officer.post(f"{LIST}/law/new", f"{LIST}/law/new", **FIELDS, id=taken)
            assert response.status_code == 303
            assert "/law/nv-" in response.headers["location"]
        assert (await entry(database)).version == 1

    async def test_a_text_about_the_hotline(self, officer: Any, public: httpx.AsyncClient) -> None:
        page = f"{LIST}/texts/hotline"
        response = await officer.post(page, page, seen="1", text="Gọi\r\nchúng tôi.")
        assert response.status_code == 303
        assert (await public.get("/v1/answers/hotline")).json()["text"] == "Gọi\nchúng tôi."
        late = await officer.post(page, page, seen="1", text="Bản <khác>")
        assert late.status_code == 409
        assert "Bản &lt;khác&gt;</textarea>" in late.text
        assert (await public.get("/v1/answers/hotline")).json()["text"] == "Gọi\nchúng tôi."
        for text, problem in (("", "không được để trống"), ("x" * 2_001, "quá dài")):
            assert problem in (await officer.post(page, page, seen="2", text=text)).text


class TestFinding:
    async def test_search_needs_no_marks(self, officer: Any) -> None:
        html = (await officer.get(f"{LIST}?q=bao+ve+nguon+TIN")).text
        assert "lbc-31-4" in html
        assert "lbc-28" not in html

    async def test_filters(self, officer: Any) -> None:
        await verify(officer)
        retired = f"{LIST}/law/lbc-28"
        await officer.post(f"{retired}/retirement", retired, seen="1")
        shows = {
            show: (await officer.get(f"{LIST}?show={show}")).text
            for show in ("", "unverified", "shown", "retired", "nonsense")
        }
        assert [show for show, html in shows.items() if 'id="lbc-31-2"' in html] == ["", "shown", "nonsense"]
        assert [show for show, html in shows.items() if 'id="lbc-28"' in html] == ["retired"]
        assert [show for show, html in shows.items() if 'id="lbc-33"' in html] == [
            "",
            "unverified",
            "nonsense",
        ]

    async def test_the_try_out_says_what_and_why(self, officer: Any) -> None:
        address = f"{LIST}/try?q={QUESTION.replace(' ', '+')}"
        before = (await officer.get(address)).text
        assert "Không có câu trả lời pháp luật nào" in before
        assert "<strong>Chưa kiểm chứng</strong>" in before
        await verify(officer)
        after = (await officer.get(address)).text
        assert "<strong>Trả lời người dân</strong>" in after
        assert '<blockquote class="said"><p class="words">Được từ chối cung cấp thông tin' in after

    @pytest.mark.parametrize("question", ["%00", "%3Cscript%3Ealert(1)%3C/script%3E", "+" * 3000, "a" * 5000])
    async def test_anything_may_be_tried(self, officer: Any, question: str) -> None:
        for address in (f"{LIST}/try?q={question}", f"{LIST}?q={question}&show={question}"):
            response = await officer.get(address)
            assert response.status_code == 200
            assert "<script>alert" not in response.text


class TestNews:
    async def test_a_new_shipped_text_is_shown_and_does_not_apply(
        self, officer: Any, database: Database, ask: Any
    ) -> None:
        await officer.post(EDIT, EDIT, seen="1", **FIELDS)
        await verify(officer, seen=2)
        async with database.session() as session:
            found = await session.get_one(LegalAnswer, "lbc-31-2")
            found.shipped = {**(found.shipped or {}), "content": "Bản cũ hơn"}
        async with database.session() as session:
            await importer.load(session, DATA, now())
        assert await ask() == [FIELDS["content"]]
        assert "Có bản mới từ nhà phát triển" in (await officer.get(f"{LIST}?show=news")).text
        assert "Bản mới không tự thay" in (await officer.get(ENTRY)).text


class TestRoles:
    PATHS = ("edit", "verification", "verification/removal", "retirement", "restoration")

    async def test_a_viewer_reads_and_changes_nothing(self, signed_in: Any, database: Database) -> None:
        viewer = await signed_in("viewer")
        for page in (LIST, ENTRY, f"{LIST}/try?q=a", f"{LIST}/texts/hotline"):
            response = await viewer.get(page)
            assert response.status_code == 200, page
            assert response.text.count('<form method="post"') == 1, "only the one that signs out"
        for page in (EDIT, f"{LIST}/law/new"):
            assert (await viewer.get(page)).status_code == 403
        for path in self.PATHS:
            response = await viewer.post(f"{ENTRY}/{path}", ENTRY, seen="1", read="true", **FIELDS)
            assert response.status_code == 403, path
        for page in (f"{LIST}/law/new", f"{LIST}/texts/hotline"):
            assert (await viewer.post(page, LIST, seen="1", text="x", **FIELDS)).status_code == 403
        assert (await entry(database)).version == 1
        assert await records(database) == []

    async def test_nobody_else_gets_in(self, visitor: Any) -> None:
        for page in (LIST, ENTRY, EDIT, f"{LIST}/try", f"{LIST}/texts/hotline"):
            response = await visitor.get(page)
            assert response.status_code == 303
            assert response.headers["location"].startswith("/staff/login")

    @pytest.mark.parametrize("page", [f"{LIST}/law/none", f"{LIST}/law/A%20B", f"{LIST}/texts/other"])
    async def test_what_is_not_there(self, officer: Any, page: str) -> None:
        assert (await officer.get(page)).status_code == 404

    async def test_a_form_without_its_token_changes_nothing(self, officer: Any, database: Database) -> None:
        response = await officer.client.post(f"{ENTRY}/verification", data={"seen": "1", "read": "true"})
        assert response.status_code == 403
        assert (await entry(database)).verified_at is None
