"""What staff write on a ticket reaches the chat: once, in order, and its answer knows where it belongs."""

import asyncio

import pytest

from bot import erasure, texts
from bot.api import HttpApi
from bot.carrying import Carrier
from bot.conversations import repository
from bot.conversations.models import Mode
from bot.database import Database
from bot.gateway import Gateway
from bot.history import History
from bot.jobs import RetryLaterError
from bot.messages import RECEIPT_PLACEHOLDER
from tests.bot.conftest import FakeApi, Person, Rows
from tests.echo_rasa import EchoRasa

CODE = "LC-2026-000001"


@pytest.fixture
def carrier(database: Database, client: HttpApi) -> Carrier:
    return Carrier(database, client)


def words(text: str, code: str = CODE) -> str:
    return texts.STAFF_WROTE.format(code=code, text=text)


class TestOnce:
    async def test_messages_come_in_order_from_staff_and_name_their_ticket(
        self, carrier: Carrier, person: Person, api: FakeApi
    ) -> None:
        api.page = 2
        for number in (5, 6, 7):
            api.staff_write(number, f"câu {number}")
        await carrier.carry(person.conversation_id)
        assert await person.heard_from("staff") == [words("câu 5"), words("câu 6"), words("câu 7")]

    async def test_twice_at_once_and_again_carries_once(
        self, carrier: Carrier, person: Person, api: FakeApi
    ) -> None:
        api.staff_write(5, "ở đâu?")
        await asyncio.gather(*(carrier.carry(person.conversation_id) for _ in range(4)))
        await carrier.carry(person.conversation_id)
        assert await person.heard_from("staff") == [words("ở đâu?")]

    async def test_a_message_that_became_visible_late_is_not_missed(
        self, carrier: Carrier, person: Person, api: FakeApi
    ) -> None:
        api.staff_write(9, "sau")
        await carrier.carry(person.conversation_id)
        api.written.clear()
        api.staff_write(8, "trước")  # two officers wrote at once; the lower id was committed later
        api.staff_write(9, "sau")
        await carrier.carry(person.conversation_id)
        assert await person.heard_from("staff") == [words("sau"), words("trước")]

    async def test_while_the_api_is_away_the_job_is_repeated(
        self, carrier: Carrier, person: Person, api: FakeApi
    ) -> None:
        api.staff_write(5, "ở đâu?")
        api.status = 503
        with pytest.raises(RetryLaterError):
            await carrier.carry(person.conversation_id)
        api.status = 200
        await carrier.carry(person.conversation_id)
        assert len(await person.heard_from("staff")) == 1

    async def test_a_conversation_the_api_knows_nothing_of_ends_the_job(
        self, carrier: Carrier, person: Person, api: FakeApi
    ) -> None:
        api.status = 404
        await carrier.carry(person.conversation_id)
        assert await person.heard() == []

    async def test_a_forgotten_conversation_gets_nothing(
        self, database: Database, carrier: Carrier, person: Person, api: FakeApi, rows: Rows
    ) -> None:
        async with database.session() as session:
            conversation = await repository.lock(session, person.conversation_id)
            assert conversation is not None
            await erasure.forget(session, conversation)
        api.staff_write(5, "ở đâu?")
        await carrier.carry(person.conversation_id)
        assert await rows("SELECT count(*) FROM bot.outbox") == [(0,)]

    async def test_also_while_a_person_holds_the_chat(
        self, database: Database, carrier: Carrier, person: Person, api: FakeApi
    ) -> None:
        async with database.session() as session:
            conversation = await repository.lock(session, person.conversation_id)
            assert conversation is not None
            conversation.mode = Mode.HUMAN
        api.staff_write(5, "ở đâu?")
        await carrier.carry(person.conversation_id)
        assert await person.heard_from("staff") == [words("ở đâu?")]

    async def test_a_placeholder_that_staff_typed_shows_no_receipt(
        self, database: Database, carrier: Carrier, person: Person, api: FakeApi, client: HttpApi
    ) -> None:
        api.staff_write(5, f"mã {RECEIPT_PLACEHOLDER}")
        await carrier.carry(person.conversation_id)
        shown, _ = await History(database, client).read(person.conversation_id, 0)
        assert shown[-1].text == words(f"mã {RECEIPT_PLACEHOLDER}")


class TestAnswer:
    async def ask(self, carrier: Carrier, person: Person, api: FakeApi, number: int = 5) -> None:
        api.staff_write(number, "ở đâu?")
        await carrier.carry(person.conversation_id)

    async def test_the_next_message_is_told_of_the_question_until_it_is_answered(
        self, gateway: Gateway, carrier: Carrier, person: Person, api: FakeApi, echo: EchoRasa
    ) -> None:
        await self.ask(carrier, person, api)
        echo.replies["ở Bum Tở"] = [{"text": "Đã chuyển."}, {"custom": {"answered": {"code": CODE}}}]
        for said in ("khoan", "ở Bum Tở", "cảm ơn"):
            await person.write(said)
            await gateway.wake(person.conversation_id)
        found = [asked["metadata"].get("staff_question") for asked in echo.asked]
        assert found == [{"code": CODE}, {"code": CODE}, None]

    async def test_what_was_sent_before_the_question_is_no_answer_to_it(
        self, gateway: Gateway, carrier: Carrier, person: Person, api: FakeApi, echo: EchoRasa
    ) -> None:
        await person.write("xin chào")
        await self.ask(carrier, person, api)
        await gateway.wake(person.conversation_id)
        assert "staff_question" not in echo.asked[0]["metadata"]

    async def test_a_question_that_came_while_the_answer_was_on_its_way_stays_open(
        self, gateway: Gateway, carrier: Carrier, person: Person, api: FakeApi, echo: EchoRasa
    ) -> None:
        await self.ask(carrier, person, api)
        echo.replies["ở Bum Tở"] = [{"text": "Đã chuyển."}, {"custom": {"answered": {"code": CODE}}}]
        await person.write("ở Bum Tở")
        await self.ask(carrier, person, api, 6)
        await gateway.wake(person.conversation_id)
        assert (await person.conversation()).question_code == CODE

    async def test_the_button_says_which_ticket_is_answered(
        self, gateway: Gateway, carrier: Carrier, person: Person, api: FakeApi, echo: EchoRasa
    ) -> None:
        await self.ask(carrier, person, api)
        await person.write(button=(await person.buttons())[texts.ANSWER_STAFF])
        await gateway.wake(person.conversation_id)
        assert echo.asked[0]["button"] == f'/add_information{{"value": "reply", "code": "{CODE}"}}'
