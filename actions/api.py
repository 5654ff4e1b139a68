"""The api as the conversation sees it; the only file here that speaks HTTP."""

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

import httpx

type Json = dict[str, Any]

# Shorter than the gateway's patience, so that the whole turn fails and is tried again.
TIMEOUT = httpx.Timeout(8.0, connect=2.0)


class ApiUnavailableError(Exception):
    """The api did not answer, or answered that it cannot now: the turn must be tried again."""


class ApiRefusedError(Exception):
    """The api understood the request and declined it (409, 413, 422); trying again would not help."""

    def __init__(self, problem: Json) -> None:
        super().__init__(str(problem.get("type", "refused")))
        self.problem = problem


@dataclass(frozen=True)
class Agency:
    """An agency by its name as typed, or, once chosen, by its id."""

    name: str
    id: str | None = None


class Api(Protocol):
    """What the actions need from the api."""

    async def open_ticket(self, key: str, body: Json) -> Json:
        """File the report; the same key and body give the same ticket."""

    async def ticket_status(self, code: str, receipt: str) -> Json | None:
        """What the reporter may see; None when code and receipt do not fit together."""

    async def add_message(self, code: str, key: str, text: str) -> None:
        """Put the reporter's words on the thread of a ticket."""

    async def withdraw(self, code: str, receipt: str) -> bool:
        """Withdraw the report; False when code and receipt do not fit together."""

    async def own_tickets(self, conversation_id: str) -> list[Json]:
        """The tickets filed from this conversation, newest first."""

    async def add_own_message(self, conversation_id: str, code: str, key: str, text: str) -> bool:
        """Put the reporter's words on a ticket of this conversation; False when there is no such ticket."""

    async def withdraw_own(self, conversation_id: str, code: str) -> bool:
        """Withdraw a report of this conversation; False when there is no such ticket."""

    async def find_commune(self, text: str) -> Json:
        """A commune as typed: outcome, commune, candidates."""

    async def find_spokespersons(self, agency: Agency, as_of: str | None) -> Json:
        """The spokespersons of an agency: outcome and what belongs to it."""

    async def answer(self, topic: str) -> Json | None:
        """An editable text about the hotline; None when nobody has written it."""

    async def legal_answers(self, question: str) -> Json:
        """Verified answers about law, or whom to ask."""

    async def hotline(self) -> Json | None:
        """Telephone, e-mail and hours as staff entered them; None when there is nothing."""

    async def ready(self) -> bool:
        """Whether the api answers."""


class HttpApi:
    """Api over HTTP, on connections that stay open."""

    def __init__(self, base_url: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._client = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT,
            transport=transport,
            limits=httpx.Limits(max_keepalive_connections=20, keepalive_expiry=60),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._client.aclose()

    async def _request(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        try:
            response = await self._client.request(method, path, **kwargs)
        except httpx.TransportError as error:
            raise ApiUnavailableError(type(error).__name__) from error
        if response.status_code in (409, 413, 422):
            raise ApiRefusedError(response.json())
        if response.status_code != 404 and not response.is_success:
            raise ApiUnavailableError(f"status {response.status_code}")
        return response

    async def _find(self, path: str, **params: str) -> Json:
        """Ask something as typed; what the api cannot even read is simply not known."""
        try:
            response = await self._request("GET", path, params=params)
        except ApiRefusedError:
            return {"outcome": "unknown"}
        if response.status_code == 404:
            raise ApiUnavailableError(f"no such address: {path}")
        return dict(response.json())

    async def open_ticket(self, key: str, body: Json) -> Json:
        response = await self._request("POST", "/v1/tickets", json=body, headers={"Idempotency-Key": key})
        if response.status_code == 404:
            raise ApiUnavailableError("no such address")
        return dict(response.json())

    async def ticket_status(self, code: str, receipt: str) -> Json | None:
        path = f"/v1/ticket-status/{code}"
        response = await self._request("GET", path, headers={"X-Receipt": receipt})
        return None if response.status_code == 404 else dict(response.json())

    async def add_message(self, code: str, key: str, text: str) -> None:
        body = {"audience": "reporter", "text": text}
        await self._request(
            "POST", f"/v1/tickets/{code}/messages", json=body, headers={"Idempotency-Key": key}
        )

    async def withdraw(self, code: str, receipt: str) -> bool:
        path = f"/v1/ticket-status/{code}/withdrawal"
        response = await self._request("POST", path, json={}, headers={"X-Receipt": receipt})
        return response.status_code != 404

    async def own_tickets(self, conversation_id: str) -> list[Json]:
        response = await self._request("GET", f"/v1/conversations/{conversation_id}/tickets")
        if response.status_code == 404:
            raise ApiUnavailableError("no such address")
        return list(response.json()["items"])

    async def add_own_message(self, conversation_id: str, code: str, key: str, text: str) -> bool:
        path = f"/v1/conversations/{conversation_id}/tickets/{code}/messages"
        response = await self._request("POST", path, json={"text": text}, headers={"Idempotency-Key": key})
        return response.status_code != 404

    async def withdraw_own(self, conversation_id: str, code: str) -> bool:
        path = f"/v1/conversations/{conversation_id}/tickets/{code}/withdrawal"
        response = await self._request("POST", path, json={})
        return response.status_code != 404

    async def find_commune(self, text: str) -> Json:
        return await self._find("/v1/communes", q=text)

    async def find_spokespersons(self, agency: Agency, as_of: str | None) -> Json:
        named = {"agency_id": agency.id} if agency.id else {"agency": agency.name}
        return await self._find("/v1/spokespersons", **named, **({"as_of": as_of} if as_of else {}))

    async def answer(self, topic: str) -> Json | None:
        response = await self._request("GET", f"/v1/answers/{topic}")
        return None if response.status_code == 404 else dict(response.json())

    async def legal_answers(self, question: str) -> Json:
        return await self._find("/v1/legal-answers", q=question)

    async def hotline(self) -> Json | None:
        response = await self._request("GET", "/v1/hotline")
        return None if response.status_code == 404 else dict(response.json())

    async def ready(self) -> bool:
        try:
            response = await self._client.get("/health")
        except httpx.TransportError:
            return False
        return response.is_success
