"""Reads the rows of the taxonomy that hold on a day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.taxonomy.models import Category, CategoryRole, Reason, RoleProfile, Status, Transition, Valid


def holds(model: type[Valid], on: date) -> ColumnElement[bool]:
    return and_(model.valid_from <= on, or_(model.valid_to.is_(None), model.valid_to >= on))


async def categories(session: AsyncSession, on: date) -> Sequence[Category]:
    query = select(Category).where(holds(Category, on)).order_by(Category.position, Category.code)
    return (await session.scalars(query)).all()


async def category(session: AsyncSession, code: str, on: date) -> Category | None:
    return await session.scalar(select(Category).where(Category.code == code, holds(Category, on)))


async def statuses(session: AsyncSession, on: date) -> Sequence[Status]:
    query = select(Status).where(holds(Status, on)).order_by(Status.position, Status.code)
    return (await session.scalars(query)).all()


async def status(session: AsyncSession, code: str, on: date) -> Status | None:
    return await session.scalar(select(Status).where(Status.code == code, holds(Status, on)))


async def transitions(session: AsyncSession, from_status: str, who: str, on: date) -> Sequence[Transition]:
    query = (
        select(Transition)
        .join(Status, and_(Status.code == Transition.to_status, holds(Status, on)))
        .where(Transition.from_status == from_status, Transition.who == who, holds(Transition, on))
        .order_by(Status.position)
    )
    return (await session.scalars(query)).all()


async def reasons(session: AsyncSession, on: date) -> Sequence[Reason]:
    query = select(Reason).where(holds(Reason, on)).order_by(Reason.status, Reason.position)
    return (await session.scalars(query)).all()


async def roles(session: AsyncSession, category_code: str, on: date) -> Sequence[CategoryRole]:
    """Who leads and supports under the profile in force on that day."""
    query = (
        select(CategoryRole)
        .join(RoleProfile, and_(RoleProfile.code == CategoryRole.profile, holds(RoleProfile, on)))
        .where(CategoryRole.category == category_code)
        .order_by(CategoryRole.part, CategoryRole.position)
    )
    return (await session.scalars(query)).all()
