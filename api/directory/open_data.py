"""The public directory as CSV and JSON, for whoever wants to build on it."""

import csv
import io
from collections.abc import Iterator

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, Response

from api.clock import now
from api.database import SessionDep
from api.directory.pages import Listing, read_listing
from api.rate_limits import limit_public

_COLUMNS = """
agency_id agency level name title role phone email decision_no valid_from valid_to verified_at stale
"""
COLUMNS = _COLUMNS.split()
FILE_NAME = "danh-ba-nguoi-phat-ngon"
# Spreadsheets run cells that begin so.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

router = APIRouter(prefix="/danh-ba", include_in_schema=False, dependencies=[Depends(limit_public)])


@router.get("/du-lieu.json")
async def as_json(session: SessionDep) -> JSONResponse:
    listing = await read_listing(session)
    return JSONResponse(
        {"generated_at": now().isoformat(), "sample": listing.has_samples, "items": list(rows(listing))},
        headers={"Content-Disposition": f'inline; filename="{FILE_NAME}.json"'},
    )


@router.get("/du-lieu.csv")
async def as_csv(session: SessionDep) -> Response:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows(await read_listing(session)):
        writer.writerow({name: _harmless(value) for name, value in row.items()})
    # The mark at the beginning tells Excel that the file is UTF-8.
    return Response(
        "\ufeff" + text.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}.csv"'},
    )


def rows(listing: Listing) -> Iterator[dict[str, object]]:
    """One for each person; one without a person for an agency nobody speaks for."""
    for level, entries in listing.levels.items():
        for entry in entries:
            agency = {"agency_id": entry.agency.id, "agency": entry.agency.name, "level": level}
            people = [person.model_dump(mode="json") for person in entry.people]
            for person in people or [{}]:
                yield {name: (agency | person).get(name) for name in COLUMNS}


def _harmless(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
