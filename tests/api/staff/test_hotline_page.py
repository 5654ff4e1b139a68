"""The hotline's page: what an administrator enters is what the public is told, and nothing else."""

from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from api.audit import AuditRecord
from api.database import Database
from api.hotline import service
from api.hotline.hours import Closed, Span

PAGE = "/staff/hotline"
WEEK = {f"day{day}": "7h30-11h30; 13:30 – 17:00" for day in range(1, 6)}


@pytest.fixture
async def admin(signed_in: Any) -> Any:
    return await signed_in("admin")


async def told(public: httpx.AsyncClient) -> dict[str, Any]:
    response = await public.get("/v1/hotline")
    assert response.status_code == 200
    return dict(response.json())


async def test_nothing_is_told_until_it_is_entered(public: httpx.AsyncClient) -> None:
    nothing: dict[str, Any] = {"phone": None, "email": None, "hours": [], "open": None, "opens_at": None}
    assert await told(public) == nothing


async def test_what_was_entered_is_told(admin: Any, public: httpx.AsyncClient, database: Database) -> None:
    fields = {"phone": " 0213 000 0000 ", "email": "duongday@vidu.vn", "closed": "30/4/2090 Nghỉ lễ\n\n"}
    response = await admin.post(PAGE, PAGE, seen="0", **WEEK, **fields)
    assert response.status_code == 303
    assert "Đã lưu thông tin đường dây nóng." in (await admin.get(response.headers["location"])).text
    found = await told(public)
    assert (found["phone"], found["email"]) == ("0213 000 0000", "duongday@vidu.vn")
    assert found["hours"][:2] == [
        {"weekday": 1, "from": "07:30", "to": "11:30"},
        {"weekday": 1, "from": "13:30", "to": "17:00"},
    ]
    assert len(found["hours"]) == 10
    assert found["open"] is (found["opens_at"] is None)
    async with database.session() as session:
        kept = await service.read(session)
        actions = (await session.scalars(select(AuditRecord.action))).all()
    assert kept.hours.closed == (Closed(date(2090, 4, 30), date(2090, 4, 30), "Nghỉ lễ"),)
    assert Span(5, 810, 1020) in kept.hours.spans
    assert actions.count("hotline.edited") == 1


async def test_always_open_and_never_open(admin: Any, public: httpx.AsyncClient) -> None:
    always = {f"day{day}": "0:00-24:00" for day in range(1, 8)}
    await admin.post(PAGE, PAGE, seen="0", **always)
    assert [(await told(public))[name] for name in ("open", "opens_at")] == [True, None]
    await admin.post(PAGE, PAGE, seen="1")
    assert [(await told(public))[name] for name in ("open", "opens_at")] == [None, None]


async def test_of_two_who_save_at_once_nobody_loses_a_word(admin: Any, public: httpx.AsyncClient) -> None:
    await admin.post(PAGE, PAGE, seen="0", phone="0213 111 1111")
    response = await admin.post(PAGE, PAGE, seen="0", phone="0213 222 2222", **WEEK)
    assert response.status_code == 409
    assert "0213 111 1111" in response.text
    assert 'value="0213 222 2222"' in response.text
    assert (await told(public))["phone"] == "0213 111 1111"
    assert (await admin.post(PAGE, PAGE, seen="1", phone="0213 222 2222")).status_code == 303


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("phone", "gọi tôi", "Không đọc được số điện thoại"),
        ("email", "không@", "Không đọc được thư điện tử"),
        ("day1", "sáng", "Không đọc được giờ"),
        ("day2", "25:00-26:00", "Không đọc được giờ"),
        ("day3", "17:00-7:00", "Giờ kết thúc phải sau"),
        ("day4", "7:00-12:00, 11:00-13:00", "chồng lên nhau"),
        ("closed", "Tết", "Không đọc được dòng này"),
        ("closed", "31/02/2027 x", "Không đọc được dòng này"),
        ("closed", "02/01/2027-01/01/2027", "không hợp lý"),
        ("closed", "01/01/2027-03/01/2027 a\n03/01/2027 b", "chồng lên nhau"),
        ("closed", "01/01/2027 a\x00b", "ký tự điều khiển"),
    ],
)
async def test_what_cannot_be_read_is_given_back(
    admin: Any, public: httpx.AsyncClient, field: str, typed: str, problem: str
) -> None:
    response = await admin.post(PAGE, PAGE, seen="0", **(WEEK | {field: typed}))
    assert response.status_code == 422
    assert problem in response.text
    assert typed in response.text
    assert (await told(public))["hours"] == []


@pytest.mark.parametrize("role", ["officer", "viewer"])
async def test_only_administrators(
    signed_in: Any, public: httpx.AsyncClient, role: str, database: Database
) -> None:
    visitor = await signed_in(role)
    assert PAGE not in (await visitor.get("/staff")).text
    assert (await visitor.get(PAGE)).status_code == 403
    assert (await visitor.post(PAGE, "/staff", seen="0", phone="0213 111 1111")).status_code == 403
    assert (await told(public))["phone"] is None
