"""Working on a ticket: moves of the table only, nobody overruled by accident, nothing typed lost."""

import unicodedata
from typing import Any

import pytest
from sqlalchemy import select, text

from api.database import Database
from api.tickets.models import Ticket, TicketEvent

READING = "viewer"


@pytest.fixture
async def page(new_ticket: Any) -> str:
    return f"/staff/tickets/{(await new_ticket())['code']}"


async def ticket_of(database: Database) -> Ticket:
    async with database.session() as session:
        return (await session.scalars(select(Ticket))).one()


async def events_of(database: Database, kind: str) -> list[TicketEvent]:
    async with database.session() as session:
        query = select(TicketEvent).where(TicketEvent.kind == kind).order_by(TicketEvent.id)
        return list(await session.scalars(query))


class TestMoving:
    async def move(self, visitor: Any, page: str, to: str, seen: str = "TIEP_NHAN", reason: str = "") -> Any:
        return await visitor.post(f"{page}/status", page, seen=seen, to=to, reason=reason)

    async def test_a_move_is_made_and_told(self, officer: Any, page: str, database: Database) -> None:
        response = await self.move(officer, page, "DANG_XAC_MINH", reason="  Có căn cứ \r\n rõ ")
        assert response.status_code == 303
        html = (await officer.get(response.headers["location"])).text
        assert "Đã đổi trạng thái." in html
        assert (await ticket_of(database)).status == "DANG_XAC_MINH"
        [event] = await events_of(database, "moved")
        assert (event.actor_kind, event.actor_name, event.text) == ("staff", "officer", "Có căn cứ \n rõ")

    async def test_only_moves_of_the_table_are_offered(self, officer: Any, page: str) -> None:
        html = (await officer.get(page)).text
        assert 'value="DANG_XAC_MINH"' in html
        assert 'value="DA_XU_LY"' not in html
        assert 'value="TIEP_NHAN" required' not in html

    @pytest.mark.parametrize("to", ["DA_XU_LY", "TIEP_NHAN", "NONSENSE"])
    async def test_other_moves_are_refused_and_the_words_kept(
        self, officer: Any, page: str, database: Database, to: str
    ) -> None:
        response = await self.move(officer, page, to, reason="Lý do <rất> dài")
        assert response.status_code == 409
        assert "Không thể chuyển sang trạng thái này" in response.text
        assert "Lý do &lt;rất&gt; dài</textarea>" in response.text
        assert (await ticket_of(database)).status == "TIEP_NHAN"
        assert await events_of(database, "moved") == []

    @pytest.mark.parametrize("reason", ["", "   \n "])
    async def test_a_reason_is_required_where_the_table_says_so(
        self, officer: Any, page: str, database: Database, reason: str
    ) -> None:
        response = await self.move(officer, page, "TU_CHOI", reason=reason)
        assert response.status_code == 422
        assert "Bước này cần nêu lý do" in response.text
        assert 'value="TU_CHOI" required checked' in response.text
        assert (await ticket_of(database)).status == "TIEP_NHAN"
        assert (await self.move(officer, page, "TU_CHOI", reason="Trùng")).status_code == 303

    async def test_a_stale_form_overrules_nobody_and_loses_nothing(
        self, officer: Any, signed_in: Any, page: str, database: Database
    ) -> None:
        await self.move(await signed_in("admin"), page, "DANG_XAC_MINH")
        response = await self.move(officer, page, "TU_CHOI", reason="Thiếu căn cứ")
        assert response.status_code == 409
        assert "Trạng thái đã được đổi trong lúc bạn xem" in response.text
        assert "Thiếu căn cứ</textarea>" in response.text
        assert 'name="seen" value="DANG_XAC_MINH"' in response.text
        assert (await ticket_of(database)).status == "DANG_XAC_MINH"

    @pytest.mark.parametrize(
        ("reason", "problem"),
        [("x" * 2_001, "Lý do quá dài"), ("a\x07b", "ký tự điều khiển"), ("a\x00b", "ký tự điều khiển")],
    )
    async def test_a_text_that_cannot_be_kept_is_given_back(
        self, officer: Any, page: str, reason: str, problem: str
    ) -> None:
        response = await self.move(officer, page, "TU_CHOI", reason=reason)
        assert response.status_code == 422
        assert problem in response.text
        assert f"{reason}</textarea>" in response.text

    async def test_nothing_chosen(self, officer: Any, page: str) -> None:
        response = await self.move(officer, page, "", reason="Vì sao")
        assert response.status_code == 422
        assert "Chọn trạng thái mới" in response.text

    async def test_decomposed_letters_are_stored_composed(
        self, officer: Any, page: str, database: Database
    ) -> None:
        await self.move(officer, page, "TU_CHOI", reason=unicodedata.normalize("NFD", "Đã giải quyết"))
        [event] = await events_of(database, "moved")
        assert event.text == "Đã giải quyết"


