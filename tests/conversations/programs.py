"""The real programs a conversation runs through: PostgreSQL, api, actions, Rasa with the trained model."""

import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
RASA_PYTHON = ROOT / "nlu/.venv/bin/python"
READY_SECONDS = 300  # Rasa loads for long on a busy machine


@dataclass(frozen=True)
class Programs:
    """Where they listen, and the tokens to talk to them."""

    rasa: str
    api: str
    actions: str
    database_url: str
    channel_token: str
    staff_token: str
    processes: dict[str, subprocess.Popen[bytes]]
    logs: Path

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def newest_model() -> Path:
    given = os.environ.get("MODEL")
    if given:
        return Path(given)
    folder = ROOT / "models"  # duongday-…: what `make train` made; others are somebody's experiments
    found = list(folder.glob("duongday-*.tar.gz")) or list(folder.glob("*.tar.gz"))
    models = sorted(found, key=lambda path: path.stat().st_mtime)
    assert models, "no model: run `make train`"
    return models[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_programs(database_url: str, logs: Path) -> Programs:
    api, actions, rasa = free_port(), free_port(), free_port()
    tokens = {name: secrets.token_urlsafe(32) for name in ("CHANNEL", "ACTIONS", "STAFF")}
    env = {
        key: value for key, value in os.environ.items() if not key.startswith(("API_", "ACTIONS_", "BOT_"))
    }
    env |= {
        "DATABASE_URL": database_url,
        "DUONGDAY_MODE": "demo",
        "API_PORT": str(api),
        "ACTIONS_PORT": str(actions),
        "ACTIONS_API_URL": f"http://127.0.0.1:{api}",
        "ACTIONS_API_TOKEN": tokens["ACTIONS"],
        "RASA_CHANNEL_TOKEN": tokens["CHANNEL"],
        "RASA_ACTIONS_URL": f"http://127.0.0.1:{actions}/webhook",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "STAFF_TOKEN": tokens["STAFF"],
    }
    prepare(env)
    rasa_command = [str(RASA_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(rasa)]
    rasa_command += ["--model", str(newest_model()), "--endpoints", "endpoints.yml"]
    rasa_command += ["--credentials", "credentials.yml", "--enable-api"]
    commands = {
        "api": [sys.executable, "-m", "api.main"],
        "actions": [sys.executable, "-m", "actions.main"],
        "rasa": rasa_command,
    }
    processes = {}
    for name, command in commands.items():
        with (logs / f"{name}.log").open("wb") as log:
            processes[name] = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    programs = Programs(
        rasa=f"http://127.0.0.1:{rasa}",
        api=f"http://127.0.0.1:{api}",
        actions=f"http://127.0.0.1:{actions}",
        database_url=database_url,
        channel_token=tokens["CHANNEL"],
        staff_token=tokens["STAFF"],
        processes=processes,
        logs=logs,
    )
    try:
        wait_until_ready(programs)
    except BaseException:
        programs.stop()
        raise
    return programs


def prepare(env: dict[str, str]) -> None:
    """Data and tokens, as run.py prepares them."""
    run([sys.executable, "-m", "api.seed", "--sample"], env)
    scopes = {
        "ACTIONS_API_TOKEN": ("actions", "tickets:write,tickets:own,directory:read"),
        "STAFF_TOKEN": ("conversation-tests", "tickets:read,tickets:write,receipts:read"),
    }
    for variable, (name, allowed) in scopes.items():
        command = [sys.executable, "-m", "api.tokens", "ensure", name, "--token-env", variable]
        run([*command, "--scopes", allowed], env)


def run(command: list[str], env: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"


def wait_until_ready(programs: Programs) -> None:
    deadline = time.monotonic() + READY_SECONDS
    for name, url in (("api", programs.api), ("actions", programs.actions), ("rasa", programs.rasa)):
        while not answers(f"{url}/ready"):
            log = (programs.logs / f"{name}.log").read_text()[-3000:]
            assert programs.processes[name].poll() is None, f"{name} ended:\n{log}"
            assert time.monotonic() < deadline, f"{name} is not ready:\n{log}"
            time.sleep(0.3)


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.TransportError:
        return False
