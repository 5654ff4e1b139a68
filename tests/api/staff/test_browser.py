"""The staff pages in Chromium: by keyboard, on a phone and on a desk, with no barrier that axe can find."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, sync_playwright

from api import actors
from api.database import Database
from api.main import create_app
from api.settings import ApiSettings
from api.staff import accounts, passwords
from api.staff.permissions import Role
from api.taxonomy import importer
from api.tickets import filing, service
from api.tickets.schemas import TicketCreate

pytestmark = pytest.mark.browser
TAXONOMY = Path(__file__).resolve().parents[3] / "data" / "taxonomy"
PASSWORD = "mật khẩu thử nghiệm 7"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = (360, 1280)


def report(number: int) -> TicketCreate:
    return TicketCreate.model_validate(
        {
            "category": "PV-NN" if number % 2 else "BC-SST",
            "urgency": "urgent" if number == 4 else "normal",
            "outlet": "Tạp chí Ví Dụ có tên rất dài và không ngắt được-" + "x" * 60,
            "description": f"Phản ánh số {number}: hai người xưng nhà báo đòi 20 triệu đồng. " + "ă" * 200,
            "article": {"title": "Bài viết", "url": "https://vidu.vn/" + "a" * 300},
            "place": {"text": "xã Bum Tở"},
            "occurred_at": {"value": "2026-11-22T15", "precision": "part_of_day"},
            "typed": {"occurred_at": "chiều hôm qua"},
            "inferred": {"category": {"value": "PV-MD", "confidence": 0.61}},
            "reporter": {"role": "citizen", "name": "Lò Thị Mẩy", "keep_secret": True},
            "consent": {"version": "2026-11", "at": "2026-11-23T10:00:00+07:00"},
            "channel": "web",
        }
    )


async def fill(settings: ApiSettings) -> None:
    database = Database(settings.sqlalchemy_url)
    rules = filing.FilingRules("LC", "a-receipt-key-for-tests")
    async with database.session() as session:
        await importer.load(session, TAXONOMY)
        keeper = passwords.Passwords()
        await accounts.create(session, keeper, "lan", "Nguyễn Thị Lan", Role.OFFICER, PASSWORD)
        for number in range(5):
            await filing.open_ticket(session, report(number), str(number), actors.service("bot"), rules)
        text = "Họ vừa gọi lại."
        await service.add_message(session, "LC-2026-000005", "reporter", text, actors.REPORTER)
    await database.close()


@pytest.fixture
def site(database_url: str) -> Iterator[str]:
    settings = ApiSettings(DATABASE_URL=database_url)
    asyncio.run(fill(settings))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def open_page(site: str) -> Iterator[Callable[[int], Page]]:
    """A page of the given width; whatever the browser complains about fails the test."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # Pages with an error status are part of the tests; the browser reports each as a failed load.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    with sync_playwright() as playwright:
        path = str(CHROMIUM) if CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)

        def make(width: int) -> Page:
            page = browser.new_context(viewport={"width": width, "height": 800}, base_url=site).new_page()
            page.on("console", listen)
            return page

        yield make
        browser.close()
    assert complaints == []


def check(page: Page) -> None:
    """Nothing sticks out sideways, and axe finds nothing."""
    widths: Any = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert widths[0] <= widths[1], page.url
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def sign_in(page: Page) -> None:
    page.goto("/staff")
    page.locator("#name:focus").wait_for()  # the browser gives the focus with its first picture of the page
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_ticket_is_worked_on_by_keyboard(open_page: Callable[[int], Page], width: int) -> None:
    page = open_page(width)
    page.goto("/staff")
    check(page)
    sign_in(page)
    check(page)

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    page.keyboard.press("/")
    page.keyboard.type("phan anh so 3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff?q=phan+anh+so+3*")
    check(page)
    assert page.locator(".queue tbody tr").count() == 1

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/tickets/LC-2026-000004*")
    check(page)

    page.get_by_label("Từ chối").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Thiếu căn cứ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**notice=moved*")
    assert page.get_by_role("status").inner_text() == "Đã đổi trạng thái."
    assert page.locator(".ticket-marks .status").inner_text() == "Từ chối"
    check(page)

    page.get_by_role("link", name="Danh sách").click()
    page.wait_for_url("**/staff?q=phan+anh+so+3*")
    assert page.locator(".queue .status").inner_text() == "Từ chối"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_other_page_has_no_barrier(open_page: Callable[[int], Page], width: int) -> None:
    page = open_page(width)
    page.goto("/staff/login")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("alert").wait_for()
    check(page)
    sign_in_again = page.get_by_label("Mật khẩu")
    sign_in_again.fill(PASSWORD)
    sign_in_again.press("Enter")
    page.wait_for_url("**/staff")
    for path in (
        "/staff?order=urgent&status=open&from=01/11/2026",
        "/staff?q=khong+co+gi+ca&from=hom+qua",
        "/staff/password",
        "/staff/tickets/LC-2026-999999",
        "/staff/logout",
    ):
        page.goto(path)
        check(page)
    page.goto("/staff")
    page.get_by_text("Nguyễn Thị Lan").first.click()
    check(page)
    page.keyboard.press("Escape")
    page.goto("/staff/tickets/LC-2026-000005")
    page.get_by_role("button", name="Xem danh tính người gửi").click()
    page.get_by_text("Lò Thị Mẩy").wait_for()
    check(page)


def test_a_reason_is_asked_for_before_sending(open_page: Callable[[int], Page]) -> None:
    page = open_page(1280)
    sign_in(page)
    page.goto("/staff/tickets/LC-2026-000001")
    reason = page.get_by_label("Lý do, căn cứ")
    page.get_by_label("Đang xác minh").check()
    assert reason.get_attribute("required") is None
    page.get_by_label("Từ chối").check()
    assert reason.get_attribute("required") is not None


def test_it_works_without_scripts(site: str) -> None:
    with sync_playwright() as playwright:
        path = str(CHROMIUM) if CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_context(java_script_enabled=False, base_url=site).new_page()
        sign_in(page)
        page.get_by_role("link", name="LC-2026-000002").click()
        page.get_by_role("button", name="Giao cho tôi").click()
        page.get_by_text("phụ trách: Nguyễn Thị Lan").wait_for()
        page.get_by_label("Thêm ghi chú nội bộ").fill("Đã gọi tòa soạn")
        page.get_by_role("button", name="Lưu ghi chú").click()
        page.get_by_text("Đã thêm ghi chú.").wait_for()
        browser.close()
