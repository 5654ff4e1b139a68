"""The job queue: the only file of the gateway that knows it. Jobs carry ids, since the queue logs them."""

import asyncio
import logging
import traceback
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import procrastinate
from procrastinate.exceptions import ConnectorException
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import raw_connection

QUEUE = "bot"
WAKE = "bot.wake_conversation"
SEND = "bot.send_outbox"
UPLOAD = "bot.upload_evidence"
CARRY = "bot.carry_messages"  # the api writes this job
REQUEUE = "bot.requeue_stalled"
REMIND = "bot.remind_of_drafts"
EXPIRE = "bot.erase_what_is_old"

# One job of a kind at a time in a conversation.
LOCKS = {WAKE: "in", SEND: "out", UPLOAD: "files", CARRY: "thread"}
LONGEST_WAIT = 10.0
SHORTEST_WAIT = 0.25
HEARTBEAT = 2.0
STALLED_AFTER = 8.0  # seconds without a heartbeat
POLLING = 0.1  # retries are found by polling only
STOP_PATIENCE = 10.0  # seconds for running jobs when the worker stops

logger = logging.getLogger(__name__)


class RetryLaterError(Exception):
    """Something this job needs does not answer: run the job again after so many seconds."""

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Work(Protocol):
    """What the tasks do; the worker builds it and hands it over."""

    async def wake(self, conversation_id: UUID) -> None: ...

    async def send(self, conversation_id: UUID) -> None: ...

    async def upload(self, conversation_id: UUID) -> None: ...

    async def carry(self, conversation_id: UUID) -> None: ...

    async def remind(self) -> None: ...

    async def expire(self) -> None: ...


@dataclass(frozen=True)
class CappedBackOff(procrastinate.BaseRetryStrategy):
    """Every job is tried until it works: what it stands for must not be lost."""

    def get_retry_decision(
        self, *, exception: BaseException, job: procrastinate.jobs.Job
    ) -> procrastinate.RetryDecision:
        wait = exception.seconds if isinstance(exception, RetryLaterError) else back_off(job.attempts)
        if isinstance(exception, OperationalError):
            logger.warning("%s met a database that does not answer", job.task_name)
        elif not isinstance(exception, RetryLaterError | asyncio.CancelledError):
            # The message of an exception may quote what someone wrote, the places it passed may not.
            places = "".join(traceback.format_tb(exception.__traceback__))
            kind = type(exception).__name__
            logger.error("%s failed, next try in %.1f s: %s\n%s", job.task_name, wait, kind, places)
        return procrastinate.RetryDecision(retry_in={"milliseconds": int(wait * 1000)})


def back_off(attempts: int) -> float:
    """Seconds to wait after so many failures."""
    return min(LONGEST_WAIT, SHORTEST_WAIT * 2.0 ** min(attempts, 10))


def _work(context: procrastinate.JobContext) -> Work:
    work: Work = context.additional_context["work"]
    return work


async def wake_conversation(context: procrastinate.JobContext, *, conversation_id: str) -> None:
    await _work(context).wake(UUID(conversation_id))


async def send_outbox(context: procrastinate.JobContext, *, conversation_id: str) -> None:
    await _work(context).send(UUID(conversation_id))


async def upload_evidence(context: procrastinate.JobContext, *, conversation_id: str) -> None:
    await _work(context).upload(UUID(conversation_id))


async def carry_messages(context: procrastinate.JobContext, *, conversation_id: str) -> None:
    try:
        found = UUID(conversation_id)
    except ValueError:
        return  # of another program that files tickets; no conversation of ours
    await _work(context).carry(found)


async def remind_of_drafts(context: procrastinate.JobContext, timestamp: int) -> None:
    await _work(context).remind()


async def erase_what_is_old(context: procrastinate.JobContext, timestamp: int) -> None:
    await _work(context).expire()


async def requeue_stalled(context: procrastinate.JobContext, timestamp: int) -> None:
    """Take up jobs whose worker died: they are marked as running and hold their conversation's lock."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        try:
            await manager.retry_job(job)
        except ConnectorException:
            continue  # another worker was faster
        logger.warning("job %s of a dead worker taken up again", job.id)
    await manager.prune_stalled_workers(seconds_since_heartbeat=STALLED_AFTER)


def build_queue(connector: procrastinate.PsycopgConnector) -> procrastinate.App:
    """A queue that knows all tasks."""
    queue = procrastinate.App(connector=connector)
    tasks = {WAKE: wake_conversation, SEND: send_outbox, UPLOAD: upload_evidence, CARRY: carry_messages}
    for name, routine in tasks.items():
        queue.task(name=name, queue=QUEUE, pass_context=True, retry=CappedBackOff())(routine)
    for name, chore, cron in (
        (REMIND, remind_of_drafts, "*/10 * * * *"),
        (EXPIRE, erase_what_is_old, "5 * * * *"),
    ):
        # While one waits to be tried again, no second one is written.
        kept = queue.task(
            name=name, queue=QUEUE, pass_context=True, retry=CappedBackOff(), lock=name, queueing_lock=name
        )(chore)
        queue.periodic(cron=cron)(kept)
    requeue = queue.task(name=REQUEUE, queue=QUEUE, pass_context=True, priority=10)(requeue_stalled)
    queue.periodic(cron="* * * * * */2")(requeue)
    return queue


# Never opened: it only writes jobs on connections that others hold.
_deferring = procrastinate.App(connector=procrastinate.PsycopgConnector())


async def enqueue(session: AsyncSession, task: str, conversation_id: UUID) -> None:
    """Defer a task about a conversation; the job commits or vanishes with the session's transaction."""
    await _deferring.configure_task(
        task,
        queue=QUEUE,
        lock=f"{LOCKS[task]}:{conversation_id}",
        connection=await raw_connection(session),
    ).defer_async(conversation_id=str(conversation_id))


async def worker_is_alive(session: AsyncSession) -> bool:
    """Whether any worker, on whatever machine, gave a sign of life lately."""
    found = await session.scalar(
        text(
            "SELECT EXISTS (SELECT FROM public.procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => :seconds))"
        ),
        {"seconds": STALLED_AFTER},
    )
    return bool(found)


async def run_worker(database_url: str, work: Work, *, concurrency: int) -> None:
    """Perform jobs until SIGTERM or SIGINT; raises when the database is lost."""
    connector = procrastinate.PsycopgConnector(
        conninfo=database_url, min_size=2, max_size=concurrency + 4, timeout=5.0
    )
    queue = build_queue(connector)
    async with queue.open_async():
        await queue.run_worker_async(
            queues=[QUEUE],
            concurrency=concurrency,
            fetch_job_polling_interval=POLLING,
            shutdown_graceful_timeout=STOP_PATIENCE,
            delete_jobs="successful",
            additional_context={"work": work},
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED_AFTER,
        )
