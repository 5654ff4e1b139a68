"""Signing in: who gets in, for how long, and how often one may try."""

import asyncio
import unicodedata
from datetime import timedelta
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text, update

from api.audit import AuditRecord
from api.clock import now
from api.database import Database
from api.main import create_app
from api.settings import ApiSettings
from api.staff import accounts, attempts, passwords, sessions
from api.staff.models import LoginAttempt, StaffSession
from api.staff.sessions import hashed

GUARDED = ("/staff", "/staff/tickets/LC-2026-000001", "/staff/password")
COOKIE = "duongday-staff"


async def rows(database: Database, query: Any) -> list[Any]:
    async with database.session() as session:
        return list((await session.scalars(query)).all())


class TestDoor:
    @pytest.mark.parametrize("path", GUARDED)
    async def test_pages_lead_to_the_door_and_back(self, users: None, visitor: Any, path: str) -> None:
        response = await visitor.get(f"{path}?q=x")
        assert response.status_code == 303
        door = response.headers["location"]
        assert door.startswith("/staff/login?next=")
        assert (await visitor.get(door)).status_code == 200
        back = await visitor.sign_in("officer", next=f"{path}?q=x")
        assert back.headers["location"] == f"{path}?q=x"

    async def test_the_right_password_opens_the_list(self, signed_in: Any) -> None:
        visitor = await signed_in("officer")
        assert (await visitor.get("/staff")).status_code == 200

    async def test_name_and_password_may_be_typed_as_keyboards_do(self, users: None, visitor: Any) -> None:
        decomposed = unicodedata.normalize("NFD", visitor.password)
        assert (await visitor.sign_in(" Officer ", decomposed)).status_code == 303

    @pytest.mark.parametrize(
        ("name", "password"),
        [("officer", "sai"), ("nobody", "sai"), ("", ""), ("officer", "x" * 300), ("x\x00y", "z")],
    )
    async def test_anything_else_stays_out_with_the_same_words(
        self, users: None, visitor: Any, name: str, password: str
    ) -> None:
        response = await visitor.sign_in(name, password)
        assert response.status_code == 401
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in response.text
        assert COOKIE not in visitor.client.cookies

    @pytest.mark.parametrize(
        "elsewhere",
        ["https://evil.example/staff", "//evil.example/staff", "/\\evil.example", "/v1", "javascript:1"],
    )
    async def test_next_never_leads_to_another_site(self, users: None, visitor: Any, elsewhere: str) -> None:
        response = await visitor.sign_in("officer", next=elsewhere)
        assert response.headers["location"] == "/staff"

    async def test_a_disabled_account_stays_out_and_is_thrown_out(
        self, signed_in: Any, visitor: Any, database: Database
    ) -> None:
        inside = await signed_in("officer")
        async with database.session() as session:
            await accounts.set_active(session, "officer", active=False)
        assert (await inside.get("/staff")).status_code == 303
        assert (await visitor.sign_in("officer")).status_code == 401

    async def test_signing_in_is_written_down(self, signed_in: Any, database: Database) -> None:
        await signed_in("officer")
        found = await rows(database, select(AuditRecord).where(AuditRecord.action == "staff.signed_in"))
        assert [record.actor_name for record in found] == ["officer"]

    async def test_an_unknown_name_costs_as_much_work_as_a_known_one(
        self, users: None, visitor: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        verified: list[str] = []
        verify = passwords.Passwords._verify

        def count(self: Any, password_hash: str, password: str) -> bool:
            verified.append(password_hash)
            return verify(self, password_hash, password)

        monkeypatch.setattr(passwords.Passwords, "_verify", count)
        for name in ("officer", "nobody", "viewer"):
            await visitor.sign_in(name, "sai")
        parameters = {one.rsplit("$", 2)[0] for one in verified}
        assert len(verified) == 3
        assert len(parameters) == 1


class TestSession:
    async def test_only_a_hash_of_the_token_is_stored(self, signed_in: Any, database: Database) -> None:
        visitor = await signed_in("officer")
        token = visitor.client.cookies[COOKIE]
        assert len(token) >= 40
        async with database.session() as session:
            stored = (await session.execute(text("SELECT * FROM api.staff_sessions"))).all()
        assert token not in repr(stored)
        assert hashed(token) == (await rows(database, select(StaffSession.token_hash)))[0]

    async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
        self, users: None, visitor: Any
    ) -> None:
        cookies = (await visitor.sign_in("officer")).headers.get_list("set-cookie")
        cookie = next(one for one in cookies if one.startswith(f"{COOKIE}="))
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie

    async def test_outside_the_demo_cookies_need_tls(
        self, users: None, settings: ApiSettings, database_url: str
    ) -> None:
        production = ApiSettings(
            DATABASE_URL=database_url,
            DUONGDAY_MODE="production",
            receipt_key="a-real-receipt-key-0001",
            session_key="a-real-session-key-0001",
        )
        app = create_app(production)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://staff.test") as client,
        ):
            cookie = (await client.get("/staff/login")).headers["set-cookie"]
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie

    @pytest.mark.parametrize(
        ("column", "age"),
        [("seen_at", sessions.IDLE), ("created_at", sessions.ABSOLUTE)],
        ids=["idle", "absolute"],
    )
    async def test_it_ends_by_itself(
        self, signed_in: Any, database: Database, column: str, age: timedelta
    ) -> None:
        visitor = await signed_in("officer")
        for late, expected in ((timedelta(minutes=-2), 200), (timedelta(seconds=1), 303)):
            async with database.session() as session:
                moment = now() - age - late
                await session.execute(update(StaffSession).values({column: moment}))
            assert (await visitor.get("/staff")).status_code == expected

    async def test_use_keeps_it_alive(self, signed_in: Any, database: Database) -> None:
        visitor = await signed_in("officer")
        old = now() - timedelta(minutes=30)
        async with database.session() as session:
            await session.execute(update(StaffSession).values(seen_at=old))
        await visitor.get("/staff")
        assert (await rows(database, select(StaffSession.seen_at)))[0] > old + timedelta(minutes=29)

    async def test_signing_out_ends_it_on_the_server(self, signed_in: Any) -> None:
        visitor = await signed_in("officer")
        token = visitor.client.cookies[COOKIE]
        response = await visitor.post("/staff/logout")
        assert response.status_code == 303
        visitor.client.cookies.set(COOKIE, token)
        assert (await visitor.get("/staff")).status_code == 303

    async def test_an_invented_token_opens_nothing(self, users: None, visitor: Any) -> None:
        visitor.client.cookies.set(COOKIE, "A" * 43)
        assert (await visitor.get("/staff")).status_code == 303


