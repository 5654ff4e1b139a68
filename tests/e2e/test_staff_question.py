"""Staff ask on the ticket, the question comes in the chat, and the answer lands on the ticket."""

import re
from collections.abc import Iterator
from typing import Self

import httpx
import pytest

from tests.e2e.citizen import Citizen
from tests.e2e.conftest import System
from tests.e2e.processes import kill_one
from tests.e2e.web_chat import WebChat

pytestmark = [pytest.mark.processes, pytest.mark.timeout(600)]
CODE = re.compile(r"LC-\d{4}-\d{6}")
RECEIPT = re.compile(r"\b(?:\d{4}[ -]?){3}\d{4}\b")
CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
OPENING = "toi muon phan anh nha bao doi tien"
QUESTION = "Anh/Chị cho biết người đó đi xe gì, biển số bao nhiêu?"
ANSWER = "Họ đi xe bán tải màu trắng, tôi không nhớ biển số"
BUTTON = "Trả lời"


class Desk:
    """The staff pages, as the demo account uses them."""

    def __init__(self, system: System) -> None:
        self.http = httpx.Client(base_url=system.api, follow_redirects=True, timeout=20)
        page = self.http.get("/staff/login")
        self.send("/staff/login", page, name="demo", password=system.staff_password)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def send(self, path: str, page: httpx.Response, **fields: str) -> None:
        found = CSRF.search(page.text)
        assert found is not None, page.text[:500]
        # The address of a form's sender is what a browser would tell.
        origin = {"Origin": str(self.http.base_url).rstrip("/")}
        response = self.http.post(path, data={"csrf": found[1]} | fields, headers=origin)
        assert response.is_success, response.text[:500]

    def write(self, code: str, text: str) -> None:
        page = self.http.get(f"/staff/tickets/{code}")
        assert page.is_success, page.text[:500]
        self.send(f"/staff/tickets/{code}/messages", page, text=text)


class Filed:
    """A citizen who has filed a report by web chat."""

    def __init__(self, chat: WebChat, system: System) -> None:
        self.chat, self.api = chat, system.api
        Citizen(lambda text: str(chat.ask(text)["text"])).report_until_consent(OPENING)
        filed = chat.choose(chat.messages()[-1], "Đồng ý")["text"]
        code, receipt = CODE.search(filed), RECEIPT.search(filed)
        assert code is not None, filed
        assert receipt is not None, filed
        self.code, self.receipt = code.group(), re.sub(r"\D", "", receipt.group())

    def asked(self) -> list[str]:
        """What staff wrote in the chat, once it is there."""
        staff = [message for message in self.chat.replies() if message["sender"] == "staff"]
        return [message["text"] for message in staff]

    def thread(self) -> list[tuple[str, str]]:
        path = f"{self.api}/v1/ticket-status/{self.code}"
        status = httpx.get(path, headers={"X-Receipt": self.receipt}).json()
        return [(message["sender"], message["text"]) for message in status["messages"]]


@pytest.fixture
def desk(system: System) -> Iterator[Desk]:
    with Desk(system) as opened:
        yield opened


@pytest.fixture
def filed(system: System) -> Iterator[Filed]:
    with WebChat(system.bot) as chat:
        yield Filed(chat, system)


def test_a_question_and_its_answer_with_the_worker_killed_in_between(
    system: System, desk: Desk, filed: Filed
) -> None:
    desk.write(filed.code, QUESTION)
    kill_one(system, "bot.worker")
    (asked,) = filed.asked()
    assert QUESTION in asked
    assert filed.code in asked

    kill_one(system, "bot.worker")
    filed.chat.send(ANSWER)
    filed.chat.replies()
    assert filed.thread() == [("hotline", QUESTION), ("reporter", ANSWER)]

    said = [message["text"] for message in filed.chat.messages() if message["sender"] == "staff"]
    assert said == [asked]  # once, whatever was killed


def test_the_button_under_the_question_leads_to_the_same(desk: Desk, filed: Filed) -> None:
    desk.write(filed.code, QUESTION)
    filed.asked()
    filed.chat.choose(filed.chat.messages()[-1], BUTTON)
    filed.chat.ask(ANSWER)
    assert ("reporter", ANSWER) in filed.thread()


def test_a_question_asked_in_the_middle_of_something_else_takes_nothing_away(
    desk: Desk, filed: Filed
) -> None:
    """The citizen asks for something first; only then comes the answer."""
    desk.write(filed.code, QUESTION)
    filed.asked()
    assert "Sở Y tế" in filed.chat.ask("cho xin sdt nguoi phat ngon so y te")["text"]
    filed.chat.ask(ANSWER)
    assert filed.thread()[-1] == ("reporter", ANSWER)
