"""The terminal chat: what is typed is answered, choices have numbers, the end leaves nothing behind."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot import chat
from tests.bot.channels.web.widget.gateway import Gateway, Message, create_app, serve


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
def address(gateway: Gateway) -> Iterator[str]:
    with serve(create_app(gateway)) as address:
        yield address


def ask(text: str) -> list[Message]:
    choices = [{"title": "Đồng ý", "payload": "t1:Đồng ý"}, {"title": "Không", "payload": "t2:Không"}]
    return (
        [{"text": "Anh/Chị đồng ý không?", "buttons": choices}] if text == "hỏi" else [{"text": f"<{text}>"}]
    )


async def talk(address: str, *lines: str) -> tuple[int, str]:
    out = io.StringIO()
    status = await chat.run(address, io.StringIO("\n".join(lines) + "\n"), out)
    return status, out.getvalue()


class TestRun:
    async def test_lines_are_answered_in_order(self, address: str, gateway: Gateway) -> None:
        status, printed = await talk(address, "một", "", "hai")
        assert status == 0
        assert printed.index("[bot] Đã nhận: một") < printed.index("[bot] Đã nhận: hai")
        assert [message["text"] for message in gateway.received] == ["một", "hai"]

    async def test_a_number_presses_a_button(self, address: str, gateway: Gateway) -> None:
        gateway.answer = ask
        _, printed = await talk(address, "hỏi", "2")
        assert "  1) Đồng ý\n  2) Không\n" in printed
        assert gateway.received[-1]["payload"] == "t2:Không"

    async def test_a_number_without_choices_is_text(self, address: str, gateway: Gateway) -> None:
        gateway.answer = ask
        await talk(address, "hỏi", "3")
        await talk(address, "hỏi", "không", "1")
        assert [message["text"] for message in gateway.received] == ["hỏi", "3", "hỏi", "không", "1"]

    async def test_the_end_forgets_the_conversation(self, address: str, gateway: Gateway) -> None:
        await talk(address, "một")
        assert gateway.forgotten == 1
        assert gateway.conversations == {}

    async def test_a_refusal_is_explained(self, address: str, gateway: Gateway) -> None:
        gateway.fail_next, gateway.fail_detail = [422], "Tin nhắn quá dài."
        _, printed = await talk(address, "một", "hai")
        assert "[refused] Tin nhắn quá dài." in printed
        assert "Đã nhận: hai" in printed

    async def test_a_restarting_server_is_tried_again(self, address: str, gateway: Gateway) -> None:
        gateway.fail_next = [503, 502]
        await talk(address, "một")
        assert len(gateway.received) == 1

    async def test_control_characters_do_not_reach_the_terminal(self, address: str, gateway: Gateway) -> None:
        gateway.answer = lambda _: [{"text": "đỏ \x1b[31m\nhai"}]
        _, printed = await talk(address, "một")
        assert "[bot] đỏ [31m\nhai\n" in printed

    async def test_nothing_running_is_said_in_one_sentence(self) -> None:
        status, printed = await talk("http://127.0.0.1:9", "một")
        assert status == 1
        assert printed == chat.NOT_RUNNING.format(address="http://127.0.0.1:9")


@contextmanager
def program(address: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "bot.chat"],
        env=os.environ | {"BOT_PORT": address.rpartition(":")[2]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


class TestProgram:
    def test_ctrl_c_ends_it_quietly(self, address: str, gateway: Gateway) -> None:
        with program(address) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert "Connected" in process.stdout.readline()
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            assert process.stderr.read() == ""
        assert gateway.forgotten == 1
