"""Silence: one discreet reminder by day, then nothing is kept longer than was said."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import texts
from bot.conversations import repository
from bot.conversations.models import Mode
from bot.database import Database
from bot.gateway import Gateway
from bot.messages import WEB
from bot.settings import Patience
from bot.silence import Silence, may_buzz
from tests.bot.conftest import PHOTO, Person, Rows
from tests.echo_rasa import EchoRasa

PATIENCE = Patience(timedelta(hours=24), timedelta(days=30), timedelta(days=180))
NOON = datetime.now(UTC).replace(hour=5)  # in Vietnam, of some day; tests go on from there
REMINDER = texts.REMINDER.format(days=30)
EXPIRED = texts.DRAFT_EXPIRED.format(days=30)


def after(**time: int) -> datetime:
    """At noon, when a conversation of now has been silent for at least so long."""
    return NOON + timedelta(days=1) + timedelta(**time)


@pytest.fixture
def silence(database: Database) -> Silence:
    return Silence(database, PATIENCE, {WEB})


@pytest.fixture
async def draft(gateway: Gateway, person: Person, echo: EchoRasa) -> Person:
    """Someone who began to tell something and sent a photo."""
    opened = {"custom": {"draft": {"id": "d1", "state": "open"}}}
    echo.replies["bị đòi tiền"] = [
        {"text": "Ở đâu?", "buttons": [{"title": "Bỏ qua", "payload": "/skip_question{}"}]},
        opened,
    ]
    await person.write("bị đòi tiền", files=(PHOTO,))
    await gateway.wake(person.conversation_id)
    return person


async def change(database: Database, person: Person, **values: Any) -> None:
    async with database.session() as session:
        conversation = await repository.lock(session, person.conversation_id)
        for name, value in values.items():
            setattr(conversation, name, value)


class TestReminder:
    async def test_comes_once_however_often_and_wherever_the_job_runs(
        self, silence: Silence, draft: Person
    ) -> None:
        await asyncio.gather(*(silence.remind(after(hours=24)) for _ in range(4)))
        await silence.remind(after(days=5))
        assert await draft.heard_from("system") == [REMINDER]

    async def test_says_nothing_of_what_was_written(self, silence: Silence, draft: Person) -> None:
        await silence.remind(after(hours=24))
        assert "đòi" not in (await draft.heard())[-1]
        assert "phản ánh" not in (await draft.heard())[-1]

    async def test_its_buttons_type_what_one_could_type(
        self, gateway: Gateway, silence: Silence, draft: Person, echo: EchoRasa
    ) -> None:
        await silence.remind(after(hours=24))
        for title, typed in texts.REMINDER_CHOICES:
            await draft.write(button=(await draft.buttons())[title])
            await gateway.wake(draft.conversation_id)
            assert (echo.asked[-1]["text"], echo.asked[-1]["button"]) == (typed, None)

    async def test_every_draft_has_its_own(
        self, gateway: Gateway, silence: Silence, draft: Person, echo: EchoRasa
    ) -> None:
        await silence.remind(after(hours=24))
        echo.replies["lần khác"] = [{"text": "Ở đâu?", "custom": {"draft": {"id": "d2", "state": "open"}}}]
        await draft.write("lần khác")
        await gateway.wake(draft.conversation_id)
        await silence.remind(after(hours=24))
        assert await draft.heard_from("system") == [REMINDER, REMINDER]

    async def test_going_on_with_the_same_draft_brings_no_second_one(
        self, gateway: Gateway, silence: Silence, draft: Person
    ) -> None:
        await silence.remind(after(hours=24))
        await draft.write("bị đòi tiền")
        await gateway.wake(draft.conversation_id)
        await silence.remind(after(hours=24))
        assert await draft.heard_from("system") == [REMINDER]

    @pytest.mark.parametrize("hour", [13, 14, 18, 23])  # UTC; 20:00, 21:00, 1:00, 6:00 in Vietnam
    async def test_not_at_night(self, silence: Silence, draft: Person, hour: int) -> None:
        await silence.remind(after(hours=24).replace(hour=hour))
        assert len(await draft.heard_from("system")) == (hour == 13)

    async def test_not_before_its_time(self, silence: Silence, draft: Person) -> None:
        await silence.remind(datetime.now(UTC).replace(hour=5))
        assert await draft.heard_from("system") == []

    @pytest.mark.parametrize(
        "values", [{"mode": Mode.HUMAN}, {"draft_id": None}, {"channel": "billed"}], ids=str
    )
    async def test_not_to_whom_it_does_not_belong(
        self, database: Database, silence: Silence, draft: Person, values: dict[str, Any]
    ) -> None:
        await change(database, draft, **values)
        await silence.remind(after(hours=24))
        assert await draft.heard_from("system") == []

    async def test_not_while_a_message_waits_for_us(self, silence: Silence, draft: Person) -> None:
        await draft.write("còn đó không")
        await silence.remind(after(hours=24))
        assert await draft.heard_from("system") == []

    async def test_none_where_none_are_wanted(self, database: Database, draft: Person) -> None:
        patience = Patience(timedelta(0), PATIENCE.draft, PATIENCE.conversation)
        await Silence(database, patience, {WEB}).remind(after(days=2))
        assert await draft.heard_from("system") == []


class TestDraftExpires:
    async def test_what_was_said_about_it_is_gone_everywhere_and_one_sentence_says_so(
        self, gateway: Gateway, silence: Silence, draft: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        await silence.remind(after(hours=24))
        await asyncio.gather(*(silence.erase_drafts(after(days=30)) for _ in range(3)))
        await gateway.wake(draft.conversation_id)
        assert await draft.heard() == [EXPIRED]
        assert await rows("SELECT text, button FROM bot.inbox") == [("", None)]
        assert await rows("SELECT count(*) FROM bot.files") == [(0,)]
        assert await rows("SELECT count(*) FROM bot.buttons") == [(0,)]
        assert echo.forgotten == [str(draft.conversation_id)]
        conversation = await draft.conversation()
        assert (conversation.draft_id, conversation.forgotten_at) == (None, None)

    async def test_rasa_forgets_without_waiting_for_a_message(
        self, silence: Silence, draft: Person, rows: Rows
    ) -> None:
        await silence.erase_drafts(after(days=30))
        ((jobs,),) = await rows(
            "SELECT count(*) FROM public.procrastinate_jobs WHERE lock = :lock",
            lock=f"in:{draft.conversation_id}",
        )
        assert jobs == 2  # the message's own, and this

    async def test_not_before_its_time(self, silence: Silence, draft: Person) -> None:
        await silence.erase_drafts(after(days=28))
        assert await draft.heard() == ["Ở đâu?"]

    async def test_a_message_in_time_keeps_it(
        self, gateway: Gateway, database: Database, silence: Silence, draft: Person
    ) -> None:
        await change(database, draft, last_activity_at=datetime.now(UTC) - timedelta(days=40))
        await draft.write("bị đòi tiền")
        await gateway.wake(draft.conversation_id)
        await silence.erase_drafts(after(days=1))
        assert (await draft.conversation()).draft_id == "d1"


class TestConversationExpires:
    async def test_without_a_ticket_nothing_is_kept(
        self, gateway: Gateway, silence: Silence, draft: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        await silence.blank_conversations(after(days=180))
        await gateway.wake(draft.conversation_id)
        assert await rows("SELECT text FROM bot.inbox UNION SELECT text FROM bot.outbox") == [("",)]
        assert await rows("SELECT count(*) FROM bot.files") == [(0,)]
        assert (await draft.conversation()).forgotten_at is not None
        assert echo.forgotten == [str(draft.conversation_id)]

    async def test_who_filed_a_ticket_stays_reachable(
        self, database: Database, silence: Silence, draft: Person, rows: Rows
    ) -> None:
        await change(database, draft, ticket_code="LC-2026-000001", token_hash=b"x")
        await silence.blank_conversations(after(days=180))
        assert await rows("SELECT text FROM bot.inbox UNION SELECT text FROM bot.outbox") == [("",)]
        conversation = await draft.conversation()
        assert (conversation.forgotten_at, conversation.token_hash) == (None, b"x")

    async def test_each_once_and_again_only_after_new_words(
        self, database: Database, gateway: Gateway, silence: Silence, draft: Person
    ) -> None:
        await change(database, draft, ticket_code="LC-2026-000001")
        assert await silence.blank_conversations(after(days=180)) == 1
        assert await silence.blank_conversations(after(days=180)) == 0
        await draft.write("còn tôi")
        await gateway.wake(draft.conversation_id)
        assert await silence.blank_conversations(after(days=180)) == 1

    async def test_many_at_once(self, database: Database, silence: Silence) -> None:
        async with database.session() as session:
            for _ in range(45):
                await repository.create(session, WEB)
        done = await asyncio.gather(*(silence.blank_conversations(after(days=180)) for _ in range(3)))
        assert sum(done) == 45

    async def test_not_before_its_time(self, silence: Silence, draft: Person) -> None:
        assert await silence.blank_conversations(after(days=178)) == 0


class TestStrayFiles:
    async def left(self, silence: Silence, rows: Rows, now: datetime) -> int:
        await silence.erase_stray_files(now)
        ((count,),) = await rows("SELECT count(*) FROM bot.files")
        return int(count)

    async def test_files_of_no_draft_and_no_ticket_go_after_a_day(
        self, gateway: Gateway, silence: Silence, person: Person, rows: Rows
    ) -> None:
        await person.write("ảnh đây", files=(PHOTO,))
        assert await self.left(silence, rows, after(days=1)) == 1  # the message still waits
        await gateway.wake(person.conversation_id)
        assert await self.left(silence, rows, datetime.now(UTC)) == 1
        assert await self.left(silence, rows, after(days=1)) == 0

    async def test_files_of_an_open_draft_stay_until_it_is_no_more(
        self, database: Database, silence: Silence, draft: Person, rows: Rows
    ) -> None:
        assert await self.left(silence, rows, after(days=20)) == 1
        await change(database, draft, draft_id="d2")
        assert await self.left(silence, rows, after(days=20)) == 0

    async def test_files_of_a_ticket_are_not_touched(
        self, silence: Silence, draft: Person, rows: Rows
    ) -> None:
        await rows("UPDATE bot.files SET status = 'queued', ticket_code = 'LC-2026-000001' RETURNING id")
        assert await self.left(silence, rows, after(days=20)) == 1


def test_the_day_is_that_of_our_users() -> None:
    hours = [hour for hour in range(24) if may_buzz(datetime(2026, 11, 23, hour, 30, tzinfo=UTC))]
    assert hours == list(range(14))
