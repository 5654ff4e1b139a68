"""The pages of answers and hours in Chromium: by keyboard, on a phone and on a desk, without a barrier."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from api import actors, seed
from api.answers import importer, keeping
from api.clock import now
from api.database import Database
from api.main import create_app
from api.settings import ApiSettings
from api.staff import accounts, passwords
from api.staff.permissions import Role
from api.taxonomy import importer as taxonomy
from api.tickets import filing
from tests.api.staff.test_browser import CHROMIUM, FLAGS, PASSWORD, WIDTHS, check, report, sign_in

pytestmark = pytest.mark.browser
ENTRY = "/staff/answers/law/lbc-31-2"


async def fill(settings: ApiSettings) -> None:
    database = Database(settings.sqlalchemy_url)
    rules = filing.FilingRules("LC", "a-receipt-key-for-tests")
    async with database.session() as session:
        await taxonomy.load(session, seed.DATA / "taxonomy")
        await importer.load(session, seed.DATA / "answers", now())
        keeper = passwords.Passwords()
        await accounts.create(session, keeper, "lan", "Nguyễn Thị Lan", Role.ADMIN, PASSWORD)
        await keeping.verify_law(session, "lbc-27-4", 1, actors.staff("lan"))
        told = report(1).model_copy(update={"conversation_id": "web-1"})
        await filing.open_ticket(session, told, "1", actors.service("bot"), rules)
    await database.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = str(CHROMIUM) if CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(database_url: str) -> Iterator[str]:
    settings = ApiSettings(DATABASE_URL=database_url)
    # In a thread of its own: Playwright's loop runs in this one.
    filling = threading.Thread(target=lambda: asyncio.run(fill(settings)))
    filling.start()
    filling.join()
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_answers_and_hours(browser: Browser, site: str, width: int, tmp_path: Path) -> None:
    page: Page = browser.new_context(viewport={"width": width, "height": 800}, base_url=site).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    sign_in(page)
    page.get_by_role("link", name="Câu trả lời", exact=True).click()
    page.wait_for_url("**/staff/answers")
    check(page)

    page.get_by_label("Câu hỏi như người dân gõ").fill("pv ko co the chi co ggt thi sao")
    page.keyboard.press("Enter")
    page.get_by_text("Trả lời người dân", exact=True).wait_for()
    check(page)

    page.goto(ENTRY)
    check(page)
    page.get_by_role("button", name="Kiểm chứng mục này").click()
    assert "notice" not in page.url, "the browser asks for the tick first"
    page.get_by_label("Tôi đã đọc văn bản chính thức").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Kiểm chứng mục này").press("Enter")
    page.wait_for_url("**notice=verified")
    check(page)

    page.get_by_role("button", name="Sửa mục này").click()
    page.wait_for_url("**/edit")
    check(page)
    page.get_by_label("Đến hết ngày").fill("hôm nào đó"[:10])
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Không đọc được ngày").wait_for()
    check(page)
    page.get_by_label("Đến hết ngày").fill("31/12/2090")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**notice=answer_saved_unverified")
    page.get_by_text("Đã đổi: đến hết ngày").click()
    check(page)

    for path in ("/staff/answers?show=retired", "/staff/answers/law/new", "/staff/answers/texts/hotline"):
        page.goto(path)
        check(page)
    page.get_by_role("link", name="Giờ trực", exact=True).first.click()
    page.wait_for_url("**/staff/hotline")
    check(page)
    page.get_by_label("Thứ Hai").fill("7h30-11h30")
    page.get_by_label("Thứ Ba").fill("sáng")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Không đọc được giờ").wait_for()
    check(page)
    page.get_by_label("Thứ Ba").fill("")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**notice=hotline_saved")
    check(page)
    assert [text for text in complaints if "Failed to load resource" not in text] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_two_boxes_cannot_be_mixed_up(browser: Browser, site: str, width: int) -> None:
    page: Page = browser.new_context(viewport={"width": width, "height": 800}, base_url=site).new_page()
    sign_in(page)
    page.goto("/staff/tickets/LC-2026-000001")
    check(page)
    styles = page.evaluate(
        "['.box-message', '.box-note'].map((name) => getComputedStyle(document.querySelector(name)))"
        ".map((found) => [found.borderTopStyle, found.borderTopColor, found.backgroundColor])"
    )
    assert all(one != other for one, other in zip(*styles, strict=True))
    page.get_by_label("Nội dung gửi cho người gửi").fill("Xin cho biết số xe?")
    page.get_by_label("Đồng thời chuyển sang").check()
    page.get_by_role("button", name="Gửi cho người gửi").press("Enter")
    page.wait_for_url("**notice=sent_waiting")
    assert page.locator(".ticket-marks .status").inner_text() == "Chờ bổ sung thông tin"
    assert page.locator(".event-by-staff.event-reporter").inner_text().startswith("Nhắn người gửi")
    check(page)
