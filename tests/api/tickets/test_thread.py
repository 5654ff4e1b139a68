"""Moves, messages and the thread that records them."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from sqlalchemy import Executable, delete, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from api import actors
from api.audit import AuditRecord
from api.clock import now
from api.database import Database
from api.errors import ReasonMissingError, TransitionRefusedError
from api.tickets import service
from api.tickets.models import TicketEvent

Moved = tuple[httpx.Response, list[dict[str, Any]]]


async def move(client: httpx.AsyncClient, code: str, to: str, reason: str | None = None) -> httpx.Response:
    return await client.post(f"/v1/tickets/{code}/transitions", json={"to": to, "reason": reason})


async def thread(client: httpx.AsyncClient, code: str) -> list[dict[str, Any]]:
    return list((await client.get(f"/v1/tickets/{code}")).json()["thread"])


class TestTransition:
    async def test_allowed_move_changes_status_and_is_an_event(
        self, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        moved = await move(client, code, "CHUYEN_CQ", "Thuộc Công an xã")
        assert (moved.status_code, moved.json()["status"]) == (201, "CHUYEN_CQ")
        event = (await thread(client, code))[-1]
        assert (event["kind"], event["audience"], event["text"]) == ("moved", "internal", "Thuộc Công an xã")
        assert event["data"] == {"from": "TIEP_NHAN", "to": "CHUYEN_CQ"}
        assert (event["actor_kind"], event["actor_name"]) == ("service", "all")

    async def test_refused_moves_change_nothing(self, client: httpx.AsyncClient, new_ticket: Any) -> None:
        code = (await new_ticket())["code"]
        answers = [
            await move(client, code, "DONG"),
            await move(client, code, "KHONG_CO"),
            await move(client, code, "TU_CHOI"),
            await move(client, code, "TU_CHOI", "  "),
        ]
        assert [answer.status_code for answer in answers] == [409, 409, 422, 422]
        assert answers[2].json()["type"].endswith("reason-missing")
        ticket = (await client.get(f"/v1/tickets/{code}")).json()
        assert ticket["status"] == "TIEP_NHAN"
        assert len(ticket["thread"]) == 1

    async def test_of_two_moves_at_once_only_one_is_made(
        self, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        both = await asyncio.gather(move(client, code, "DA_RUT", "x"), move(client, code, "TU_CHOI", "x"))
        assert sorted(answer.status_code for answer in both) == [201, 409]
        assert len(await thread(client, code)) == 2

    async def test_who_may_make_a_move_is_in_the_table(self, new_ticket: Any, database: Database) -> None:
        code = (await new_ticket())["code"]
        with pytest.raises(TransitionRefusedError):
            async with database.session() as session:
                await service.transition(session, code, "DANG_XAC_MINH", actors.REPORTER)
        async with database.session() as session:
            moved = await service.transition(session, code, "DA_RUT", actors.REPORTER)
        assert moved.status == "DA_RUT"

    async def test_every_walk_along_the_table_keeps_status_and_thread_in_step(
        self, new_ticket: Any, database: Database
    ) -> None:
        """Takes moves not taken yet: what is offered works, with a reason exactly where one is needed."""
        code = (await new_ticket())["code"]
        staff, tried = actors.staff("minh"), set[tuple[str, str]]()
        for _ in range(60):
            async with database.session() as session:
                ticket = await service.get_ticket(session, code)
                offered = await service.allowed_transitions(session, ticket, staff)
            fresh = [way for way in offered if (ticket.status, way.to_status) not in tried]
            way = (fresh or offered)[0]
            if way.needs_reason and fresh:
                with pytest.raises(ReasonMissingError):
                    async with database.session() as session:
                        await service.transition(session, code, way.to_status, staff)
            async with database.session() as session:
                await service.transition(session, code, way.to_status, staff, "vì")
                last = (await service.thread(session, code))[-1]
            assert last.data == {"from": ticket.status, "to": way.to_status}
            tried.add((ticket.status, way.to_status))
        assert len(tried) > 15

    async def test_staff_steps_are_events(self, new_ticket: Any, database: Database) -> None:
        code, staff = (await new_ticket())["code"], actors.staff("minh")
        async with database.session() as session:
            await service.assign(session, code, "minh", staff)
            await service.reclassify(session, code, "PV-MD", staff, "Thẻ giả")
            kinds = [event.kind for event in await service.thread(session, code)]
        assert kinds == ["opened", "assigned", "reclassified"]


class TestMessages:
    async def test_message_is_an_event_with_its_audience(
        self, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        for body in (
            {"audience": "reporter", "text": "Tôi nhớ thêm biển số."},
            {"audience": "reporter", "text": "Cảm ơn.", "sender": "service"},
            {"audience": "internal", "text": "Gọi lại."},
        ):
            response = await client.post(f"/v1/tickets/{code}/messages", json=body)
            assert response.status_code == 201
        said = [(e["audience"], e["actor_kind"], e["text"]) for e in await thread(client, code)][1:]
        assert said == [
            ("reporter", "reporter", "Tôi nhớ thêm biển số."),
            ("reporter", "service", "Cảm ơn."),
            ("internal", "service", "Gọi lại."),
        ]

    async def test_repeat_with_a_key_adds_it_once(self, client: httpx.AsyncClient, new_ticket: Any) -> None:
        path = f"/v1/tickets/{(await new_ticket())['code']}/messages"
        body, headers = {"audience": "reporter", "text": "Thêm tin."}, {"Idempotency-Key": "m1"}
        answers = await asyncio.gather(*(client.post(path, json=body, headers=headers) for _ in range(5)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        other = await client.post(path, json=body | {"text": "Khác."}, headers=headers)
        assert other.status_code == 422

    async def test_unknown_ticket_or_audience_is_refused(
        self, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        body = {"audience": "everyone", "text": "x"}
        assert (await client.post(f"/v1/tickets/{code}/messages", json=body)).status_code == 422
        for unknown in ("LC-2026-999999", "xyz", "LC-2026-0%00"):
            path = f"/v1/tickets/{unknown}/messages"
            assert (await client.post(path, json=body | {"audience": "internal"})).status_code == 404


class TestAppendOnly:
    @pytest.mark.parametrize("table", [TicketEvent, AuditRecord])
    async def test_the_database_refuses_to_change_history(
        self,
        table: type[TicketEvent | AuditRecord],
        client: httpx.AsyncClient,
        new_ticket: Any,
        database: Database,
    ) -> None:
        code = (await new_ticket())["code"]
        await client.get(f"/v1/tickets/{code}/reporter")
        changes: Sequence[Executable] = (
            update(table).values(at=now()),
            delete(table),
            text(f"TRUNCATE api.{table.__tablename__} CASCADE"),
        )
        for statement in changes:
            with pytest.raises((IntegrityError, DatabaseError), match="append-only"):
                async with database.session() as session:
                    await session.execute(statement)
        async with database.session() as session:  # erasing personal data says so
            await session.execute(text("SET LOCAL duongday.erasing = 'on'"))
            await session.execute(delete(table))


class TestReporter:
    async def test_each_reading_is_in_the_audit_log(
        self, client: httpx.AsyncClient, new_ticket: Any, database: Database
    ) -> None:
        code = (await new_ticket())["code"]
        for _ in range(2):
            read = await client.get(f"/v1/tickets/{code}/reporter")
            assert read.json()["name"] == "Lò Thị Mẩy"
        async with database.session() as session:
            rows = (
                await session.execute(text("SELECT actor_name, action, subject FROM api.audit_log"))
            ).all()
        assert [tuple(row) for row in rows] == [("all", "reporter_read", code)] * 2

    async def test_a_secret_reporter_is_not_shown_to_programs_but_to_staff(
        self, client: httpx.AsyncClient, new_ticket: Any, database: Database
    ) -> None:
        code = (await new_ticket(reporter={"name": "Lò Thị Mẩy", "keep_secret": True}))["code"]
        refused = await client.get(f"/v1/tickets/{code}/reporter")
        assert refused.status_code == 403
        assert "Lò" not in refused.text
        async with database.session() as session:
            reporter = await service.read_reporter(session, code, actors.staff("minh"))
        assert reporter.name == "Lò Thị Mẩy"

    async def test_it_needs_a_scope_of_its_own(self, new_ticket: Any, new_client: Any) -> None:
        code = (await new_ticket())["code"]
        reader = await new_client("tickets:read", "tickets:write", name="reader")
        assert (await reader.get(f"/v1/tickets/{code}/reporter")).status_code == 403


class TestLock:
    async def test_a_locked_ticket_is_as_others_left_it(self, new_ticket: Any, database: Database) -> None:
        """Also for a session that read the ticket before someone else changed it."""
        code = (await new_ticket())["code"]
        async with database.session() as mine:
            before = await service.get_ticket(mine, code)
            async with database.session() as theirs:
                await service.transition(theirs, code, "DA_RUT", actors.REPORTER)
            locked = await service.get_ticket(mine, code, lock=True)
        assert locked is before
        assert locked.status == "DA_RUT"
