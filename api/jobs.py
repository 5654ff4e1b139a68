"""Jobs for other programs: the only file of the api that knows the queue."""

from typing import Any, cast

import procrastinate
from psycopg import AsyncConnection
from sqlalchemy.ext.asyncio import AsyncSession

# The gateway performs it: it carries into the chat what staff wrote to the reporter.
CARRY = "bot.carry_messages"
QUEUE = "bot"

# Never opened: it only writes jobs on connections that sessions hold.
_deferring = procrastinate.App(connector=procrastinate.PsycopgConnector())


async def carry_messages(session: AsyncSession, conversation_id: str) -> None:
    """Have the conversation's new messages carried; the job commits or vanishes with the transaction."""
    await _deferring.configure_task(
        CARRY, queue=QUEUE, lock=f"thread:{conversation_id}", connection=await raw_connection(session)
    ).defer_async(conversation_id=conversation_id)


async def raw_connection(session: AsyncSession) -> AsyncConnection[Any]:
    """The driver's connection below a session."""
    raw = await (await session.connection()).get_raw_connection()
    return cast("AsyncConnection[Any]", raw.driver_connection)
