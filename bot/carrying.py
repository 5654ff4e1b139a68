"""Carries what staff wrote on a ticket into the reporter's chat, once each."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox, texts
from bot.api import Api, ApiUnavailableError, StaffMessage
from bot.conversations import repository
from bot.conversations.models import Conversation, Outbound
from bot.database import Database
from bot.jobs import RetryLaterError

AGAIN_AFTER = 3.0
# Ids are given before they are committed: a lower one may become visible after a higher one was carried.
LOOK_BACK = 1000
REPLY = '/add_information{{"value": "reply", "code": "{code}"}}'


class Carrier:
    """Performs the carry job. Bears being run twice: an event is carried under the conversation's row lock,
    and only if no row carries it yet."""

    def __init__(self, database: Database, api: Api) -> None:
        self._database = database
        self._api = api

    async def carry(self, conversation_id: UUID) -> None:
        async with self._database.reading() as session:
            conversation = await session.get(Conversation, conversation_id)
        if conversation is None or conversation.forgotten_at is not None:
            return  # with code and receipt the reporter still sees it
        after = max(0, (conversation.carried_event_id or 0) - LOOK_BACK)
        while messages := await self._read(conversation_id, after):
            async with self._database.session() as session:
                await _take_in(session, conversation_id, messages)
            after = messages[-1].id

    async def _read(self, conversation_id: UUID, after: int) -> list[StaffMessage]:
        try:
            return await self._api.staff_messages(conversation_id, after)
        except ApiUnavailableError as error:
            raise RetryLaterError(f"api: {error}", AGAIN_AFTER) from None


async def _take_in(session: AsyncSession, conversation_id: UUID, messages: list[StaffMessage]) -> None:
    conversation = await repository.lock(session, conversation_id)
    if conversation is None or conversation.forgotten_at is not None:
        return
    ids = [message.id for message in messages]
    carried = set(
        await session.scalars(
            select(Outbound.event_id).where(
                Outbound.conversation_id == conversation_id, Outbound.event_id.in_(ids)
            )
        )
    )
    new = [message for message in messages if message.id not in carried]
    if not new:
        return
    await outbox.say(session, conversation, None, [_words(message) for message in new])
    conversation.question_code = new[-1].code
    conversation.carried_event_id = max(conversation.carried_event_id or 0, *ids)
    conversation.last_activity_at = datetime.now(UTC)
    conversation.blanked_at = None


def _words(message: StaffMessage) -> outbox.Words:
    return outbox.Words(
        part=outbox.UNASKED_PART,
        text=texts.STAFF_WROTE.format(code=message.code, text=message.text),
        choices=(outbox.Choice(texts.ANSWER_STAFF, REPLY.format(code=message.code)),),
        sender="staff",
        ticket_code=message.code,
        event_id=message.id,
    )
