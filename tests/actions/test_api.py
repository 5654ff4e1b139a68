"""HttpApi: what travels, and what each kind of failure means for the turn."""

import httpx
import pytest

from actions.api import Agency, ApiRefusedError, ApiUnavailableError, HttpApi


def api_answering(status: int, body: object, seen: list[httpx.Request] | None = None) -> HttpApi:
    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        return httpx.Response(status, json=body)

    return HttpApi("http://api", "token", httpx.MockTransport(answer))


class TestFiling:
    async def test_key_token_and_body_travel(self) -> None:
        seen: list[httpx.Request] = []
        async with api_answering(201, {"code": "LC-2026-000001"}, seen) as api:
            assert (await api.open_ticket("draft-1", {"a": 1}))["code"] == "LC-2026-000001"
        assert seen[0].headers["Idempotency-Key"] == "draft-1"
        assert seen[0].headers["Authorization"] == "Bearer token"
        assert seen[0].content == b'{"a":1}'

    @pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
    async def test_what_may_pass_by_itself_fails_the_turn(self, status: int) -> None:
        async with api_answering(status, {}) as api:
            with pytest.raises(ApiUnavailableError):
                await api.open_ticket("k", {})

    async def test_a_refusal_carries_the_problem(self) -> None:
        problem = {"type": "urn:x", "errors": [{"pointer": "body/outlet"}]}
        async with api_answering(422, problem) as api:
            with pytest.raises(ApiRefusedError) as refused:
                await api.open_ticket("k", {})
        assert refused.value.problem == problem

    async def test_no_connection_fails_the_turn(self) -> None:
        def refuse(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("refused")

        async with HttpApi("http://api", "t", httpx.MockTransport(refuse)) as api:
            with pytest.raises(ApiUnavailableError):
                await api.find_commune("x")
            assert await api.ready() is False


class TestReading:
    async def test_the_receipt_travels_in_its_header_only(self) -> None:
        seen: list[httpx.Request] = []
        async with api_answering(404, {}, seen) as api:
            assert await api.ticket_status("LC-2026-000001", "1234567812345678") is None
        assert seen[0].headers["X-Receipt"] == "1234567812345678"
        assert "1234567812345678" not in str(seen[0].url)

    async def test_words_the_directory_cannot_read_are_not_known(self) -> None:
        async with api_answering(422, {}) as api:
            assert (await api.find_spokespersons(Agency("\x00"), None))["outcome"] == "unknown"

    async def test_a_chosen_agency_is_asked_for_by_its_id(self) -> None:
        seen: list[httpx.Request] = []
        async with api_answering(200, {"outcome": "vacant"}, seen) as api:
            await api.find_spokespersons(Agency("Sở Y tế", "so-yt"), "2026-09-01")
        assert dict(seen[0].url.params) == {"agency_id": "so-yt", "as_of": "2026-09-01"}

    async def test_an_unwritten_text_is_none(self) -> None:
        async with api_answering(404, {}) as api:
            assert await api.answer("hotline") is None


class TestOwnTickets:
    TICKET = "/v1/conversations/c-1/tickets/LC-2026-000001"

    async def test_only_the_conversation_is_named_never_a_receipt(self) -> None:
        seen: list[httpx.Request] = []
        async with api_answering(200, {"items": [{"code": "LC-2026-000001"}]}, seen) as api:
            assert await api.own_tickets("c-1") == [{"code": "LC-2026-000001"}]
            assert await api.add_own_message("c-1", "LC-2026-000001", "k-1", "Tôi nhớ thêm")
            assert await api.withdraw_own("c-1", "LC-2026-000001")
        paths = [f"{request.method} {request.url.path}" for request in seen]
        assert paths == [
            "GET /v1/conversations/c-1/tickets",
            f"POST {self.TICKET}/messages",
            f"POST {self.TICKET}/withdrawal",
        ]
        assert seen[1].headers["Idempotency-Key"] == "k-1"
        assert all("X-Receipt" not in request.headers for request in seen)

    async def test_a_ticket_of_another_conversation_is_told_as_none(self) -> None:
        async with api_answering(404, {}) as api:
            assert await api.add_own_message("c-1", "LC-2026-000001", "k-1", "Tôi nhớ thêm") is False
            assert await api.withdraw_own("c-1", "LC-2026-000001") is False

    async def test_a_closed_ticket_refuses_to_be_withdrawn(self) -> None:
        async with api_answering(409, {"type": "urn:x"}) as api:
            with pytest.raises(ApiRefusedError):
                await api.withdraw_own("c-1", "LC-2026-000001")

    async def test_without_the_scope_the_turn_fails_rather_than_hiding_tickets(self) -> None:
        async with api_answering(403, {}) as api:
            with pytest.raises(ApiUnavailableError):
                await api.own_tickets("c-1")
