"""Evidence files, handed out so that nothing in them can act on our pages."""

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from api import actors
from api.staff.access import ReadingDep, TicketCode
from api.tickets import evidence

router = APIRouter()
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@router.get("/tickets/{code}/evidence/{file_id}")
async def download(visit: ReadingDep, code: TicketCode, file_id: UUID) -> Response:
    reader = actors.staff(visit.staff.name)
    file, content = await evidence.read_attachment(visit.session, code, file_id, reader)
    return Response(
        content,
        media_type=file.media_type,
        headers={
            "content-disposition": disposition(file.name),
            "content-security-policy": SANDBOX,
            "x-content-type-options": "nosniff",
        },
    )


def disposition(name: str) -> str:
    """Always saved, never shown in place; the ASCII name is for programs that do not know RFC 8187."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
