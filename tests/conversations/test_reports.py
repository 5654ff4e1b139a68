"""Whole reports, judged by the ticket that was filed."""

from collections.abc import Callable

import pytest

from tests.conversations.dialogue import Dialogue

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]

EXTORTION = (
    "Có hai người xưng nhà báo đến xã Bum Tở hôm qua đòi 20 triệu của quán tôi, không đưa thì đăng bài"
)


def answer_until(dialogue: Dialogue, wanted: str, answers: dict[str, str]) -> None:
    """Answer whatever is asked by its key words until the reply contains `wanted`; "bỏ qua" otherwise."""
    for _ in range(15):
        if wanted in dialogue.text:
            return
        last = dialogue.text.split("\n\n")[-1]
        reply = next((said for part, said in answers.items() if part in last), "bỏ qua")
        dialogue.say(reply)
    raise AssertionError(dialogue.text)


class TestWholeReports:
    def test_extortion_accented_anonymous(self, dialogue: Dialogue) -> None:
        dialogue.say(EXTORTION)
        answer_until(
            dialogue,
            "Đồng ý gửi",
            {"gần với loại": "phóng viên đòi tiền", "cách nào": "ẩn danh", "tên gì": "một anh tên Hùng"},
        )
        dialogue.say("đồng ý")
        ticket = dialogue.ticket
        assert ticket["category"] in ("PV-NN", "PV-MD")
        assert ticket["description"] == EXTORTION
        assert ticket["occurred_at"] == {"value": "2026-11-22", "precision": "day"}
        assert ticket["place"]["text"] == "xã Bum Tở"
        assert ticket["reporter"]["anonymous"] is True
        assert "⟦receipt⟧" in dialogue.text

    def test_extortion_unaccented_with_shorthand(self, dialogue: Dialogue) -> None:
        dialogue.say("ad oi co thang pv xuong xa sin ho xin tien ko cho thi doa viet bai huhu")
        answer_until(
            dialogue,
            "Đồng ý gửi",
            {
                "tên gì": "no ten thang",
                "khi nào": "tuan trc",
                "xã, phường": "xa sin ho",
                "cách nào": "giu bi mat",
            },
        )
        dialogue.say("ok")
        ticket = dialogue.ticket
        assert ticket["category"] == "PV-NN"
        assert ticket["occurred_at"]["precision"] == "week"
        assert ticket["reporter"]["keep_secret"] is True

    def test_false_article_with_link_date_and_named_reporter(self, dialogue: Dialogue) -> None:
        dialogue.say(
            "Báo Lao Động đăng bài bịa đặt về nhà tôi ở https://laodong.vn/tin-1.html ngày 12/11, không gỡ"
        )
        answer_until(
            dialogue,
            "Đồng ý gửi",
            {
                "gần với loại": "báo đăng tin sai sự thật",
                "Ai bị ảnh hưởng": "gia đình tôi",
                "mong muốn": "gỡ bài và xin lỗi",
                "cách nào": "nêu tên",
                "số điện thoại": "Tôi là Lò Văn Nam, 0912345678",
            },
        )
        dialogue.say("dạ đúng")
        ticket = dialogue.ticket
        assert ticket["category"].startswith("BC-")
        assert ticket["article"]["url"] == "https://laodong.vn/tin-1.html"
        assert ticket["article"]["date"] == "2026-11-12"
        assert ticket["wish"] == "gỡ bài và xin lỗi"
        assert dialogue.reporter["phone"] == "+84912345678"
        assert "Lò Văn Nam" in dialogue.reporter["name"]

    def test_obstructed_journalist(self, dialogue: Dialogue) -> None:
        dialogue.say(
            "Tôi là phóng viên, sáng nay tác nghiệp ở phường Tân Phong bị mấy người thu máy ảnh và đuổi đi"
        )
        answer_until(
            dialogue,
            "Đồng ý gửi",
            {"gần với loại": "cản trở nhà báo tác nghiệp", "cách nào": "nêu tên, giữ kín"},
        )
        dialogue.say("vâng gửi đi")
        assert dialogue.ticket["category"] == "PV-CT"

    def test_agency_that_does_not_answer_the_press(self, dialogue: Dialogue) -> None:
        dialogue.say(
            "tôi gửi câu hỏi qua email cho người phát ngôn sở đã 2 tháng mà không ai trả lời, né tránh"
        )
        answer_until(
            dialogue, "Đồng ý gửi", {"gần với loại": "cơ quan không trả lời báo chí", "cách nào": "nêu tên"}
        )
        dialogue.say("đồng ý")
        assert dialogue.ticket["category"] == "PN-CPN"

    def test_bare_announcement_then_the_story(self, dialogue: Dialogue) -> None:
        dialogue.say("tôi muốn phản ánh một việc")
        assert "chuyện gì" in dialogue.text
        dialogue.say("có người giả danh nhà báo, thẻ giả, đến trạm y tế xã Mường Than vòi tiền chiều 15/10")
        answer_until(dialogue, "Đồng ý gửi", {"cách nào": "ẩn danh"})
        dialogue.say("ừ")
        assert dialogue.ticket["category"] == "PV-MD"
        assert dialogue.ticket["occurred_at"]["value"].startswith("2026-10-15")

    def test_wrong_contact_in_the_directory(self, dialogue: Dialogue) -> None:
        dialogue.say("số điện thoại người phát ngôn Sở Y tế trên danh bạ bị sai rồi, gọi không đúng người")
        answer_until(dialogue, "Đồng ý gửi", {"cách nào": "ẩn danh"})
        dialogue.say("đồng ý")
        assert dialogue.ticket["category"] == "NPN-CN"

    def test_files_before_words(self, dialogue: Dialogue) -> None:
        dialogue.send_files("f-1", "f-2")
        dialogue.say("phóng viên lạ vào mỏ đá nhà tôi quay phim rồi đòi ký hợp đồng quảng cáo 55 triệu")
        answer_until(dialogue, "Đồng ý gửi", {"gần với loại": "phóng viên đòi tiền", "cách nào": "ẩn danh"})
        dialogue.say("ok")
        assert [item["id"] for item in dialogue.ticket["evidence_announced"]] == ["f-1", "f-2"]

    def test_file_in_the_middle_of_a_question(self, dialogue: Dialogue) -> None:
        dialogue.say(EXTORTION)
        question = dialogue.text.split("\n\n")[-1]
        reply = dialogue.send_files("f-3")
        assert reply.split("\n\n")[-1] == question


