"""What was said in a conversation, as the user may see it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.api import Api, ApiUnavailableError
from bot.conversations import repository
from bot.conversations.models import ButtonRow, FileRow, Inbound, Outbound
from bot.database import Database
from bot.messages import RECEIPT_PLACEHOLDER, Button, OutboundMessage, StoredFile

PAGE = 100


async def fill_receipt(api: Api, text: str, ticket_code: str | None) -> str:
    """The text with its receipt; raises ApiUnavailableError. Only our own words about a ticket are filled."""
    if ticket_code is None or RECEIPT_PLACEHOLDER not in text:
        return text
    return text.replace(RECEIPT_PLACEHOLDER, await api.receipt(ticket_code))


class History:
    """Reads conversations."""

    def __init__(self, database: Database, api: Api) -> None:
        self._database = database
        self._api = api

    async def read(self, conversation_id: UUID, after: int) -> tuple[list[OutboundMessage], bool]:
        """Up to a page of messages after a seq, and whether more are there that could not be shown now.

        A message whose receipt cannot be had is held back with all after it: whoever reads goes on from
        the last seq seen, so nothing may be left out.
        """
        async with self._database.reading() as session:
            rows = await _rows(session, conversation_id, after)
            buttons = await _buttons(session, rows)
            files = await _files(session, rows)
        shown = []
        for row in rows:
            try:
                shown.append(await self._show(row, buttons, files))
            except ApiUnavailableError:
                return shown, True
        return shown, len(rows) == PAGE

    async def _show(
        self,
        row: Inbound | Outbound,
        buttons: dict[UUID, list[ButtonRow]],
        files: dict[int, list[FileRow]],
    ) -> OutboundMessage:
        if isinstance(row, Inbound):
            sent = tuple(
                StoredFile(file.id, file.name, file.media_type, file.size) for file in files.get(row.id, ())
            )
            return OutboundMessage(row.message_id, row.seq, "user", row.text, (), row.received_at, sent)
        return OutboundMessage(
            id=str(row.id),
            seq=row.seq,
            sender=row.sender,
            text=await fill_receipt(self._api, row.text, row.ticket_code),
            buttons=tuple(Button(button.title, button.token) for button in buttons.get(row.id, ())),
            at=row.created_at,
        )


async def _rows(session: AsyncSession, conversation_id: UUID, after: int) -> list[Inbound | Outbound]:
    heard = await repository.inbound_after(session, conversation_id, after, PAGE)
    said = await repository.outbound_after(session, conversation_id, after, PAGE)
    both: list[Inbound | Outbound] = [*heard, *said]
    return sorted(both, key=lambda row: row.seq)[:PAGE]


async def _buttons(session: AsyncSession, rows: list[Inbound | Outbound]) -> dict[UUID, list[ButtonRow]]:
    found: dict[UUID, list[ButtonRow]] = {}
    ids = [row.id for row in rows if isinstance(row, Outbound)]
    for button in await repository.buttons_of(session, ids) if ids else ():
        found.setdefault(button.outbox_id, []).append(button)
    return found


async def _files(session: AsyncSession, rows: list[Inbound | Outbound]) -> dict[int, list[FileRow]]:
    found: dict[int, list[FileRow]] = {}
    ids = [row.id for row in rows if isinstance(row, Inbound)]
    for file in await repository.files_of(session, ids) if ids else ():
        found.setdefault(file.inbox_id, []).append(file)
    return found
