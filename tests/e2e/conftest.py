"""The whole system, started as a user starts it (run.py), on free ports and with a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import readable_folder
from tests.fake_telegram import TOKEN, FakeTelegram, serve_fake

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 400  # the first start may have to train the model


@dataclass(frozen=True)
class System:
    """A running duongday: where it listens, its folder, and the process that holds it all."""

    bot: str
    api: str
    var: Path
    process: subprocess.Popen[str]
    staff_password: str

    def stop(self) -> str:
        """Ask it to stop as Ctrl-C would; returns what it printed last."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=60)[0]


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def start_system(var: Path, extra: dict[str, str] | None = None) -> System:
    """Start run.py and wait until it says that the system is running."""
    api, bot, rasa, actions = (str(port) for port in free_ports(4))
    env = {
        key: value for key, value in os.environ.items() if not key.startswith(("API_", "BOT_", "TELEGRAM_"))
    }
    env.pop("DATABASE_URL", None)
    env |= {"DUONGDAY_VAR": str(var), "DUONGDAY_ENV_FILE": os.devnull, "PYTHONUNBUFFERED": "1"}
    env |= {"API_PORT": api, "BOT_PORT": bot, "RASA_PORT": rasa, "ACTIONS_PORT": actions} | (extra or {})
    process = subprocess.Popen(
        [sys.executable, "run.py"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        printed = wait_for_line(process, "Ctrl-C stops everything.")
    except BaseException:
        process.terminate()
        process.communicate()
        raise
    login = next(line for line in printed if "demo login" in line)
    return System(
        bot=f"http://127.0.0.1:{bot}",
        api=f"http://127.0.0.1:{api}",
        var=var,
        process=process,
        staff_password=login.rsplit("/", 1)[1].strip(),
    )


def wait_for_line(process: subprocess.Popen[str], wanted: str) -> list[str]:
    """Lines printed up to the wanted one; fails with all of them if the program ends first."""
    printed: list[str] = []
    deadline = time.monotonic() + START_SECONDS
    assert process.stdout is not None
    for line in process.stdout:
        printed.append(line.rstrip())
        if wanted in line:
            return printed
        assert time.monotonic() < deadline, "\n".join(printed)
    raise AssertionError("the system ended while starting:\n" + "\n".join(printed))


@pytest.fixture(scope="session")
def telegram_of_system() -> Iterator[FakeTelegram]:
    """The Telegram that the shared system talks to."""
    with serve_fake() as fake:
        yield fake


@pytest.fixture(scope="session")
def system(telegram_of_system: FakeTelegram) -> Iterator[System]:
    """One system for the tests that leave it running."""
    extra = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram_of_system.url}
    with readable_folder() as folder:
        running = start_system(folder / "var", extra)
        yield running
        running.stop()
