"""The page itself: leaving it, reading it with any means, on any screen."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.bot.channels.web.widget.gateway import Gateway, Message

pytestmark = pytest.mark.browser

NO_TRACE = "[localStorage.length, sessionStorage.length, document.cookie].join()"


def send(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Gửi", exact=True).click()


def fill(page: Page, gateway: Gateway) -> None:
    """A conversation with one of everything."""
    answers: list[Message] = [
        {"text": "Gọi 113. Mã LC-2026-004217, biên nhận 1234 5678 9012 3456, https://laichau.gov.vn"},
        {"text": "Cán bộ đây.", "sender": "staff"},
        {"text": "Đã chuyển.", "sender": "system"},
        {"text": "Tiếp tục?", "buttons": [{"title": "Có", "payload": "a:Có"}]},
    ]
    gateway.answer = lambda text: answers if text == "đầy" else []
    send(page, "đầy")
    expect(page.get_by_role("button", name="Có")).to_be_enabled()
    gateway.fail_next = [422]
    send(page, "hỏng")
    expect(page.locator(".state").last).to_contain_text("Không gửi được")
    picture = FilePayload(name="anh.png", mimeType="image/png", buffer=b"\x89PNG")
    program = FilePayload(name="x.exe", mimeType="", buffer=b"MZ")
    page.locator("#files").set_input_files([picture, program])
    page.locator("#text").fill("a" * 20_001)


class TestQuickExit:
    def test_leaves_nothing_here_and_tells_the_server(self, page: Page, gateway: Gateway) -> None:
        start = page.url
        page.goto("about:blank")
        page.goto(start)
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        page.locator("#text").fill("đang viết")
        page.get_by_role("button", name="Thoát nhanh").click()
        page.wait_for_url("about:blank")
        page.wait_for_timeout(300)
        assert gateway.forgotten == 1
        assert gateway.conversations == {}
        page.goto(start)
        assert page.evaluate(NO_TRACE) == "0,0,"
        assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
        expect(page.locator(".message")).to_have_count(0)
        expect(page.locator("#text")).to_have_value("")

    def test_going_back_does_not_return_to_the_conversation(self, page: Page, address: str) -> None:
        page.goto(f"{address}/static/img/emblem.svg")
        page.goto("/")
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        page.get_by_role("button", name="Thoát nhanh").click()
        page.wait_for_url("about:blank")
        page.go_back()
        assert page.url.endswith("emblem.svg")

    def test_escape_twice_leaves(self, page: Page) -> None:
        page.locator("#text").fill("đang viết")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_url("about:blank")

    def test_escape_once_stays(self, page: Page) -> None:
        page.keyboard.press("Escape")
        page.wait_for_timeout(1000)
        page.keyboard.press("Escape")
        page.wait_for_timeout(200)
        assert page.url.startswith("http")

    def test_unsent_messages_and_files_are_forgotten(self, page: Page, gateway: Gateway) -> None:
        start = page.url
        gateway.fail_next = [503] * 50
        page.locator("#files").set_input_files(
            {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
        )
        send(page, "bí mật")
        expect(page.locator(".from-user .state")).to_contain_text("Chưa gửi được")
        page.get_by_role("button", name="Thoát nhanh").click()
        page.wait_for_url("about:blank")
        gateway.fail_next = []
        page.goto(start)
        page.wait_for_timeout(1500)
        assert page.evaluate(NO_TRACE) == "0,0,"
        assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
        assert gateway.received == []

    def test_other_tabs_leave_too(self, page: Page) -> None:
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        other = page.context.new_page()
        other.goto(page.url)
        expect(other.locator(".from-bot")).to_have_count(1)
        page.get_by_role("button", name="Thoát nhanh").click()
        other.wait_for_url("about:blank")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
class TestReading:
    def open(self, browser: Browser, address: str, scheme: str, width: int) -> Page:
        theme: Literal["dark", "light"] = "dark" if scheme == "dark" else "light"
        context = browser.new_context(
            viewport={"width": width, "height": 740}, color_scheme=theme, base_url=address, bypass_csp=True
        )  # the checker evaluates script, which the page's policy forbids
        page = context.new_page()
        page.goto("/")
        page.locator("#starting").wait_for(state="detached")
        return page

    def test_accessible_and_as_wide_as_the_screen(
        self, browser: Browser, address: str, gateway: Gateway, scheme: str, width: int
    ) -> None:
        page = self.open(browser, address, scheme, width)
        for prepare in (lambda: None, lambda: fill(page, gateway)):
            prepare()  # type: ignore[no-untyped-call] # a lambda
            page.evaluate("document.querySelector('details').open = true")
            results = Axe().run(page)
            assert results.violations_count == 0, results.generate_report()
            overflow = "[document.documentElement, document.getElementById('scroll')]"
            assert page.evaluate(f"{overflow}.every(box => box.scrollWidth <= box.clientWidth)")
        page.context.close()


class TestAccess:
    def test_everything_to_press_is_large_enough(self, page: Page, gateway: Gateway) -> None:
        fill(page, gateway)
        for control in page.locator("button:visible, summary:visible, .danger a, textarea").all():
            box = control.bounding_box()
            assert box is not None
            assert box["height"] >= 44, control.text_content()
            assert box["width"] >= 44, control.text_content()

    def test_text_at_twice_the_size_leaves_room_to_read_and_write(self, page: Page, gateway: Gateway) -> None:
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.locator("#text").fill("chữ to")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for name in ("#scroll", "#leave", ".danger a", "#text"):
            box = page.locator(name).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360, name
        reading = page.locator("#scroll").bounding_box()
        assert reading is not None
        assert reading["height"] > 200

    def test_the_way_out_stays_when_the_keyboard_takes_half_the_screen(self, page: Page) -> None:
        page.set_viewport_size({"width": 360, "height": 300})
        expect(page.get_by_role("button", name="Thoát nhanh")).to_be_in_viewport()
        expect(page.get_by_role("link", name="Gọi 113")).to_be_in_viewport()
        expect(page.locator("#text")).to_be_in_viewport()
        reading = page.locator("#scroll").bounding_box()
        assert reading is not None
        assert reading["height"] > 140

    def test_new_messages_are_announced_but_not_the_past(self, page: Page) -> None:
        log = page.get_by_role("log")
        expect(log).to_have_attribute("aria-live", "polite")
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        page.route("**/channels/web/messages?after=0", lambda route: route.abort())
        page.reload()
        page.locator("#starting").wait_for(state="detached")
        expect(log).to_have_attribute("aria-live", "off")
        page.unroute("**/channels/web/messages?after=0")
        expect(page.locator(".from-bot")).to_have_count(1)
        expect(log).to_have_attribute("aria-live", "polite")

    def test_the_police_are_one_press_away(self, page: Page) -> None:
        assert page.get_by_role("link", name="Gọi 113").get_attribute("href") == "tel:113"

    def test_the_first_press_of_tab_leads_to_writing(self, page: Page) -> None:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#text")).to_be_focused()
