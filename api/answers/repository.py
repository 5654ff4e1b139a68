"""Reads and writes the answers."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.answers.models import Answer, LegalAnswer


async def answer(session: AsyncSession, topic: str) -> Answer | None:
    return await session.get(Answer, topic)


async def verified(session: AsyncSession, day: date) -> Sequence[LegalAnswer]:
    """Entries someone has verified and that hold on that day."""
    query = select(LegalAnswer).where(
        LegalAnswer.verified_at.is_not(None),
        LegalAnswer.verified_by.is_not(None),
        or_(LegalAnswer.valid_from.is_(None), LegalAnswer.valid_from <= day),
        or_(LegalAnswer.valid_to.is_(None), LegalAnswer.valid_to >= day),
    )
    return (await session.scalars(query.order_by(LegalAnswer.id))).all()


async def replace(
    session: AsyncSession, texts: dict[str, str], legal: Sequence[LegalAnswer], now: datetime
) -> None:
    """Make the tables say what the files say; a text that did not change keeps its time."""
    await session.execute(delete(Answer).where(Answer.topic.not_in(texts)))
    known = {found.topic: found for found in await session.scalars(select(Answer))}
    for topic, text in texts.items():
        if topic not in known:
            session.add(Answer(topic=topic, text=text, updated_at=now))
        elif known[topic].text != text:
            known[topic].text, known[topic].updated_at = text, now
    await session.execute(delete(LegalAnswer))
    session.add_all(legal)
    await session.flush()
