"""Telegram both ways against the fake Bot API: nothing lost, nothing twice, only the poller with the lock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from telegram import Update

from bot.channels.telegram.channel import TelegramChannel
from bot.messages import (
    Button,
    ChannelRefusedError,
    ChannelUnavailableError,
    InboundMessage,
    MessageRefusedError,
    OutboundMessage,
    Received,
)
from bot.settings import BotSettings
from bot.texts import EDIT_NOT_TAKEN
from tests.fake_telegram import TOKEN, FakeTelegram

CHAT = 77
OPUS = b"OggS\x00\x02" + b"\x00" * 20 + b"\x01\x13OpusHead" + b"x" * 30
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


class Inbox:
    """Stands for the gateway's inbox: remembers what was stored, fails when told to."""

    def __init__(self) -> None:
        self.stored: list[InboundMessage] = []
        self.failures: list[Exception] = []

    async def receive(self, message: InboundMessage) -> Received:
        if self.failures:
            raise self.failures.pop(0)
        self.stored.append(message)
        return Received(uuid4(), len(self.stored), duplicate=False)

    async def wait_for(self, count: int) -> list[InboundMessage]:
        async with asyncio.timeout(20):
            while len(self.stored) < count:  # noqa: ASYNC110 - what is awaited happens in the code under test
                await asyncio.sleep(0.02)
        return self.stored


MakeChannel = Callable[..., TelegramChannel]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def make_channel(telegram: FakeTelegram, database_url: str, inbox: Inbox) -> MakeChannel:
    def make(**more: str) -> TelegramChannel:
        values = {
            "DATABASE_URL": database_url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": telegram.url,
        }
        return TelegramChannel(BotSettings.model_validate(values | more), inbox.receive)

    return make


@asynccontextmanager
async def running(channel: TelegramChannel) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(channel.run(stop))
    yield
    stop.set()
    await asyncio.wait_for(task, 20)
    await channel.close()


def reply(text: str, *buttons: Button) -> OutboundMessage:
    return OutboundMessage("1", 1, "bot", text, buttons, datetime.now(UTC))


