"""The 200th message of a conversation costs what the 5th does: nothing that a turn handles grows."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain

from nlu.database import Database

MESSAGES = 200
ROUND = ("tôi muốn phản ánh", "Bum Tở", "có giữ bí mật không", "hôm qua", "xin chào", "0912")


def largest(sizes: list[int], middle: int) -> tuple[int, int]:
    """The largest size in the first and in the last quarter."""
    quarter = middle // 4
    return max(sizes[:quarter]), max(sizes[-quarter:])


async def test_200_messages_are_flat(
    rasa: Any, action_server: Any, query: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []
    run = Database.run

    async def counted(self: Database, statement: str, parameters: Any = ()) -> Any:
        statements.append(statement)
        return await run(self, statement, parameters)

    monkeypatch.setattr(Database, "run", counted)
    snapshots, events = [], []
    for number in range(MESSAGES):
        await rasa.say(ROUND[number % len(ROUND)])
        snapshots.append(query("SELECT length(snapshot::text) FROM rasa.conversations")[0][0])
        events.append(max(len(call["tracker"]["events"]) for call in action_server.calls))
        action_server.calls.clear() if number % len(ROUND) else None
    assert len(statements) == 2 * MESSAGES
    assert query("SELECT count(*), max(turn) FROM rasa.conversations") == [(1, MESSAGES)]
    assert query("SELECT count(*) FROM rasa.handled_messages") == [(20,)]
    for sizes in (snapshots, events, action_server.sizes):
        early, late = largest(sizes, len(sizes))
        assert late <= early * 1.01  # times of day have more or fewer digits


async def test_stock_rasa_grows(
    stock: Callable[..., Any], action_server: Any, database_url: str, query: Any
) -> None:
    rasa = stock(SQLTrackerStore(Domain.empty(), dialect="postgresql", host=database_url))
    for number in range(36):
        await rasa.say(ROUND[number % len(ROUND)])
    early, late = largest(action_server.sizes, len(action_server.sizes))
    assert late > 3 * early
    assert query("SELECT count(*) > 300 FROM events") == [(True,)]


async def test_one_connection_to_the_action_server(rasa: Any, action_server: Any) -> None:
    for line in ROUND * 2:
        await rasa.say(line)
    assert len(action_server.peers) == 1
