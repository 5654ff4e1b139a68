"""Sends what waits in the outbox through channels that push, in order."""

import logging
from collections.abc import Mapping
from uuid import UUID

from bot.api import Api, ApiUnavailableError
from bot.channels.base import Channel
from bot.conversations import repository
from bot.conversations.models import Conversation, Outbound, OutboxStatus
from bot.database import Database
from bot.history import fill_receipt
from bot.jobs import RetryLaterError
from bot.messages import Button, ChannelRefusedError, ChannelUnavailableError, OutboundMessage

AGAIN_AFTER = 3.0

logger = logging.getLogger(__name__)


class Delivery:
    """Performs the send job. A crash between sending and noting it sends twice: rare, better than never."""

    def __init__(self, database: Database, api: Api, channels: Mapping[str, Channel]) -> None:
        self._database = database
        self._api = api
        self._channels = channels

    async def send(self, conversation_id: UUID) -> None:
        while True:
            async with self._database.reading() as session:
                row = await repository.next_unsent(session, conversation_id)
                if row is None:
                    return
                conversation = await session.get(Conversation, conversation_id)
                to = await repository.external_id(session, conversation_id)
                buttons = await repository.buttons_of(session, [row.id])
            channel = self._channels.get(conversation.channel) if conversation else None
            if channel is None:
                raise RetryLaterError("the channel is not set up", AGAIN_AFTER)
            choices = tuple(Button(button.title, button.token) for button in buttons)
            status = await self._deliver(channel, to, row, choices)
            async with self._database.session() as session:
                await repository.settle(session, row.id, status)

    async def _deliver(
        self, channel: Channel, to: str | None, row: Outbound, buttons: tuple[Button, ...]
    ) -> OutboxStatus:
        if to is None:
            return OutboxStatus.REFUSED  # the identity was forgotten
        try:
            text = await fill_receipt(self._api, row.sender, row.text, row.ticket_code)
            message = OutboundMessage(str(row.id), row.seq, row.sender, text, buttons, row.created_at)
            await channel.send(to, message)
        except ApiUnavailableError as error:
            raise RetryLaterError(f"api: {error}", AGAIN_AFTER) from None
        except ChannelUnavailableError as error:
            raise RetryLaterError(f"{channel.name}: {error}", error.retry_after or AGAIN_AFTER) from None
        except ChannelRefusedError as error:
            logger.warning("%s refused message %s: %s", channel.name, row.id, error)
            return OutboxStatus.REFUSED
        return OutboxStatus.SENT