class TestPolling:
    async def test_text_is_stored_with_the_time_it_was_sent(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        update = telegram.user_says(CHAT, "toi muon phan anh")
        async with running(make_channel()):
            (stored,) = await inbox.wait_for(1)
        assert (stored.external_id, stored.text) == (str(CHAT), "toi muon phan anh")
        assert stored.received_at.timestamp() == update["message"]["date"]

    async def test_an_update_is_confirmed_only_after_it_was_stored(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        inbox.failures = [ChannelUnavailableError("database gone", 0.1)]
        update = telegram.user_says(CHAT, "một")
        async with running(make_channel()):
            await inbox.wait_for(1)
        assert [message.text for message in inbox.stored] == ["một"]
        assert telegram.confirmed == update["update_id"]

    async def test_messages_keep_their_order(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        for number in range(20):
            telegram.user_says(CHAT, str(number))
        async with running(make_channel()):
            await inbox.wait_for(20)
        assert [message.text for message in inbox.stored] == [str(number) for number in range(20)]

    async def test_only_one_poller_fetches(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        async with running(make_channel()), running(make_channel()):
            for number in range(5):
                telegram.user_says(CHAT, str(number))
                await inbox.wait_for(number + 1)
        ids = [message.message_id for message in inbox.stored]
        assert len(set(ids)) == len(ids) == 5

    async def test_button_press_carries_its_token_and_stops_the_spinner(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        telegram.user_presses(CHAT, "opaque-token")
        async with running(make_channel()):
            (stored,) = await inbox.wait_for(1)
        assert stored.button_token == "opaque-token"
        assert "answerCallbackQuery" in [name for name, _ in telegram.calls]

    async def test_photo_becomes_an_attachment_with_its_caption(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        telegram.user_sends_photo(CHAT, PNG, caption="thẻ nhà báo")
        async with running(make_channel()):
            (stored,) = await inbox.wait_for(1)
        assert stored.text == "thẻ nhà báo"
        assert [(file.media_type, file.content) for file in stored.attachments] == [("image/png", PNG)]

    async def test_a_file_we_do_not_take_is_explained_and_the_caption_kept(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        telegram.user_sends_document(CHAT, "virus.exe", b"MZ\x90\0" + b"\0" * 200, "application/pdf")
        telegram.user_sends_document(CHAT, "phim.mp4", b"x", "video/mp4", size=30_000_000)
        telegram.user_says(CHAT, "còn đây là lời kể")
        async with running(make_channel()):
            await inbox.wait_for(1)
            await asyncio.to_thread(telegram.wait_for, CHAT, 2)
        assert [message.text for message in inbox.stored] == ["còn đây là lời kể"]

    async def test_a_message_the_inbox_refuses_is_explained(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        inbox.failures = [MessageRefusedError("empty")]
        telegram.user_says(CHAT, "   ")
        async with running(make_channel()):
            sent = await asyncio.to_thread(telegram.wait_for, CHAT, 1)
        assert sent[0]["text"]

    async def test_a_voice_message_is_kept_as_a_file(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        voice = {"file_id": "v1", "file_unique_id": "u1", "duration": 3, "mime_type": "audio/ogg"}
        telegram.user_sends(CHAT, {"voice": voice}, OPUS)
        async with running(make_channel()):
            (stored,) = await inbox.wait_for(1)
        assert [(file.media_type, file.content) for file in stored.attachments] == [("audio/ogg", OPUS)]

    async def test_a_sticker_is_a_message_without_words(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        telegram.user_sends(CHAT, {"dice": {"emoji": "🎲", "value": 3}})
        async with running(make_channel()):
            (stored,) = await inbox.wait_for(1)
        assert (stored.text, stored.wordless) == ("", True)

    async def test_an_edit_is_not_taken_and_the_user_is_told(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        telegram.user_edits(CHAT, {"text": "ngày 15/10"})
        async with running(make_channel()):
            (told,) = await asyncio.to_thread(telegram.wait_for, CHAT, 1)
        assert told["text"] == EDIT_NOT_TAKEN
        assert inbox.stored == []

    async def test_groups_are_ignored(
        self, telegram: FakeTelegram, make_channel: MakeChannel, inbox: Inbox
    ) -> None:
        update = telegram.user_says(-5, "trong nhóm")
        update["message"]["chat"] = {"id": -5, "type": "group", "title": "Nhóm"}
        telegram.user_says(CHAT, "riêng")
        async with running(make_channel()):
            (stored,) = await inbox.wait_for(1)
        assert stored.text == "riêng"


class TestWebhook:
    @pytest.fixture
    def channel(self, make_channel: MakeChannel) -> TelegramChannel:
        return make_channel(public_url="https://bot.example", TELEGRAM_WEBHOOK_SECRET="s" * 20)

    async def post(self, channel: TelegramChannel, update: dict[str, object], secret: str) -> int:
        app = FastAPI()
        router = channel.router()
        assert router is not None
        app.include_router(router, prefix="/channels/telegram")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
            response = await client.post(
                "/channels/telegram/webhook",
                json=update,
                headers={b"X-Telegram-Bot-Api-Secret-Token": secret.encode()},
            )
        await channel.close()
        return response.status_code

    async def test_update_with_the_secret_is_stored(
        self, telegram: FakeTelegram, channel: TelegramChannel, inbox: Inbox
    ) -> None:
        assert await self.post(channel, telegram.user_says(CHAT, "chào"), "s" * 20) == 200
        assert [message.text for message in inbox.stored] == ["chào"]

    @pytest.mark.parametrize("secret", ["", "wrong", "sai-bí-mật"])
    async def test_update_without_the_secret_is_refused(
        self, telegram: FakeTelegram, channel: TelegramChannel, inbox: Inbox, secret: str
    ) -> None:
        assert await self.post(channel, telegram.user_says(CHAT, "chào"), secret) == 403
        assert inbox.stored == []

    async def test_starting_tells_telegram_where_to_deliver(
        self, telegram: FakeTelegram, channel: TelegramChannel
    ) -> None:
        await channel.run(asyncio.Event())
        await channel.close()
        assert telegram.webhook["url"] == "https://bot.example/channels/telegram/webhook"
        assert telegram.webhook["secret_token"] == "s" * 20


class TestSend:
    async def test_long_message_goes_in_parts_with_buttons_under_the_last(
        self, telegram: FakeTelegram, make_channel: MakeChannel
    ) -> None:
        channel = make_channel()
        await channel.send(str(CHAT), reply("từ " * 3000, Button("Đồng ý", "token")))
        await channel.close()
        sent = telegram.sent(CHAT)
        assert len(sent) == 3
        assert ["reply_markup" in body for body in sent] == [False, False, True]
        assert all(len(body["text"]) <= 4096 for body in sent)

    async def test_blocked_by_the_user_is_final(
        self, telegram: FakeTelegram, make_channel: MakeChannel
    ) -> None:
        telegram.failures = [("sendMessage", 403, {"description": "Forbidden: bot was blocked by the user"})]
        channel = make_channel()
        with pytest.raises(ChannelRefusedError):
            await channel.send(str(CHAT), reply("chào"))
        await channel.close()

    async def test_too_many_requests_says_when_to_try_again(
        self, telegram: FakeTelegram, make_channel: MakeChannel
    ) -> None:
        body = {"description": "Too Many Requests: retry after 3", "parameters": {"retry_after": 3}}
        telegram.failures = [("sendMessage", 429, body)]
        channel = make_channel()
        with pytest.raises(ChannelUnavailableError) as caught:
            await channel.send(str(CHAT), reply("chào"))
        assert caught.value.retry_after == 3
        await channel.close()

    async def test_update_parses_as_the_library_expects(self, telegram: FakeTelegram) -> None:
        update = Update.de_json(telegram.user_sends_document(CHAT, "đơn.pdf", b"%PDF-1.7", "application/pdf"))
        assert update.message is not None
        assert update.message.document is not None
