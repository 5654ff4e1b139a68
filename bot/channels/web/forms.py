"""Reads the body of a web message: JSON, or a form with files."""

import json
import re
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from bot.files import LARGEST_FILE, MOST_FILES, Upload, identify, safe_name
from bot.messages import Attachment, MessageRefusedError
from bot.problems import ProblemError, invalid

MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,100}")
DIGITS = re.compile(r"[0-9]{1,19}")
LARGEST_SEQ = 2**63 - 1
MOST_FIELDS = 10
LARGEST_FIELD = 512 * 1024


@dataclass(frozen=True)
class Sent:
    """What a device sent."""

    message_id: str
    text: str
    button_token: str | None
    attachments: tuple[Attachment, ...]
    seen: int | None = None


async def read(request: Request) -> Sent:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _read_form(request)
    if kind not in ("application/json", ""):
        raise invalid("content-type")
    return _read_json(await request.body())


def _read_json(raw: bytes) -> Sent:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise ProblemError(400) from None
    if not isinstance(body, dict):
        raise invalid("body")
    payload, text, seen = body.get("payload"), body.get("text"), _seen(body.get("seen"))
    if payload is None:
        return Sent(_message_id(body.get("id")), _string("text", text), None, (), seen)
    if text is not None:
        raise invalid("body/payload")
    return Sent(_message_id(body.get("id")), "", _string("payload", payload), (), seen)


async def _read_form(request: Request) -> Sent:
    try:
        async with request.form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD
        ) as form:
            return await _sent(form)
    except HTTPException as error:  # what Starlette makes of a MultiPartException
        if str(error.detail).startswith("Too many files"):
            raise MessageRefusedError("too_many_files", limit=MOST_FILES) from None
        raise ProblemError(400) from None


async def _sent(form: FormData) -> Sent:
    message_id, text = _message_id(form.get("id")), _string("text", form.get("text", ""))
    payload, seen = form.get("payload"), _seen(_number(form.get("seen")))
    attachments = [await _attachment(upload) for upload in form.getlist("files")]
    if payload is not None:
        if text or attachments:
            raise invalid("body/payload")
        return Sent(message_id, "", _string("payload", payload), (), seen)
    return Sent(message_id, text, None, tuple(attachments), seen)


async def _attachment(upload: UploadFile | str) -> Attachment:
    if isinstance(upload, str):
        raise invalid("body/files")
    name = upload.filename or ""
    if (upload.size or 0) > LARGEST_FILE:
        raise MessageRefusedError("file_too_large", name=safe_name(name))
    return identify(Upload(name, await upload.read()))


def _message_id(value: Any) -> str:
    if not isinstance(value, str) or not MESSAGE_ID.fullmatch(value):
        raise invalid("body/id")
    return value


def _number(value: UploadFile | str | None) -> Any:
    return int(value) if isinstance(value, str) and DIGITS.fullmatch(value) else value


def _seen(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_SEQ:
        raise invalid("body/seen")
    return value


def _string(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise invalid(f"body/{field}")
    return value
