"""Lists of agencies and communes, the public page and the open data."""

import csv
import io
import re

import httpx
import pytest
from sqlalchemy import delete

from api.database import Database
from api.directory.models import Spokesperson
from api.directory.open_data import COLUMNS

pytestmark = pytest.mark.usefixtures("loaded")


class TestAgencies:
    async def test_pages_hold_every_agency_once_in_order(self, public: httpx.AsyncClient) -> None:
        seen: list[str] = []
        cursor: str | None = None
        while True:
            params = {"limit": "40"} | ({"cursor": cursor} if cursor else {})
            page = (await public.get("/v1/agencies", params=params)).json()
            seen += [agency["id"] for agency in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 106
        assert seen.index("so-ct") < seen.index("so-dttg") < seen.index("so-gddt")

    async def test_search_ignores_diacritics_and_knows_aliases(self, public: httpx.AsyncClient) -> None:
        for q in ("nong nghiep", "SỞ NN&MT"):
            page = (await public.get("/v1/agencies", params={"q": q})).json()
            assert [agency["id"] for agency in page["items"]] == ["so-nnmt"]

    async def test_level_and_former_agencies(self, public: httpx.AsyncClient) -> None:
        communes = (await public.get("/v1/agencies", params={"level": "xa", "limit": "200"})).json()
        assert len(communes["items"]) == 38
        former = (await public.get("/v1/agencies", params={"q": "so tt&tt", "former": "true"})).json()
        assert former["items"][0]["id"] == "so-tttt"
        assert not former["items"][0]["active"]

    async def test_detail_knows_predecessors_and_people(self, public: httpx.AsyncClient) -> None:
        agency = (await public.get("/v1/agencies/so-nnmt")).json()
        assert {found["id"] for found in agency["predecessors"]} == {"so-tnmt", "so-nnptnt"}
        assert agency["grade"] == "one_source"
        assert len(agency["spokespersons"]) == 1
        assert (await public.get("/v1/agencies/khong-co")).status_code == 404

    async def test_bad_parameters_are_refused(self, public: httpx.AsyncClient) -> None:
        for query in ("cursor=x", "cursor=AAAA", "level=la", "limit=0", "q=%00"):
            assert (await public.get(f"/v1/agencies?{query}")).status_code == 422, query


class TestCommunes:
    async def test_list_says_what_each_was_made_of(self, public: httpx.AsyncClient) -> None:
        items = (await public.get("/v1/communes")).json()["items"]
        assert len(items) == 38
        bum_to = next(item for item in items if item["code"] == "03433")
        assert bum_to["name"] == "Xã Bum Tở"
        assert set(bum_to["made_of"]) == {"Xã Bum Tở", "Xã Can Hồ", "Thị trấn Mường Tè"}
        assert bum_to["former_districts"] == ["Huyện Mường Tè"]

    async def test_place_as_typed(self, public: httpx.AsyncClient) -> None:
        cases = [
            ("Bum Tở", "found", "03433"),
            ("gần chợ xã bum to", "found", "03433"),
            ("thi tran muong te", "former", "03433"),
            ("xã Mường Tè", "found", "03445"),
            ("phường Quyết Tiến", "former", "03388"),
            ("Hà Nội", "unknown", None),
            ("sở y tế", "unknown", None),
        ]
        for typed, outcome, code in cases:
            answer = (await public.get("/v1/communes", params={"q": typed})).json()
            assert (answer["outcome"], (answer["commune"] or {}).get("code")) == (outcome, code)

    async def test_unaccented_trap_asks(self, public: httpx.AsyncClient) -> None:
        answer = (await public.get("/v1/communes", params={"q": "nam cha"})).json()
        assert answer["outcome"] == "ambiguous"
        assert {found["code"] for found in answer["candidates"]} == {"03517", "03472"}

    async def test_former_district_lists_its_communes(self, public: httpx.AsyncClient) -> None:
        answer = (await public.get("/v1/communes", params={"q": "huyện Than Uyên"})).json()
        assert (answer["outcome"], answer["commune"]) == ("former", None)
        assert {found["code"] for found in answer["candidates"]} == {"03595", "03618", "03637", "03640"}


class TestPage:
    async def test_page_is_strict_and_marks_samples(self, public: httpx.AsyncClient) -> None:
        response = await public.get("/danh-ba")
        assert response.status_code == 200
        assert "script-src" not in response.headers["content-security-policy"]
        assert not re.search(r"<script|\sstyle=|\son[a-z]+=", response.text)
        assert "Dữ liệu mẫu." in response.text
        assert response.text.count("(dữ liệu mẫu)") >= 15

    async def test_search_without_diacritics_shows_the_answer(self, public: httpx.AsyncClient) -> None:
        assert "Nguyễn Văn Mẫu" in (await public.get("/danh-ba", params={"q": "so y te"})).text
        ask = (await public.get("/danh-ba", params={"q": "nam cha"})).text
        assert "Xã Nậm Cha, Huyện Sìn Hồ" in ask
        ended = (await public.get("/danh-ba", params={"q": "huyen than uyen"})).text
        assert "hoạt động đến hết ngày 30/06/2025" in ended
        successors = (await public.get("/danh-ba", params={"q": "sở tt&tt"})).text
        assert "không còn hoạt động" in successors

    async def test_what_was_typed_is_escaped(self, public: httpx.AsyncClient) -> None:
        page = (await public.get("/danh-ba", params={"q": '"><script>alert(1)</script>'})).text
        assert "<script" not in page

    async def test_odd_addresses_still_show_the_page(self, public: httpx.AsyncClient) -> None:
        for query in ("q=%00", "id=la", "q=" + "a" * 5000, "q=%F0%9F%98%80&id=so-yt"):
            assert (await public.get(f"/danh-ba?{query}")).status_code == 200, query

    async def test_style_sheets_are_served(self, public: httpx.AsyncClient) -> None:
        for name in ("pico", "directory"):
            response = await public.get(f"/danh-ba/{name}.css")
            assert response.headers["content-type"].startswith("text/css")

    async def test_without_samples_there_is_no_banner(
        self, public: httpx.AsyncClient, loaded: Database
    ) -> None:
        async with loaded.session() as session:
            await session.execute(delete(Spokesperson))
        assert "Dữ liệu mẫu." not in (await public.get("/danh-ba")).text


class TestOpenData:
    async def test_csv_and_json_say_the_same(self, public: httpx.AsyncClient) -> None:
        data = (await public.get("/danh-ba/du-lieu.json")).json()
        text = (await public.get("/danh-ba/du-lieu.csv")).text.removeprefix("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert list(rows[0]) == COLUMNS
        assert data["sample"] is True
        assert [row["name"] or None for row in rows] == [item["name"] for item in data["items"]]
        assert {row["agency_id"] for row in rows} == {item["agency_id"] for item in data["items"]}
        assert len({row["agency_id"] for row in rows}) == 106

    async def test_cells_are_no_formulas(self, public: httpx.AsyncClient, loaded: Database) -> None:
        async with loaded.session() as session:
            session.add(
                Spokesperson(
                    agency_id="so-tp",
                    role="dung_dau",
                    name="=cmd()",
                    title="x",
                    phone_office="+84",
                    published=True,
                )
            )
        text = (await public.get("/danh-ba/du-lieu.csv")).text
        assert "'=cmd()" in text
        assert ",=cmd()" not in text
