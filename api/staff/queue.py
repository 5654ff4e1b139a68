"""The list of tickets: filters in the address, pages by cursor, never who reported them."""

from dataclasses import dataclass, replace

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import InvalidError
from api.staff import words
from api.staff.access import ReadingDep
from api.staff.filters import OPEN, QueueFilters
from api.staff.listing import read_page
from api.staff.places import place_names
from api.tickets import service as tickets

router = APIRouter()
PAGE = 40
COUNT_AT_MOST = 1_000


@dataclass(frozen=True)
class Tab:
    """One status above the list; `count` only where counting is cheap."""

    code: str
    query: str
    current: bool
    count: int | None


@router.get("")
async def show(visit: ReadingDep) -> Response:
    session = visit.session
    names = await words.load(session)
    choices = await words.load_choices(session, names)
    filters = QueueFilters.read(visit.request.query_params, choices)
    wanted = filters.for_tickets(choices, visit.staff.name)
    try:
        found, after = await read_page(session, wanted, filters, PAGE)
    except InvalidError:  # a cursor that was cut off or made up
        filters = replace(filters, after="", problems=(*filters.problems, "cursor"))
        found, after = await read_page(session, wanted, filters, PAGE)
    return visit.render(
        "queue.html",
        filters=filters,
        names=names,
        channels=choices.channels,
        tabs=await status_tabs(session, filters, names),
        cap=COUNT_AT_MOST,
        tickets=found,
        places=await place_names(session, found),
        list_query=filters.query(after=filters.after),
        first_query=filters.query(),
        next_query=filters.query(after=after) if after else "",
    )


async def status_tabs(session: AsyncSession, filters: QueueFilters, names: words.Words) -> list[Tab]:
    """Counts hold for the whole table, so they are shown only while nothing else narrows the list."""
    counts: dict[str, int] = {}
    if not filters.active:
        counts = await tickets.count_by_status(session, list(names.statuses), COUNT_AT_MOST)
    return [
        Tab(
            code=code,
            query=filters.query(status=code),
            current=filters.status == code,
            count=counts.get(code) or None,
        )
        for code in ("", OPEN, *names.statuses)
    ]
