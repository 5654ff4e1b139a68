"""The channel's contract with the bot: who may speak, what a message may be, what comes back."""

import logging
from typing import Any

import pytest
from rasa.engine.graph import GraphNode
from rasa.shared.exceptions import RasaException

from nlu.channel import DuongdayChannel

TURNS = "/webhooks/duongday/turns"
REPORT = "tôi muốn phản ánh"
WHERE, WHEN, PHONE = "Việc xảy ra ở đâu?", "Việc xảy ra khi nào?", "Số điện thoại của Anh/Chị?"
CONFUSED = "Tôi chưa hiểu."


@pytest.mark.parametrize("token", [None, "wrong", "a token for tests onlz", "ạ token"])
async def test_only_the_bot_may_speak(rasa: Any, token: str | None) -> None:
    body = {"conversation_id": "c", "message_id": "m", "text": "xin chào"}
    assert (await rasa.request("POST", TURNS, token, json=body))[0] == 401
    assert (await rasa.request("DELETE", "/webhooks/duongday/conversations/c", token))[0] == 401


@pytest.mark.parametrize("token", ["", "short"])
def test_rasa_does_not_start_without_a_real_token(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("RASA_CHANNEL_TOKEN", token)
    with pytest.raises(RasaException):
        DuongdayChannel.from_credentials(None)


async def test_one_utterance_is_one_reply_also_across_blank_lines(rasa: Any) -> None:
    _, answer = await rasa.post("có giữ bí mật không")
    assert answer == {
        "turn": 1,
        "replies": [{"text": "Thông tin được giữ kín.\n\nChỉ cán bộ phụ trách được xem."}],
    }


async def test_a_button_brings_its_own_meaning_and_its_values(rasa: Any, action_server: Any) -> None:
    await rasa.say(REPORT)
    await rasa.say("Bum Tở")
    payload = '/inform{"question": "time", "draft": "d1", "value": "2026-11-23"}'
    assert await rasa.say("Hôm nay", button=payload, metadata={"channel": "web"}) == [PHONE]
    call = action_server.calls[-1]["tracker"]
    assert call["latest_message"]["intent"] == {"name": "inform", "confidence": 1.0}
    assert call["latest_message"]["metadata"]["button"] == {
        "intent": "inform",
        "question": "time",
        "draft": "d1",
        "value": "2026-11-23",
    }
    assert call["slots"]["time"] is None  # the button fills nothing by itself; the action decides
    assert call["latest_input_channel"] == "web"


async def test_a_button_without_values(rasa: Any) -> None:
    assert await rasa.say("Bảo mật", button="/ask_privacy") == [
        "Thông tin được giữ kín.\n\nChỉ cán bộ phụ trách được xem."
    ]


async def test_a_button_that_a_newer_model_does_not_know_is_not_understood(rasa: Any) -> None:
    assert await rasa.say("Cũ", button='/no_such_intent{"value": "x"}') == [CONFUSED]


async def test_files_alone_are_information(rasa: Any, action_server: Any) -> None:
    await rasa.say(REPORT)
    file = {"id": "f1", "name": "anh.jpg", "media_type": "image/jpeg", "size": 10}
    await rasa.say("", metadata={"channel": "web", "attachments": [file]})
    message = action_server.calls[-1]["tracker"]["latest_message"]
    assert message["intent"]["name"] == "inform"
    assert message["metadata"]["attachments"] == [file]


@pytest.mark.parametrize("told", [{}, {"button": "/inform"}, {"text": ""}], ids=["text", "button", "files"])
async def test_what_the_gateway_knows_of_a_message_reaches_actions(
    rasa: Any, action_server: Any, told: Any
) -> None:
    await rasa.say(REPORT)
    metadata = {
        "channel": "web",
        "received_at": "2026-11-23T10:00:00+07:00",
        "attachments": [{"id": "f1"}],
        "unread": True,
        "followed": False,
        "staff_question": {"code": "LC-2026-000001"},
    }
    await rasa.post(**{"text": "Bum Tở", "metadata": metadata} | told)
    events = action_server.calls[-1]["tracker"]["events"]
    (message,) = [event for event in events if event["event"] == "user"][-1:]
    assert metadata.items() <= message["metadata"].items()


async def test_the_gateway_can_tell_a_failed_action_from_an_outage(rasa: Any, action_server: Any) -> None:
    """It gives up a message at which an action keeps failing while everything else works."""
    await rasa.say(REPORT)
    action_server.mode = "broken"
    status, answer = await rasa.post("Bum Tở")
    assert (status, answer["title"]) == (503, "an action failed")


@pytest.mark.parametrize(
    "typed", ['/ask_privacy{"value": "x"}', " //restart", "/session_start", "/ /report", "EXTERNAL: /greet"]
)
async def test_typed_payloads_are_only_text(rasa: Any, typed: str) -> None:
    await rasa.say(REPORT)
    assert await rasa.say(typed) == [WHEN]  # taken as the place


@pytest.mark.parametrize("empty", ["", "   ", "/", " // "])
async def test_nothing_said_is_not_understood(rasa: Any, empty: str) -> None:
    assert await rasa.say(empty) == [CONFUSED]


@pytest.mark.parametrize(
    "change",
    [
        {"conversation_id": ""},
        {"conversation_id": 7},
        {"conversation_id": "x" * 201},
        {"message_id": None},
        {"message_id": "x" * 201},
        {"text": 5},
        {"text": "x" * 200_001},
        {"text": "a\x00b"},
        {"text": "\ud800"},
        {"metadata": []},
        {"button": "no slash"},
        {"button": "/"},
        {"button": "/inform{broken"},
        {"button": "/inform[1]"},
        {"button": {"intent": "inform"}},
    ],
)
async def test_a_bad_body_is_refused_and_changes_nothing(rasa: Any, query: Any, change: Any) -> None:
    status, answer = await rasa.post(**{"text": "xin chào"} | change)
    assert status == 400, answer
    assert answer["title"]
    assert query("SELECT count(*) FROM rasa.conversations") == [(0,)]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'"x"', b"\xff\xfe"])
