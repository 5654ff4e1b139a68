"""The channel's request: read, checked, and turned into a message for Rasa."""

import json
import re
from typing import Any

from rasa.core.channels.channel import UserMessage

ID_LENGTH = 200
TEXT_LENGTH = 200_000  # the gateway's limit is far lower
PAYLOAD = re.compile(r"/(\w+)\s*(\{.*\})?", re.DOTALL)


class BadRequestError(ValueError):
    """A body the channel cannot take; says why, without repeating it."""


def read_message(raw: bytes) -> UserMessage:
    """Read the body of a turn. Button payloads and files alone bring their own meaning; text is parsed."""
    body = _object(raw, "body")
    metadata = dict(_typed(body, "metadata", dict, {}))
    text = _clean(_typed(body, "text", str, ""))
    button = _typed(body, "button", str, None)
    message = UserMessage(
        text,
        sender_id=_identifier(body, "conversation_id"),
        message_id=_identifier(body, "message_id"),
        input_channel=str(metadata.get("channel", "duongday")),
        metadata=metadata,
    )
    if button is not None:
        intent, value = _payload(button)
        metadata["button"] = {"intent": intent, **value}
        message.parse_data = _meaning(message, intent)
    elif not text:
        message.parse_data = _meaning(message, "inform" if metadata.get("attachments") else "nlu_fallback")
    return message


def _meaning(message: UserMessage, intent: str) -> dict[str, Any]:
    """Parse data for a message that needs no parsing, shaped like Rasa's own."""
    certain = {"name": intent, "confidence": 1.0}
    return {
        "text": message.text,
        "intent": certain,
        "entities": [],
        "text_tokens": [],
        "intent_ranking": [certain],
        "message_id": message.message_id,
        "metadata": message.metadata,
    }


def _clean(text: str) -> str:
    """Keep typed text from being Rasa's `/intent{…}` syntax; the gateway has done so already."""
    if len(text) > TEXT_LENGTH:
        raise BadRequestError("text is too long")
    return text.strip().lstrip("/").strip()


def _payload(button: str) -> tuple[str, dict[str, Any]]:
    """Split `/intent{"question": …}`."""
    parts = PAYLOAD.fullmatch(button)
    if parts is None:
        raise BadRequestError("button is not /intent{…}")
    return parts[1], _object(parts[2].encode(), "button") if parts[2] else {}


def _object(raw: bytes, what: str) -> dict[str, Any]:
    try:
        value = json.loads(raw)
        json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate cannot be stored
    except ValueError:
        raise BadRequestError(f"{what} is not JSON") from None
    if not isinstance(value, dict):
        raise BadRequestError(f"{what} is not an object")
    if b"\\u0000" in raw:
        raise BadRequestError(f"{what} holds a NUL character")
    return value


def _typed(body: dict[str, Any], key: str, kind: type, default: Any) -> Any:
    value = body.get(key)
    if value is None:
        return default
    if not isinstance(value, kind):
        raise BadRequestError(f"{key} is not of type {kind.__name__}")
    return value


def _identifier(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= ID_LENGTH:
        raise BadRequestError(f"{key} must be a text of 1 to {ID_LENGTH} characters")
    return value
