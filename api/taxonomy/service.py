"""The taxonomy as it stands today; rows of other days are read from the repository."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.clock import today
from api.errors import InvalidError
from api.taxonomy import repository
from api.taxonomy.models import Category, CategoryRole, Reason, Status, Transition


async def list_categories(session: AsyncSession) -> Sequence[Category]:
    return await repository.categories(session, today())


async def list_statuses(session: AsyncSession) -> Sequence[Status]:
    return await repository.statuses(session, today())


async def list_reasons(session: AsyncSession) -> Sequence[Reason]:
    return await repository.reasons(session, today())


async def list_roles(session: AsyncSession, category: str) -> Sequence[CategoryRole]:
    return await repository.roles(session, category, today())


async def list_transitions(session: AsyncSession, from_status: str, who: str) -> Sequence[Transition]:
    return await repository.transitions(session, from_status, who, today())


async def require_fileable(session: AsyncSession, code: str) -> Category:
    """The category a new ticket may have today."""
    found = await repository.category(session, code, today())
    if found is None:
        raise InvalidError("There is no such category", field="body/category")
    if not found.fileable:
        raise InvalidError("Matters of this category do not become tickets", field="body/category")
    return found


async def find_status(session: AsyncSession, code: str) -> Status | None:
    """None for a status that is no longer used."""
    return await repository.status(session, code, today())


async def status_label(session: AsyncSession, code: str) -> str:
    """The label of a status, also of one that is no longer used."""
    found = await find_status(session, code)
    return found.label if found else code
