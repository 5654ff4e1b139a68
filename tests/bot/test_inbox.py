"""Messages taken in: numbered, recognised when repeated, stored together with their job."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot import inbox, texts
from bot.conversations import repository
from bot.conversations.models import Mode
from bot.database import Database
from bot.inbox import Receiver
from bot.messages import InboundMessage, MessageRefusedError
from tests.bot.conftest import PHOTO, Person, Rows


def from_telegram(sender: str, message_id: str, words: str = "chào") -> InboundMessage:
    return InboundMessage("telegram", sender, None, message_id, words, None, (), datetime.now(UTC))


class TestReceive:
    async def test_messages_are_numbered_in_order_of_arrival(self, person: Person) -> None:
        seqs = [(await person.write(words)).seq for words in ("một", "hai", "ba")]
        assert seqs == [1, 2, 3]

    async def test_repeated_id_is_recognised_and_the_first_body_stays(
        self, person: Person, rows: Rows
    ) -> None:
        first = await person.write("đầu tiên", message_id="m1")
        again = await person.write("khác", message_id="m1")
        assert (again.seq, again.duplicate) == (first.seq, True)
        assert await rows("SELECT text FROM bot.inbox") == [("đầu tiên",)]
        assert await rows("SELECT count(*) FROM public.procrastinate_jobs") == [(1,)]

    async def test_message_and_job_vanish_together_when_the_transaction_fails(
        self, database: Database, person: Person, rows: Rows
    ) -> None:
        message = InboundMessage(
            "web", None, str(person.conversation_id), "m1", "chào", None, (), datetime.now(UTC)
        )

        async def receive_and_fail() -> None:
            async with database.session() as session:
                await inbox.receive(session, message)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await receive_and_fail()
        assert await rows("SELECT count(*) FROM bot.inbox") == [(0,)]
        assert await rows("SELECT count(*) FROM public.procrastinate_jobs") == [(0,)]

    async def test_job_names_the_conversation_and_nothing_that_was_said(
        self, person: Person, rows: Rows
    ) -> None:
        await person.write("bí mật")
        found = await rows("SELECT task_name, lock, args FROM public.procrastinate_jobs")
        conversation_id = str(person.conversation_id)
        assert found == [
            ("bot.wake_conversation", f"in:{conversation_id}", {"conversation_id": conversation_id})
        ]

    @pytest.mark.parametrize("words", ["", "   ", "\x00", "/", " // ", "\ud800"])
    async def test_empty_message_is_refused(self, person: Person, words: str) -> None:
        with pytest.raises(MessageRefusedError, match="empty"):
            await person.write(words)

    async def test_something_without_words_is_a_message(self, database: Database, rows: Rows) -> None:
        sticker = InboundMessage("telegram", "7", None, "m1", "", None, (), datetime.now(UTC), wordless=True)
        await Receiver(database)(sticker)
        assert await rows("SELECT text, status FROM bot.inbox") == [("", "pending")]

    async def test_files_alone_are_a_message(self, person: Person, rows: Rows) -> None:
        await person.write(files=(PHOTO,))
        assert await rows("SELECT name, media_type, content FROM bot.files") == [
            ("bien-ban.jpg", "image/jpeg", PHOTO.content)
        ]

    async def test_unknown_button_is_refused(self, person: Person) -> None:
        with pytest.raises(MessageRefusedError, match="button_unknown"):
            await person.write(button="made-up")

    async def test_message_to_a_forgotten_conversation_is_refused(
        self, database: Database, person: Person
    ) -> None:
        async with database.session() as session:
            conversation = await repository.lock(session, person.conversation_id)
            assert conversation is not None
            conversation.forgotten_at = datetime.now(UTC)
        with pytest.raises(inbox.ConversationGoneError):
            await person.write("chào")


class TestSenders:
    async def test_first_messages_at_once_make_one_conversation(self, database: Database) -> None:
        receive = Receiver(database)
        received = await asyncio.gather(*(receive(from_telegram("77", f"m{n}")) for n in range(8)))
        assert len({one.conversation_id for one in received}) == 1
        assert sorted(one.seq for one in received) == list(range(1, 9))

    async def test_same_id_on_two_channels_is_two_people(self, database: Database) -> None:
        receive = Receiver(database)
        one = await receive(from_telegram("77", "m1"))
        other = await receive(InboundMessage("zalo", "77", None, "m1", "chào", None, (), datetime.now(UTC)))
        assert one.conversation_id != other.conversation_id


class TestEmergency:
    URGENT = "cứu tôi với, họ đang đánh tôi"

    async def test_113_is_given_before_anything_else_happens(self, person: Person) -> None:
        await person.write(self.URGENT)
        assert await person.heard() == [texts.EMERGENCY]

    async def test_113_is_given_once_for_a_repeated_message(self, person: Person) -> None:
        await person.write(self.URGENT, message_id="m1")
        await person.write(self.URGENT, message_id="m1")
        assert await person.heard() == [texts.EMERGENCY]

    async def test_113_is_given_while_a_person_holds_the_chat(
        self, database: Database, person: Person
    ) -> None:
        async with database.session() as session:
            conversation = await repository.lock(session, person.conversation_id)
            assert conversation is not None
            conversation.mode = Mode.HUMAN
        await person.write(self.URGENT)
        assert await person.heard() == [texts.EMERGENCY]

    async def test_113_is_sent_through_channels_that_push(self, database: Database, rows: Rows) -> None:
        await Receiver(database)(from_telegram("77", "m1", self.URGENT))
        tasks = await rows("SELECT task_name FROM public.procrastinate_jobs ORDER BY id")
        assert tasks == [("bot.send_outbox",), ("bot.wake_conversation",)]
        assert await rows("SELECT status FROM bot.outbox") == [("pending",)]
