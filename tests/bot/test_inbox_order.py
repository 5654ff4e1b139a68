"""Whatever repeats and races there are, each message is stored once and numbered without a gap."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversations import repository
from bot.database import Database
from bot.messages import WEB
from tests.bot.conftest import Person

# Batches of message ids: those of a batch arrive at once, batches one after the other.
arrivals = st.lists(st.lists(st.integers(0, 5).map(str), min_size=1, max_size=4), max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=arrivals)
async def test_each_message_once_without_gaps_in_order_of_arrival(
    database: Database, batches: list[list[str]]
) -> None:
    async with database.session() as session:
        person = Person(database, await repository.create(session, WEB))
    seqs: dict[str, int] = {}
    for batch in batches:
        before = max(seqs.values(), default=0)
        received = await asyncio.gather(*(person.write(f"tin {key}", message_id=key) for key in batch))
        for key, one in zip(batch, received, strict=True):
            assert seqs.setdefault(key, one.seq) == one.seq
            assert one.duplicate or one.seq > before
        fresh = [one for one in received if not one.duplicate]
        assert len(fresh) == len(set(seqs.values()) - set(range(1, before + 1)))
    assert sorted(seqs.values()) == list(range(1, len(seqs) + 1))
    async with database.reading() as session:
        stored = await repository.page(session, person.conversation_id, 0, 100)
    assert {row.id: row.seq for row in stored} == seqs
