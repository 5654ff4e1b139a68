"""Evidence files: kept as they came, with the type their content shows."""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api import audit, idempotency
from api.actors import REPORTER, Actor
from api.clock import now
from api.errors import ConflictError, InvalidError, NotFoundError, TooLargeError, UnsupportedFileError
from api.tickets import file_types, repository
from api.tickets.models import TicketAttachment
from api.tickets.service import REPORTER as FOR_REPORTER
from api.tickets.service import Entry, append, get_ticket

LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 100
LONGEST_NAME = 200
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


async def add_attachment(
    session: AsyncSession, code: str, name: str, content: bytes, *, key: str, by: Actor
) -> TicketAttachment:
    """Keep a file the reporter sent; a repeat of the same request finds it kept already."""
    if not content:
        raise InvalidError("The file is empty", field="body/file")
    if len(content) > LARGEST_FILE:
        raise TooLargeError(f"A file may have up to {LARGEST_FILE // 1024 // 1024} MB")
    media_type = file_types.media_type(content)
    if media_type is None:
        raise UnsupportedFileError("Accepted are pictures, PDF, Word, Excel, sound, video and plain text")
    name = clean_name(name)
    digest = hashlib.sha256(content).digest()
    ticket = await get_ticket(session, code, lock=True)
    operation = f"attachment:{ticket.code}"
    done = await idempotency.claim(session, by.name, operation, key, digest + name.encode())
    if done is not None:
        return await get_attachment(session, code, UUID(done))
    if len(await repository.attachments(session, ticket.id)) >= MOST_FILES:
        raise ConflictError(f"A ticket has at most {MOST_FILES} files")
    file = TicketAttachment(
        id=uuid4(),
        ticket_id=ticket.id,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=digest,
        content=content,
        at=now(),
    )
    session.add(file)
    about = {"attachment_id": str(file.id), "name": name, "media_type": media_type, "size": file.size}
    await append(session, ticket, REPORTER, Entry("attachment", FOR_REPORTER, data=about))
    await idempotency.finish(session, by.name, operation, key, str(file.id))
    return file


async def get_attachment(session: AsyncSession, code: str, file_id: UUID) -> TicketAttachment:
    """What is known of a file, without its content."""
    ticket = await get_ticket(session, code)
    found = await repository.attachment(session, ticket.id, file_id)
    if found is None:
        raise NotFoundError("The ticket has no such file")
    return found


async def read_attachment(
    session: AsyncSession, code: str, file_id: UUID, by: Actor
) -> tuple[TicketAttachment, bytes]:
    """The file with its content; evidence often shows people, so each reading is written down."""
    file = await get_attachment(session, code, file_id)
    content = await repository.content(session, file.ticket_id, file_id)
    if content is None:
        raise NotFoundError("The ticket has no such file")
    audit.record(session, by, "evidence_read", code, attachment_id=str(file_id))
    return file, content


def clean_name(name: str) -> str:
    """The last part of the name as given, fit to be shown and offered as a file name."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = _UNPRINTABLE.sub("", unicodedata.normalize("NFC", last)).strip()
    return shown[-LONGEST_NAME:] or "file"
