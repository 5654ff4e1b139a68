"""From the inbox to Rasa and back to the outbox, whatever fails on the way."""

import asyncio
from typing import Any

import pytest

from bot import texts
from bot.conversations import repository
from bot.conversations.models import Mode
from bot.database import Database
from bot.gateway import MOST_REFUSALS, Gateway
from bot.jobs import RetryLaterError
from tests.bot.conftest import PHOTO, FakeApi, Person, Rows
from tests.echo_rasa import EchoRasa


async def set_mode(database: Database, person: Person, mode: Mode) -> None:
    async with database.session() as session:
        conversation = await repository.lock(session, person.conversation_id)
        assert conversation is not None
        conversation.mode = mode


class TestTurn:
    async def test_everything_waiting_is_answered_in_order(self, gateway: Gateway, person: Person) -> None:
        for words in ("một", "hai", "ba"):
            await person.write(words)
        await gateway.wake(person.conversation_id)
        assert await person.heard() == ["echo: một", "echo: hai", "echo: ba"]

    async def test_waking_twice_answers_once(self, gateway: Gateway, person: Person) -> None:
        await person.write("một")
        await gateway.wake(person.conversation_id)
        await gateway.wake(person.conversation_id)
        assert await person.heard() == ["echo: một"]

    async def test_two_workers_at_once_answer_once(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        echo.seconds = 0.05  # long enough for both to ask
        await person.write("một")
        await asyncio.gather(*(gateway.wake(person.conversation_id) for _ in range(3)))
        assert await person.heard() == ["echo: một"]

    async def test_rasa_is_told_what_the_contract_says(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        await person.write("  /xin chào ", message_id="m1", files=(PHOTO,))
        await gateway.wake(person.conversation_id)
        asked = echo.asked[0]
        assert asked["conversation_id"] == str(person.conversation_id)
        assert (asked["message_id"], asked["text"], asked["button"]) == ("m1", "xin chào", None)
        metadata = asked["metadata"]
        assert metadata["channel"] == "web"
        assert metadata["received_at"].endswith("+00:00")
        (file,) = metadata["attachments"]
        assert (file["name"], file["media_type"], file["size"]) == (
            PHOTO.name,
            PHOTO.media_type,
            len(PHOTO.content),
        )

    async def test_typed_intent_is_just_text(self, gateway: Gateway, person: Person, echo: EchoRasa) -> None:
        await person.write('/affirm{"question":"consent"}')
        await gateway.wake(person.conversation_id)
        assert echo.asked[0]["text"] == 'affirm{"question":"consent"}'
        assert echo.asked[0]["button"] is None

    async def test_a_receipt_reaches_rasa_but_stays_in_no_transcript(
        self, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        await person.write("LC-2026-000001 1234 5678 9012 3456")
        await gateway.wake(person.conversation_id)
        assert echo.asked[0]["text"] == "LC-2026-000001 1234 5678 9012 3456"
        assert await rows("SELECT text FROM bot.inbox") == [(f"LC-2026-000001 {texts.RECEIPT_HIDDEN}",)]


class TestButtons:
    PAYLOAD = '/affirm{"question":"consent","draft":"d1"}'

    @pytest.fixture
    async def token(self, gateway: Gateway, person: Person, echo: EchoRasa) -> str:
        buttons = [{"title": "Đồng ý", "payload": self.PAYLOAD}]
        echo.replies["hỏi"] = [{"text": "Đồng ý không?", "buttons": buttons}]
        await person.write("hỏi")
        await gateway.wake(person.conversation_id)
        return (await person.buttons())["Đồng ý"]

    async def test_token_tells_nothing(self, token: str) -> None:
        assert "affirm" not in token
        assert len(token) <= 64

    async def test_pressing_hands_the_payload_to_rasa(
        self, gateway: Gateway, person: Person, echo: EchoRasa, token: str
    ) -> None:
        await person.write(button=token)
        await gateway.wake(person.conversation_id)
        assert (echo.asked[-1]["text"], echo.asked[-1]["button"]) == ("Đồng ý", self.PAYLOAD)

    async def test_button_of_another_conversation_is_unknown(self, database: Database, token: str) -> None:
        async with database.session() as session:
            other = Person(database, await repository.create(session, "web"))
        with pytest.raises(Exception, match="button_unknown"):
            await other.write(button=token)


class TestOutage:
    @pytest.mark.parametrize("status", [401, 404, 503])
    async def test_message_waits_and_is_answered_later_in_order(
        self, gateway: Gateway, person: Person, echo: EchoRasa, status: int
    ) -> None:
        await person.write("một")
        await person.write("hai")
        echo.status = status
        with pytest.raises(RetryLaterError):
            await gateway.wake(person.conversation_id)
        assert await person.heard() == []
        echo.status = 200
        await gateway.wake(person.conversation_id)
        assert await person.heard() == ["echo: một", "echo: hai"]

    async def test_waits_grow_up_to_ten_seconds(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        await person.write("một")
        echo.status = 503
        waits = []
        for _ in range(9):
            with pytest.raises(RetryLaterError) as caught:
                await gateway.wake(person.conversation_id)
            waits.append(caught.value.seconds)
        assert waits == sorted(waits)
        assert (waits[0], waits[-1]) == (0.25, 10.0)

    async def test_user_is_told_once_in_an_outage(
        self, database: Database, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        echo.status = 503
        for words in ("một", "hai"):
            await person.write(words)
            for _ in range(2):
                with pytest.raises(RetryLaterError):
                    await gateway.wake(person.conversation_id)
                await rows(
                    "UPDATE bot.inbox SET waiting_since = waiting_since - interval '21 s' RETURNING id"
                )
        assert await person.heard() == [texts.HELD]
        echo.status = 200
        await gateway.wake(person.conversation_id)
        assert await person.heard() == [texts.HELD, "echo: một", "echo: hai"]


class TestPoison:
    @pytest.mark.parametrize("status", [400, 500])
    async def test_message_rasa_cannot_digest_is_answered_and_the_next_goes_on(
        self, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows, status: int
    ) -> None:
        await person.write("độc")
        echo.status = status
        for _ in range(MOST_REFUSALS - 1):
            with pytest.raises(RetryLaterError):
                await gateway.wake(person.conversation_id)
        await gateway.wake(person.conversation_id)
        assert await person.heard() == [texts.NOT_UNDERSTOOD]
        assert await rows("SELECT status FROM bot.inbox") == [("failed",)]
        echo.status = 200
        await person.write("tiếp")
        await gateway.wake(person.conversation_id)
        assert await person.heard() == [texts.NOT_UNDERSTOOD, "echo: tiếp"]

    async def test_answer_that_is_no_turn_counts_as_refusal(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        echo.replies["một"] = [{"text": 5}]
        await person.write("một")
        with pytest.raises(RetryLaterError):
            await gateway.wake(person.conversation_id)


class TestActionThatKeepsFailing:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.gateway.MOST_ACTION_FAILURES", 3)

    async def fail(self, gateway: Gateway, person: Person, tries: int) -> None:
        for _ in range(tries):
            with pytest.raises(RetryLaterError):
                await gateway.wake(person.conversation_id)

    async def test_the_sender_is_told_and_the_next_message_goes_on(
        self, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        echo.broken_by = "độc"
        await person.write("độc")
        await person.write("tiếp")
        await self.fail(gateway, person, 2)
        await gateway.wake(person.conversation_id)
        assert await person.heard() == [texts.GIVEN_UP, "echo: tiếp"]
        assert await rows("SELECT text, status FROM bot.inbox ORDER BY seq") == [
            ("độc", "failed"),
            ("tiếp", "done"),
        ]

    async def test_while_the_api_is_away_it_waits(
        self, gateway: Gateway, person: Person, echo: EchoRasa, api: FakeApi
    ) -> None:
        echo.broken_by = "độc"
        api.status = 503
        await person.write("độc")
        await self.fail(gateway, person, 6)
        assert await person.heard() == []

    async def test_while_rasa_is_away_it_waits(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        echo.status = 503
        await person.write("độc")
        await self.fail(gateway, person, 6)
        assert await person.heard() == []


class TestHuman:
    async def test_bot_is_silent_and_the_message_is_kept(
        self, database: Database, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        await set_mode(database, person, Mode.HUMAN)
        await person.write("có ai không")
        await gateway.wake(person.conversation_id)
        assert (echo.asked, await person.heard()) == ([], [])
        assert await rows("SELECT text, status FROM bot.inbox") == [("có ai không", "done")]

    async def test_rasa_hands_over(self, gateway: Gateway, person: Person, echo: EchoRasa) -> None:
        echo.replies["gặp cán bộ"] = [{"text": "Xin chờ.", "custom": {"handoff": {"reason": "asked"}}}]
        await person.write("gặp cán bộ")
        await person.write("alo")
        await gateway.wake(person.conversation_id)
        assert await person.heard() == ["Xin chờ."]
        assert (await person.conversation()).mode == Mode.HUMAN

    async def test_turn_that_was_running_when_a_person_took_over_is_not_said(
        self, database: Database, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        echo.seconds = 0.3
        await person.write("một")
        waking = asyncio.create_task(gateway.wake(person.conversation_id))
        await asyncio.sleep(0.1)
        await set_mode(database, person, Mode.HUMAN)
        await waking
        assert await person.heard() == []


class TestEmergency:
    URGENT = "cứu tôi với, họ đang đánh tôi"

    async def said(
        self, gateway: Gateway, person: Person, echo: EchoRasa, replies: list[dict[str, Any]]
    ) -> list[str]:
        echo.replies[self.URGENT] = replies
        await person.write(self.URGENT)
        await gateway.wake(person.conversation_id)
        return await person.heard()

    async def test_rasas_own_113_is_not_a_second_one(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        heard = await self.said(
            gateway, person, echo, [{"text": "Gọi 113 ngay.\nXa 113 thì chạy.\n\nỞ đâu?"}]
        )
        assert heard == [texts.EMERGENCY, "Ở đâu?"]

    async def test_nothing_is_cut_from_a_code_and_receipt(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        filed = {"text": "Mã LC-2026-000113.", "custom": {"ticket": {"code": "LC-2026-000113"}}}
        assert await self.said(gateway, person, echo, [filed]) == [texts.EMERGENCY, "Mã LC-2026-000113."]

    async def test_reply_that_is_only_113_is_left_out(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        heard = await self.said(gateway, person, echo, [{"text": "Gọi 113 ngay."}, {"text": "Ở đâu?"}])
        assert heard == [texts.EMERGENCY, "Ở đâu?"]

    async def test_113_comes_first_when_rasa_says_nothing_of_it(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        heard = await self.said(gateway, person, echo, [{"text": "Ở đâu?"}])
        assert heard == [texts.EMERGENCY, "Ở đâu?"]