async def test_a_body_that_is_no_object_is_refused(rasa: Any, raw: bytes) -> None:
    assert (await rasa.request("POST", TURNS, data=raw))[0] == 400


async def test_erasing_leaves_nothing(rasa: Any, query: Any) -> None:
    await rasa.say(REPORT)
    await rasa.say("Bum Tở")
    path = f"/webhooks/duongday/conversations/{rasa.conversation}"
    assert (await rasa.request("DELETE", path))[0] == 204
    assert (await rasa.request("DELETE", path))[0] == 204
    assert query("SELECT count(*) FROM rasa.conversations") == [(0,)]
    assert query("SELECT count(*) FROM rasa.handled_messages") == [(0,)]
    assert await rasa.say("Bum Tở") == [CONFUSED]


async def test_alive_and_ready(rasa: Any, action_server: Any, administration: Any, database_url: str) -> None:
    assert await rasa.request("GET", "/health", None) == (200, {"status": "ok"})
    assert await rasa.request("GET", "/ready", None) == (200, {"status": "ok"})
    with administration.outage(database_url):
        status, answer = await rasa.request("GET", "/ready", None)
    assert (status, answer["failed"]) == (503, ["database"])
    await action_server.stop()
    status, answer = await rasa.request("GET", "/ready", None)
    assert (status, answer["failed"]) == (503, ["actions"])
    rasa.agent.processor = None
    status, answer = await rasa.request("GET", "/ready", None)
    assert (status, answer["failed"]) == (503, ["model"])
    assert (await rasa.request("GET", "/health", None))[0] == 200


async def test_a_broken_component_is_a_500_and_nothing_is_saved(
    rasa: Any, query: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ValueError("xin chào")

    with monkeypatch.context() as patch:
        patch.setattr(GraphNode, "__call__", fail)
        assert (await rasa.post("xin chào", message_id="first"))[0] == 500
    assert query("SELECT count(*) FROM rasa.conversations") == [(0,)]
    assert await rasa.say("xin chào", message_id="first") == ["Đây là đường dây nóng."]


async def test_no_log_carries_what_was_said(
    rasa: Any,
    action_server: Any,
    administration: Any,
    database_url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever happens: a rejection, a broken action that repeats its request, no database, a bug."""
    secret = "riêng tư của tôi ở Bum Tở"
    caplog.set_level(logging.INFO)
    await rasa.say(REPORT)
    await rasa.say(secret)
    for mode in ("broken", "garbage", "misshapen", "hanging"):
        action_server.mode = mode
        assert (await rasa.post(f"{secret} hôm qua"))[0] == 503
    action_server.mode = "ok"
    with administration.outage(database_url):
        assert (await rasa.post(secret))[0] == 503
    assert (await rasa.post(secret + "\x00"))[0] == 400

    def fail(*_: Any, **__: Any) -> None:
        raise ValueError(secret)

    monkeypatch.setattr(GraphNode, "__call__", fail)
    assert (await rasa.post(secret))[0] == 500
    assert "turn failed" in caplog.text
    assert "riêng" not in caplog.text
    assert "Bum" not in caplog.text
