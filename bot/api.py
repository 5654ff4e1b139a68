"""The HTTP client of the api: receipts and evidence."""

from typing import Protocol
from uuid import UUID

import httpx

TIMEOUT = httpx.Timeout(30.0, connect=2.0)
RECEIPT_TIMEOUT = httpx.Timeout(3.0, connect=1.0)  # someone is waiting to see a message
# The file itself is not acceptable; everything else may pass.
REFUSED = frozenset({400, 409, 413, 415, 422})


class ApiUnavailableError(Exception):
    """The api does not answer, or not as it should; to be tried again."""


class ApiRefusedError(Exception):
    """The api will never take this."""


class Api(Protocol):
    """What the gateway needs of the api."""

    async def receipt(self, ticket_code: str) -> str: ...

    async def attach(
        self, ticket_code: str, file_id: UUID, name: str, media_type: str, content: bytes
    ) -> None: ...


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

    async def close(self) -> None:
        await self._http.aclose()
