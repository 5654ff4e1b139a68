"""From the first message to the ticket in the staff list, as citizen, journalist and officer see it."""

import json
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.e2e.citizen import Citizen
from tests.e2e.conftest import System
from tests.e2e.web_chat import WebChat
from tests.fake_telegram import FakeTelegram

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(600)]
CODE = re.compile(r"LC-\d{4}-\d{6}")
RECEIPT = re.compile(r"\b(\d{4}[ -]?){3}\d{4}\b")
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=900)
OPENING = "toi muon phan anh nha bao doi tien"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield running
        running.close()


class ChatPage:
    """The web chat as someone with a phone uses it."""

    def __init__(self, page: Page, system: System) -> None:
        self.page = page
        page.goto(system.bot)
        self.replies = page.locator("#log .message.from-bot")

    def ask(self, text: str) -> str:
        before = self.replies.count()
        self.page.get_by_label("Tin nhắn của anh/chị").fill(text)
        self.page.get_by_role("button", name="Gửi", exact=True).click()
        return self.next_reply(before)

    def press(self, name: str) -> str:
        before = self.replies.count()
        self.page.get_by_role("button", name=name).last.click()
        return self.next_reply(before)

    def next_reply(self, before: int) -> str:
        expect(self.replies).not_to_have_count(before, timeout=20_000)
        return self.replies.last.inner_text()


class TestCitizen:
    def test_a_report_by_web_chat_becomes_a_ticket_that_staff_see(
        self, browser: Browser, system: System
    ) -> None:
        page = browser.new_page(viewport=PHONE)
        chat = ChatPage(page, system)
        summary = Citizen(chat.ask).report_until_consent(OPENING)
        assert "Bum Tở" in summary
        filed = chat.press("Đồng ý")
        code, receipt = CODE.search(filed), RECEIPT.search(filed)
        assert code is not None, filed
        assert receipt is not None, filed

        digits = re.sub(r"\D", "", receipt.group())
        status = httpx.get(f"{system.api}/v1/ticket-status/{code.group()}", headers={"X-Receipt": digits})
        assert status.status_code == 200
        page.close()
        self.staff_see(browser, system, code.group())

    @staticmethod
    def staff_see(browser: Browser, system: System, code: str) -> None:
        page = browser.new_page(viewport=DESK)
        page.goto(f"{system.api}/staff")
        page.get_by_label("Tên đăng nhập").fill("demo")
        page.get_by_label("Mật khẩu", exact=True).fill(system.staff_password)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("link", name=code).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(code)
        expect(page.locator("body")).to_contain_text("Bum Tở")
        page.close()

    def test_a_report_by_telegram_becomes_a_ticket(
        self, system: System, telegram_of_system: FakeTelegram
    ) -> None:
        chat_id = 4242
        telegram = telegram_of_system

        def ask(text: str) -> str:
            before = len(telegram.sent(chat_id))
            telegram.user_says(chat_id, text)
            return str(telegram.wait_for(chat_id, before + 1, 60)[-1]["text"])

        Citizen(ask).report_until_consent(OPENING)
        before = len(telegram.sent(chat_id))
        markup = json.loads(telegram.sent(chat_id)[-1]["reply_markup"])
        buttons = [button for row in markup["inline_keyboard"] for button in row]
        token = next(button["callback_data"] for button in buttons if button["text"].startswith("Đồng ý"))
        telegram.user_presses(chat_id, token)
        filed = telegram.wait_for(chat_id, before + 1, 60)[-1]["text"]
        assert CODE.search(filed), filed
        assert RECEIPT.search(filed), filed


class TestJournalist:
    def test_the_spokesperson_of_so_y_te_is_found(self, system: System) -> None:
        with WebChat(system.bot) as chat:
            reply = chat.ask("xin sdt nguoi phat ngon so y te")
        assert "Sở Y tế" in reply["text"]
        assert "mẫu" in reply["text"]  # sample data says that it is sample data

    def test_an_agency_that_is_gone_leads_to_its_successor(self, system: System) -> None:
        with WebChat(system.bot) as chat:
            reply = chat.ask("Ai là người phát ngôn của Sở TN&MT?")
        assert "Sở Nông nghiệp và Môi trường" in reply["text"]


class TestBadInput:
    @pytest.mark.parametrize(
        "text",
        [
            "/report_violation",
            '/inform{"category": "PV-NN"}',
            "?" * 50,
            "💩" * 30,
            "a" * 3000,
            "To\u0302i muo\u0302\u0301n ba\u0301o tin",
        ],
    )
    def test_any_text_gets_an_answer(self, system: System, text: str) -> None:
        with WebChat(system.bot) as chat:
            assert chat.ask(text)["text"]
