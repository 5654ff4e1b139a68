"""JSON of the web chat."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from bot.messages import OutboundMessage


class Opened(BaseModel):
    """A new conversation and the only key to it."""

    conversation_id: UUID
    token: str


class Accepted(BaseModel):
    """The message is stored and will be answered."""

    id: str
    seq: int


class ButtonRead(BaseModel):
    title: str
    payload: str


class AttachmentRead(BaseModel):
    id: UUID
    name: str
    media_type: str
    size: int


class MessageRead(BaseModel):
    """`id` of the user's own messages is the one their device gave."""

    id: str
    seq: int
    sender: Literal["user", "bot", "staff", "system"]
    text: str
    buttons: list[ButtonRead]
    attachments: list[AttachmentRead]
    at: datetime

    @classmethod
    def of(cls, message: OutboundMessage) -> "MessageRead":
        return cls.model_validate(
            {
                "id": message.id,
                "seq": message.seq,
                "sender": message.sender,
                "text": message.text,
                "buttons": [{"title": button.title, "payload": button.token} for button in message.buttons],
                "attachments": [vars(file) for file in message.attachments],
                "at": message.at,
            }
        )


class Messages(BaseModel):
    messages: list[MessageRead]


class StateRead(BaseModel):
    typing: bool
    mode: Literal["bot", "human"]
