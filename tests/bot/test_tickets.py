"""A filed ticket: its code, its evidence, its receipt; and a draft that is stopped instead."""

from uuid import UUID

import pytest

from bot import erasure
from bot.api import HttpApi
from bot.conversations import repository
from bot.database import Database
from bot.evidence import Uploader
from bot.gateway import Gateway
from bot.history import History
from bot.jobs import RetryLaterError
from bot.messages import RECEIPT_PLACEHOLDER
from tests.bot.conftest import PHOTO, FakeApi, Person, Rows
from tests.echo_rasa import EchoRasa

CODE = "LC-2026-000001"
FILED = f"Đã tiếp nhận {CODE}, mã biên nhận {RECEIPT_PLACEHOLDER}."


@pytest.fixture
def history(database: Database, client: HttpApi) -> History:
    return History(database, client)


async def shown(history: History, person: Person) -> list[str]:
    messages, _ = await history.read(person.conversation_id, 0)
    return [message.text for message in messages]


async def file_ticket(gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows) -> UUID:
    """Send a photo, file the ticket with it; the photo's id."""
    await person.write("kể chuyện", files=(PHOTO,))
    ((file_id,),) = await rows("SELECT id FROM bot.files")
    echo.replies["gửi"] = [{"text": FILED, "custom": {"ticket": {"code": CODE, "evidence": [str(file_id)]}}}]
    await person.write("gửi")
    await gateway.wake(person.conversation_id)
    found: UUID = file_id
    return found


class TestReceipt:
    async def test_receipt_is_shown_and_not_stored(
        self, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows, history: History
    ) -> None:
        await file_ticket(gateway, person, echo, rows)
        assert "1234567890123456" in (await shown(history, person))[-1]
        assert (await person.heard())[-1] == FILED
        assert (await person.conversation()).ticket_code == CODE

    async def test_message_is_held_back_while_the_api_is_down(
        self, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows, history: History, api: FakeApi
    ) -> None:
        await file_ticket(gateway, person, echo, rows)
        api.status = 503
        messages, more = await history.read(person.conversation_id, 0)
        assert more
        assert [message.text for message in messages] == ["kể chuyện", "gửi", "echo: kể chuyện"]

    async def test_placeholder_typed_by_a_user_stays_what_it_is(
        self, gateway: Gateway, person: Person, history: History, api: FakeApi
    ) -> None:
        api.status = 503  # nobody may even ask
        await person.write(RECEIPT_PLACEHOLDER)
        await gateway.wake(person.conversation_id)
        assert await shown(history, person) == [RECEIPT_PLACEHOLDER, f"echo: {RECEIPT_PLACEHOLDER}"]


