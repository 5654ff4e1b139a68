"""What staff write to a reporter is stored together with the job that carries it, or not at all."""

from typing import Any

import pytest
from sqlalchemy import text

from api import actors
from api.database import Database
from api.tickets import service

CONVERSATION = "5f0c7f0e-6f0e-4a52-9f2e-0e8d5a4c0b11"
STAFF = actors.staff("minh")


async def jobs(database: Database) -> list[tuple[Any, ...]]:
    query = "SELECT task_name, queue_name, lock, args FROM public.procrastinate_jobs ORDER BY id"
    async with database.session() as session:
        return [tuple(row) for row in await session.execute(text(query))]


async def messages(database: Database, code: str) -> list[str | None]:
    async with database.session() as session:
        return [event.text for event in await service.thread(session, code) if event.kind == "message"]


async def test_a_message_by_staff_is_a_row_and_a_job(new_ticket: Any, database: Database) -> None:
    code = (await new_ticket(conversation_id=CONVERSATION))["code"]
    async with database.session() as session:
        await service.add_message(session, code, service.REPORTER, "Anh/Chị gửi thêm ảnh?", STAFF)
    (job,) = await jobs(database)
    assert job == (
        "bot.carry_messages",
        "bot",
        f"thread:{CONVERSATION}",
        {"conversation_id": CONVERSATION},
    )


class UnluckyError(Exception):
    """Something later in the same transaction fails."""


async def write_and_fail(database: Database, code: str) -> None:
    async with database.session() as session:
        await service.add_message(session, code, service.REPORTER, "Không được lưu", STAFF)
        raise UnluckyError


async def test_a_transaction_that_fails_leaves_neither(new_ticket: Any, database: Database) -> None:
    code = (await new_ticket(conversation_id=CONVERSATION))["code"]
    with pytest.raises(UnluckyError):
        await write_and_fail(database, code)
    assert await messages(database, code) == []
    assert await jobs(database) == []


async def test_only_what_others_wrote_to_a_reporter_in_a_chat_is_carried(
    new_ticket: Any, database: Database
) -> None:
    chat = (await new_ticket(conversation_id=CONVERSATION))["code"]
    elsewhere = (await new_ticket())["code"]
    async with database.session() as session:
        await service.add_message(session, chat, service.REPORTER, "Tôi nhớ thêm", actors.REPORTER)
        await service.add_message(session, chat, service.INTERNAL, "Nghi trùng", STAFF)
        await service.add_message(session, elsewhere, service.REPORTER, "Anh/Chị cho biết thêm?", STAFF)
    assert await jobs(database) == []


async def test_a_program_that_writes_for_staff_counts_once_for_each_key(
    client: Any, new_ticket: Any, database: Database
) -> None:
    code = (await new_ticket(conversation_id=CONVERSATION))["code"]
    body = {"audience": "reporter", "text": "Anh/Chị gửi thêm ảnh?", "sender": "service"}
    for _ in range(2):
        answer = await client.post(
            f"/v1/tickets/{code}/messages", json=body, headers={"Idempotency-Key": "k"}
        )
        assert answer.status_code == 201
    assert len(await jobs(database)) == 1
