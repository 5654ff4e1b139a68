"""What Rasa is told about a message's place in the talk."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.database import Database
from bot.gateway import Gateway
from bot.inbox import Receiver
from bot.jobs import RetryLaterError
from bot.messages import InboundMessage
from tests.bot.conftest import Person, Rows
from tests.echo_rasa import EchoRasa


def told(echo: EchoRasa, name: str) -> list[tuple[str, Any]]:
    return [(asked["text"], asked["metadata"][name]) for asked in echo.asked]


class TestUnread:
    async def test_an_answer_to_what_was_read_is_not_unread(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        for words in ("một", "hai"):
            await person.write(words)
            await gateway.wake(person.conversation_id)
        assert told(echo, "unread") == [("một", False), ("hai", False)]

    async def test_what_came_while_the_bot_was_answering_is_unread(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        for words in ("một", "hai", "ba"):
            await person.write(words)
        await gateway.wake(person.conversation_id)
        assert told(echo, "unread") == [("một", False), ("hai", True), ("ba", True)]

    async def test_what_was_sent_in_an_outage_is_unread(
        self, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        echo.status = 503
        for words in ("một", "hai"):
            await person.write(words)
            with pytest.raises(RetryLaterError):
                await gateway.wake(person.conversation_id)
            await rows("UPDATE bot.inbox SET waiting_since = waiting_since - interval '21 s' RETURNING id")
        echo.status = 200
        await gateway.wake(person.conversation_id)
        assert told(echo, "unread") == [("một", False), ("hai", True)]

    @pytest.mark.parametrize(("seen", "unread"), [(0, True), (1, True), (2, False), (99, False)])
    async def test_what_was_written_without_network_and_sent_late_is_unread(
        self, gateway: Gateway, person: Person, echo: EchoRasa, seen: int, unread: bool
    ) -> None:
        await person.write("một")
        await gateway.wake(person.conversation_id)
        await person.write("hai", seen=seen)
        await gateway.wake(person.conversation_id)
        assert told(echo, "unread")[-1] == ("hai", unread)

    async def test_silent_turns_leave_what_follows_read(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        """A story in several messages, of which the bot only gathered the first."""
        echo.replies["một"] = []
        for words in ("một", "hai"):
            await person.write(words)
        await gateway.wake(person.conversation_id)
        assert told(echo, "unread") == [("một", False), ("hai", False)]

    async def test_113_at_once_and_notices_of_ours_are_no_replies(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        echo.replies["cứu tôi với, họ đang đánh tôi"] = []
        await person.write("cứu tôi với, họ đang đánh tôi")
        await person.write("ở Bum Tở")
        await gateway.wake(person.conversation_id)
        assert told(echo, "unread")[-1] == ("ở Bum Tở", False)

    @pytest.mark.parametrize(("seconds_before", "unread"), [(0, False), (60, True)])
    async def test_on_a_channel_that_delivers_late_the_time_of_sending_counts(
        self, database: Database, gateway: Gateway, echo: EchoRasa, seconds_before: int, unread: bool
    ) -> None:
        async def write(words: str, at: datetime) -> UUID:
            said = InboundMessage("post", "lan", None, words, words, None, (), at)
            return (await Receiver(database)(said)).conversation_id

        conversation_id = await write("một", datetime.now(UTC))
        await gateway.wake(conversation_id)
        sent = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=seconds_before)
        await write("hai", sent)
        await gateway.wake(conversation_id)
        assert told(echo, "unread")[-1] == ("hai", unread)


class TestFollowed:
    async def test_only_the_last_of_several_is_not_followed(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        for words in ("một", "hai", "ba"):
            await person.write(words)
        await gateway.wake(person.conversation_id)
        assert told(echo, "followed") == [("một", True), ("hai", True), ("ba", False)]

    async def test_a_button_or_a_cry_for_help_behind_it_gets_its_own_answer(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        echo.replies["hỏi"] = [{"text": "?", "buttons": [{"title": "Có", "payload": "/affirm"}]}]
        await person.write("hỏi")
        await gateway.wake(person.conversation_id)
        await person.write("một")
        await person.write(button=(await person.buttons())["Có"])
        await person.write("hai")
        await person.write("cứu tôi với, họ đang đánh tôi")
        await gateway.wake(person.conversation_id)
        assert [followed for _, followed in told(echo, "followed")] == [False, False, True, False, False]

    async def test_a_repeated_turn_tells_the_same(
        self, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        echo.status = 503
        await person.write("một")
        with pytest.raises(RetryLaterError):
            await gateway.wake(person.conversation_id)
        await person.write("hai")
        echo.status = 200
        await gateway.wake(person.conversation_id)
        assert told(echo, "followed") == [("một", False), ("hai", False)]
