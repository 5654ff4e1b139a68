"""The queue: jobs run at once, one after the other in a conversation, and survive their worker."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID, uuid4

import procrastinate
import pytest
from sqlalchemy import text

from bot import jobs
from bot.database import Database
from tests.bot.conftest import Rows


class Noting:
    """Work that only notes what it was asked for."""

    def __init__(self) -> None:
        self.done: list[tuple[str, UUID]] = []
        self.failures = 0
        self.rounds: set[str] = set()  # the clock decides whether one is due while a test runs
        self.news = asyncio.Condition()
        self.running: dict[UUID, int] = {}

    async def wake(self, conversation_id: UUID) -> None:
        self.running[conversation_id] = self.running.get(conversation_id, 0) + 1
        assert self.running[conversation_id] == 1
        await asyncio.sleep(0.02)
        self.running[conversation_id] -= 1
        if self.failures:
            self.failures -= 1
            raise jobs.RetryLaterError("not now", 0.1)
        await self.note("wake", conversation_id)

    async def send(self, conversation_id: UUID) -> None:
        await self.note("send", conversation_id)

    async def upload(self, conversation_id: UUID) -> None:
        await self.note("upload", conversation_id)

    async def carry(self, conversation_id: UUID) -> None:
        await self.note("carry", conversation_id)

    async def remind(self) -> None:
        self.rounds.add("remind")

    async def expire(self) -> None:
        self.rounds.add("expire")

    async def until(self, count: int) -> None:
        async with asyncio.timeout(30):
            async with self.news:
                await self.news.wait_for(lambda: len(self.done) >= count)

    async def note(self, name: str, conversation_id: UUID) -> None:
        async with self.news:
            self.done.append((name, conversation_id))
            self.news.notify_all()


@asynccontextmanager
async def worker(database_url: str, work: Noting) -> AsyncIterator[None]:
    running = asyncio.create_task(jobs.run_worker(database_url, work, concurrency=4))
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def enqueue(database: Database, task: str, conversation_id: UUID) -> None:
    async with database.session() as session:
        await jobs.enqueue(session, task, conversation_id)


async def test_each_task_reaches_its_work_and_leaves_nothing_behind(
    database: Database, database_url: str, rows: Rows
) -> None:
    work, conversation_id = Noting(), uuid4()
    for task in (jobs.WAKE, jobs.SEND, jobs.UPLOAD, jobs.CARRY):
        await enqueue(database, task, conversation_id)
    async with worker(database_url, work):
        await work.until(4)
        async with database.reading() as session:
            assert await jobs.worker_is_alive(session)
    assert {name for name, _ in work.done} == {"wake", "send", "upload", "carry"}
    assert await rows("SELECT task_name FROM public.procrastinate_jobs WHERE lock LIKE '%:%'") == []


async def test_a_conversation_of_another_program_has_nothing_to_carry(
    database: Database, database_url: str, rows: Rows
) -> None:
    """Integrators file tickets with conversation ids of their own."""
    work, conversation_id = Noting(), uuid4()
    await enqueue(database, jobs.CARRY, conversation_id)
    await rows("""UPDATE public.procrastinate_jobs SET args = '{"conversation_id": "zalo-7"}' RETURNING 1""")
    await enqueue(database, jobs.WAKE, conversation_id)
    async with worker(database_url, work):
        await work.until(1)
        async with asyncio.timeout(10):
            while await rows("SELECT FROM public.procrastinate_jobs WHERE lock LIKE '%:%'"):  # noqa: ASYNC110 - only the database knows
                await asyncio.sleep(0.05)
    assert [name for name, _ in work.done] == ["wake"]


@pytest.mark.parametrize(("name", "work_done"), [(jobs.REMIND, "remind"), (jobs.EXPIRE, "expire")])
async def test_what_comes_round_waits_only_once(
    database: Database, database_url: str, name: str, work_done: str
) -> None:
    queue = jobs.build_queue(procrastinate.PsycopgConnector(conninfo=database_url))
    async with queue.open_async():
        await queue.tasks[name].defer_async(timestamp=1)
        with pytest.raises(procrastinate.exceptions.AlreadyEnqueued):
            await queue.tasks[name].defer_async(timestamp=2)
    work = Noting()
    await enqueue(database, jobs.WAKE, uuid4())
    async with worker(database_url, work):
        await work.until(1)
    assert work_done in work.rounds


async def test_jobs_of_a_conversation_run_one_after_the_other(database: Database, database_url: str) -> None:
    work, conversation_id = Noting(), uuid4()
    async with worker(database_url, work):
        for _ in range(8):
            await enqueue(database, jobs.WAKE, conversation_id)
        await work.until(8)


async def test_failed_job_runs_again(database: Database, database_url: str) -> None:
    work = Noting()
    work.failures = 2
    await enqueue(database, jobs.WAKE, uuid4())
    async with worker(database_url, work):
        await work.until(1)


async def test_job_of_a_dead_worker_is_taken_up_again(
    database: Database, database_url: str, rows: Rows
) -> None:
    work, conversation_id = Noting(), uuid4()
    await enqueue(database, jobs.WAKE, conversation_id)
    async with database.session() as session:
        await session.execute(
            text(
                "WITH dead AS (INSERT INTO public.procrastinate_workers (last_heartbeat)"
                " VALUES (now() - interval '1 minute') RETURNING id)"
                " UPDATE public.procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)"
            )
        )
    async with worker(database_url, work):
        await work.until(1)
    assert work.done == [("wake", conversation_id)]


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 0.25), (1, 0.5), (5, 8.0), (6, 10.0), (10_000, 10.0)])
def test_waits_grow_to_a_limit(attempts: int, seconds: float) -> None:
    assert jobs.back_off(attempts) == seconds


async def test_no_sign_of_life_is_noticed(database: Database) -> None:
    async with database.reading() as session:
        assert not await jobs.worker_is_alive(session)
