"""Telegram as a channel of the gateway: both ways in (polling, webhook) end in `accept`."""

import asyncio
import logging
import secrets
from contextlib import suppress

from fastapi import APIRouter, Header, Request, Response
from telegram import LinkPreviewOptions, Update
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from bot.channels.base import Receive
from bot.channels.telegram.polling import poll, until
from bot.channels.telegram.sending import keyboard, refusals, split
from bot.channels.telegram.updates import WANTED, Said, TelegramFile, read
from bot.files import Upload, identify
from bot.messages import (
    Attachment,
    ChannelRefusedError,
    ChannelUnavailableError,
    InboundMessage,
    MessageRefusedError,
    OutboundMessage,
)
from bot.settings import BotSettings
from bot.texts import EDIT_NOT_TAKEN, REFUSALS

NAME = "telegram"
SECONDS_BETWEEN_TRIES = 5.0

logger = logging.getLogger(__name__)


class TelegramChannel:
    """Needs TELEGRAM_BOT_TOKEN; with BOT_PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET updates are pushed to us."""

    name = NAME
    unasked = True  # to whoever has written to us

    def __init__(self, settings: BotSettings, receive: Receive) -> None:
        if settings.telegram_bot_token is None:
            raise ValueError("TELEGRAM_BOT_TOKEN is not set")
        self.settings = settings
        self.receive = receive
        self.webhook_secret = settings.telegram_webhook_secret if settings.public_url else None
        self.bot: ExtBot[int] = ExtBot(
            settings.telegram_bot_token.get_secret_value(),
            base_url=f"{settings.telegram_api_url.rstrip('/')}/bot",
            base_file_url=f"{settings.telegram_api_url.rstrip('/')}/file/bot",
            rate_limiter=AIORateLimiter(),
        )
        self._starting = asyncio.Lock()
        self._started = False

    async def ready(self) -> None:
        """Open connections on first use, so that our start does not depend on Telegram's."""
        async with self._starting:
            if not self._started:
                with refusals():
                    await self.bot.initialize()
                self._started = True

    async def close(self) -> None:
        if self._started:
            await self.bot.shutdown()

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch updates, or make sure that Telegram knows where to push them."""
        while not stop.is_set():
            try:
                await self.ready()
                if self.webhook_secret is not None:
                    return await self.register_webhook(self.webhook_secret.get_secret_value())
                return await poll(self.bot, self.settings.database_url, self.accept, stop)
            except (ChannelUnavailableError, ChannelRefusedError) as error:
                logger.warning("Telegram cannot be reached yet (%s)", error)
                await until(asyncio.sleep(SECONDS_BETWEEN_TRIES), stop)
        return None

    async def register_webhook(self, secret: str) -> None:
        url = f"{(self.settings.public_url or '').rstrip('/')}/channels/{NAME}/webhook"
        with refusals():
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=WANTED)

    def router(self) -> APIRouter | None:
        if self.webhook_secret is None:
            return None
        secret = self.webhook_secret.get_secret_value().encode()
        router = APIRouter()

        @router.post("/webhook", include_in_schema=False)
        async def webhook(
            request: Request, x_telegram_bot_api_secret_token: str = Header(default="")
        ) -> Response:
            if not secrets.compare_digest(x_telegram_bot_api_secret_token.encode(), secret):
                return Response(status_code=403)
            await self.ready()
            update = Update.de_json(await request.json(), self.bot)
            await self.accept(update)  # anything but 200 makes Telegram deliver it again
            return Response()

        return router

    async def accept(self, update: Update) -> None:
        """Store what a person said; returns after the commit. The inbox recognises a repeated update."""
        said = read(update)
        if said is None:
            return
        if said.edited:
            await self.tell(said.chat_id, EDIT_NOT_TAKEN)
            return
        attachments, refused = await self.download(said.files)
        try:
            if said.text or said.button_token or attachments or not refused:
                await self.receive(
                    InboundMessage(
                        channel=NAME,
                        external_id=said.chat_id,
                        conversation_id=None,
                        message_id=said.message_id,
                        text=said.text,
                        button_token=said.button_token,
                        attachments=attachments,
                        received_at=said.at,
                        wordless=said.wordless,
                    )
                )
        except MessageRefusedError as error:
            refused = [*refused, error]
        await self.explain(said, refused)

    async def download(
        self, files: tuple[TelegramFile, ...]
    ) -> tuple[tuple[Attachment, ...], list[MessageRefusedError]]:
        """The files' contents, and why some were not taken; a failed download raises, to be repeated."""
        taken: list[Attachment] = []
        refused: list[MessageRefusedError] = []
        for file in files:
            try:
                taken.append(await self.fetch(file))
            except MessageRefusedError as error:
                refused.append(error)
        return tuple(taken), refused

    async def fetch(self, file: TelegramFile) -> Attachment:
        if file.too_large:
            raise MessageRefusedError("file_too_large", name=file.name)
        with refusals():
            found = await self.bot.get_file(file.file_id)
            content = bytes(await found.download_as_bytearray())
        return identify(Upload(file.name, content))

    async def explain(self, said: Said, refused: list[MessageRefusedError]) -> None:
        """Stop the button's spinner, say what was not taken; failing at this must not repeat the message."""
        if said.query_id:
            with suppress(TelegramError):
                await self.bot.answer_callback_query(said.query_id)
        for error in refused:
            await self.tell(said.chat_id, REFUSALS[error.reason].format(**error.values))

    async def tell(self, chat_id: str, text: str) -> None:
        """A remark beside the conversation, which is worth no second try."""
        with suppress(TelegramError):
            await self.bot.send_message(chat_id, text)

    async def send(self, external_id: str, message: OutboundMessage) -> None:
        """Deliver one message, in parts where it is too long; the buttons stand under the last part."""
        await self.ready()
        parts = split(message.text)
        for position, part in enumerate(parts):
            last = position == len(parts) - 1
            with refusals():
                await self.bot.send_message(
                    external_id,
                    part,
                    reply_markup=keyboard(message.buttons) if last else None,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
