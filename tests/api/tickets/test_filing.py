"""Filing: exactly once for each key, with a code and a receipt."""

import asyncio
import json
import re
import unicodedata
from typing import Any, ClassVar

import httpx
from sqlalchemy import func, select, text

from api.database import Database
from api.tickets.models import Ticket, TicketEvent, TicketReporter

CODE = re.compile(r"^LC-\d{4}-\d{6}$")


def report(**changes: Any) -> dict[str, Any]:
    body = {
        "category": "PV-MD",
        "description": "Có người dùng thẻ nhà báo giả.",
        "reporter": {"anonymous": True},
        "consent": {"version": "2026-11", "at": "2026-11-23T10:00:00+07:00"},
        "channel": "web",
    }
    return body | changes


async def file(client: httpx.AsyncClient, key: str = "k", **changes: Any) -> httpx.Response:
    return await client.post("/v1/tickets", json=report(**changes), headers={"Idempotency-Key": key})


async def count(database: Database, model: Any) -> int:
    async with database.session() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


class TestOpenTicket:
    async def test_new_ticket_has_code_receipt_and_first_status(self, client: httpx.AsyncClient) -> None:
        response = await file(client, outlet="Báo Ví Dụ")
        assert response.status_code == 201
        filed = response.json()
        assert CODE.match(filed["code"])
        assert re.fullmatch(r"\d{16}", filed["receipt"])
        assert filed["status"] == "TIEP_NHAN"
        assert filed["category"] == "PV-MD"
        assert filed["urgency"] == "normal"
        assert response.headers["location"] == f"/v1/tickets/{filed['code']}"

    async def test_codes_count_up(self, client: httpx.AsyncClient) -> None:
        first, second = [(await file(client, key)).json()["code"] for key in ("a", "b")]
        assert int(second[-6:]) == int(first[-6:]) + 1

    async def test_urgency_comes_from_the_category_unless_given(self, client: httpx.AsyncClient) -> None:
        assert (await file(client, "a", category="PV-CT")).json()["urgency"] == "urgent"
        assert (await file(client, "b", category="PV-CT", urgency="normal")).json()["urgency"] == "normal"

    async def test_filing_is_the_first_event_of_the_thread(self, client: httpx.AsyncClient) -> None:
        code = (await file(client)).json()["code"]
        thread = (await client.get(f"/v1/tickets/{code}")).json()["thread"]
        assert [event["kind"] for event in thread] == ["opened"]

    async def test_text_is_stored_composed_and_trimmed(self, client: httpx.AsyncClient) -> None:
        decomposed = unicodedata.normalize("NFD", "  Đòi tiền ở xã Bum Tở \r\n")
        filed = (await file(client, description=decomposed)).json()
        assert filed["description"] == "Đòi tiền ở xã Bum Tở"

    async def test_what_was_inferred_and_typed_is_kept(self, client: httpx.AsyncClient) -> None:
        inferred = {"occurred_at": {"value": {"value": "2026-11-22", "precision": "day"}, "confidence": 0.9}}
        code = (await file(client, inferred=inferred, typed={"occurred_at": "hôm qua"})).json()["code"]
        ticket = (await client.get(f"/v1/tickets/{code}")).json()
        assert ticket["inferred"] == inferred
        assert ticket["typed"] == {"occurred_at": "hôm qua"}


class TestRepeat:
    async def test_same_key_and_body_gives_the_same_ticket_and_receipt(
        self, client: httpx.AsyncClient, database: Database
    ) -> None:
        first, again = await file(client), await file(client)
        assert again.status_code == 201
        assert again.json() == first.json()
        assert await count(database, Ticket) == 1

    async def test_order_of_keys_and_unicode_form_do_not_make_another_body(
        self, client: httpx.AsyncClient
    ) -> None:
        first = await file(client, outlet="Báo Tở")
        body = dict(reversed(report(outlet=unicodedata.normalize("NFD", "Báo Tở")).items())) | {"wish": None}
        again = await client.post("/v1/tickets", json=body, headers={"Idempotency-Key": "k"})
        assert again.status_code == 201
        assert again.json()["code"] == first.json()["code"]

    async def test_same_key_with_another_body_is_refused(self, client: httpx.AsyncClient) -> None:
        await file(client)
        refused = await file(client, description="Chuyện khác.")
        assert refused.status_code == 422
        assert refused.json()["type"].endswith("idempotency-key-reused")

    async def test_a_repeat_after_the_ticket_moved_still_gives_it(self, client: httpx.AsyncClient) -> None:
        filed = (await file(client)).json()
        await client.post(f"/v1/tickets/{filed['code']}/transitions", json={"to": "DANG_XAC_MINH"})
        again = (await file(client)).json()
        assert (again["code"], again["receipt"]) == (filed["code"], filed["receipt"])

    async def test_keys_of_two_programs_do_not_meet(self, client: httpx.AsyncClient, new_client: Any) -> None:
        other = await new_client("tickets:write", name="other")
        assert (await file(client)).json()["code"] != (await file(other)).json()["code"]

    async def test_concurrent_duplicates_make_exactly_one_ticket(
        self, client: httpx.AsyncClient, database: Database
    ) -> None:
        answers = await asyncio.gather(*(file(client) for _ in range(12)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["code"] for answer in answers}) == 1
        assert await count(database, Ticket) == 1
        assert await count(database, TicketEvent) == 1

    async def test_concurrent_reports_get_different_codes(self, client: httpx.AsyncClient) -> None:
        answers = await asyncio.gather(*(file(client, f"key-{n}") for n in range(20)))
        assert len({answer.json()["code"] for answer in answers}) == 20

    async def test_a_refused_report_does_not_use_up_its_key(self, client: httpx.AsyncClient) -> None:
        assert (await file(client, category="XX-YY")).status_code == 422
        assert (await file(client)).status_code == 201


