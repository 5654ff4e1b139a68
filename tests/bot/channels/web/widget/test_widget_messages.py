"""What the bot says is shown as text, in order, and can be answered with buttons."""

import pytest
from playwright.sync_api import Page, expect

from tests.bot.channels.web.widget.gateway import Gateway, Message

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>đậm</b>'


def send(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Gửi", exact=True).click()


def say(gateway: Gateway, text: str, **more: object) -> None:
    gateway.answer = lambda _: [{"text": text} | more]


def yes_or_no(text: str) -> list[Message]:
    buttons = [{"title": "Đồng ý", "payload": "t1:Đồng ý"}, {"title": "Không", "payload": "t2:Không"}]
    return (
        [{"text": "Anh/Chị có đồng ý không?", "buttons": buttons}] if text == "hỏi" else [{"text": "Cảm ơn"}]
    )


class TestText:
    def test_hostile_text_of_either_side_stays_text(self, page: Page, gateway: Gateway) -> None:
        say(gateway, HOSTILE)
        send(page, HOSTILE)
        expect(page.locator(".from-bot .text")).to_have_text(HOSTILE)
        expect(page.locator(".from-user .text")).to_have_text(HOSTILE)
        assert page.locator("#log img, #log script, #log b").count() == 0
        assert page.title() == "Đường dây nóng báo chí tỉnh Lai Châu"

    def test_hostile_buttons_and_file_names_stay_text(self, page: Page, gateway: Gateway) -> None:
        files = [{"id": "1", "name": HOSTILE, "media_type": "image/png", "size": 10}]
        say(gateway, "xem", buttons=[{"title": HOSTILE, "payload": "x"}], attachments=files)
        send(page, "chào")
        expect(page.locator(".choice")).to_have_text(HOSTILE)
        expect(page.locator(".from-bot .file")).to_contain_text(HOSTILE)
        assert page.locator("#log img, #log b").count() == 0

    def test_lines_are_kept(self, page: Page, gateway: Gateway) -> None:
        say(gateway, "một\n\nhai")
        send(page, "chào")
        body = page.locator(".from-bot .text")
        expect(body).to_have_text("một\n\nhai", use_inner_text=True)

    def test_addresses_and_phone_numbers_become_links(self, page: Page, gateway: Gateway) -> None:
        say(
            gateway,
            "Gọi 113 ngay. Xem https://laichau.gov.vn/a?b=1. Số 0213 3876 123, 0912345678 hoặc "
            "+84 912 345 678. http://xấu.vn javascript:alert(1) 113 triệu, mã 12345678901234567",
        )
        send(page, "chào")
        links = page.locator(".from-bot .text a")
        expect(links).to_have_count(5)
        assert [link.get_attribute("href") for link in links.all()] == [
            "tel:113",
            "https://laichau.gov.vn/a?b=1",
            "tel:02133876123",
            "tel:0912345678",
            "tel:+84912345678",
        ]
        assert links.nth(1).get_attribute("rel") == "noopener noreferrer"

    def test_a_mail_address_becomes_a_link_without_the_sign_behind_it(
        self, page: Page, gateway: Gateway
    ) -> None:
        say(gateway, "Email: mau.vp+bao@laichau.example. Không phải: a@b, @lan, x@y.z1")
        send(page, "chào")
        links = page.locator(".from-bot .text a")
        expect(links).to_have_count(1)
        assert links.first.get_attribute("href") == "mailto:mau.vp+bao@laichau.example"

    def test_each_contact_can_be_copied_by_its_own_name(self, page: Page, gateway: Gateway) -> None:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        say(gateway, "Điện thoại: 0213 3876 543\nEmail: mau@laichau.example\nNguy hiểm: gọi 113")
        send(page, "người phát ngôn")
        expect(page.get_by_role("button", name="Sao chép")).to_have_count(2)  # 113 is for calling
        for contact in ("0213 3876 543", "mau@laichau.example"):
            page.get_by_role("button", name=f"Sao chép {contact}").click()
            expect(page.locator("#spoken")).to_have_text("Đã sao chép")
            assert page.evaluate("navigator.clipboard.readText()") == contact

    def test_what_the_user_wrote_gets_no_buttons(self, page: Page) -> None:
        send(page, "Số tôi 0912 345 678, lan@vi.example")
        expect(page.locator(".from-bot")).to_have_count(1)
        assert page.locator(".from-user a, .from-user .contact").count() == 0

    def test_ticket_and_receipt_can_be_copied(self, page: Page, gateway: Gateway) -> None:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        say(gateway, "Mã phản ánh: LC-2026-004217\nMã biên nhận: 0123456789012345")
        send(page, "gửi")
        expect(page.locator(".code")).to_have_text(["LC-2026-004217", "0123456789012345"])
        page.get_by_role("button", name="Sao chép cả hai mã").click()
        expect(page.locator("#spoken")).to_have_text("Đã sao chép")
        assert page.evaluate("navigator.clipboard.readText()") == "LC-2026-004217\n0123456789012345"
        page.get_by_role("button", name="Sao chép mã biên nhận").click()
        page.wait_for_timeout(100)
        assert page.evaluate("navigator.clipboard.readText()") == "0123456789012345"


class TestButtons:
    def test_a_choice_is_made_with_the_keyboard_alone(self, page: Page, gateway: Gateway) -> None:
        gateway.answer = yes_or_no
        send(page, "hỏi")
        agree = page.get_by_role("button", name="Đồng ý")
        expect(agree).to_be_enabled()
        page.locator("#text").focus()
        for _ in range(10):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.textContent") == "Đồng ý":
                break
        page.keyboard.press("Enter")
        expect(page.locator(".from-bot .text").last).to_have_text("Cảm ơn")
        expect(page.locator(".from-user .text").last).to_have_text("Đồng ý")
        assert gateway.received[-1]["payload"] == "t1:Đồng ý"
        assert page.evaluate("document.activeElement.className") == "message from-user"

    def test_only_the_newest_question_has_live_buttons(self, page: Page, gateway: Gateway) -> None:
        gateway.answer = yes_or_no
        send(page, "hỏi")
        expect(page.get_by_role("button", name="Đồng ý")).to_be_enabled()
        send(page, "hỏi")
        agree = page.get_by_role("button", name="Đồng ý")
        expect(agree).to_have_count(2)
        expect(agree.first).to_be_disabled()
        expect(agree.last).to_be_enabled()
        page.reload()
        expect(agree.last).to_be_enabled()
        expect(agree.first).to_be_disabled()

    def test_typing_answers_a_question_too(self, page: Page, gateway: Gateway) -> None:
        gateway.answer = yes_or_no
        send(page, "hỏi")
        expect(page.get_by_role("button", name="Không")).to_be_enabled()
        send(page, "thôi để sau")
        expect(page.locator(".from-bot .text").last).to_have_text("Cảm ơn")
        expect(page.get_by_role("button", name="Không")).to_be_disabled()


class TestEvents:
    def test_waiting_for_an_answer_is_shown(self, page: Page, gateway: Gateway) -> None:
        gateway.delay = 1.5
        send(page, "chào")
        expect(page.locator("#typing")).to_be_visible()
        expect(page.locator(".from-bot")).to_have_count(1)
        expect(page.locator("#typing")).to_be_hidden()

    def test_staff_messages_arrive_unasked_and_say_who_writes(self, page: Page, gateway: Gateway) -> None:
        send(page, "chào")
        expect(page.locator(".from-bot")).to_have_count(1)
        gateway.set_state(mode="human")
        gateway.say("Tôi là cán bộ trực.", sender="staff")
        expect(page.locator(".from-staff .sender")).to_have_text("Cán bộ đường dây nóng")
        expect(page.locator("#status")).to_contain_text("Cán bộ đường dây nóng đang trực tiếp trả lời")
        gateway.set_state(mode="bot")
        expect(page.locator("#status")).to_have_text("")

    def test_answers_come_without_a_stream_too(self, page: Page, gateway: Gateway) -> None:
        gateway.stream_works = False
        send(page, "chào")
        expect(page.locator(".from-bot .text")).to_have_text("Đã nhận: chào")

    def test_what_was_missed_offline_is_fetched(self, page: Page, gateway: Gateway) -> None:
        send(page, "chào")
        expect(page.locator(".from-bot")).to_have_count(1)
        page.context.set_offline(True)
        expect(page.locator("#status")).to_contain_text("Mất mạng")
        gateway.say("Tin khi vắng mặt", sender="staff")
        page.context.set_offline(False)
        expect(page.locator(".from-staff .text")).to_have_text("Tin khi vắng mặt")

    def test_two_tabs_show_the_same_conversation(self, page: Page, gateway: Gateway) -> None:
        send(page, "một")
        expect(page.locator(".from-bot")).to_have_count(1)
        other = page.context.new_page()
        other.goto("/")
        expect(other.locator(".message")).to_have_count(2)
        send(other, "hai")
        expect(other.locator(".message")).to_have_count(4)
        page.bring_to_front()
        expect(page.locator(".message")).to_have_count(4)
        assert page.locator(".text").all_text_contents() == other.locator(".text").all_text_contents()
        assert len(gateway.conversations) == 1
