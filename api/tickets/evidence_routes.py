"""Evidence files over HTTP."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, Response, UploadFile

from api.database import SessionDep
from api.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    KeyReusedError,
    NotFoundError,
    TooLargeError,
    UnauthorizedError,
    UnsupportedFileError,
    responses,
)
from api.tickets import evidence, file_types
from api.tickets.parameters import IdempotencyKey, TicketCode
from api.tickets.reads import AttachmentRead
from api.tickets.routes import Reader, Writer

router = APIRouter(
    prefix="/v1/tickets", tags=["evidence"], responses=responses(UnauthorizedError, ForbiddenError)
)
TYPES = sorted(
    {*file_types.ACCEPTED.values(), *file_types.ZIP_PARTS.values(), *file_types.OLE_STREAMS.values()}
)
BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


@router.post(
    "/{code}/attachments",
    status_code=201,
    summary="Add an evidence file",
    responses=responses(
        BadRequestError, NotFoundError, ConflictError, TooLargeError, UnsupportedFileError, KeyReusedError
    ),
)
async def add_attachment(
    code: TicketCode,
    key: IdempotencyKey,
    caller: Writer,
    session: SessionDep,
    file: Annotated[UploadFile, File(description="Up to 20 MB; its type is found from its content")],
) -> AttachmentRead:
    if (file.size or 0) > evidence.LARGEST_FILE:
        raise TooLargeError
    content = await file.read()
    added = await evidence.add_attachment(
        session, code, file.filename or "file", content, key=key, by=caller.actor
    )
    return AttachmentRead.model_validate(added)


@router.get(
    "/{code}/attachments/{attachment_id}",
    summary="The content of an evidence file",
    response_class=Response,
    responses={
        **responses(NotFoundError),
        200: {
            "description": "The file as it came",
            "content": dict.fromkeys([*TYPES, "text/plain; charset=utf-8"], BINARY),
        },
    },
)
async def read_attachment(
    code: TicketCode, attachment_id: UUID, caller: Reader, session: SessionDep
) -> Response:
    """Each reading is written to the audit log."""
    file, content = await evidence.read_attachment(session, code, attachment_id, caller.actor)
    return Response(
        content,
        media_type=file.media_type,
        headers={
            # Never shown inside a page of ours, whatever it contains.
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
