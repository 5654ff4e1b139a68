"""Reads and writes the directory's tables."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, case, delete, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.database import Base
from api.directory.files import Directory
from api.directory.models import (
    Agency,
    AgencyName,
    AgencySuccession,
    Commune,
    DirectoryState,
    FormerUnit,
    Spokesperson,
)
from api.taxonomy.models import Deadline
from api.taxonomy.repository import holds

ROLE_ORDER = ("nguoi_phat_ngon", "duoc_uy_quyen", "dung_dau")
CHECK_DEADLINE = "directory_check"
# "C" compares code points: the stored keys are made for that.
PLAIN = "C"


async def version(session: AsyncSession) -> int:
    return await session.scalar(select(DirectoryState.version)) or 0


async def directory(session: AsyncSession) -> Directory:
    return Directory(
        communes=list(await session.scalars(select(Commune).order_by(Commune.code))),
        units=list(await session.scalars(select(FormerUnit).order_by(FormerUnit.id))),
        agencies=list(
            await session.scalars(select(Agency).order_by(Agency.sort_key.collate(PLAIN), Agency.id))
        ),
        names=list(await session.scalars(select(AgencyName))),
        successions=list(
            await session.scalars(
                select(AgencySuccession).order_by(
                    AgencySuccession.agency_id,
                    AgencySuccession.scope.collate(PLAIN),
                    AgencySuccession.successor_id,
                )
            )
        ),
    )


async def communes(session: AsyncSession, codes: Sequence[str], day: date) -> Sequence[Commune]:
    """Those of the codes that name a commune on that day."""
    query = select(Commune).where(
        Commune.code.in_(codes),
        Commune.valid_from <= day,
        or_(Commune.valid_to.is_(None), Commune.valid_to >= day),
    )
    return (await session.scalars(query)).all()


def valid_on(day: date) -> ColumnElement[bool]:
    return and_(
        or_(Spokesperson.valid_from.is_(None), Spokesperson.valid_from <= day),
        or_(Spokesperson.valid_to.is_(None), Spokesperson.valid_to >= day),
    )


async def spokespersons(
    session: AsyncSession, day: date, agency_ids: Sequence[str] | None = None
) -> Sequence[Spokesperson]:
    """Published entries of that day, the regular spokesperson first; of all agencies, or of some."""
    rank = case({role: place for place, role in enumerate(ROLE_ORDER)}, value=Spokesperson.role)
    query = (
        select(Spokesperson)
        .where(Spokesperson.published, valid_on(day))
        .order_by(Spokesperson.agency_id, rank, Spokesperson.id)
    )
    if agency_ids is not None:
        query = query.where(Spokesperson.agency_id.in_(agency_ids))
    return (await session.scalars(query)).all()


async def check_months(session: AsyncSession, day: date) -> int | None:
    """After how many months an entry must be checked again."""
    return await session.scalar(
        select(Deadline.amount).where(
            Deadline.code == CHECK_DEADLINE, Deadline.unit == "months", holds(Deadline, day)
        )
    )


async def agency(session: AsyncSession, agency_id: str) -> Agency | None:
    return await session.get(Agency, agency_id)


async def agencies(
    session: AsyncSession,
    *,
    q: str | None,
    level: str | None,
    former: bool,
    after: tuple[str, str] | None,
    limit: int,
) -> Sequence[Agency]:
    """In Vietnamese alphabetical order; `q` is folded already."""
    place = tuple_(Agency.sort_key.collate(PLAIN), Agency.id.collate(PLAIN))
    query = select(Agency).order_by(Agency.sort_key.collate(PLAIN), Agency.id.collate(PLAIN)).limit(limit)
    if q:
        query = query.where(Agency.folded.contains(q, autoescape=True))
    if level:
        query = query.where(Agency.level == level)
    if not former:
        query = query.where(Agency.active)
    if after:
        query = query.where(place > after)
    return (await session.scalars(query)).all()


async def names_of(session: AsyncSession, agency_id: str, kinds: Sequence[str]) -> Sequence[str]:
    query = select(AgencyName.name).where(AgencyName.agency_id == agency_id, AgencyName.kind.in_(kinds))
    return (await session.scalars(query.order_by(AgencyName.name.collate(PLAIN)))).all()


async def successions(session: AsyncSession, agency_id: str) -> Sequence[AgencySuccession]:
    """Both those this agency was followed by and those it followed."""
    query = select(AgencySuccession).where(
        or_(AgencySuccession.agency_id == agency_id, AgencySuccession.successor_id == agency_id)
    )
    return (
        await session.scalars(query.order_by(AgencySuccession.agency_id, AgencySuccession.successor_id))
    ).all()


async def lock_for_loading(session: AsyncSession) -> None:
    """Two programs seeding at once would insert the same rows."""
    await session.execute(text("SELECT pg_advisory_xact_lock(7260103)"))


async def replace(session: AsyncSession, files: Directory) -> None:
    """Make the tables say what the files say; agencies that only the tables know stay."""
    ids = [row.id for row in files.agencies]
    await session.execute(delete(AgencyName).where(AgencyName.agency_id.in_(ids)))
    await session.execute(delete(AgencySuccession).where(AgencySuccession.agency_id.in_(ids)))
    await session.execute(delete(Commune))
    # Districts first: units point to them.
    await put(session, [unit for unit in files.units if unit.district_id is None])
    await put(session, [unit for unit in files.units if unit.district_id is not None])
    for rows in (files.agencies, files.communes, files.names, files.successions):
        await put(session, rows)


async def put(session: AsyncSession, rows: Sequence[Base]) -> None:
    """Insert or update all rows of one table in one statement, so that its trigger runs once."""
    if not rows:
        return
    table = type(rows[0]).__table__
    names = [column.name for column in table.columns]
    query = insert(type(rows[0])).values([{name: getattr(row, name) for name in names} for row in rows])
    keys = [column.name for column in table.primary_key]
    changed = {name: query.excluded[name] for name in names if name not in keys}
    await session.execute(query.on_conflict_do_update(index_elements=keys, set_=changed))


async def replace_samples(session: AsyncSession, samples: Sequence[Spokesperson]) -> None:
    await session.execute(delete(Spokesperson).where(Spokesperson.sample))
    session.add_all(samples)
    await session.flush()
