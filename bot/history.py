"""What was said in a conversation, as the user may see it."""

from uuid import UUID

from bot.api import Api, ApiUnavailableError
from bot.conversations import repository
from bot.conversations.repository import Line
from bot.database import Database
from bot.messages import RECEIPT_PLACEHOLDER, Button, OutboundMessage, StoredFile

PAGE = 100


async def fill_receipt(api: Api, sender: str, text: str, ticket_code: str | None) -> str:
    """The text with its receipt; raises ApiUnavailableError. Only the bot's own words are filled."""
    if sender != "bot" or ticket_code is None or RECEIPT_PLACEHOLDER not in text:
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
            lines = await repository.page(session, conversation_id, after, PAGE)
        shown = []
        for line in lines:
            try:
                shown.append(await self._show(line))
            except ApiUnavailableError:
                return shown, True
        return shown, len(lines) == PAGE

    async def _show(self, line: Line) -> OutboundMessage:
        return OutboundMessage(
            id=line.id,
            seq=line.seq,
            sender=line.sender,
            text=await fill_receipt(self._api, line.sender, line.text, line.ticket_code),
            buttons=tuple(Button(button["title"], button["token"]) for button in line.buttons or ()),
            at=line.at,
            attachments=tuple(StoredFile.of(file) for file in line.files or ()),
        )
