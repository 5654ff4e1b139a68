"""The page and the terminal chat with the real gateway, its worker and its database; only Rasa is an echo."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.bot.channels.web.widget.gateway import serve
from tests.conftest import with_database
from tests.echo_rasa import EchoRasa

pytestmark = [pytest.mark.browser, pytest.mark.processes]

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


@dataclass(frozen=True)
class System:
    """The gateway's two programs, running."""

    address: str
    echo: EchoRasa


@pytest.fixture(scope="module")
def system(postgres_url: str, migrated_template: str) -> Iterator[System]:
    """Started once for all tests here; each has a conversation of its own."""
    name = f"widget_{uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated_template}"')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    echo = EchoRasa()
    with serve(echo.app) as rasa, ExitStack() as programs:
        env = {"DATABASE_URL": with_database(postgres_url, name), "BOT_PORT": str(port), "BOT_RASA_URL": rasa}
        for module in ("bot.main", "bot.worker"):
            programs.enter_context(running(module, env))
        wait_until_ready(address)
        yield System(address, echo)


@contextmanager
def running(module: str, env: dict[str, str]) -> Iterator[None]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    process = subprocess.Popen([sys.executable, "-m", module], env=inherited | env, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def echo(system: System) -> EchoRasa:
    system.echo.asked.clear()
    system.echo.replies.clear()
    return system.echo


@pytest.fixture
def address(system: System) -> str:
    return system.address


def wait_until_ready(address: str) -> None:
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("the gateway did not become ready")


def send(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Gửi", exact=True).click()


class TestPage:
    def test_a_conversation_with_buttons_files_and_an_end(
        self, page: Page, echo: EchoRasa, tmp_path: Path
    ) -> None:
        echo.replies["hỏi"] = [
            {"text": "Đồng ý không?", "buttons": [{"title": "Đồng ý", "payload": '/affirm{"question":"x"}'}]}
        ]
        send(page, "hỏi")
        page.get_by_role("button", name="Đồng ý").click()
        expect(page.locator(".from-bot .text").last).to_have_text("echo: Đồng ý")
        assert echo.asked[-1]["button"] == '/affirm{"question":"x"}'

        picture = tmp_path / "ảnh.png"
        picture.write_bytes(PICTURE)
        page.locator("#files").set_input_files(picture)
        send(page, "xem ảnh")
        expect(page.locator(".from-bot .text").last).to_have_text("echo: xem ảnh")
        assert echo.asked[-1]["metadata"]["attachments"][0]["media_type"] == "image/png"

        page.reload()
        expect(page.locator(".message")).to_have_count(6)
        expect(page.get_by_role("button", name="Đồng ý")).to_be_disabled()
        expect(page.locator(".from-user .file")).to_contain_text("ảnh.png")

        token = page.evaluate("JSON.parse(localStorage.getItem('duongday.identity')).token")
        address = page.url
        page.get_by_role("button", name="Thoát nhanh").click()
        page.wait_for_url("about:blank")
        headers = {"Authorization": f"Bearer {token}"}
        expect_unknown(f"{address}channels/web/messages", headers)

    def test_a_file_that_lies_about_its_kind_is_refused_with_the_reason(
        self, page: Page, tmp_path: Path
    ) -> None:
        page_in_disguise = tmp_path / "anh.jpg"
        page_in_disguise.write_bytes(b"<!doctype html><script>alert(1)</script>")
        page.locator("#files").set_input_files(page_in_disguise)
        send(page, "xem")
        expect(page.locator(".from-user .state")).to_contain_text("anh.jpg")
        page.get_by_role("button", name="Sửa lại").click()
        expect(page.locator("#text")).to_have_value("xem")
        expect(page.locator(".chip")).to_contain_text("anh.jpg")

    def test_a_typed_intent_is_only_text(self, page: Page, echo: EchoRasa) -> None:
        send(page, '/affirm{"x":1}')
        expect(page.locator(".from-bot .text")).to_have_text('echo: affirm{"x":1}')
        assert echo.asked[-1]["button"] is None


def expect_unknown(url: str, headers: dict[str, str]) -> None:
    deadline = time.monotonic() + 5
    while httpx.get(url, headers=headers).status_code != 401:
        assert time.monotonic() < deadline, "the conversation was not forgotten"
        time.sleep(0.1)


def test_the_terminal_chat_talks_to_the_same_gateway(address: str, echo: EchoRasa) -> None:
    echo.replies["hỏi"] = [{"text": "Chọn đi.", "buttons": [{"title": "Có", "payload": '/affirm{"q":"1"}'}]}]
    env = os.environ | {"BOT_PORT": address.rpartition(":")[2], "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "bot.chat"]
    ended = subprocess.run(
        command, input="hỏi\n1\nxong\n", env=env, capture_output=True, encoding="utf-8", timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert "  1) Có\n" in ended.stdout
    assert "[bot] echo: xong" in ended.stdout
    assert [asked["button"] for asked in echo.asked] == [None, '/affirm{"q":"1"}', None]


def test_the_page_is_small_and_may_run_nothing_foreign(system: System) -> None:
    with httpx.Client(base_url=system.address) as http:
        page = http.get("/")
        policy = page.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assets = re.findall(r'(?:href|src)="(/static/[^"#]+)"', page.text)
        loaded = [http.get(asset) for asset in set(assets)]
    assert all(response.status_code == 200 for response in loaded)
    assert "<style" not in page.text
    assert re.search(r"<script(?![^>]*src=)|\son\w+=", page.text) is None
    transferred = sum(int(response.headers.get("content-length", 0)) for response in [page, *loaded])
    assert transferred < 40_000