class TestEmergency:
    def test_113_first_and_an_urgent_ticket(self, dialogue: Dialogue) -> None:
        assert dialogue.say("cứu tôi với, họ đang giữ tôi trong nhà đòi 50 triệu").startswith("⚠️")
        dialogue.press("Gửi ngay, không hỏi thêm")
        dialogue.say("ẩn danh", "đồng ý")
        assert dialogue.ticket["urgency"] == "urgent"

    def test_unaccented(self, dialogue: Dialogue) -> None:
        assert "113" in dialogue.say("bon no dang danh anh em toi cuu voi").split("\n")[0]

    def test_in_the_middle_of_a_report(self, dialogue: Dialogue) -> None:
        dialogue.say(EXTORTION)
        assert dialogue.say("họ đang chặn xe không cho tôi đi").startswith("⚠️")


class TestExactlyOnce:
    def summary(self, dialogue: Dialogue) -> str:
        dialogue.say(EXTORTION)
        answer_until(dialogue, "Đồng ý gửi", {"cách nào": "ẩn danh"})
        return dialogue.buttons["Đồng ý gửi"]

    def test_the_consenting_message_delivered_twice_files_once(self, dialogue: Dialogue) -> None:
        self.summary(dialogue)
        first = dialogue.press("Đồng ý gửi")
        assert dialogue.repeat() == first
        assert len(dialogue.tickets) == 1

    def test_the_button_pressed_twice_files_once(self, dialogue: Dialogue) -> None:
        agree = self.summary(dialogue)
        dialogue.press("Đồng ý gửi")
        dialogue.press("Đồng ý gửi", agree)
        assert len(dialogue.tickets) == 1

    def test_an_answer_delivered_twice_fills_one_question(self, dialogue: Dialogue) -> None:
        dialogue.say(EXTORTION, "một anh tên Hùng")
        asked = dialogue.text
        assert dialogue.repeat() == asked

    def test_an_old_consent_does_not_file_the_changed_report(self, dialogue: Dialogue) -> None:
        agree = self.summary(dialogue)
        dialogue.say("sửa ngày thành 15/10")
        dialogue.press("Đồng ý gửi", agree)
        assert not dialogue.tickets
        dialogue.press("Đồng ý gửi")
        assert dialogue.ticket["occurred_at"]["value"] == "2026-10-15"

    def test_a_button_of_an_earlier_report_does_not_consent_to_the_next(self, dialogue: Dialogue) -> None:
        agree = self.summary(dialogue)
        dialogue.press("Đồng ý gửi")
        dialogue.say("tôi muốn phản ánh việc khác")
        self.summary(dialogue)
        dialogue.press("Đồng ý gửi", agree)
        assert len(dialogue.tickets) == 1

    def test_a_second_story_soon_after_is_asked_about(self, dialogue: Dialogue) -> None:
        self.summary(dialogue)
        dialogue.press("Đồng ý gửi")
        reply = dialogue.say(EXTORTION.replace("20 triệu", "35 triệu"))
        assert "không cần viết lại" in reply
        dialogue.press("Việc khác")
        answer_until(dialogue, "Đồng ý gửi", {"cách nào": "ẩn danh"})
        dialogue.press("Đồng ý gửi")
        assert len(dialogue.tickets) == 2

    def test_conversations_do_not_mix(self, begin: Callable[[], Dialogue]) -> None:
        one, other = begin(), begin()
        agree = self.summary(one)
        other.say(EXTORTION.replace("20 triệu", "90 triệu"))
        other.press("Đồng ý gửi", agree)
        assert not other.tickets
        one.press("Đồng ý gửi")
        assert "90 triệu" not in one.ticket["description"]
