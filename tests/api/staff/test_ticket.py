"""The page of a ticket: everything staff need, nothing of the reporter until asked for."""

from typing import Any

import pytest
from sqlalchemy import select

from api.audit import AuditRecord
from api.database import Database
from api.staff.files import disposition

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


async def audit(database: Database, action: str) -> list[AuditRecord]:
    async with database.session() as session:
        return list(await session.scalars(select(AuditRecord).where(AuditRecord.action == action)))


async def attach(client: Any, code: str, name: str, content: bytes = PNG) -> str:
    response = await client.post(
        f"/v1/tickets/{code}/attachments",
        files={"file": (name, content)},
        headers={"Idempotency-Key": name.encode().hex()[:40]},
    )
    assert response.status_code == 201, response.text
    return str(response.json()["id"])


class TestFields:
    async def test_value_own_words_and_conclusion_stand_together(self, officer: Any, new_ticket: Any) -> None:
        filed = await new_ticket(
            typed={"occurred_at": "hôm qua", "outlet": "tap chi vi du", "place": "xa bum to"},
            inferred={
                "category": {"value": "PV-MD", "confidence": 0.61},
                "place": {"value": "xã Bum Tở", "confidence": 0.88},
            },
            article={"title": "Bài viết", "url": "https://vidu.vn/a?b=1&c=2", "date": "2026-11-20"},
        )
        html = (await officer.get(f"/staff/tickets/{filed['code']}")).text
        for shown in (
            "ngày 22/11/2026",
            'Người gửi viết: “<q class="words">hôm qua</q>”',
            "Mạo danh nhà báo, thẻ/giấy giới thiệu giả",
            "(độ chắc chắn 61%)",
            "Hệ thống nhận diện, độ chắc chắn 88%",
            'href="https://vidu.vn/a?b=1&amp;c=2" rel="noopener noreferrer nofollow external"',
            "20/11/2026",
        ):
            assert shown in html
        # The same words without their marks are no news.
        assert "xa bum to" not in html
        assert "tap chi vi du" not in html

    @pytest.mark.parametrize(
        ("value", "precision", "shown"),
        [
            ("2026-11-22T19:30", "minute", "19:30 ngày 22/11/2026"),
            ("2026-11-22T19", "hour", "khoảng 19 giờ ngày 22/11/2026"),
            ("2026-11-22T19:00:00+07:00", "part_of_day", "buổi tối ngày 22/11/2026"),
            ("2026-11-22", "day", "ngày 22/11/2026"),
            ("2026-W47", "week", "tuần từ ngày 16/11/2026"),
            ("2026-11", "month", "tháng 11/2026"),
            ("2026", "year", "năm 2026"),
            ("2026-99-99", "day", "2026-99-99"),
        ],
    )
    async def test_a_time_is_as_precise_as_it_is_known(
        self, officer: Any, new_ticket: Any, value: str, precision: str, shown: str
    ) -> None:
        filed = await new_ticket(occurred_at={"value": value, "precision": precision})
        assert shown in (await officer.get(f"/staff/tickets/{filed['code']}")).text

    async def test_hostile_text_is_only_text(self, officer: Any, client: Any, new_ticket: Any) -> None:
        attack = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
        filed = await new_ticket(
            description=attack,
            outlet=attack,
            wish=attack,
            subject={"name": attack, "credential": attack},
            article={"title": attack, "url": 'https://x.vn/"><script>'},
            typed={"outlet": attack + "!", "whatever": attack},
            inferred={"wish": {"value": {"a": attack}, "confidence": 1}},
        )
        await client.post(
            f"/v1/tickets/{filed['code']}/messages", json={"audience": "reporter", "text": attack}
        )
        html = (await officer.get(f"/staff/tickets/{filed['code']}")).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert '"><script>' not in html
        assert html.count("&lt;script&gt;alert(1)") >= 9

    async def test_the_thread_tells_who_did_what_and_when(
        self, officer: Any, client: Any, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        body = {"audience": "reporter", "text": "Tôi gửi thêm số điện thoại"}
        await client.post(f"/v1/tickets/{code}/messages", json=body)
        await attach(client, code, "ảnh chụp.png")
        page = f"/staff/tickets/{code}"
        await officer.post(f"{page}/notes", page, text="Đã gọi tòa soạn")
        html = (await officer.get(page)).text
        told = [
            "Đã gửi phản ánh",
            "Người gửi bổ sung",
            "Gửi tệp",
            "Ghi chú nội bộ",
            "Đã gọi tòa soạn",
            "Cán bộ officer ·",
        ]
        places = [html.index(part, html.index("Diễn biến")) for part in told]
        assert places == sorted(places)


class TestIdentity:
    async def test_it_is_nowhere_on_the_page_until_asked_for(
        self, officer: Any, new_ticket: Any, database: Database
    ) -> None:
        code = (await new_ticket())["code"]
        html = (await officer.get(f"/staff/tickets/{code}")).text
        assert "Xem danh tính người gửi" in html
        assert "Lò Thị Mẩy" not in html
        assert await audit(database, "reporter_read") == []

    async def test_reading_it_is_written_down(
        self, officer: Any, new_ticket: Any, database: Database
    ) -> None:
        code = (await new_ticket())["code"]
        page = f"/staff/tickets/{code}"
        response = await officer.post(f"{page}/identity", page)
        assert response.status_code == 200
        assert "Lò Thị Mẩy" in response.text
        assert "+84912345678" in response.text
        [record] = await audit(database, "reporter_read")
        assert (record.actor_kind, record.actor_name, record.subject) == ("staff", "officer", code)
        assert "Lò Thị Mẩy" not in (await officer.get(page)).text

    async def test_it_cannot_be_read_by_a_link(self, officer: Any, new_ticket: Any) -> None:
        code = (await new_ticket())["code"]
        assert (await officer.get(f"/staff/tickets/{code}/identity")).status_code == 405

    async def test_the_wish_for_secrecy_is_plain(self, officer: Any, new_ticket: Any) -> None:
        secret = {"name": "Lò Thị Mẩy", "keep_secret": True}
        for reporter, shown in ((secret, True), ({"name": "Lò Thị Mẩy"}, False)):
            code = (await new_ticket(reporter=reporter))["code"]
            html = (await officer.get(f"/staff/tickets/{code}")).text
            assert ("Người gửi yêu cầu giữ bí mật danh tính" in html) is shown

    async def test_an_anonymous_report_has_nothing_to_show(self, officer: Any, new_ticket: Any) -> None:
        code = (await new_ticket(reporter={"anonymous": True}))["code"]
        html = (await officer.get(f"/staff/tickets/{code}")).text
        assert "Gửi ẩn danh" in html
        assert "Xem danh tính" not in html


class TestEvidence:
    async def test_a_file_is_saved_and_never_shown_in_place(
        self, officer: Any, client: Any, new_ticket: Any, database: Database
    ) -> None:
        code = (await new_ticket())["code"]
        file_id = await attach(client, code, "ảnh thẻ; x.png")
        response = await officer.get(f"/staff/tickets/{code}/evidence/{file_id}")
        assert response.content == PNG
        assert response.headers["content-type"] == "image/png"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in response.headers["content-security-policy"]
        assert response.headers["cache-control"] == "no-store"
        disposition = response.headers["content-disposition"]
        assert disposition.startswith('attachment; filename="')
        assert disposition.count('"') == 2
        assert "filename*=UTF-8''%E1%BA%A3nh%20th%E1%BA%BB%3B%20x.png" in disposition
        [record] = await audit(database, "evidence_read")
        assert (record.actor_name, record.subject) == ("officer", code)

    async def test_a_page_among_the_evidence_cannot_act(
        self, officer: Any, client: Any, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        file_id = await attach(client, code, "trang.txt", "Xin chào <script>alert(1)</script>".encode())
        response = await officer.get(f"/staff/tickets/{code}/evidence/{file_id}")
        assert not response.headers["content-type"].startswith("text/html")
        assert response.headers["content-disposition"].startswith("attachment")

    @pytest.mark.parametrize("name", ['a"b.png', "a\r\nset-cookie: x.png", "a\\.png", "ả" * 300])
    def test_no_name_breaks_out_of_the_header(self, name: str) -> None:
        value = disposition(name)
        assert value.isascii()
        assert value.isprintable()
        assert value.count('"') == 2

    async def test_files_open_only_through_their_own_ticket(
        self, officer: Any, client: Any, new_ticket: Any
    ) -> None:
        mine, other = (await new_ticket())["code"], (await new_ticket())["code"]
        file_id = await attach(client, mine, "a.png")
        assert (await officer.get(f"/staff/tickets/{other}/evidence/{file_id}")).status_code == 404
        assert (await officer.get(f"/staff/tickets/{mine}/evidence/not-an-id")).status_code == 404
