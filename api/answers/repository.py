"""All SQL of the answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.actors import Actor
from api.answers.models import Answer, AnswerVersion, LegalAnswer

LAW, TEXT = "law", "text"


async def text(session: AsyncSession, topic: str, *, lock: bool = False) -> Answer | None:
    return await session.get(Answer, topic, with_for_update=lock or None, populate_existing=lock)


async def texts(session: AsyncSession, *, lock: bool = False) -> Sequence[Answer]:
    query = select(Answer).order_by(Answer.topic)
    return (await session.scalars(query.with_for_update() if lock else query)).all()


async def law(session: AsyncSession, entry_id: str, *, lock: bool = False) -> LegalAnswer | None:
    return await session.get(LegalAnswer, entry_id, with_for_update=lock or None, populate_existing=lock)


async def laws(session: AsyncSession, *, lock: bool = False) -> Sequence[LegalAnswer]:
    """All entries, also unverified and retired ones."""
    query = select(LegalAnswer).order_by(LegalAnswer.id)
    return (await session.scalars(query.with_for_update() if lock else query)).all()


async def history(session: AsyncSession, kind: str, answer_id: str) -> Sequence[AnswerVersion]:
    """Newest first."""
    query = select(AnswerVersion).where(AnswerVersion.kind == kind, AnswerVersion.answer_id == answer_id)
    return (await session.scalars(query.order_by(AnswerVersion.version.desc()))).all()


def add_version(
    session: AsyncSession,
    row: Answer | LegalAnswer,
    action: str,
    by: Actor,
    content: dict[str, Any],
    at: datetime,
) -> None:
    is_law = isinstance(row, LegalAnswer)
    session.add(
        AnswerVersion(
            kind=LAW if is_law else TEXT,
            answer_id=row.id if isinstance(row, LegalAnswer) else row.topic,
            version=row.version,
            action=action,
            actor_kind=by.kind,
            actor_name=by.name,
            at=at,
            content=content,
        )
    )
