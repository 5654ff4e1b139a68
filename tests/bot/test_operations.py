"""Health, readiness, and who answers a conversation."""

import httpx

from tests.bot.conftest import SERVICE_TOKEN, Device, Rows

SERVICE = {"Authorization": f"Bearer {SERVICE_TOKEN}"}


async def test_process_is_alive(http: httpx.AsyncClient) -> None:
    assert (await http.get("/health")).json() == {"status": "ok"}


async def test_readiness_names_what_does_not_answer(http: httpx.AsyncClient) -> None:
    response = await http.get("/ready")
    assert response.status_code == 503
    assert response.json()["failed"] == ["worker", "rasa"]


async def test_mode_is_changed_with_the_service_token(device: Device, rows: Rows) -> None:
    path = f"/v1/conversations/{device.conversation_id}/mode"
    response = await device.http.post(path, json={"mode": "human"}, headers=SERVICE)
    assert (response.status_code, response.json()) == (200, {"mode": "human"})
    assert await rows("SELECT mode FROM bot.conversations") == [("human",)]


async def test_nobody_else_may_change_it(device: Device) -> None:
    path = f"/v1/conversations/{device.conversation_id}/mode"
    for headers in ({}, {"Authorization": "Bearer wrong"}, device.headers):
        assert (await device.http.post(path, json={"mode": "human"}, headers=headers)).status_code == 401


async def test_wrong_mode_or_conversation_is_explained(device: Device) -> None:
    path = f"/v1/conversations/{device.conversation_id}/mode"
    assert (await device.http.post(path, json={"mode": "x"}, headers=SERVICE)).status_code == 422
    unknown = "/v1/conversations/00000000-0000-0000-0000-000000000000/mode"
    assert (await device.http.post(unknown, json={"mode": "bot"}, headers=SERVICE)).status_code == 404