class TestAttempts:
    async def fail(self, visitor: Any, times: int, name: str = "officer") -> None:
        for _ in range(times):
            assert (await visitor.sign_in(name, "sai")).status_code == 401

    async def test_after_five_wrong_passwords_even_the_right_one_waits(self, users: None, visit: Any) -> None:
        await self.fail(visit(), attempts.PER_ACCOUNT)
        response = await visit(address="10.9.9.9").sign_in("officer")
        assert response.status_code == 429
        assert "Bạn có thể thử lại lúc" in response.text
        assert 0 < int(response.headers["retry-after"]) <= attempts.WINDOW.total_seconds()

    async def test_a_name_nobody_has_is_limited_in_the_same_way(self, users: None, visitor: Any) -> None:
        await self.fail(visitor, attempts.PER_ACCOUNT, "nobody")
        assert (await visitor.sign_in("nobody", "sai")).status_code == 429

    async def test_other_accounts_are_not_affected(self, users: None, visitor: Any) -> None:
        await self.fail(visitor, attempts.PER_ACCOUNT)
        assert (await visitor.sign_in("admin")).status_code == 303

    async def test_one_address_may_not_try_many_accounts(self, users: None, visit: Any) -> None:
        visitor = visit(address="10.6.6.6")
        for number in range(attempts.PER_ADDRESS):
            await self.fail(visitor, 1, f"somebody{number}")
        assert (await visitor.sign_in("officer")).status_code == 429
        assert (await visit(address="10.7.7.7").sign_in("officer")).status_code == 303

    async def test_waiting_helps_and_refused_attempts_do_not_prolong_it(
        self, users: None, visitor: Any, database: Database
    ) -> None:
        await self.fail(visitor, attempts.PER_ACCOUNT)
        for _ in range(3):
            assert (await visitor.sign_in("officer")).status_code == 429
        async with database.session() as session:
            await session.execute(update(LoginAttempt).values(at=LoginAttempt.at - attempts.WINDOW))
        assert (await visitor.sign_in("officer")).status_code == 303

    async def test_the_right_password_starts_afresh(self, users: None, visit: Any) -> None:
        for _ in range(2):
            await self.fail(visit(), attempts.PER_ACCOUNT - 1)
            assert (await visit().sign_in("officer")).status_code == 303

    async def test_guesses_sent_together_are_counted_too(self, users: None, visit: Any) -> None:
        visitors = [visit() for _ in range(3 * attempts.PER_ACCOUNT)]
        answers = await asyncio.gather(*(one.sign_in("officer", "sai") for one in visitors))
        assert sum(one.status_code == 401 for one in answers) == attempts.PER_ACCOUNT

    async def test_what_was_typed_as_a_name_is_not_stored(
        self, users: None, visitor: Any, database: Database
    ) -> None:
        await visitor.sign_in("my-secret-password", "x")
        async with database.session() as session:
            stored = (await session.execute(text("SELECT * FROM api.staff_login_attempts"))).all()
        assert stored
        assert b"my-secret-password" not in repr(stored).encode()


class TestHashing:
    async def test_passwords_are_argon2id(self, users: None, database: Database) -> None:
        async with database.session() as session:
            hashes = list(await session.scalars(text("SELECT password_hash FROM api.staff_users")))
        assert len(hashes) == 3
        assert all(one.startswith("$argon2id$") for one in hashes)

    def test_the_cost_is_the_library_s_recommendation(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.undo()
        assert passwords.Passwords()._hasher.memory_cost == PasswordHasher().memory_cost >= 64 * 1024
