"""Web chat, message to reply through everything, on a system of its own: the second half of `make bench`."""

import json
import statistics
import sys
import time
from collections.abc import Iterator
from uuid import uuid4

import httpx

from tests.conftest import readable_folder
from tests.e2e.conftest import start_system
from tests.e2e.web_chat import WebChat

TURNS = 200
CHATS = 5
# Small talk and look-ups by turns, as a journalist on deadline would; none of it opens a form.
TEXTS = (
    "xin chào",
    "cho tôi xin số người phát ngôn của Sở Y tế",
    "cảm ơn",
    "bạn là ai",
    "duong day nong lam viec luc nao",
)
WARM_UP = 10


def replies(chat: WebChat) -> Iterator[dict[str, object]]:
    """Messages of the bot as the event stream brings them."""
    with chat.http.stream("GET", "/channels/web/events", timeout=60) as response:
        kind = ""
        for line in response.iter_lines():
            if line.startswith("event:"):
                kind = line.partition(":")[2].strip()
            elif line.startswith("data:") and kind == "message":
                message = json.loads(line.partition(":")[2])
                if message["sender"] != "user":
                    yield message


def milliseconds_per_turn(bot: str, turns: int) -> list[float]:
    """One person's turns: from sending to the reply's arrival in the event stream."""
    chat = WebChat(bot)
    sender = httpx.Client(base_url=bot, headers=chat.http.headers, timeout=30)
    stream = replies(chat)
    spent: list[float] = []
    sender.post("/channels/web/messages", json={"id": str(uuid4()), "text": TEXTS[0]})
    next(stream)
    for turn in range(turns):
        begun = time.perf_counter()
        body = {"id": str(uuid4()), "text": TEXTS[turn % len(TEXTS)]}
        sender.post("/channels/web/messages", json=body).raise_for_status()
        next(stream)
        spent.append((time.perf_counter() - begun) * 1000)
    return spent


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def main() -> None:
    with readable_folder() as folder:
        system = start_system(folder / "var")
        try:
            milliseconds_per_turn(system.bot, WARM_UP)
            runs = [milliseconds_per_turn(system.bot, TURNS) for _ in range(CHATS)]
        finally:
            system.stop()
    spent = [value for run in runs for value in run]
    early = statistics.median(value for run in runs for value in run[2:8])
    late = statistics.median(value for run in runs for value in run[-6:])
    sys.stdout.write(
        f"\nWeb chat, message to reply through everything ({len(spent)} turns)\n"
        f"  p50 {statistics.median(spent):.0f} ms   p95 {p95(spent):.0f} ms   (target: p95 at most 150 ms)\n"
        f"  around the 5th message {early:.0f} ms, around the {TURNS}th {late:.0f} ms: "
        f"{late / early:.2f} times (target: at most 1.2)\n"
    )


if __name__ == "__main__":
    main()
