"""One request is one transaction, and it is committed before anybody is told that it worked."""

from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from api.database import Database, SessionDep
from api.errors import ConflictError
from api.tickets.models import Ticket, TicketEvent


class CommitFailedError(Exception):
    """Stands for a database that dies at the worst moment."""


async def test_commit_precedes_the_response(
    client: httpx.AsyncClient, database: Database, report: dict[str, Any]
) -> None:
    """If the commit fails, the sender must not have been told that the ticket is filed."""

    def fail(_: Session) -> None:
        raise CommitFailedError

    event.listen(Session, "before_commit", fail)
    try:
        answer = await client.post("/v1/tickets", json=report, headers={"Idempotency-Key": "k"})
    finally:
        event.remove(Session, "before_commit", fail)
    assert answer.status_code == 500
    assert "receipt" not in answer.text
    async with database.session() as session:
        assert await session.scalar(select(func.count()).select_from(Ticket)) == 0


async def test_what_was_answered_is_visible_to_others_at_once(new_ticket: Any, database: Database) -> None:
    code = (await new_ticket())["code"]
    async with database.session() as session:
        assert await session.scalar(select(Ticket.status).where(Ticket.code == code)) == "TIEP_NHAN"


async def test_an_error_after_the_change_undoes_it_with_its_event(
    app: FastAPI, client: httpx.AsyncClient, new_ticket: Any, database: Database
) -> None:
    async def change_and_refuse(session: SessionDep) -> None:
        await session.execute(text("UPDATE api.tickets SET assignee = 'x'"))
        raise ConflictError

    app.add_api_route("/change", change_and_refuse)
    await new_ticket()
    assert (await client.get("/change")).status_code == 409
    async with database.session() as session:
        assert await session.scalar(select(Ticket.assignee)) is None
        assert await session.scalar(select(func.count()).select_from(TicketEvent)) == 1


async def test_ready_says_so_when_the_database_answers(client: httpx.AsyncClient) -> None:
    assert (await client.get("/ready")).json() == {"status": "ok"}
