"""GET /v1/spokespersons: the right outcome, published fields only, and who it was on another day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.clock import now
from api.database import Database
from api.directory.models import Spokesperson
from api.directory.service import months_before

pytestmark = pytest.mark.usefixtures("loaded")

PERSON_FIELDS = {
    *(
        "name",
        "title",
        "role",
        "phone",
        "email",
        "decision_no",
        "valid_from",
        "valid_to",
        "verified_at",
        "stale",
    )
}


async def ask(public: httpx.AsyncClient, **params: str) -> dict[str, Any]:
    response = await public.get("/v1/spokespersons", params=params)
    assert response.status_code == 200, response.text
    return dict(response.json())


async def add(database: Database, **fields: Any) -> None:
    person = {
        "agency_id": "so-tp",
        "role": "nguoi_phat_ngon",
        "name": "Một người",
        "title": "Phó Giám đốc",
        "published": True,
        "verified_at": now(),
    } | fields
    async with database.session() as session:
        session.add(Spokesperson(**person))


class TestOutcomes:
    async def test_found_has_exactly_the_documented_shape(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="so y te")
        assert answer.keys() == {"outcome", "agency", "successors", "candidates", "spokespersons"}
        assert (answer["outcome"], answer["agency"]["id"]) == ("found", "so-yt")
        assert all(person.keys() == PERSON_FIELDS for person in answer["spokespersons"])

    async def test_regular_spokesperson_comes_before_the_authorised_one(
        self, public: httpx.AsyncClient
    ) -> None:
        answer = await ask(public, agency="SYT")
        roles = [person["role"] for person in answer["spokespersons"]]
        assert roles == ["nguoi_phat_ngon", "duoc_uy_quyen"]

    async def test_agency_without_an_entry_is_vacant(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="Sở Tư pháp")
        assert (answer["outcome"], answer["spokespersons"]) == ("vacant", [])
        assert answer["agency"]["name"] == "Sở Tư pháp tỉnh Lai Châu"

    async def test_only_successor_answers_for_the_former_agency(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="thị trấn Mường Tè")
        assert answer["outcome"] == "succeeded"
        assert answer["successors"] == [
            {"id": "ubnd-xa-bum-to", "name": "UBND xã Bum Tở", "scope": None, "from": "2025-07-01"}
        ]
        assert len(answer["spokespersons"]) == 1

    async def test_divided_agency_names_all_successors_and_nobody(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="Sở TT&TT")
        assert answer["outcome"] == "succeeded"
        assert {successor["id"] for successor in answer["successors"]} == {"so-vhttdl", "so-khcn"}
        assert answer["spokespersons"] == []

    async def test_candidate_is_asked_for_by_its_id(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="nam cha")
        assert answer["outcome"] == "ambiguous"
        chosen = next(found for found in answer["candidates"] if "Sìn Hồ" in found["note"])
        for parameter in ("agency_id", "agency"):
            assert (await ask(public, **{parameter: chosen["id"]}))["outcome"] == "found"

    async def test_former_district_is_named_beside_the_question(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="UBND huyện Than Uyên")
        assert (answer["outcome"], answer["agency"]["valid_to"]) == ("ambiguous", "2025-06-30")
        assert answer["candidates"][0]["name"] == "UBND xã Than Uyên"

    async def test_unknown_names_nothing(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="Sở Y tế Hà Nội")
        assert answer == {
            "outcome": "unknown",
            "agency": None,
            "successors": [],
            "candidates": [],
            "spokespersons": [],
        }


class TestPublishedFieldsOnly:
    async def test_mobile_number_leaves_only_with_consent(
        self, public: httpx.AsyncClient, loaded: Database
    ) -> None:
        await add(loaded, agency_id="so-tp", phone_mobile="000 111", publish_mobile=False)
        await add(loaded, agency_id="so-ct", phone_mobile="000 222", publish_mobile=True)
        await add(
            loaded, agency_id="bhxh", phone_office="000 333", phone_mobile="000 444", publish_mobile=True
        )
        phones = {
            agency: (await ask(public, agency_id=agency))["spokespersons"][0]["phone"]
            for agency in ("so-tp", "so-ct", "bhxh")
        }
        assert phones == {"so-tp": None, "so-ct": "000 222", "bhxh": "000 333"}

    async def test_unpublished_mobile_numbers_of_the_samples_are_nowhere(
        self, public: httpx.AsyncClient
    ) -> None:
        for path in (
            "/v1/spokespersons?agency=syt",
            "/danh-ba",
            "/danh-ba/du-lieu.csv",
            "/danh-ba/du-lieu.json",
        ):
            response = await public.get(path)
            assert response.status_code == 200
            assert "000 000 0901" not in response.text
            assert "000 000 0001" in response.text

    async def test_unpublished_entry_counts_as_vacant(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="Sở Nội vụ")
        assert (answer["outcome"], answer["spokespersons"]) == ("vacant", [])


class TestStale:
    @pytest.mark.parametrize(("days", "stale"), [(1, False), (170, False), (190, True), (None, True)])
    async def test_entry_is_stale_after_six_months_or_without_a_check(
        self, public: httpx.AsyncClient, loaded: Database, days: int | None, stale: bool
    ) -> None:
        await add(loaded, verified_at=now() - timedelta(days=days) if days else None)
        assert (await ask(public, agency_id="so-tp"))["spokespersons"][0]["stale"] is stale

    def test_months_end_with_the_month(self) -> None:
        assert months_before(datetime(2026, 8, 31, tzinfo=UTC), 6) == datetime(2026, 2, 28, tzinfo=UTC)
        assert months_before(datetime(2026, 1, 15, tzinfo=UTC), 1) == datetime(2025, 12, 15, tzinfo=UTC)


class TestAsOf:
    async def test_who_it_was_then(self, public: httpx.AsyncClient) -> None:
        names = [
            [person["name"] for person in (await ask(public, agency="SYT", as_of=day))["spokespersons"]]
            for day in ("2025-06-01", "2026-06-01")
        ]
        assert names[0] == ["Lê Văn Trước (dữ liệu mẫu)"]
        assert names[1][0] == "Nguyễn Văn Mẫu (dữ liệu mẫu)"

    async def test_former_agency_answers_for_its_own_time(
        self, public: httpx.AsyncClient, loaded: Database
    ) -> None:
        await add(loaded, agency_id="so-tttt", valid_from=date(2021, 1, 1))
        assert (await ask(public, agency="Sở TT&TT", as_of="2022-05-01"))["outcome"] == "found"
        assert (await ask(public, agency="Sở TT&TT"))["outcome"] == "succeeded"

    async def test_district_was_vacant_before_it_ended(self, public: httpx.AsyncClient) -> None:
        answer = await ask(public, agency="UBND huyện Than Uyên", as_of="2025-06-30")
        assert (answer["outcome"], answer["agency"]["id"]) == ("vacant", "ubnd-huyen-than-uyen")


async def test_bad_question_is_refused(public: httpx.AsyncClient) -> None:
    bad = [
        "",
        "agency=",
        "agency=%20",
        "agency=a%00b",
        "agency=syt&agency_id=so-yt",
        "agency=syt&as_of=hom-qua",
    ]
    for query in (*bad, "id=1", "agency=" + "a" * 301, "agency_id=S%E1%BB%9F"):
        response = await public.get(f"/v1/spokespersons?{query}")
        assert response.status_code == 422, query
        assert response.headers["content-type"] == "application/problem+json"


async def test_change_of_a_name_is_seen_by_the_next_request(
    public: httpx.AsyncClient, loaded: Database
) -> None:
    assert (await ask(public, agency="Cơ quan Ví Dụ"))["outcome"] == "unknown"
    async with loaded.session() as session:
        await session.execute(text("INSERT INTO api.agency_names VALUES ('so-yt', 'Cơ quan Ví Dụ', 'alias')"))
    assert (await ask(public, agency="co quan vi du"))["agency"]["id"] == "so-yt"
