"""Any process killed at any moment: nothing lost, nothing twice, order kept."""

import random
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import readable_folder
from tests.e2e.citizen import Citizen
from tests.e2e.conftest import System, start_system
from tests.e2e.processes import kill_one, processes_of
from tests.e2e.web_chat import WebChat

pytestmark = [pytest.mark.processes, pytest.mark.timeout(900)]
PROGRAMS = ("api.main", "actions.main", "rasa", "bot.main", "bot.worker", "postgres")
CITIZENS = 4
OPENING = "toi muon phan anh nha bao doi tien"
CODE = re.compile(r"LC-\d{4}-\d{6}")


def report(system: System, codes: list[str], failures: list[Exception]) -> None:
    try:
        with WebChat(system.bot, patience=150) as chat:
            Citizen(lambda text: str(chat.ask(text)["text"])).report_until_consent(OPENING)
            codes += CODE.findall(chat.choose(chat.messages()[-1], "Đồng ý")["text"])
    except (AssertionError, httpx.HTTPError) as error:
        failures.append(error)


@pytest.fixture
def folder() -> Iterator[Path]:
    with readable_folder() as made:
        yield made


def test_reports_survive_the_death_of_every_process(folder: Path) -> None:
    system = start_system(folder / "var")
    codes: list[str] = []
    failures: list[Exception] = []
    try:
        people = [threading.Thread(target=report, args=(system, codes, failures)) for _ in range(CITIZENS)]
        for person in people:
            person.start()
        chance = random.Random()  # noqa: S311 - which process dies when is no secret
        for program in chance.sample(PROGRAMS, len(PROGRAMS)):
            time.sleep(chance.uniform(0.5, 2.5))
            kill_one(system, program)
        for person in people:
            person.join(timeout=400)
        assert not failures
        assert len(set(codes)) == len(codes) == CITIZENS
    finally:
        printed = system.stop()
    assert "Stopped." in printed
    assert processes_of(system) == []