class TestAssigning:
    async def test_to_me_to_another_and_to_nobody(self, officer: Any, page: str, database: Database) -> None:
        for wanted, seen, expected in (
            ("me", "", "officer"),
            ("admin", "officer", "admin"),
            ("", "admin", None),
        ):
            response = await officer.post(f"{page}/assignee", page, assignee=wanted, seen=seen)
            assert response.status_code == 303
            assert (await ticket_of(database)).assignee == expected
        assert len(await events_of(database, "assigned")) == 3

    @pytest.mark.parametrize("name", ["viewer", "nobody", "x" * 1000])
    async def test_only_to_those_who_may_work(
        self, officer: Any, page: str, database: Database, name: str
    ) -> None:
        response = await officer.post(f"{page}/assignee", page, assignee=name, seen="")
        assert response.status_code == 422
        assert "Không có cán bộ này" in response.text
        assert (await ticket_of(database)).assignee is None

    async def test_taking_a_ticket_somebody_took_meanwhile(
        self, officer: Any, signed_in: Any, page: str, database: Database
    ) -> None:
        await (await signed_in("admin")).post(f"{page}/assignee", page, assignee="me", seen="")
        response = await officer.post(f"{page}/assignee", page, assignee="me", seen="")
        assert response.status_code == 409
        assert "Người khác vừa đổi người phụ trách" in response.text
        assert (await ticket_of(database)).assignee == "admin"

    async def test_no_change_is_no_event(self, officer: Any, page: str, database: Database) -> None:
        await officer.post(f"{page}/assignee", page, assignee="", seen="")
        assert await events_of(database, "assigned") == []


class TestNotes:
    async def test_a_note_is_internal(self, officer: Any, page: str, database: Database) -> None:
        response = await officer.post(f"{page}/notes", page, text=" Đã gọi\r\ntòa soạn ")
        assert response.status_code == 303
        [event] = await events_of(database, "message")
        assert (event.audience, event.actor_name, event.text) == ("internal", "officer", "Đã gọi\ntòa soạn")

    async def test_a_note_sent_twice_is_kept_once(self, officer: Any, page: str, database: Database) -> None:
        for _ in range(2):
            assert (await officer.post(f"{page}/notes", page, text="Một lần")).status_code == 303
        assert len(await events_of(database, "message")) == 1

    @pytest.mark.parametrize(
        ("note", "problem"),
        [("  ", "Viết nội dung ghi chú"), ("đ" * 20_001, "Ghi chú quá dài"), ("a\x1bb", "ký tự điều khiển")],
        ids=["empty", "long", "control"],
    )
    async def test_a_note_that_cannot_be_kept_is_given_back(
        self, officer: Any, page: str, database: Database, note: str, problem: str
    ) -> None:
        response = await officer.post(f"{page}/notes", page, text=note)
        assert response.status_code == 422
        assert problem in response.text
        assert f"{note}</textarea>" in response.text
        assert await events_of(database, "message") == []


class TestRoles:
    @pytest.mark.parametrize("action", ["status", "assignee", "notes", "identity"])
    async def test_a_viewer_changes_nothing_and_meets_nobody(
        self, signed_in: Any, page: str, database: Database, action: str
    ) -> None:
        viewer = await signed_in(READING)
        html = (await viewer.get(page)).text
        assert "Đổi trạng thái</button>" not in html
        assert "không được xem danh tính" in html
        fields = {"seen": "TIEP_NHAN", "to": "DANG_XAC_MINH", "assignee": "admin", "text": "x"}
        response = await viewer.post(f"{page}/{action}", page, **fields)
        assert response.status_code == 403
        assert "không có quyền" in response.text
        assert len(await events_of(database, "opened")) == 1
        assert (await ticket_of(database)).status == "TIEP_NHAN"

    async def test_a_viewer_reads_the_list_and_the_ticket(self, signed_in: Any, page: str) -> None:
        viewer = await signed_in(READING)
        for path in ("/staff", page):
            assert (await viewer.get(path)).status_code == 200

    async def test_a_role_nobody_knows_may_do_nothing(
        self, signed_in: Any, page: str, database: Database
    ) -> None:
        visitor = await signed_in(READING)
        async with database.session() as session:
            await session.execute(text("UPDATE api.staff_users SET role = 'owner'"))
        assert (await visitor.get("/staff")).status_code == 403
