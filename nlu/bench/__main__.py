"""Measures our Rasa project beside a stock one and prints one table: the first half of `make bench`."""

import asyncio
import os
import secrets
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from nlu.bench.load import SCRIPT, Target, converse, turns_per_second
from nlu.bench.programs import ROOT, Server, Surroundings, rasa, system, train

STOCK = Path(__file__).parent / "stock"
DATA = [ROOT / "data/training"]
TOKEN = secrets.token_urlsafe()
CONVERSATIONS = 15
LONG_CONVERSATIONS = 3
LATE = 200
SECONDS = 20.0
AT_ONCE = 4


@dataclass(frozen=True)
class Figures:
    """What one project was measured at."""

    training: float
    p50: float
    p95: float
    per_second: float
    cpu_per_turn: float
    early: float
    late: float
    memory: float


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def our_rasa(around: Surroundings, model: Path) -> Iterator[tuple[Server, Target]]:
    """Our project, as the supervisor starts it."""
    variables = {
        "DATABASE_URL": around.database_url,
        "RASA_ACTIONS_URL": around.actions_url,
        "RASA_CHANNEL_TOKEN": TOKEN,
    }
    with rasa(model, ROOT / "endpoints.yml", ROOT / "credentials.yml", variables) as server:
        yield server, Target(server.url, TOKEN)


@contextmanager
def stock_rasa(around: Surroundings, model: Path) -> Iterator[tuple[Server, Target]]:
    """Rasa's own SQL tracker store on the same PostgreSQL, its REST channel, the same action server."""
    _create_database(around.database_url, "stock")
    before, _, rest = around.database_url.partition("?")
    url = before.rpartition("/")[0] + "/stock" + (f"?{rest}" if rest else "")
    endpoints, credentials = model.parent / "endpoints.yml", model.parent / "credentials.yml"
    endpoints.write_text(
        f"tracker_store:\n  type: sql\n  dialect: postgresql\n  url: {url}\n"
        f"action_endpoint:\n  url: {around.actions_url}\n"
    )
    credentials.write_text("rest:\n")
    with rasa(model, endpoints, credentials, {"SQLALCHEMY_SILENCE_UBER_WARNING": "1"}) as server:
        yield server, Target(server.url)


def _create_database(url: str, name: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()


async def measure(server: Server, target: Target, training: float) -> Figures:
    """All figures of one project; nothing else runs meanwhile."""
    await converse(target, 2 * len(SCRIPT))  # warm
    spent = [time for _ in range(CONVERSATIONS) for time in await converse(target, len(SCRIPT))]
    used = server.cpu_seconds()
    turns = 3 * len(SCRIPT)
    await converse(target, turns)
    cpu = (server.cpu_seconds() - used) / turns * 1000
    per_second = await turns_per_second(target, SECONDS, AT_ONCE)
    # A whole round of the script around the 5th and around the 200th message, so that the texts are the same.
    longs = [await converse(target, LATE + len(SCRIPT) // 2) for _ in range(LONG_CONVERSATIONS)]
    return Figures(
        training=training,
        p50=statistics.median(spent),
        p95=statistics.quantiles(spent, n=20)[-1],
        per_second=per_second,
        cpu_per_turn=cpu,
        early=statistics.median(time for long in longs for time in long[: len(SCRIPT)]),
        late=statistics.median(time for long in longs for time in long[-len(SCRIPT) :]),
        memory=server.memory_mb(),
    )


def table(ours: Figures, stock: Figures) -> str:
    """The two projects side by side, with how many times better ours is and what was aimed at."""
    rows = [
        ("turn, p50 (ms)", ours.p50, stock.p50, stock.p50 / ours.p50, "at least 4"),
        ("turn, p95 (ms)", ours.p95, stock.p95, stock.p95 / ours.p95, ""),
        (
            "turns a second, one process",
            ours.per_second,
            stock.per_second,
            ours.per_second / stock.per_second,
            "at least 4",
        ),
        (
            "processor time a turn (ms)",
            ours.cpu_per_turn,
            stock.cpu_per_turn,
            stock.cpu_per_turn / ours.cpu_per_turn,
            "",
        ),
        ("around the 5th message (ms)", ours.early, stock.early, stock.early / ours.early, ""),
        (f"around the {LATE}th message (ms)", ours.late, stock.late, stock.late / ours.late, ""),
        ("memory (MB)", ours.memory, stock.memory, stock.memory / ours.memory, ""),
        ("training (s; stock: 20 epochs)", ours.training, stock.training, stock.training / ours.training, ""),
    ]
    lines = ["", f"{'Rasa':<32}{'ours':>10}{'stock':>10}{'times':>9}   aim"]
    lines += [f"{name:<32}{a:>10.1f}{b:>10.1f}{times:>9.1f}   {aim}" for name, a, b, times, aim in rows]
    growth = f"{ours.late / ours.early:>10.2f}{stock.late / stock.early:>10.2f}"
    lines.append(f"{'200th message against the 5th':<32}{growth}{'':>9}   at most 1.2")
    return "\n".join(lines) + "\n"


def main() -> None:
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root the embedded server runs as a user of its own
        ours, stock = folder / "ours.tar.gz", folder / "stock.tar.gz"
        say("  … training our model")
        our_training = train(ROOT / "config.yml", DATA, ours)
        say("  … training a stock model (DIET, TED)")
        stock_training = train(STOCK / "config.yml", [*DATA, STOCK / "stories.yml"], stock)
        say("  … starting database, api and action server")
        with system(folder) as around:
            say("  … measuring ours")
            with our_rasa(around, ours) as (server, target):
                our_figures = asyncio.run(measure(server, target, our_training))
            say("  … measuring stock")
            with stock_rasa(around, stock) as (server, target):
                stock_figures = asyncio.run(measure(server, target, stock_training))
    say(table(our_figures, stock_figures))


if __name__ == "__main__":
    main()