UNACCEPTABLE: tuple[dict[str, Any], ...] = (
    {"description": ""},
    {"description": "   \n "},
    {"description": "x" * 100_000},
    {"description": "a\x00b"},
    {"description": "a\x1bb"},
    {"description": "\ud800"},
    {"description": 7},
    {"description": None},
    {"outlet": "hai\ndòng"},
    {"category": "KHONG-CO"},
    {"category": "NPN-TC"},
    {"category": "NG-PV"},
    {"consent": None},
    {"consent": {"version": "1"}},
    {"consent": {"version": "1", "at": "2026-11-23T10:00:00"}},
    {"reporter": {"anonymous": True, "name": "Lò Thị Mẩy"}},
    {"reporter": {"anonymous": True, "phone": "+84912345678"}},
    {"reporter": {"cccd": "012345678901"}},
    {"unknown": 1},
    {"channel": "Web Chat"},
    {"urgency": "very"},
    {"article": {"date": 5}},
    {"article": {"date": "2026-02-30"}},
    {"consent": {"version": "1", "at": 1800000000}},
    {"reporter": {"anonymous": "yes"}},
    {"typed": {"outlet": "a\x00b"}},
    {"inferred": {"outlet": {"value": "a\x00b", "confidence": 1}}},
    {"inferred": {"outlet": {"value": "a", "confidence": 2}}},
    {"article": {"url": "javascript:alert(1)"}},
)


class TestRefused:
    async def test_unacceptable_reports_are_problems_and_file_nothing(
        self, client: httpx.AsyncClient, database: Database
    ) -> None:
        for changes in UNACCEPTABLE:
            refused = await client.post(
                "/v1/tickets",
                content=json.dumps(report(**changes)),  # ASCII, so that a lone surrogate can be sent
                headers={"Idempotency-Key": "k", "Content-Type": "application/json"},
            )
            assert refused.status_code == 422, changes
            assert refused.headers["content-type"] == "application/problem+json"
            assert refused.json()["errors"]
        assert await count(database, Ticket) == 0

    async def test_without_a_key_it_is_refused(self, client: httpx.AsyncClient) -> None:
        assert (await client.post("/v1/tickets", json=report())).status_code == 422


class TestIdentity:
    SECRET: ClassVar = {"name": "Lò Thị Mẩy", "phone": "+84 912 345 678", "email": "may@example.org"}

    async def test_identity_is_in_its_own_table_and_in_no_answer(
        self, client: httpx.AsyncClient, database: Database
    ) -> None:
        filed = await file(client, reporter=self.SECRET)
        answers = [
            filed.text,
            (await client.get("/v1/tickets")).text,
            (await client.get(f"/v1/tickets/{filed.json()['code']}")).text,
        ]
        for secret in self.SECRET.values():
            assert all(secret not in answer for answer in answers)
        async with database.session() as session:
            kept = (await session.scalars(select(TicketReporter))).one()
            assert (kept.name, kept.phone) == (self.SECRET["name"], self.SECRET["phone"])

    async def test_receipt_is_not_stored(self, client: httpx.AsyncClient, database: Database) -> None:
        receipt = (await file(client)).json()["receipt"]
        async with database.session() as session:
            rows = (await session.execute(text("SELECT to_jsonb(t) FROM api.tickets t"))).all()
        assert receipt not in str(rows)
