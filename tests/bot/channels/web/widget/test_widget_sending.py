"""What is typed arrives once and in order, whatever the network does."""

from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect

from tests.bot.channels.web.widget.gateway import Gateway

pytestmark = pytest.mark.browser


def send(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Gửi", exact=True).click()


class TestSending:
    def test_text_is_sent_and_answered(self, page: Page, gateway: Gateway) -> None:
        send(page, "Xin chào")
        expect(page.locator(".from-bot .text")).to_have_text("Đã nhận: Xin chào")
        expect(page.locator(".from-user .state")).to_contain_text("Đã gửi")
        expect(page.locator("#text")).to_have_value("")
        assert [message["text"] for message in gateway.received] == ["Xin chào"]

    def test_a_visit_without_a_word_opens_no_conversation(self, page: Page, gateway: Gateway) -> None:
        page.wait_for_timeout(300)
        assert gateway.conversations == {}
        assert page.evaluate("Object.keys(localStorage)") == []

    def test_decomposed_text_is_sent_composed(self, page: Page, gateway: Gateway) -> None:
        send(page, "Tie\u0302\u0301ng Vie\u0323\u0302t")
        expect(page.locator(".from-bot")).to_have_count(1)
        assert gateway.received[0]["text"] == "Tiếng Việt"

    def test_enter_sends_and_shift_enter_breaks_the_line(self, page: Page, gateway: Gateway) -> None:
        page.locator("#text").press_sequentially("một")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("hai")
        page.keyboard.press("Enter")
        expect(page.locator(".from-bot")).to_have_count(1)
        assert gateway.received[0]["text"] == "một\nhai"

    def test_several_messages_keep_their_order(self, page: Page, gateway: Gateway) -> None:
        wanted = [f"tin {number}" for number in range(8)]
        for text in wanted:
            send(page, text)
        expect(page.locator(".from-bot")).to_have_count(8)
        assert [message["text"] for message in gateway.received] == wanted
        assert page.locator(".from-user .text").all_text_contents() == wanted

    def test_a_starter_is_a_message(self, page: Page, gateway: Gateway) -> None:
        page.get_by_role("button", name="Tôi muốn tìm người phát ngôn").click()
        expect(page.locator(".from-bot")).to_have_count(1)
        assert gateway.received[0]["text"] == "Tôi muốn tìm người phát ngôn"

    def test_too_long_text_is_refused_before_sending_and_kept(self, page: Page, gateway: Gateway) -> None:
        page.locator("#text").fill("a" * 20_001)
        expect(page.locator("#counter")).to_have_text("Dài quá 1 ký tự")
        page.get_by_role("button", name="Gửi", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("20.000")
        assert len(page.locator("#text").input_value()) == 20_001
        assert gateway.posts == 0


class TestTrouble:
    def test_offline_messages_wait_and_go_out_by_themselves(
        self, page: Page, context: BrowserContext, gateway: Gateway
    ) -> None:
        context.set_offline(True)
        send(page, "một")
        send(page, "hai")
        expect(page.locator("#status")).to_contain_text("Mất mạng")
        expect(page.locator(".from-user .state").first).to_contain_text("Chưa gửi được")
        context.set_offline(False)
        expect(page.locator(".from-bot")).to_have_count(2)
        assert [message["text"] for message in gateway.received] == ["một", "hai"]
        # Both were written before anything was answered, whenever they arrive.
        assert [message["seen"] for message in gateway.received] == [0, 0]
        expect(page.locator("#status")).to_have_text("")

    def test_server_trouble_is_retried_at_the_press_of_a_button(self, page: Page, gateway: Gateway) -> None:
        gateway.fail_next = [503, 503, 503, 503]
        send(page, "một")
        retry = page.get_by_role("button", name="Thử lại")
        for _ in range(4):
            retry.click()
        expect(page.locator(".from-bot")).to_have_count(1)
        assert len(gateway.received) == 1

    def test_a_lost_answer_does_not_send_twice(self, page: Page, gateway: Gateway) -> None:
        lost: list[APIResponse] = []

        def lose_first(route: Route) -> None:
            if lost:
                route.continue_()
                return
            lost.append(route.fetch())
            route.abort()

        page.route("**/channels/web/messages", lose_first)
        send(page, "một")
        expect(page.locator(".from-user .state")).to_contain_text("Đã gửi")
        expect(page.locator(".from-bot")).to_have_count(1)
        expect(page.locator(".from-user")).to_have_count(1)
        assert len(gateway.received) == 1
        assert page.evaluate("localStorage.getItem('duongday.outbox')") is None

    def test_a_refused_message_says_why_and_comes_back_for_editing(
        self, page: Page, gateway: Gateway
    ) -> None:
        gateway.fail_next = [422]
        gateway.fail_detail = "Tin nhắn quá dài."
        send(page, "một")
        expect(page.locator(".from-user .state")).to_contain_text("Không gửi được. Tin nhắn quá dài.")
        send(page, "hai")  # does not wait for the refused one
        expect(page.locator(".from-bot .text")).to_have_text("Đã nhận: hai")
        page.get_by_role("button", name="Sửa lại").click()
        expect(page.locator("#text")).to_have_value("một")
        expect(page.locator(".from-user")).to_have_count(1)

    def test_a_login_page_of_the_network_does_not_swallow_a_message(
        self, page: Page, gateway: Gateway
    ) -> None:
        page.route("**/channels/web/messages", lambda route: route.fulfill(status=200, body="<html>"))
        send(page, "một")
        expect(page.locator(".from-user .state")).to_contain_text("Chưa gửi được")
        page.unroute("**/channels/web/messages")
        page.get_by_role("button", name="Thử lại").click()
        expect(page.locator(".from-bot")).to_have_count(1)


class TestReload:
    def test_conversation_and_typed_text_survive(self, page: Page) -> None:
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        page.locator("#text").fill("đang viết")
        page.reload()
        expect(page.locator(".from-bot .text")).to_have_text("Đã nhận: một")
        expect(page.locator(".from-user .text")).to_have_text("một")
        expect(page.locator("#text")).to_have_value("đang viết")

    def test_unsent_messages_and_files_survive(self, page: Page, gateway: Gateway, tmp_path: Path) -> None:
        picture = tmp_path / "anh.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 1000)
        gateway.fail_next = [503] * 50
        page.locator("#files").set_input_files(picture)
        send(page, "có ảnh")
        expect(page.locator(".from-user .state")).to_contain_text("Chưa gửi được")
        page.reload()
        expect(page.locator(".from-user .text")).to_have_text("có ảnh")
        gateway.fail_next = []
        page.get_by_role("button", name="Thử lại").click()
        expect(page.locator(".from-bot")).to_have_count(1)
        assert gateway.received[0]["attachments"][0]["name"] == "anh.png"
        assert gateway.received[0]["attachments"][0]["size"] == 1008

    def test_an_unknown_token_starts_anew_and_says_so(self, page: Page, gateway: Gateway) -> None:
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        page.locator("#text").fill("đang viết")
        gateway.conversations.clear()
        page.reload()
        expect(page.locator(".divider")).to_contain_text("Đây là cuộc trò chuyện mới")
        expect(page.locator("#text")).to_have_value("đang viết")
        page.get_by_role("button", name="Gửi", exact=True).click()
        expect(page.locator(".from-bot .text")).to_have_text("Đã nhận: đang viết")

    def test_a_token_lost_in_the_middle_sends_the_message_to_the_new_conversation(
        self, page: Page, gateway: Gateway
    ) -> None:
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        gateway.conversations.clear()
        send(page, "hai")
        expect(page.locator(".from-bot .text").last).to_have_text("Đã nhận: hai")
        expect(page.locator(".divider")).to_have_count(1)
        shown = page.locator("#log .text").all_text_contents()
        assert shown == ["một", "Đã nhận: một", "hai", "Đã nhận: hai"]
        assert page.locator(".divider ~ .message").count() == 2
        assert len(gateway.conversations) == 1


class TestFiles:
    def test_files_go_with_the_text(self, page: Page, gateway: Gateway, tmp_path: Path) -> None:
        document = tmp_path / "đơn.pdf"
        document.write_bytes(b"%PDF-1.4")
        page.locator("#files").set_input_files(document)
        expect(page.locator(".chip")).to_contain_text("đơn.pdf (1 KB)")
        send(page, "xem tệp")
        expect(page.locator(".from-bot")).to_have_count(1)
        expect(page.locator(".from-user .file")).to_contain_text("đơn.pdf")
        expect(page.locator(".chip")).to_have_count(0)
        assert [file["name"] for file in gateway.received[0]["attachments"]] == ["đơn.pdf"]

    def test_a_file_alone_is_a_message(self, page: Page, gateway: Gateway, tmp_path: Path) -> None:
        sound = tmp_path / "ghi âm.mp3"
        sound.write_bytes(b"ID3")
        page.locator("#files").set_input_files(sound)
        page.get_by_role("button", name="Gửi", exact=True).click()
        expect(page.locator(".from-bot")).to_have_count(1)
        assert gateway.received[0]["text"] == ""

    def test_wrong_files_are_named_before_sending(self, page: Page, gateway: Gateway, tmp_path: Path) -> None:
        program = tmp_path / "virus.exe"
        program.write_bytes(b"MZ")
        empty = tmp_path / "rỗng.jpg"
        empty.write_bytes(b"")
        huge = tmp_path / "phim.mp4"
        with huge.open("wb") as handle:
            handle.truncate(20 * 1024 * 1024 + 1)
        page.locator("#files").set_input_files([program, empty, huge])
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("virus.exe")
        expect(alert).to_contain_text("rỗng.jpg")
        expect(alert).to_contain_text("20 MB")
        expect(page.locator(".chip")).to_have_count(0)

    def test_the_eleventh_file_is_refused(self, page: Page, tmp_path: Path) -> None:
        pictures = []
        for number in range(11):
            pictures.append(tmp_path / f"{number}.jpg")
            pictures[-1].write_bytes(b"\xff\xd8\xff")
        page.locator("#files").set_input_files(pictures)
        expect(page.locator(".chip")).to_have_count(10)
        expect(page.get_by_role("alert")).to_contain_text("nhiều nhất 10 tệp")
        page.get_by_role("button", name="Bỏ tệp 3.jpg").click()
        expect(page.locator(".chip")).to_have_count(9)

    def test_a_failed_upload_is_repeated(self, page: Page, gateway: Gateway, tmp_path: Path) -> None:
        picture = tmp_path / "anh.jpg"
        picture.write_bytes(b"\xff\xd8\xff" * 100_000)
        gateway.fail_next = [500]
        page.locator("#files").set_input_files(picture)
        send(page, "ảnh")
        expect(page.locator(".from-bot")).to_have_count(1)
        assert gateway.posts == 2
        assert gateway.received[0]["attachments"][0]["size"] == 300_000