class TestEvidence:
    async def test_file_goes_to_the_ticket_and_is_deleted_here(
        self,
        database: Database,
        gateway: Gateway,
        person: Person,
        echo: EchoRasa,
        rows: Rows,
        api: FakeApi,
        client: HttpApi,
    ) -> None:
        file_id = await file_ticket(gateway, person, echo, rows)
        assert ("bot.upload_evidence",) in await rows("SELECT task_name FROM public.procrastinate_jobs")
        uploader = Uploader(database, client)
        await uploader.upload(person.conversation_id)
        await uploader.upload(person.conversation_id)
        ((path, key, body),) = api.attached
        assert (path, key) == (f"/v1/tickets/{CODE}/attachments", str(file_id))
        assert PHOTO.content in body
        assert await rows("SELECT content, status FROM bot.files") == [(None, "uploaded")]

    async def test_upload_is_repeated_until_the_api_answers(
        self,
        database: Database,
        gateway: Gateway,
        person: Person,
        echo: EchoRasa,
        rows: Rows,
        api: FakeApi,
        client: HttpApi,
    ) -> None:
        await file_ticket(gateway, person, echo, rows)
        uploader = Uploader(database, client)
        api.status = 503
        with pytest.raises(RetryLaterError):
            await uploader.upload(person.conversation_id)
        api.status = 200
        await uploader.upload(person.conversation_id)
        assert len(api.attached) == 1

    async def test_refused_file_is_kept_here(
        self,
        database: Database,
        gateway: Gateway,
        person: Person,
        echo: EchoRasa,
        rows: Rows,
        api: FakeApi,
        client: HttpApi,
    ) -> None:
        await file_ticket(gateway, person, echo, rows)
        api.status = 415
        await Uploader(database, client).upload(person.conversation_id)
        assert await rows("SELECT content, status FROM bot.files") == [(PHOTO.content, "refused")]

    async def test_file_for_a_ticket_that_was_filed_before_goes_there_too(
        self,
        database: Database,
        gateway: Gateway,
        person: Person,
        echo: EchoRasa,
        rows: Rows,
        api: FakeApi,
        client: HttpApi,
    ) -> None:
        await person.write("thêm ảnh", files=(PHOTO,))
        ((file_id,),) = await rows("SELECT id FROM bot.files")
        attach = {"attach": {"code": CODE, "evidence": [str(file_id)]}}
        echo.replies["thêm ảnh"] = [{"text": "Đã gửi ảnh."}, {"custom": attach}]
        await gateway.wake(person.conversation_id)
        await Uploader(database, client).upload(person.conversation_id)
        ((path, key, _),) = api.attached
        assert (path, key) == (f"/v1/tickets/{CODE}/attachments", str(file_id))
        assert await rows("SELECT content, status FROM bot.files") == [(None, "uploaded")]

    async def test_evidence_of_another_conversation_is_not_taken(
        self, database: Database, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        async with database.session() as session:
            other = Person(database, await repository.create(session, "web"))
        await other.write("của tôi", files=(PHOTO,))
        await file_ticket_with_first_file(gateway, person, echo, rows)
        assert await rows("SELECT status, ticket_code FROM bot.files") == [("held", None)]


async def file_ticket_with_first_file(gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows) -> None:
    ((file_id,),) = await rows("SELECT id FROM bot.files")
    custom = {"ticket": {"code": CODE, "evidence": [str(file_id), "not-an-id"]}}
    echo.replies["gửi"] = [{"text": FILED, "custom": custom}]
    await person.write("gửi")
    await gateway.wake(person.conversation_id)


class TestStoppedDraft:
    async def stop(self, gateway: Gateway, person: Person, echo: EchoRasa) -> None:
        echo.replies["tôi bị đòi tiền"] = [
            {"text": "Ở đâu?", "buttons": [{"title": "Bỏ qua", "payload": "/skip_question{}"}]},
            {"custom": {"draft": {"id": "d1", "state": "open"}}},
        ]
        echo.replies["dừng"] = [{"text": "Đã xóa.", "custom": {"erase": {"draft": "d1"}}}]
        for words in ("xin chào", "tôi bị đòi tiền"):
            await person.write(words)
        await person.write("đây", files=(PHOTO,))
        await person.write("dừng")
        await gateway.wake(person.conversation_id)

    async def test_what_was_said_about_it_is_gone(
        self, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows, history: History
    ) -> None:
        await self.stop(gateway, person, echo)
        assert await shown(history, person) == ["xin chào", "echo: xin chào", "Đã xóa."]
        everything = str(await rows("SELECT text, button FROM bot.inbox"))
        everything += str(await rows("SELECT text FROM bot.outbox"))
        assert "đòi tiền" not in everything
        assert "Ở đâu" not in everything
        assert await rows("SELECT count(*) FROM bot.files") == [(0,)]
        assert await rows("SELECT count(*) FROM bot.buttons") == [(0,)]

    async def test_rasa_forgets_before_the_next_message(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        await self.stop(gateway, person, echo)
        assert echo.forgotten == [str(person.conversation_id)]
        await person.write("lại từ đầu")
        await gateway.wake(person.conversation_id)
        assert len(echo.forgotten) == 1
        assert (await person.heard())[-1] == "echo: lại từ đầu"

    async def test_message_behind_the_stop_is_not_erased(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        echo.replies["dừng"] = [{"text": "Đã xóa.", "custom": {"erase": {"draft": "d1"}}}]
        await person.write("dừng")
        await person.write("sau đó", files=(PHOTO,))
        await gateway.wake(person.conversation_id)
        assert await person.heard() == ["Đã xóa.", "echo: sau đó"]
        assert len(echo.asked[-1]["metadata"]["attachments"]) == 1

    async def test_late_repeat_of_an_erased_message_is_recognised(
        self, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        await person.write("tôi bị đòi tiền", message_id="m1")
        await self.stop(gateway, person, echo)
        assert (await person.write("tôi bị đòi tiền", message_id="m1")).duplicate


class TestForget:
    async def forget(self, database: Database, person: Person) -> None:
        async with database.session() as session:
            conversation = await repository.lock(session, person.conversation_id)
            assert conversation is not None
            await erasure.forget(session, conversation)

    async def test_device_and_words_are_gone_and_rasa_forgets(
        self, database: Database, gateway: Gateway, person: Person, echo: EchoRasa, rows: Rows
    ) -> None:
        await person.write("bí mật", files=(PHOTO,))
        await gateway.wake(person.conversation_id)
        await self.forget(database, person)
        await gateway.wake(person.conversation_id)
        assert await rows("SELECT text FROM bot.inbox UNION SELECT text FROM bot.outbox") == [("",)]
        assert await rows("SELECT count(*) FROM bot.files") == [(0,)]
        assert echo.forgotten == [str(person.conversation_id)]

    async def test_message_nobody_answered_yet_is_not_answered(
        self, database: Database, gateway: Gateway, person: Person, echo: EchoRasa
    ) -> None:
        await person.write("bí mật")
        await self.forget(database, person)
        await gateway.wake(person.conversation_id)
        assert echo.asked == []

    async def test_file_on_its_way_to_a_ticket_still_gets_there(
        self,
        database: Database,
        gateway: Gateway,
        person: Person,
        echo: EchoRasa,
        rows: Rows,
        api: FakeApi,
        client: HttpApi,
    ) -> None:
        await file_ticket(gateway, person, echo, rows)
        await self.forget(database, person)
        await Uploader(database, client).upload(person.conversation_id)
        assert len(api.attached) == 1
