"""Engine, sessions and the base of all tables in schema `bot`; the only place that commits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar, cast
from uuid import UUID

from psycopg import AsyncConnection
from sqlalchemy import MetaData, Text, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

SCHEMA = "bot"
EVENTS = "bot_events"  # LISTEN/NOTIFY: the payload is the id of a conversation that has something new
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables of the gateway, in one schema, with predictable constraint names."""

    metadata = MetaData(schema=SCHEMA, naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[type, Any]] = {str: Text}


class Database:
    """The connection pool of one process."""

    def __init__(self, sqlalchemy_url: str, *, pool_size: int = 10) -> None:
        # hide_parameters keeps what people wrote out of error messages, and so out of logs. No ping before
        # use: it costs a round trip each time, and whoever meets a dead connection tries again anyway.
        self.engine = create_async_engine(
            sqlalchemy_url, pool_size=pool_size, max_overflow=10, pool_timeout=10, hide_parameters=True
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        single = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._readers = async_sessionmaker(single, expire_on_commit=False, autoflush=False)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed at the end, rolled back by any exception."""
        async with self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """For looking something up, without the round trips of a transaction."""
        async with self._readers() as session:
            yield session

    async def answers(self) -> bool:
        """Whether the database is reachable and migrated."""
        async with self.reading() as session:
            return bool(await session.scalar(text("SELECT count(*) FROM bot.alembic_version")))

    async def close(self) -> None:
        await self.engine.dispose()


async def raw_connection(session: AsyncSession) -> AsyncConnection[Any]:
    """The driver's connection below a session, for a job that must commit with the session's rows."""
    raw = await (await session.connection()).get_raw_connection()
    return cast("AsyncConnection[Any]", raw.driver_connection)


async def announce(session: AsyncSession, conversation_id: UUID) -> None:
    """Tell every event stream, once this commits, that the conversation has something new."""
    await session.execute(select(func.pg_notify(EVENTS, str(conversation_id))))
