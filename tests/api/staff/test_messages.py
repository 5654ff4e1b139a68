"""Writing to the reporter: the right box, the right reader, nothing twice, nothing typed lost."""

from typing import Any

import pytest
from sqlalchemy import select

from api.database import Database
from api.tickets.models import Ticket, TicketEvent

CONVERSATION = "web:0b8a4a9e"


@pytest.fixture
async def filed(new_ticket: Any) -> dict[str, Any]:
    return dict(await new_ticket(conversation_id=CONVERSATION))


@pytest.fixture
def page(filed: dict[str, Any]) -> str:
    return f"/staff/tickets/{filed['code']}"


async def read(database: Database) -> tuple[str, list[TicketEvent]]:
    async with database.session() as session:
        ticket = (await session.scalars(select(Ticket))).one()
        events = await session.scalars(select(TicketEvent).order_by(TicketEvent.id))
        return ticket.status, list(events)


async def send(visitor: Any, page: str, text: str, **fields: str) -> Any:
    return await visitor.post(f"{page}/messages", page, text=text, **({"seen": "TIEP_NHAN"} | fields))


class TestSending:
    async def test_the_reporter_reads_it_and_nobody_s_name(
        self, officer: Any, page: str, filed: dict[str, Any], public: Any, database: Database
    ) -> None:
        response = await send(officer, page, " Xin cho biết\r\nsố xe? ")
        assert response.status_code == 303
        html = (await officer.get(response.headers["location"])).text
        assert "Đã gửi tin nhắn cho người gửi phản ánh." in html
        assert "Nhắn người gửi</strong>" in html
        headers = {"X-Receipt": filed["receipt"]}
        own = (await public.get(f"/v1/ticket-status/{filed['code']}", headers=headers)).json()
        [message] = own["messages"]
        assert (message["sender"], message["text"]) == ("hotline", "Xin cho biết\nsố xe?")
        assert "officer" not in str(own)
        status, events = await read(database)
        assert status == "TIEP_NHAN"
        assert (events[-1].audience, events[-1].actor_name) == ("reporter", "officer")

    async def test_a_question_may_make_the_ticket_wait_in_the_same_act(
        self, officer: Any, page: str, database: Database
    ) -> None:
        response = await send(officer, page, "Xin cho biết số xe?", wait="true")
        html = (await officer.get(response.headers["location"])).text
        assert "chuyển sang chờ bổ sung thông tin" in html
        assert 'name="wait"' not in html, "it waits already"
        status, events = await read(database)
        assert status == "CHO_BO_SUNG"
        assert [event.kind for event in events] == ["opened", "moved", "message"]

    @pytest.mark.parametrize("wait", [{}, {"wait": "true"}])
    async def test_sent_twice_it_is_said_once(
        self, officer: Any, page: str, database: Database, wait: dict[str, str]
    ) -> None:
        for _ in range(2):
            assert (await send(officer, page, "Một lần", **wait)).status_code == 303
        _, events = await read(database)
        assert [event.kind for event in events].count("message") == 1

    async def test_a_stale_page_moves_nothing_and_keeps_the_words(
        self, officer: Any, signed_in: Any, page: str, database: Database
    ) -> None:
        admin = await signed_in("admin")
        await admin.post(f"{page}/status", page, seen="TIEP_NHAN", to="DANG_XAC_MINH")
        response = await send(officer, page, "Xin <số> xe?", wait="true")
        assert response.status_code == 409
        assert "Trạng thái đã được đổi trong lúc bạn xem" in response.text
        assert "Xin &lt;số&gt; xe?</textarea>" in response.text
        assert 'name="wait" value="true" checked' in response.text
        _, events = await read(database)
        assert [event.kind for event in events] == ["opened", "moved"]
        assert (await send(officer, page, "Xin số xe?", wait="true", seen="DANG_XAC_MINH")).status_code == 303

    async def test_where_the_table_has_no_such_move_nothing_is_sent(
        self, officer: Any, page: str, database: Database
    ) -> None:
        await officer.post(f"{page}/status", page, seen="TIEP_NHAN", to="TU_CHOI", reason="Trùng")
        assert 'name="wait"' not in (await officer.get(page)).text
        response = await send(officer, page, "Xin số xe?", wait="true", seen="TU_CHOI")
        assert response.status_code == 409
        _, events = await read(database)
        assert all(event.kind != "message" for event in events)

    @pytest.mark.parametrize(
        ("text", "problem"),
        [("  ", "Viết nội dung nhắn"), ("đ" * 2_001, "quá dài"), ("a\x1bb", "ký tự điều khiển")],
        ids=["empty", "long", "control"],
    )
    async def test_what_cannot_be_sent_is_given_back(
        self, officer: Any, page: str, database: Database, text: str, problem: str
    ) -> None:
        response = await send(officer, page, text, wait="true")
        assert response.status_code == 422
        assert problem in response.text
        assert f"{text}</textarea>" in response.text
        status, events = await read(database)
        assert (status, len(events)) == ("TIEP_NHAN", 1)

    async def test_a_viewer_writes_nothing(self, signed_in: Any, page: str, database: Database) -> None:
        viewer = await signed_in("viewer")
        assert "/messages" not in (await viewer.get(page)).text
        assert (await send(viewer, page, "x")).status_code == 403
        assert len((await read(database))[1]) == 1


