"""The way to the action server: kept connections, a short timeout, failures that end the turn."""

from typing import Any

import pytest
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.utils.endpoints import EndpointConfig

from nlu.action_endpoint import ActionEndpoint, TurnFailedError

CALL: dict[str, Any] = {
    "next_action": "validate_report_form",
    "sender_id": "c",
    "tracker": {"slots": {"requested_slot": "place"}, "latest_message": None, "events": []},
    "domain": {"responses": {"utter_ask_place": [{"text": "Ở đâu?"}]}},
}


def call(intent: str = "inform", text: str = "Bum Tở") -> dict[str, Any]:
    message = {"text": text, "intent": {"name": intent}, "metadata": {}}
    return CALL | {"tracker": CALL["tracker"] | {"latest_message": message}}


async def test_an_answer_comes_back_and_the_call_arrives_whole(action_server: Any) -> None:
    endpoint = ActionEndpoint(EndpointConfig(action_server.url))
    for _ in range(2):
        answer = await endpoint.request(json=call(), method="post", timeout=300, compress=False)
        assert answer["events"] == [{"event": "slot", "name": "place", "value": "Bum Tở"}]
    assert action_server.calls == [call(), call()]
    assert len(action_server.peers) == 1
    await endpoint.close()


async def test_a_rejection_is_rasas_own_and_says_nothing_of_the_message(action_server: Any) -> None:
    endpoint = ActionEndpoint(EndpointConfig(action_server.url))
    with pytest.raises(ActionExecutionRejection) as rejected:
        await endpoint.request(json=call("ask_privacy", "bí mật"))
    assert "bí mật" not in str(rejected.value)
    await endpoint.close()


@pytest.mark.parametrize("mode", ["broken", "hanging", "garbage"])
async def test_a_failure_ends_the_turn_and_repeats_nothing(action_server: Any, mode: str) -> None:
    action_server.mode = mode
    endpoint = ActionEndpoint(EndpointConfig(action_server.url, timeout=0.3))
    with pytest.raises(TurnFailedError) as failed:
        await endpoint.request(json=call())
    assert "Bum" not in str(failed.value)
    await endpoint.close()


async def test_a_restarted_action_server_is_no_failure(action_server: Any) -> None:
    endpoint = ActionEndpoint(EndpointConfig(action_server.url))
    await endpoint.request(json=call())
    await action_server.restart()
    assert await endpoint.request(json=call())
    await endpoint.close()


async def test_nobody_there(action_server: Any) -> None:
    await action_server.stop()
    endpoint = ActionEndpoint(EndpointConfig(action_server.url))
    with pytest.raises(TurnFailedError):
        await endpoint.request(json=call())
    await endpoint.close()


async def test_the_environment_names_another_server(
    action_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_ACTIONS_URL", action_server.url)
    endpoint = ActionEndpoint(EndpointConfig("http://127.0.0.1:9/webhook"))
    await endpoint.check()
    await endpoint.close()


def test_answers_are_still_checked() -> None:
    action = RemoteAction("action_submit", ActionEndpoint(None))
    slot = {"event": "slot", "name": "place", "value": None}
    assert action._validate_action_result({"events": [slot], "responses": [{"text": "Dạ"}]})
    assert action._validate_action_result({})
    wrong: list[Any] = [None, [], {"events": "none"}, {"responses": ["Dạ"]}, {"events": [{"name": "place"}]}]
    for answer in [*wrong, {"events": [{"event": "slot", "name": None}]}]:
        with pytest.raises(ValueError, match=r"answer|events|event|slot"):
            action._validate_action_result(answer)
