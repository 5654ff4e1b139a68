"""A turn is all or nothing: the failures a hotline meets, and that Rasa by itself does not survive them."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain

REPORT = "tôi muốn phản ánh"
WHERE, WHEN, PHONE = "Việc xảy ra ở đâu?", "Việc xảy ra khi nào?", "Số điện thoại của Anh/Chị?"
FILED = "Đã nhận: Bum Tở, hôm qua, 0912\n\nXin cảm ơn."
WELCOME = "Đây là đường dây nóng."
BUTTONS = [{"title": "Hôm nay", "payload": '/inform{"value": "2026-11-23"}'}]


async def test_a_form_runs_from_question_to_ticket(rasa: Any) -> None:
    assert await rasa.say(REPORT) == [WHERE]
    assert await rasa.say("Bum Tở") == [WHEN]
    assert await rasa.say("hôm qua") == [PHONE]
    status, answer = await rasa.post("0912")
    assert (status, answer["turn"]) == (200, 4)
    assert answer["replies"] == [
        {"text": FILED},
        {"custom": {"ticket": {"code": "LC-2026-000001", "evidence": []}}},
    ]


async def test_database_gone_in_the_middle_of_a_form(
    rasa: Any, administration: Any, database_url: str
) -> None:
    await rasa.say(REPORT)
    await rasa.say("Bum Tở")
    with administration.outage(database_url):
        for _ in range(2):
            assert (await rasa.post("hôm qua", message_id="third"))[0] == 503
    assert await rasa.say("hôm qua", message_id="third") == [PHONE]
    assert (await rasa.say("0912"))[0] == FILED


async def test_stock_rasa_forgets_the_form_when_the_database_is_gone(
    stock: Callable[..., Any], administration: Any, database_url: str
) -> None:
    rasa = stock(SQLTrackerStore(Domain.empty(), dialect="postgresql", host=database_url))
    await rasa.say(REPORT)
    await rasa.say("Bum Tở")
    with administration.outage(database_url):
        answered = await rasa.say("hôm qua")
    assert answered != [PHONE]  # and no error either


async def test_database_gone_between_reading_and_saving(
    rasa: Any, action_server: Any, administration: Any, database_url: str
) -> None:
    await rasa.say(REPORT)
    action_server.hold = asyncio.Event()
    turn = asyncio.ensure_future(rasa.post("Bum Tở", message_id="second"))
    await action_server.called(3)
    with administration.outage(database_url):
        action_server.hold.set()
        assert (await turn)[0] == 503
    assert await rasa.say("Bum Tở", message_id="second") == [WHEN]


async def test_connections_that_broke_meanwhile_are_replaced(
    rasa: Any, administration: Any, database_url: str
) -> None:
    await rasa.say(REPORT)
    administration.cut(database_url.partition("?")[0].rpartition("/")[2])
    assert await rasa.say("Bum Tở") == [WHEN]


async def test_a_message_delivered_twice_is_answered_twice_and_handled_once(
    rasa: Any, action_server: Any
) -> None:
    await rasa.say(REPORT)
    _, first = await rasa.post("Bum Tở", message_id="same")
    calls = len(action_server.calls)
    _, second = await rasa.post("Bum Tở", message_id="same")
    assert first == second
    assert len(action_server.calls) == calls
    assert await rasa.say("hôm qua") == [PHONE]


async def test_stock_rasa_fills_two_slots_with_a_message_delivered_twice(stock: Callable[..., Any]) -> None:
    rasa = stock(InMemoryTrackerStore(Domain.empty()))
    await rasa.say(REPORT)
    await rasa.say("Bum Tở", "same")
    assert await rasa.say("Bum Tở", "same") == [PHONE]


async def test_the_same_message_at_two_replicas_at_once(
    replica: Callable[[], Any], action_server: Any
) -> None:
    one, other = await replica(), await replica()
    other.conversation = one.conversation
    await one.say(REPORT)
    action_server.hold = asyncio.Event()
    turns = [asyncio.ensure_future(each.post("Bum Tở", message_id="same")) for each in (one, other)]
    await action_server.called(4)
    action_server.hold.set()
    assert [answer for _, answer in await asyncio.gather(*turns)] == [
        {"turn": 2, "replies": [{"text": WHEN, "buttons": BUTTONS}]}
    ] * 2
    assert await one.say("hôm qua") == [PHONE]


async def test_two_replicas_racing_on_one_conversation(
    replica: Callable[[], Any], action_server: Any
) -> None:
    one, other = await replica(), await replica()
    other.conversation = one.conversation
    await one.say(REPORT)
    action_server.hold = asyncio.Event()
    turns = [
        asyncio.ensure_future(each.post(text, message_id=text))
        for each, text in ((one, "Bum Tở"), (other, "hôm qua"))
    ]
    await action_server.called(4)
    action_server.hold.set()
    statuses = [status for status, _ in await asyncio.gather(*turns)]
    assert sorted(statuses) == [200, 503]
    beaten = (other, "hôm qua") if statuses[0] == 200 else (one, "Bum Tở")
    assert await beaten[0].say(beaten[1], message_id=beaten[1]) == [PHONE]


async def test_concurrent_messages_in_one_process_lose_nothing(rasa: Any) -> None:
    """Whoever is refused and comes again is handled in the end, each exactly once."""

    async def persist(number: int) -> int:
        while True:
            status, answer = await rasa.post("xin chào", message_id=f"c{number}")
            if status == 200:
                return int(answer["turn"])
            assert status == 503

    turns = await asyncio.gather(*map(persist, range(8)))
    assert sorted(turns) == list(range(1, 9))


@pytest.mark.parametrize("mode", ["broken", "hanging", "garbage", "misshapen"])
async def test_a_failed_action_fails_the_turn(rasa: Any, action_server: Any, mode: str) -> None:
    await rasa.say(REPORT)
    await rasa.say("Bum Tở")
    await rasa.say("hôm qua")
    action_server.mode = mode
    assert (await rasa.post("0912", message_id="last"))[0] == 503
    action_server.mode = "ok"
    assert (await rasa.say("0912", message_id="last"))[0] == FILED


async def test_action_server_down(rasa: Any, action_server: Any) -> None:
    await rasa.say(REPORT)
    await action_server.stop()
    assert (await rasa.post("Bum Tở", message_id="second"))[0] == 503


async def test_stock_rasa_swallows_a_failed_action(stock: Callable[..., Any], action_server: Any) -> None:
    rasa = stock(InMemoryTrackerStore(Domain.empty()))
    await rasa.say(REPORT)
    action_server.mode = "broken"
    await rasa.say("Bum Tở")
    action_server.mode = "ok"
    assert await rasa.say("hôm qua") == [WHEN]  # the place is lost, and "hôm qua" taken for it


async def test_a_form_that_rejects_an_answer_is_no_failure(rasa: Any) -> None:
    await rasa.say(REPORT)
    privacy = "Thông tin được giữ kín.\n\nChỉ cán bộ phụ trách được xem."
    assert await rasa.say("có giữ bí mật không") == [privacy, WHERE]
    assert await rasa.say("Bum Tở") == [WHEN]


async def test_erasing_during_a_turn_wins(rasa: Any, action_server: Any) -> None:
    await rasa.say(REPORT)
    action_server.hold = asyncio.Event()
    turn = asyncio.ensure_future(rasa.post("Bum Tở"))
    await action_server.called(3)
    path = f"/webhooks/duongday/conversations/{rasa.conversation}"
    assert (await rasa.request("DELETE", path))[0] == 204
    action_server.hold.set()
    assert (await turn)[0] == 503
    assert await rasa.say("xin chào") == [WELCOME]
