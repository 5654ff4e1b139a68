"""The reporter's own ticket: code and receipt open it, and nothing else does."""

from typing import Any

import httpx
import pytest

from api.settings import ApiSettings


def path(code: str, more: str = "") -> str:
    return f"/v1/ticket-status/{code}{more}"


class TestStatus:
    async def test_it_shows_label_dates_and_public_messages_only(
        self, client: httpx.AsyncClient, public: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        filed = await new_ticket()
        code, headers = filed["code"], {"X-Receipt": filed["receipt"]}
        for audience, text in (("internal", "Nghi trùng."), ("reporter", "Anh/Chị gửi thêm ảnh?")):
            body = {"audience": audience, "text": text, "sender": "service"}
            await client.post(f"/v1/tickets/{code}/messages", json=body)
        move = {"to": "CHUYEN_CQ", "reason": "Nội bộ"}
        await client.post(f"/v1/tickets/{code}/transitions", json=move)
        answer = await public.get(path(code), headers=headers)
        assert answer.status_code == 200
        shown = answer.json()
        assert shown.keys() == {
            *("code", "status", "status_label", "open", "opened_at", "updated_at", "messages")
        }
        assert shown["open"] is True
        assert shown["status_label"] == "Đã chuyển cơ quan có thẩm quyền"
        assert [(m["sender"], m["text"]) for m in shown["messages"]] == [("hotline", "Anh/Chị gửi thêm ảnh?")]

    async def test_wrong_code_and_wrong_receipt_get_the_same_answer(
        self, public: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        filed, other = await new_ticket(), await new_ticket()
        answers = [
            await public.get(path(filed["code"]), headers={"X-Receipt": other["receipt"]}),
            await public.get(path("LC-2026-999999"), headers={"X-Receipt": filed["receipt"]}),
            await public.get(path("gibberish"), headers={"X-Receipt": filed["receipt"]}),
            await public.get(path(filed["code"]), headers={"X-Receipt": "0"}),
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1

    async def test_code_and_receipt_are_read_as_people_type_them(
        self, public: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        filed = await new_ticket()
        digits = filed["receipt"]
        spaced = " ".join(digits[i : i + 4] for i in range(0, 16, 4))
        typed = filed["code"].replace("-", "").lower()
        assert (await public.get(path(typed), headers={"X-Receipt": spaced})).status_code == 200

    async def test_receipt_endpoint_gives_the_receipt_again(
        self, client: httpx.AsyncClient, new_client: Any, new_ticket: Any
    ) -> None:
        filed = await new_ticket()
        bot = await new_client("tickets:write", "receipts:read", name="bot")
        again = await bot.post(f"/v1/tickets/{filed['code']}/receipt")
        assert again.json() == {"receipt": filed["receipt"]}
        writer = await new_client("tickets:write", name="writer")
        assert (await writer.post(f"/v1/tickets/{filed['code']}/receipt")).status_code == 403


class TestOwnSteps:
    async def test_reporter_adds_information_and_withdraws(
        self, client: httpx.AsyncClient, public: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        filed = await new_ticket()
        code, headers = filed["code"], {"X-Receipt": filed["receipt"]}
        added = await public.post(path(code, "/messages"), json={"text": "Thêm."}, headers=headers)
        assert (added.status_code, added.json()["sender"]) == (201, "reporter")
        for _ in range(2):
            done = await public.post(path(code, "/withdrawal"), json={}, headers=headers)
            assert (done.status_code, done.json()["status"]) == (200, "DA_RUT")
        kinds = [e["kind"] for e in (await client.get(f"/v1/tickets/{code}")).json()["thread"]]
        assert kinds == ["opened", "message", "moved"]

    async def test_a_finished_ticket_cannot_be_withdrawn(
        self, client: httpx.AsyncClient, public: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        filed = await new_ticket()
        move = {"to": "TU_CHOI", "reason": "Trùng"}
        await client.post(f"/v1/tickets/{filed['code']}/transitions", json=move)
        headers = {"X-Receipt": filed["receipt"]}
        refused = await public.post(path(filed["code"], "/withdrawal"), json={}, headers=headers)
        assert refused.status_code == 409

    async def test_a_wrong_receipt_changes_nothing(self, public: httpx.AsyncClient, new_ticket: Any) -> None:
        code = (await new_ticket())["code"]
        refused = await public.post(path(code, "/withdrawal"), json={}, headers={"X-Receipt": "1" * 16})
        assert refused.status_code == 404


class TestLimits:
    @pytest.fixture
    def settings(self, database_url: str) -> ApiSettings:
        return ApiSettings(DATABASE_URL=database_url, status_rate="3/minute", public_rate="5/minute")

    async def test_guessing_is_limited_for_each_address_and_not_for_programs(self, new_client: Any) -> None:
        guesser, neighbour = await new_client(), await new_client(address="10.0.0.2")
        headers = {"X-Receipt": "0" * 16}
        answers = [await guesser.get(path("LC-2026-000001"), headers=headers) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert int(answers[-1].headers["retry-after"]) > 0
        assert (await neighbour.get(path("LC-2026-000001"), headers=headers)).status_code == 404
        program = await new_client("tickets:write", name="actions")
        for _ in range(6):
            assert (await program.get(path("LC-2026-000001"), headers=headers)).status_code == 404

    async def test_addresses_of_one_ipv6_network_count_as_one(self, new_client: Any) -> None:
        clients = [await new_client(address=f"2001:db8::{n}") for n in range(1, 7)]
        codes = [(await one.get("/v1/categories")).status_code for one in clients]
        assert codes == [200] * 5 + [429]
