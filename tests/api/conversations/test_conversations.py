"""Whoever holds a conversation sees its tickets without a receipt, and nobody else's."""

import asyncio
from typing import Any

import httpx
import pytest

from api import actors
from api.database import Database
from api.tickets import service
from tests.api.conftest import ticket_body

HERE, THERE = "5f0c7f0e-6f0e-4a52-9f2e-0e8d5a4c0b11", "0c7c8f5e-1111-4a52-9f2e-0e8d5a4c0b11"
STAFF = actors.staff("minh")


@pytest.fixture
async def holder(new_client: Any) -> httpx.AsyncClient:
    client: httpx.AsyncClient = await new_client("tickets:own", name="actions")
    return client


def path(more: str, conversation: str = HERE) -> str:
    return f"/v1/conversations/{conversation}{more}"


async def write(database: Database, code: str, text: str, audience: str = service.REPORTER) -> None:
    async with database.session() as session:
        await service.add_message(session, code, audience, text, STAFF)


async def add(holder: httpx.AsyncClient, code: str, text: str, key: str, **more: str) -> httpx.Response:
    return await holder.post(
        path(f"/tickets/{code}/messages", **more), json={"text": text}, headers={"Idempotency-Key": key}
    )


class TestTickets:
    async def test_only_those_of_the_conversation_newest_first(
        self, holder: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        first = await new_ticket(conversation_id=HERE)
        await new_ticket(conversation_id=THERE)
        await new_ticket()
        second = await new_ticket(conversation_id=HERE, category="BC-SST")
        shown = (await holder.get(path("/tickets"))).json()["items"]
        assert [ticket["code"] for ticket in shown] == [second["code"], first["code"]]
        assert shown[0]["category_label"] == "Báo chí thông tin sai sự thật, xuyên tạc, vu khống"
        assert shown[0]["open"] is True
        assert shown[0].keys() == {
            *("code", "status", "status_label", "open", "category", "category_label"),
            *("opened_at", "updated_at", "messages"),
        }

    async def test_a_conversation_that_filed_nothing_has_none(self, holder: httpx.AsyncClient) -> None:
        answer = await holder.get(path("/tickets"))
        assert (answer.status_code, answer.json()) == (200, {"items": []})

    async def test_internal_notes_and_names_of_staff_are_not_shown(
        self, holder: httpx.AsyncClient, new_ticket: Any, database: Database
    ) -> None:
        code = (await new_ticket(conversation_id=HERE))["code"]
        await write(database, code, "Nghi trùng", service.INTERNAL)
        await write(database, code, "Anh/Chị gửi thêm ảnh?")
        answer = await holder.get(path("/tickets"))
        assert [m["text"] for m in answer.json()["items"][0]["messages"]] == ["Anh/Chị gửi thêm ảnh?"]
        assert "minh" not in answer.text


class TestWriting:
    async def test_words_are_the_reporters_and_added_once_for_each_key(
        self, holder: httpx.AsyncClient, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket(conversation_id=HERE))["code"]
        for _ in range(2):
            added = await add(holder, code, "Biển số 25A.", "k1")
            assert (added.status_code, added.json()["sender"]) == (201, "reporter")
        assert (await add(holder, code, "Khác", "k1")).json()["type"].endswith("idempotency-key-reused")
        events = (await client.get(f"/v1/tickets/{code}")).json()["thread"][1:]
        assert [(e["actor_kind"], e["audience"], e["text"]) for e in events] == [
            ("reporter", "reporter", "Biển số 25A.")
        ]

    async def test_a_ticket_of_another_conversation_is_told_like_one_that_does_not_exist(
        self, holder: httpx.AsyncClient, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket(conversation_id=HERE))["code"]
        unbound = (await new_ticket())["code"]
        answers = [
            await add(holder, code, "Xen vào", "k1", conversation=THERE),
            await add(holder, unbound, "Xen vào", "k2"),
            await add(holder, "LC-2026-999999", "Xen vào", "k3"),
            await holder.post(path(f"/tickets/{code}/withdrawal", THERE), json={}),
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1
        assert len((await client.get(f"/v1/tickets/{code}")).json()["thread"]) == 1

    async def test_withdrawing_twice_is_withdrawing_once(
        self, holder: httpx.AsyncClient, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket(conversation_id=HERE))["code"]
        for _ in range(2):
            done = await holder.post(path(f"/tickets/{code}/withdrawal"), json={})
            assert (done.status_code, done.json()["status"], done.json()["open"]) == (200, "DA_RUT", False)
        assert len((await client.get(f"/v1/tickets/{code}")).json()["thread"]) == 2

    async def test_a_closed_ticket_cannot_be_withdrawn(
        self, holder: httpx.AsyncClient, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket(conversation_id=HERE))["code"]
        await client.post(f"/v1/tickets/{code}/transitions", json={"to": "TU_CHOI", "reason": "Trùng"})
        refused = await holder.post(path(f"/tickets/{code}/withdrawal"), json={})
        assert refused.status_code == 409


class TestStaffMessages:
    async def test_they_come_oldest_first_and_only_those_after_the_last_known(
        self, holder: httpx.AsyncClient, new_ticket: Any, database: Database
    ) -> None:
        one, two = [(await new_ticket(conversation_id=HERE))["code"] for _ in range(2)]
        other = (await new_ticket(conversation_id=THERE))["code"]
        await write(database, one, "Thứ nhất?")
        await write(database, other, "Của người khác?")
        await write(database, two, "Thứ hai?")
        await write(database, one, "Nội bộ", service.INTERNAL)
        await add(holder, one, "Tôi trả lời", "k")
        items = (await holder.get(path("/messages"))).json()["items"]
        assert [(item["code"], item["text"]) for item in items] == [(one, "Thứ nhất?"), (two, "Thứ hai?")]
        after = (await holder.get(path("/messages"), params={"after": items[0]["id"]})).json()["items"]
        assert after == items[1:]
        assert (await holder.get(path("/messages"), params={"after": items[1]["id"]})).json()["items"] == []

    async def test_ids_of_a_conversation_grow_in_the_order_in_which_they_can_be_read(
        self, holder: httpx.AsyncClient, new_ticket: Any, database: Database
    ) -> None:
        """Else a reader that knows the later of two messages would never see the earlier one."""
        one, two = [(await new_ticket(conversation_id=HERE))["code"] for _ in range(2)]
        async with database.session() as slow:
            await service.add_message(slow, one, service.REPORTER, "Chậm", STAFF)
            quick = asyncio.create_task(write(database, two, "Nhanh"))
            await asyncio.sleep(0.3)
            assert (await holder.get(path("/messages"))).json()["items"] == []
        await quick
        items = (await holder.get(path("/messages"))).json()["items"]
        assert [item["text"] for item in items] == ["Chậm", "Nhanh"]


async def test_a_key_used_again_for_another_report_names_the_ticket_only_to_who_filed_it(
    client: httpx.AsyncClient, new_client: Any
) -> None:
    headers = {"Idempotency-Key": "draft-1"}
    filed = (await client.post("/v1/tickets", json=ticket_body(), headers=headers)).json()
    changed = ticket_body(wish="Xin lỗi")
    refused = await client.post("/v1/tickets", json=changed, headers=headers)
    assert refused.status_code == 422
    assert refused.json()["made"] == filed["code"]
    other = await new_client("tickets:write", name="other")
    filed_by_other = await other.post("/v1/tickets", json=changed, headers=headers)
    assert filed_by_other.status_code == 201
    assert filed_by_other.json()["code"] != filed["code"]
