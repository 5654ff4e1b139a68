"""The HTTP client of Rasa's channel: one message in, one turn out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.messages import StoredFile
from bot.outbox import Choice

# Not the message's fault: Rasa is away, overloaded, not ready, or one of us is misconfigured.
UNAVAILABLE = frozenset({401, 403, 404, 405, 408, 429, 502, 503, 504})
TIMEOUT = httpx.Timeout(20.0, connect=2.0)
ACTION_FAILED = "an action failed"  # the title by which Rasa's channel tells this 503 from its others


class RasaUnavailableError(Exception):
    """Rasa, its database or its actions do not answer; the message is to be tried again."""


class ActionFailedError(RasaUnavailableError):
    """Rasa answered, but an action did not."""


class RasaRefusedError(Exception):
    """Rasa answered, but not with a turn; trying again may not help."""


@dataclass(frozen=True)
class Asked:
    """One message for Rasa."""

    conversation_id: UUID
    message_id: str
    text: str
    button: str | None
    channel: str
    received_at: datetime
    files: tuple[StoredFile, ...]
    unread: bool = False
    followed: bool = False
    staff_question: str | None = None


@dataclass(frozen=True)
class Attached:
    """Files for a ticket that was filed before."""

    code: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """One utterance."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Answer:
    """A turn: what to say, and what the actions told the gateway."""

    replies: tuple[Reply, ...]
    ticket_code: str | None = None
    evidence: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()
    answered: tuple[str, ...] = ()
    handoff: bool = False
    erase: str | None = None
    draft: str | None = None
    draft_open: bool = True


class Rasa(Protocol):
    """What the gateway needs of Rasa."""

    async def turn(self, asked: Asked) -> Answer: ...

    async def forget(self, conversation_id: UUID) -> None: ...

    async def is_ready(self) -> bool: ...


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Button(_Body):
    title: str
    payload: str


class _Ticket(_Body):
    code: str
    evidence: list[str] = []


class _Question(_Body):
    code: str


class _Erase(_Body):
    draft: str | None = None


class _Draft(_Body):
    id: str
    state: str = "open"


class _Custom(_Body):
    ticket: _Ticket | None = None
    attach: _Ticket | None = None
    answered: _Question | None = None
    handoff: dict[str, Any] | None = None
    erase: _Erase | None = None
    draft: _Draft | None = None


class _Reply(_Body):
    text: str = ""
    buttons: list[_Button] = []
    custom: _Custom = Field(default_factory=_Custom)


class _Turn(_Body):
    replies: list[_Reply]


class HttpRasa:
    """Rasa's own channel of ours, over kept connections."""

    def __init__(self, url: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT,
            transport=transport,
            trust_env=False,
        )

    async def turn(self, asked: Asked) -> Answer:
        response = await self._request("POST", "/webhooks/duongday/turns", json=_body(asked))
        try:
            turn = _Turn.model_validate_json(response.content)
        except ValidationError:
            raise RasaRefusedError("not a turn") from None  # the error would quote the answer
        return _answer(turn)

    async def forget(self, conversation_id: UUID) -> None:
        await self._request("DELETE", f"/webhooks/duongday/conversations/{conversation_id}")

    async def is_ready(self) -> bool:
        try:
            return (await self._http.get("/ready", timeout=3.0)).is_success
        except httpx.TransportError:
            return False

    async def close(self) -> None:
        await self._http.aclose()

    async def _request(self, method: str, path: str, json: dict[str, Any] | None = None) -> httpx.Response:
        try:
            response = await self._http.request(method, path, json=json)
        except httpx.TransportError as error:
            raise RasaUnavailableError(type(error).__name__) from None
        if response.status_code == 503 and _title(response) == ACTION_FAILED:
            raise ActionFailedError(ACTION_FAILED)
        if response.status_code in UNAVAILABLE:
            raise RasaUnavailableError(str(response.status_code))
        if not response.is_success:
            raise RasaRefusedError(str(response.status_code))
        return response


def _body(asked: Asked) -> dict[str, Any]:
    files = [
        {"id": str(file.id), "name": file.name, "media_type": file.media_type, "size": file.size}
        for file in asked.files
    ]
    metadata: dict[str, Any] = {
        "channel": asked.channel,
        "received_at": asked.received_at.isoformat(),
        "attachments": files,
        "unread": asked.unread,
        "followed": asked.followed,
    }
    if asked.staff_question is not None:
        metadata["staff_question"] = {"code": asked.staff_question}
    return {
        "conversation_id": str(asked.conversation_id),
        "message_id": asked.message_id,
        "text": asked.text,
        "button": asked.button,
        "metadata": metadata,
    }


def _title(response: httpx.Response) -> str:
    try:
        return str(response.json()["title"])
    except (ValueError, KeyError, TypeError):
        return ""


def _answer(turn: _Turn) -> Answer:
    """What the turn's replies say together; of two that contradict each other, the later one counts."""
    customs = [reply.custom for reply in turn.replies]
    ticket = next((custom.ticket for custom in reversed(customs) if custom.ticket), None)
    erase = next((custom.erase for custom in reversed(customs) if custom.erase), None)
    draft = next((custom.draft for custom in reversed(customs) if custom.draft), None)
    return Answer(
        replies=tuple(_reply(reply) for reply in turn.replies if reply.text or reply.buttons),
        ticket_code=ticket.code if ticket else None,
        evidence=tuple(ticket.evidence) if ticket else (),
        attached=tuple(
            Attached(custom.attach.code, tuple(custom.attach.evidence)) for custom in customs if custom.attach
        ),
        answered=tuple(custom.answered.code for custom in customs if custom.answered),
        handoff=any(custom.handoff is not None for custom in customs),
        erase=(erase.draft or "") if erase else None,
        draft=draft.id if draft else None,
        draft_open=draft is None or draft.state == "open",
    )


def _reply(reply: _Reply) -> Reply:
    choices = tuple(Choice(button.title, button.payload) for button in reply.buttons)
    return Reply(reply.text.replace("\x00", ""), choices)
