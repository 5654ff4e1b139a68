"""What holds on every staff page: honest forms, strict headers, errors in words."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.exc import OperationalError

from api.staff import queue, words
from api.staff.app import StaffRoute

PAGES = ("/staff/login", "/staff", "/staff/password", "/staff/tickets/LC-2026-999999", "/staff/nowhere")


def routes(app: FastAPI) -> Iterator[APIRoute]:
    staff = next(route for route in app.router.routes if isinstance(route, StaffRoute))
    pending = list(staff.app.router.routes)
    while pending:
        route = pending.pop()
        pending += getattr(getattr(route, "original_router", None), "routes", [])
        if isinstance(route, APIRoute):
            yield route


def concrete(path: str, code: str) -> str:
    path = path.replace("{code}", code).replace("{file_id}", "00000000-0000-0000-0000-000000000000")
    return path if path.startswith("/staff") else f"/staff{path}"


class TestForms:
    async def test_every_form_needs_its_token(self, app: FastAPI, signed_in: Any, new_ticket: Any) -> None:
        visitor = await signed_in("admin")
        code = (await new_ticket())["code"]
        paths = [concrete(route.path, code) for route in routes(app) if "POST" in (route.methods or ())]
        assert len(paths) >= 6
        for path in paths:
            for fields in ({}, {"csrf": ""}, {"csrf": "0" * 64}):
                response = await visitor.client.post(path, data=fields)
                assert response.status_code == 403, path
                assert "Biểu mẫu không còn hiệu lực" in response.text

    async def test_a_token_of_another_session_is_refused(self, signed_in: Any) -> None:
        mine, other = await signed_in("officer"), await signed_in("admin")
        response = await mine.post("/staff/logout", csrf=await other.token("/staff"))
        assert response.status_code == 403

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://staff.test.evil.example"])
    async def test_a_form_from_another_site_is_refused(self, officer: Any, origin: str) -> None:
        officer.client.headers["origin"] = origin
        assert (await officer.post("/staff/logout")).status_code == 403

    async def test_a_form_of_our_own_passes(self, officer: Any) -> None:
        officer.client.headers["origin"] = "http://staff.test"
        assert (await officer.post("/staff/logout")).status_code == 303

    async def test_what_was_written_survives_the_end_of_the_session(
        self, officer: Any, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        token = await officer.token(f"/staff/tickets/{code}")
        officer.client.cookies.clear()
        response = await officer.client.post(
            f"/staff/tickets/{code}/notes", data={"csrf": token, "text": "Một ghi chú <dài>"}
        )
        assert response.status_code == 401
        assert "Phiên làm việc đã kết thúc" in response.text
        assert "Một ghi chú &lt;dài&gt;" in response.text

    async def test_no_page_answers_without_a_session(self, app: FastAPI, visitor: Any) -> None:
        open_to_all = {"/staff/login"}
        for route in routes(app):
            path = concrete(route.path, "LC-2026-000001")
            if path in open_to_all:
                continue
            for method in route.methods or ():
                response = await visitor.client.request(method, path)
                assert response.status_code == (303 if method == "GET" else 401), path


class TestHeaders:
    @pytest.mark.parametrize("path", PAGES)
    async def test_pages_run_nothing_foreign_and_stay_nowhere(self, officer: Any, path: str) -> None:
        headers = (await officer.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "style-src 'self'" in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"

    @pytest.mark.parametrize("path", PAGES)
    async def test_pages_have_nothing_inline(self, officer: Any, path: str) -> None:
        html = (await officer.get(path)).text.lower()
        for inline in (
            "<style",
            " style=",
            "<script>",
            " onclick=",
            " onload=",
            "javascript:",
            "http://",
            "https://",
        ):
            assert inline not in html

    async def test_assets_are_ours_and_are_kept(self, visitor: Any) -> None:
        html = (await visitor.get("/staff/login")).text
        links = [part.split('"')[0] for part in html.split('="') if part.startswith("/staff/static/")]
        assert len(links) >= 4
        for link in links:
            response = await visitor.get(link)
            assert response.status_code == 200
            assert "immutable" in response.headers["cache-control"]
        assert (await visitor.get("/staff/static/../app.py")).status_code == 404
        assert (await visitor.get("/staff/static/%2e%2e/app.py")).status_code == 404


class TestErrors:
    async def test_no_such_page_or_ticket(self, officer: Any) -> None:
        for path in (
            "/staff/nowhere",
            "/staff/tickets/LC-2026-999999",
            "/staff/tickets/%00",
            "/staff/tickets/x",
        ):
            response = await officer.get(path)
            assert response.status_code == 404
            assert "Không tìm thấy trang" in response.text

    async def test_a_form_address_opened_as_a_page(self, officer: Any) -> None:
        response = await officer.get("/staff/logout")
        assert response.status_code == 405
        assert response.headers["allow"] == "POST"
        assert "chỉ nhận biểu mẫu" in response.text

    async def test_a_failure_tells_what_to_do_and_not_what_happened(
        self, officer: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def fail(_: Any) -> None:
            raise RuntimeError(" ".join(["secret", "words"]))  # not as the traceback quotes it

        monkeypatch.setattr(words, "load", fail)
        response = await officer.get("/staff")
        assert response.status_code == 500
        assert "Có lỗi ở máy chủ" in response.text
        assert "secret words" not in response.text
        assert "RuntimeError" in caplog.text
        assert "secret words" not in caplog.text
        assert "style-src 'self'" in response.headers["content-security-policy"]

    async def test_a_database_that_is_away(self, officer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        async def fail(*_: Any) -> None:
            raise OperationalError("select", {}, Exception("gone"))

        monkeypatch.setattr(queue, "status_tabs", fail)
        response = await officer.get("/staff")
        assert response.status_code == 503
        assert "Cơ sở dữ liệu chưa trả lời" in response.text

    async def test_the_api_beside_the_pages_answers_as_before(self, visitor: Any) -> None:
        assert (await visitor.get("/staffing")).headers["content-type"] == "application/problem+json"
