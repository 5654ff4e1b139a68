"""What all channels share: messages in, messages out, and what a channel may say about sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

WEB = "web"  # the only channel whose messages are fetched instead of sent
RECEIPT_PLACEHOLDER = "⟦receipt⟧"  # stands for a ticket's receipt wherever text is stored


@dataclass(frozen=True)
class Attachment:
    """A file as it arrived; its type was looked up in the bytes, not believed."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class InboundMessage:
    """One message from outside: by a channel's own id of the sender, or by a known conversation."""

    channel: str
    external_id: str | None
    conversation_id: str | None
    message_id: str
    text: str
    button_token: str | None
    attachments: tuple[Attachment, ...]
    received_at: datetime
    # Something that cannot be read, such as a sticker: taken in, so that the bot says how to go on.
    wordless: bool = False
    # The seq of the last message its writer had on screen, if the channel knows: devices without network
    # keep messages and send them later.
    seen: int | None = None


@dataclass(frozen=True)
class Received:
    """Where a message was put."""

    conversation_id: UUID
    seq: int
    duplicate: bool


@dataclass(frozen=True)
class Button:
    """A choice shown to the user; the token says nothing to anyone but us."""

    title: str
    token: str


@dataclass(frozen=True)
class StoredFile:
    """A file the user sent, without its content."""

    id: UUID
    name: str
    media_type: str
    size: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "StoredFile":
        return cls(UUID(row["id"]), row["name"], row["media_type"], row["size"])


@dataclass(frozen=True)
class OutboundMessage:
    """A message to show or send; `sender` is bot, staff or system (user when a history is read)."""

    id: str
    seq: int
    sender: str
    text: str
    buttons: tuple[Button, ...]
    at: datetime
    attachments: tuple[StoredFile, ...] = ()


class MessageRefusedError(Exception):
    """A message we do not take in: `reason` is a key of bot.texts.REFUSALS."""

    def __init__(self, reason: str, **values: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class ChannelRefusedError(Exception):
    """The channel will never take this message: the user blocked us, the window is closed."""


class ChannelUnavailableError(Exception):
    """The channel does not take messages now; worth repeating, after so many seconds if it said so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
