"""Engine, sessions and the base of all tables in schema `api`; the only place that commits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

SCHEMA = "api"
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables of the api, in one schema, with predictable constraint names."""

    metadata = MetaData(schema=SCHEMA, naming_convention=NAMING)


class Database:
    """The connection pool of one process."""

    def __init__(self, sqlalchemy_url: str) -> None:
        # hide_parameters keeps what people wrote out of error messages and so out of logs.
        self.engine = create_async_engine(
            sqlalchemy_url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed at the end, rolled back by any exception."""
        async with self._sessions() as session, session.begin():
            yield session

    async def answers(self) -> bool:
        """Whether the database is reachable and migrated."""
        async with self.session() as session:
            return bool(await session.scalar(text("SELECT count(*) FROM api.alembic_version")))

    async def close(self) -> None:
        await self.engine.dispose()


async def open_session(request: Request) -> AsyncIterator[AsyncSession]:
    database: Database = request.app.state.database
    async with database.session() as session:
        yield session


# scope="function": FastAPI otherwise commits after the response was sent, and a sender could be told
# "received" about a ticket whose commit then fails.
SessionDep = Annotated[AsyncSession, Depends(open_session, scope="function")]
