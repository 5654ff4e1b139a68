"""Makes the taxonomy tables say what a folder of CSV files says."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Date, Integer, delete, insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.database import Base
from api.taxonomy.models import Category, CategoryRole, Deadline, Reason, RoleProfile, Status, Transition

FILES: dict[str, type[Base]] = {
    "categories.csv": Category,
    "statuses.csv": Status,
    "transitions.csv": Transition,
    "reasons.csv": Reason,
    "deadlines.csv": Deadline,
    "role_profiles.csv": RoleProfile,
    "category_roles.csv": CategoryRole,
}


async def load(session: AsyncSession, folder: Path) -> None:
    """Replace all rows. Loading twice changes nothing; readers see the old or the new, never a mixture."""
    contents = {model: read_rows(folder / name, model) for name, model in FILES.items()}
    # Two programs seeding at once would insert the same rows.
    await session.execute(text("SELECT pg_advisory_xact_lock(7260101)"))
    for model, rows in contents.items():
        await session.execute(delete(model))
        await session.execute(insert(model), rows)


def read_rows(path: Path, model: type[Base]) -> list[dict[str, Any]]:
    columns = {column.name: column for column in model.__table__.columns}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if set(reader.fieldnames or ()) != set(columns):
            raise ValueError(f"{path.name} must have the columns {', '.join(columns)}")
        rows = list(reader)
    try:
        return [{name: convert(columns[name].type, cell) for name, cell in row.items()} for row in rows]
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def convert(kind: Any, cell: str | None) -> Any:
    """The value of one cell; an empty one is no value."""
    if not cell:
        return None
    if isinstance(kind, Boolean):
        if cell not in ("true", "false"):
            raise ValueError(f"{cell!r} is neither true nor false")
        return cell == "true"
    if isinstance(kind, Integer):
        return int(cell)
    if isinstance(kind, Date):
        return date.fromisoformat(cell)
    return cell
