"""Lists: every filter, search without diacritics, and pages that neither skip nor repeat."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from api.clock import VIETNAM
from api.database import Database
from api.errors import InvalidError
from api.pagination import Cursor
from api.tickets import repository, service
from api.tickets.models import Ticket
from api.tickets.repository import TicketFilters
from nlu.text.fold import fold_search

START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
WORDS = ("Bum Tở", "đòi tiền", "100%", "a_b", "Đặng", "giấy giới thiệu")
STATUSES, CATEGORIES, PEOPLE = ("TIEP_NHAN", "DONG"), ("PV-NN", "PV-MD"), (None, "minh", "lan")


def row(number: int, **changes: Any) -> dict[str, Any]:
    """A ticket as the database holds it; times repeat, so that the id must decide."""
    description = f"{WORDS[number % len(WORDS)]} số {number}"
    at = START + timedelta(hours=7 * (number // 3))
    return {
        "code": f"LC-2026-{number:06d}",
        "status": STATUSES[number % 2],
        "category": CATEGORIES[number // 2 % 2],
        "urgency": "normal",
        "channel": ("web", "telegram")[number // 4 % 2],
        "assignee": PEOPLE[number % 3],
        "description": description,
        "anonymous": True,
        "keep_secret": False,
        "consent_version": "1",
        "consent_at": at,
        "inferred": {},
        "typed": {},
        "announced": [],
        "search": fold_search(description),
        "receipt_hash": b"",
        "opened_at": at,
        "updated_at": at,
    } | changes


@dataclass
class Archive:
    """Thirty tickets that are never changed, so one event loop and one database serve all examples."""

    loop: asyncio.AbstractEventLoop
    database: Database
    rows: list[dict[str, Any]] = field(default_factory=lambda: [row(n) for n in range(30)])

    async def fill(self) -> None:
        async with self.database.session() as session:
            await session.execute(insert(Ticket), self.rows)

    def pages(self, filters: TicketFilters, limit: int) -> list[list[str]]:
        async def walk() -> list[list[str]]:
            cursor, found = None, []
            async with self.database.session() as session:
                while True:
                    tickets, cursor = await service.list_tickets(session, filters, cursor, limit)
                    found.append([ticket.code for ticket in tickets])
                    if cursor is None:
                        return found
                    cursor = Cursor.decode(cursor.encode())

        return self.loop.run_until_complete(walk())

    def expected(self, filters: TicketFilters) -> list[str]:
        """The same in plain Python."""
        numbered = enumerate(self.rows)
        kept = [(item["opened_at"], number, item["code"]) for number, item in numbered if fits(item, filters)]
        return [code for _, _, code in sorted(kept, reverse=True)]


def fits(item: dict[str, Any], filters: TicketFilters) -> bool:
    day = item["opened_at"].astimezone(VIETNAM).date()
    return (
        all(
            not getattr(filters, name) or item[name] in getattr(filters, name)
            for name in ("status", "category", "assignee", "channel")
        )
        and (filters.since is None or day >= filters.since)
        and (filters.until is None or day <= filters.until)
        and (filters.q is None or found_by(filters.q, item["search"]))
    )


def found_by(q: str, text: str) -> bool:
    folded = fold_search(q)
    start = r"(?<![a-z0-9])" if folded[0].isalnum() else ""
    return re.search(start + re.escape(folded), text) is not None


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    with asyncio.Runner() as runner:
        url = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        found = Archive(runner.get_loop(), Database(url))
        runner.run(found.fill())
        yield found
        runner.run(found.database.close())


days = st.none() | st.dates(date(2026, 11, 19), date(2026, 11, 25)) | st.sampled_from([date.min, date.max])
filters = st.builds(
    TicketFilters,
    status=st.lists(st.sampled_from([*STATUSES, "KHAC"]), max_size=2, unique=True).map(tuple),
    category=st.lists(st.sampled_from(CATEGORIES), max_size=2, unique=True).map(tuple),
    assignee=st.lists(st.sampled_from(["minh", "lan"]), max_size=2, unique=True).map(tuple),
    channel=st.lists(st.sampled_from(["web", "telegram"]), max_size=1).map(tuple),
    since=days,
    until=days,
    q=st.none()
    | st.sampled_from(
        [
            "BUM TO",
            "đòi tiền",
            "doi ti",
            "to",
            "100%",
            "a_b",
            "% so 2",
            "ặng",
            "đặng",
            "không có",
            "%%%",
            "o so",
            "số 1 2",
            "giấy giới thiệu số 5",
        ]
    ),
)


@given(wanted=filters, limit=st.integers(1, 12), newest=st.sampled_from([1, 5, 10_000]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_together_are_exactly_the_matching_tickets_in_order(
    archive: Archive, wanted: TicketFilters, limit: int, newest: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repository, "NEWEST", newest)
        pages = archive.pages(wanted, limit)
    assert [code for page in pages for code in page] == archive.expected(wanted)
    assert all(len(page) == limit for page in pages[:-1])


@given(at=st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)), row=st.integers(0, 2**62))  # noqa: DTZ001 - hypothesis wants bounds without a zone
def test_cursor_survives_the_journey(at: datetime, row: int) -> None:
    cursor = Cursor(at.replace(tzinfo=UTC), row)
    assert Cursor.decode(cursor.encode()) == cursor


@given(typed=st.text(max_size=40))
def test_any_other_text_is_refused_as_a_cursor(typed: str) -> None:
    try:
        found = Cursor.decode(typed)
    except InvalidError:
        return
    assert isinstance(found, Cursor)


class TestOverHttp:
    async def test_filters_search_and_cursor(self, client: httpx.AsyncClient, new_ticket: Any) -> None:
        first = await new_ticket(place={"text": "xã Bum Tở"}, channel="telegram")
        second = await new_ticket(description="Đòi ký hợp đồng quảng cáo.", category="QC-LK", place=None)
        both = [second["code"], first["code"]]
        for query, expected in (
            ({}, both),
            ({"q": "HOP DONG"}, both[:1]),
            ({"q": "bum to"}, both[1:]),
            ({"q": first["code"].lower()}, both[1:]),
            ({"q": "Lò Thị Mẩy"}, []),
            ({"category": "QC-LK"}, both[:1]),
            ({"channel": ["telegram", "zalo_oa"]}, both[1:]),
            ({"status": "DONG"}, []),
            ({"from": "2026-01-01", "to": "9999-12-31"}, both),
            ({"to": "2020-01-01"}, []),
            ({"from": "0001-01-01"}, both),
        ):
            page = await client.get("/v1/tickets", params=query)
            assert page.status_code == 200, page.text
            assert [item["code"] for item in page.json()["items"]] == expected, query
        page = (await client.get("/v1/tickets", params={"limit": 1})).json()
        assert [item["code"] for item in page["items"]] == both[:1]
        page = (await client.get("/v1/tickets", params={"limit": 1, "cursor": page["next"]})).json()
        assert [item["code"] for item in page["items"]] == both[1:]
        assert page["next"] is None

    async def test_bad_queries_are_refused(self, client: httpx.AsyncClient) -> None:
        for query in (
            {"q": "ab"},
            {"q": "  "},
            {"limit": 0},
            {"limit": 201},
            {"from": "hôm qua"},
            {"x": "1"},
        ):
            assert (await client.get("/v1/tickets", params=query)).status_code == 422, query
