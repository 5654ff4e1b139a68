"""The HTTP client of the api: receipts, evidence, and what staff wrote."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import httpx
from pydantic import BaseModel, ValidationError

TIMEOUT = httpx.Timeout(30.0, connect=2.0)
RECEIPT_TIMEOUT = httpx.Timeout(3.0, connect=1.0)  # someone is waiting to see a message
# The file itself is not acceptable; everything else may pass.
REFUSED = frozenset({400, 409, 413, 415, 422})


class ApiUnavailableError(Exception):
    """The api does not answer, or not as it should; to be tried again."""


class ApiRefusedError(Exception):
    """The api will never take this."""


@dataclass(frozen=True)
class StaffMessage:
    """What staff wrote to a reporter; ids grow."""

    id: int
    code: str
    text: str


class _StaffMessage(BaseModel):
    id: int
    code: str
    text: str


class _StaffMessages(BaseModel):
    items: list[_StaffMessage]


class Api(Protocol):
    """What the gateway needs of the api."""

    async def receipt(self, ticket_code: str) -> str: ...

    async def attach(
        self, ticket_code: str, file_id: UUID, name: str, media_type: str, content: bytes
    ) -> None: ...

    async def staff_messages(self, conversation_id: UUID, after: int) -> list[StaffMessage]: ...

    async def is_ready(self) -> bool: ...


class HttpApi:
    """The api over kept connections, with bot's service token."""

    def __init__(self, url: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT,
            transport=transport,
            trust_env=False,
        )

    async def receipt(self, ticket_code: str) -> str:
        try:
            response = await self._http.post(f"/v1/tickets/{ticket_code}/receipt", timeout=RECEIPT_TIMEOUT)
            found = response.json()["receipt"] if response.is_success else None
        except (httpx.TransportError, ValueError, KeyError, TypeError) as error:
            raise ApiUnavailableError(type(error).__name__) from None
        if not isinstance(found, str):
            raise ApiUnavailableError(str(response.status_code))
        return found

    async def attach(
        self, ticket_code: str, file_id: UUID, name: str, media_type: str, content: bytes
    ) -> None:
        """Add a file to a ticket; the key makes repeating harmless."""
        try:
            response = await self._http.post(
                f"/v1/tickets/{ticket_code}/attachments",
                files={"file": (name, content, media_type)},
                headers={"Idempotency-Key": str(file_id)},
            )
        except httpx.TransportError as error:
            raise ApiUnavailableError(type(error).__name__) from None
        if response.status_code in REFUSED:
            raise ApiRefusedError(str(response.status_code))
        if not response.is_success:
            raise ApiUnavailableError(str(response.status_code))

    async def staff_messages(self, conversation_id: UUID, after: int) -> list[StaffMessage]:
        """What staff wrote on tickets of this conversation after an id, oldest first; none if it has none."""
        try:
            response = await self._http.get(
                f"/v1/conversations/{conversation_id}/messages", params={"after": after}
            )
            if response.status_code == 404:
                return []
            if not response.is_success:
                raise ApiUnavailableError(str(response.status_code))
            found = _StaffMessages.model_validate_json(response.content).items
        except httpx.TransportError as error:
            raise ApiUnavailableError(type(error).__name__) from None
        except ValidationError:
            raise ApiUnavailableError("not a list of messages") from None  # the error would quote them
        return [StaffMessage(item.id, item.code, item.text) for item in found]

    async def is_ready(self) -> bool:
        try:
            return (await self._http.get("/ready", timeout=RECEIPT_TIMEOUT)).is_success
        except httpx.TransportError:
            return False

    async def close(self) -> None:
        await self._http.aclose()
