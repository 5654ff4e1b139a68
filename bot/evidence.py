"""Files on their way to a ticket: handed to the api one by one, then deleted here."""

import logging
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from bot import jobs
from bot.api import Api, ApiRefusedError, ApiUnavailableError
from bot.conversations.models import FileRow, UploadStatus
from bot.database import Database

AGAIN_AFTER = 5.0

logger = logging.getLogger(__name__)


async def queue(
    session: AsyncSession, conversation_id: UUID, ticket_code: str, file_ids: Iterable[str]
) -> None:
    """Mark files of the conversation as belonging to a ticket, and see to it that they get there."""
    known = []
    for file_id in file_ids:
        try:
            known.append(UUID(file_id))
        except ValueError:
            logger.error("a turn named evidence that is no file id")
    if not known:
        return
    await session.execute(
        update(FileRow)
        .where(
            FileRow.conversation_id == conversation_id,
            FileRow.id.in_(known),
            FileRow.status == UploadStatus.HELD,
        )
        .values(status=UploadStatus.QUEUED, ticket_code=ticket_code)
    )
    await jobs.enqueue(session, jobs.UPLOAD, conversation_id)


class Uploader:
    """Performs the upload job. A file the api refuses is kept here and noted; the others go on."""

    def __init__(self, database: Database, api: Api) -> None:
        self._database = database
        self._api = api

    async def upload(self, conversation_id: UUID) -> None:
        while (file := await self._next(conversation_id)) is not None:
            await self._hand_over(file)

    async def _next(self, conversation_id: UUID) -> FileRow | None:
        async with self._database.reading() as session:
            return await session.scalar(
                select(FileRow)
                .where(FileRow.conversation_id == conversation_id, FileRow.status == UploadStatus.QUEUED)
                .order_by(FileRow.created_at, FileRow.inbox_id, FileRow.position)
                .limit(1)
                .options(undefer(FileRow.content))
            )

    async def _hand_over(self, file: FileRow) -> None:
        status = UploadStatus.UPLOADED
        try:
            if file.content is not None and file.ticket_code is not None:
                await self._api.attach(file.ticket_code, file.id, file.name, file.media_type, file.content)
        except ApiUnavailableError as error:
            raise jobs.RetryLaterError(f"api: {error}", AGAIN_AFTER) from None
        except ApiRefusedError as error:
            logger.error("the api refused file %s of ticket %s: %s", file.id, file.ticket_code, error)
            status = UploadStatus.REFUSED
        async with self._database.session() as session:
            values = {"status": status} | ({"content": None} if status == UploadStatus.UPLOADED else {})
            await session.execute(update(FileRow).where(FileRow.id == file.id).values(values))
