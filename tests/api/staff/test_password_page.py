"""Changing one's own password."""

from typing import Any

import pytest

from api.staff import attempts

NEW = "một câu ngắn dễ nhớ"


async def change(visitor: Any, current: str, new: str = NEW, again: str | None = None) -> Any:
    again = new if again is None else again
    return await visitor.post("/staff/password", "/staff/password", current=current, new=new, again=again)


class TestChange:
    async def test_the_new_password_counts_from_now_on(self, officer: Any, visit: Any) -> None:
        assert (await change(officer, officer.password)).status_code == 303
        assert (await visit().sign_in("officer")).status_code == 401
        assert (await visit().sign_in("officer", NEW)).status_code == 303

    async def test_other_sessions_end_and_this_one_goes_on(self, officer: Any, signed_in: Any) -> None:
        elsewhere = await signed_in("officer")
        response = await change(officer, officer.password)
        assert "Đã đổi mật khẩu" in (await officer.get(response.headers["location"])).text
        assert (await elsewhere.get("/staff")).status_code == 303

    @pytest.mark.parametrize(
        ("new", "again", "problem"),
        [
            ("ngắn", "ngắn", "quá ngắn"),
            ("x" * 300, "x" * 300, "quá dài"),
            ("aaaaaaaaaaaa", "aaaaaaaaaaaa", "quá dễ đoán"),
            (NEW, NEW + "!", "không giống nhau"),
        ],
    )
    async def test_a_bad_one_is_explained(
        self, officer: Any, visit: Any, new: str, again: str, problem: str
    ) -> None:
        response = await change(officer, officer.password, new, again)
        assert response.status_code == 422
        assert problem in response.text
        assert (await visit().sign_in("officer")).status_code == 303

    async def test_guessing_the_current_one_is_limited(self, officer: Any) -> None:
        for _ in range(attempts.PER_ACCOUNT):
            assert (await change(officer, "sai")).status_code == 422
        assert (await change(officer, officer.password)).status_code == 429