class TestBox:
    async def test_it_says_where_the_reporter_reads_it(
        self, officer: Any, page: str, new_ticket: Any
    ) -> None:
        html = (await officer.get(page)).text
        assert "Người gửi sẽ đọc được tin này" in html
        assert "Không nêu tên hoặc thông tin của người khác" in html
        other = await new_ticket()
        html = (await officer.get(f"/staff/tickets/{other['code']}")).text
        assert "chỉ đọc được tin này khi tra cứu bằng mã hồ sơ và mã biên nhận" in html

    async def test_a_mistake_in_one_box_leaves_the_other_empty(self, officer: Any, page: str) -> None:
        long = "đ" * 2_001
        html = (await send(officer, page, long)).text
        assert html.count(long) == 1
        assert html.index(long) < html.index('id="note"')


class TestNews:
    async def test_what_came_since_the_last_look_stands_out_once(
        self, officer: Any, signed_in: Any, page: str, filed: dict[str, Any], public: Any
    ) -> None:
        assert 'class="new"' not in (await officer.get(page)).text
        await send(officer, page, "Xin số xe?")
        assert 'class="new"' not in (await officer.get(page)).text, "one's own words are no news"
        headers = {"X-Receipt": filed["receipt"]}
        answer = await public.post(
            f"/v1/ticket-status/{filed['code']}/messages", json={"text": "Xe 25A"}, headers=headers
        )
        assert answer.status_code == 201, answer.text
        html = (await officer.get(page)).text
        assert html.count('class="new"') == 1
        assert html.index("Xin số xe?") < html.index('class="new"') < html.index("Xe 25A")
        assert 'class="new"' not in (await officer.get(page)).text
        assert 'class="new"' not in (await (await signed_in("admin")).get(page)).text


class TestAmount:
    @pytest.mark.parametrize(
        ("value", "shown"), [(20_000_000, "20.000.000 đồng"), (2_500_000.0, "2.500.000 đồng")]
    )
    async def test_a_sum_stands_with_the_words_typed(
        self, officer: Any, new_ticket: Any, value: float, shown: str
    ) -> None:
        filed = await new_ticket(
            typed={"amount": "20tr"}, inferred={"amount": {"value": value, "confidence": 0.9}}
        )
        html = (await officer.get(f"/staff/tickets/{filed['code']}")).text
        assert shown in html
        assert 'Người gửi viết: “<q class="words">20tr</q>”' in html
        assert html.count("đồng\n") == 1
