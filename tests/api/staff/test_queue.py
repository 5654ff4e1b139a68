"""The list: what it shows, how it is narrowed, and that it never touches who reported."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event, update

from api.database import Database
from api.directory.models import Commune
from api.staff import queue
from api.tickets.models import Ticket

ROW = re.compile(r'<tr role="row" id="([A-Z0-9-]+)"')
NEXT = re.compile(r'rel="next" href="([^"]+)"')


def codes(html: str) -> list[str]:
    return ROW.findall(html)


class TestRows:
    async def test_a_row_says_what_matters(self, officer: Any, new_ticket: Any, database: Database) -> None:
        filed = await new_ticket(urgency="urgent")
        async with database.session() as session:
            await session.execute(update(Ticket).values(opened_at=datetime(2026, 11, 22, 18, 5, tzinfo=UTC)))
        html = (await officer.get("/staff")).text
        for shown in (
            filed["code"],
            "23/11/2026 01:05",  # the day in Vietnam, not in London
            "Phóng viên tiêu cực, nhũng nhiễu, hoạt động trái pháp luật",
            "Tạp chí Ví Dụ",
            "Hai người xưng nhà báo",
            "xã Bum Tở",
            "Tiếp nhận",
            "Khẩn</span>",
            "Chưa giao",
        ):
            assert shown in html

    async def test_nothing_of_the_reporter_is_read_or_shown(
        self, officer: Any, new_ticket: Any, database: Database, app: Any
    ) -> None:
        await new_ticket()
        statements: list[str] = []
        engine = app.state.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        html = (await officer.get("/staff")).text
        assert "Lò Thị Mẩy" not in html
        assert "912345678" not in html
        assert statements
        assert not any("ticket_reporters" in statement for statement in statements)

    async def test_a_commune_known_by_its_code_has_its_name(
        self, officer: Any, new_ticket: Any, database: Database
    ) -> None:
        async with database.session() as session:
            session.add(
                Commune(code="03463", valid_from=date(2025, 7, 1), kind="xa", name="Bum Tở", spellings=[])
            )
        code = (await new_ticket(place={"commune_code": "03463"}))["code"]
        assert "xã Bum Tở" in (await officer.get("/staff")).text
        assert "xã Bum Tở" in (await officer.get(f"/staff/tickets/{code}")).text

    async def test_hostile_text_is_only_text(self, officer: Any, new_ticket: Any) -> None:
        attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{7*7}}"
        await new_ticket(description=attack, outlet=attack, place={"text": attack})
        html = (await officer.get("/staff")).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert html.count("&lt;script&gt;alert(1)") == 3
        assert "{{7*7}}" in html

    async def test_an_empty_list_says_so(self, officer: Any) -> None:
        assert "Chưa có phản ánh nào" in (await officer.get("/staff")).text


class TestFilters:
    @pytest.fixture
    async def three(self, client: Any, officer: Any, new_ticket: Any, database: Database) -> dict[str, str]:
        found = {
            "web": (await new_ticket())["code"],
            "telegram": (await new_ticket(channel="telegram", category="BC-SST", outlet="Báo Vùng Cao"))[
                "code"
            ],
            "moved": (await new_ticket(urgency="urgent", description="Đòi quảng cáo ở Phường Đoàn Kết"))[
                "code"
            ],
        }
        move = {"to": "DANG_XAC_MINH", "reason": "Có căn cứ"}
        assert (await client.post(f"/v1/tickets/{found['moved']}/transitions", json=move)).status_code in (
            200,
            201,
        )
        async with database.session() as session:
            for day, name in ((1, "web"), (2, "telegram"), (3, "moved")):
                moment = datetime(2026, 11, day, 5, tzinfo=UTC)
                await session.execute(
                    update(Ticket).where(Ticket.code == found[name]).values(opened_at=moment)
                )
            await session.execute(
                update(Ticket).where(Ticket.code == found["web"]).values(assignee="officer")
            )
        return found

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", "moved telegram web"),
            ("status=TIEP_NHAN", "telegram web"),
            ("status=open", "moved telegram web"),
            ("status=DONG", ""),
            ("category=BC-SST", "telegram"),
            ("channel=web", "moved web"),
            ("assignee=officer", "web"),
            ("assignee=me", "web"),
            ("assignee=none", "moved telegram"),
            ("from=2026-11-02", "moved telegram"),
            ("from=2/11/2026&to=02/11/2026", "telegram"),
            ("to=01/11/2026", "web"),
            ("q=vung cao", "telegram"),
            ("q=VÙNG  CAO", "telegram"),
            ("q=phuong doan ket", "moved"),
            ("q=doi quang cao&status=DANG_XAC_MINH", "moved"),
            ("q=Lo Thi May", ""),
            ("q=912345678", ""),
            ("q=%25", ""),
            ("q=100%25_x", ""),
            ("order=urgent", "moved telegram web"),
            ("order=urgent&channel=web", "moved web"),
        ],
    )
    async def test_the_address_narrows_the_list(
        self, officer: Any, three: dict[str, str], query: str, expected: str
    ) -> None:
        response = await officer.get(f"/staff?{query}")
        assert response.status_code == 200
        assert codes(response.text) == [three[name] for name in expected.split()]

    async def test_a_code_is_found_by_search(self, officer: Any, three: dict[str, str]) -> None:
        assert codes((await officer.get(f"/staff?q={three['web'].lower()}")).text) == [three["web"]]

    @pytest.mark.parametrize(
        "query",
        [
            "status=NONSENSE", "category=x",
            "channel=%00", "assignee=nobody", "from=tomorrow", "to=31/02/2026",
            "from=0001-01-01", "to=9999-12-31", "after=xxxx", "order=urgent&after=urgent.x", "q=%00",
            f"q={'đ' * 5000}", "q=%F0%9F%98%80", "order=urgent&after=other.", "status=open&status=DONG",
        ],
    )  # fmt: skip
    async def test_nonsense_in_the_address_does_no_harm(
        self, officer: Any, three: dict[str, str], query: str
    ) -> None:
        response = await officer.get(f"/staff?{query}")
        assert response.status_code == 200

    async def test_a_wrong_filter_is_named(self, officer: Any, three: dict[str, str]) -> None:
        assert "Ngày trong bộ lọc không đúng" in (await officer.get("/staff?from=31/02/2026")).text
        html = (await officer.get("/staff?after=xxxx")).text
        assert "danh sách bắt đầu lại từ đầu" in html
        assert len(codes(html)) == 3

    async def test_no_match_leads_back_to_all(self, officer: Any, three: dict[str, str]) -> None:
        assert "Không có phản ánh nào khớp" in (await officer.get("/staff?q=khong co gi")).text

    async def test_tabs_count_while_nothing_else_narrows_the_list(
        self, officer: Any, three: dict[str, str]
    ) -> None:
        assert 'Tiếp nhận <span class="count">2</span>' in (await officer.get("/staff")).text
        assert 'class="count"' not in (await officer.get("/staff?q=vung")).text

    async def test_choices_stand_in_vietnamese_order(self, officer: Any, three: dict[str, str]) -> None:
        html = (await officer.get("/staff")).text
        labels = [
            "Báo chí thông tin",
            "Cản trở, đe dọa",
            "Đạo đức nghề nghiệp",
            "Đề nghị cải chính",
            "Tin sai",
        ]
        places = [html.index(f">{label}") for label in labels]
        assert places == sorted(places)


class TestPages:
    @pytest.mark.parametrize("order", ["", "order=urgent"])
    async def test_pages_follow_each_other_without_gap_or_repeat(
        self, officer: Any, new_ticket: Any, monkeypatch: pytest.MonkeyPatch, order: str
    ) -> None:
        monkeypatch.setattr(queue, "PAGE", 2)
        urgent: list[str] = []
        normal: list[str] = []
        for number in range(6):
            is_urgent = number % 3 == 0
            filed = await new_ticket(urgency="urgent" if is_urgent else "normal")
            (urgent if is_urgent else normal).insert(0, filed["code"])
        seen: list[str] = []
        path = f"/staff?{order}"
        while path:
            html = (await officer.get(path)).text
            seen += codes(html)
            following = NEXT.search(html)
            path = following[1].replace("&amp;", "&") if following else ""
        assert seen == (urgent + normal if order else sorted(urgent + normal, reverse=True))

    async def test_a_ticket_remembers_the_list_it_was_opened_from(
        self, officer: Any, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        html = (await officer.get("/staff?status=open&q=bum+to&order=urgent")).text
        link = re.search(rf'href="(/staff/tickets/{code}\?list=[^"]+)"', html)
        assert link
        page = (await officer.get(link[1].replace("&amp;", "&"))).text
        assert f'href="/staff?status=open&amp;q=bum+to&amp;order=urgent#{code}"' in page

    async def test_only_our_own_filters_come_back(self, officer: Any, new_ticket: Any) -> None:
        code = (await new_ticket())["code"]
        page = (
            await officer.get(f"/staff/tickets/{code}?list=https%3A//evil.example%26q%3Dx%26next%3D//evil")
        ).text
        assert "evil" not in page

    async def test_the_next_ticket_is_that_of_the_list(self, officer: Any, new_ticket: Any) -> None:
        old = (await new_ticket(category="BC-SST"))["code"]
        await new_ticket()
        new = (await new_ticket(category="BC-SST"))["code"]
        page = (await officer.get(f"/staff/tickets/{new}?list=category%3DBC-SST")).text
        assert f'<a href="/staff/tickets/{old}?list=category%3DBC-SST" rel="next">' in page
        assert 'rel="next"' not in (await officer.get(f"/staff/tickets/{old}")).text
