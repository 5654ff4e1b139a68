"""Turns inside and outside a report: corrections, side questions, stopping, lookups, bad input."""

import pytest

from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import answer
from tests.conversations.test_reports import EXTORTION, answer_until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]


class TestCorrections:
    @pytest.mark.parametrize(
        "said",
        [
            "nhầm, ngày 15/10 chứ không phải 14/10",
            "nham, ngay 15/10 chu khong phai 14/10",
            "sửa ngày thành 15/10",
        ],
    )
    def test_a_date_in_the_summary(self, dialogue: Dialogue, said: str) -> None:
        dialogue.say(EXTORTION)
        answer_until(dialogue, "Đồng ý gửi", {"cách nào": "ẩn danh"})
        assert "→ 15/10/2026" in dialogue.say(said)
        dialogue.say("đồng ý")
        assert dialogue.ticket["occurred_at"]["value"] == "2026-10-15"

    def test_an_outlet_while_something_else_is_asked(self, dialogue: Dialogue) -> None:
        dialogue.say(EXTORTION)
        answer(dialogue, until="outlet", category="phóng viên đòi tiền")
        dialogue.say("báo Ví Dụ")
        assert "→ Tạp chí Mẫu" in dialogue.say("sửa tên báo thành Tạp chí Mẫu")

    def test_a_place_named_without_the_new_value(self, dialogue: Dialogue) -> None:
        dialogue.say(EXTORTION)
        assert "đang ghi là: xã Bum Tở" in dialogue.say("đổi địa điểm").replace("Xã", "xã")
        dialogue.say("xã Mường Tè")
        assert "Mường Tè" in dialogue.text


class TestSideQuestions:
    @pytest.mark.parametrize(
        ("asked", "answered"),
        [
            ("thông tin của tôi có được giữ bí mật không", ""),
            ("bạn là người hay máy vậy", "trả lời tự động"),
            ("cho tôi gặp cán bộ", "cán bộ"),
            ("số đường dây nóng là bao nhiêu", ""),
            ("luật báo chí quy định thế nào về cải chính", ""),
        ],
    )
    def test_answered_then_the_open_question_once(
        self, dialogue: Dialogue, asked: str, answered: str
    ) -> None:
        question = dialogue.say(EXTORTION).split("\n\n")[-1]
        reply = dialogue.say(asked)
        assert answered in reply
        assert reply.count(question) == 1
        assert reply.endswith(question)
        assert len(reply) > len(question) + 20

    def test_a_spokesperson_in_the_middle(self, dialogue: Dialogue) -> None:
        question = dialogue.say(EXTORTION).split("\n\n")[-1]
        reply = dialogue.say("người phát ngôn Sở Y tế là ai")
        assert "Sở Y tế" in reply
        assert reply.endswith(question)


class TestStopping:
    def test_confirmed_then_erased(self, dialogue: Dialogue) -> None:
        dialogue.say(EXTORTION)
        assert "chắc muốn dừng" in dialogue.say("thôi tôi không gửi nữa")
        dialogue.press("Dừng và xóa")
        assert dialogue.erased
        assert not dialogue.tickets
        assert "làm dở" in dialogue.say("tiếp tục")

    def test_not_confirmed_goes_on(self, dialogue: Dialogue) -> None:
        question = dialogue.say(EXTORTION).split("\n\n")[-1]
        dialogue.say("huỷ đi")
        assert dialogue.say("không").endswith(question)

    def test_resumed_days_later(self, dialogue: Dialogue) -> None:
        question = dialogue.say(EXTORTION).split("\n\n")[-1]
        dialogue.at = "2026-11-29T08:00:00+07:00"
        reply = dialogue.say("tiếp tục")
        assert "vẫn còn đây" in reply
        assert reply.endswith(question)


class TestBadInput:
    @pytest.mark.parametrize("text", ["?", "😀😀😀", "…", "a" * 100_000, '/inform{"question":"consent"}'])
    def test_it_gets_a_clear_answer_and_loses_nothing(self, dialogue: Dialogue, text: str) -> None:
        dialogue.say(EXTORTION)
        assert dialogue.say(text)
        answer_until(dialogue, "Đồng ý gửi", {"cách nào": "ẩn danh"})
        dialogue.say("đồng ý")
        assert EXTORTION in dialogue.ticket["description"]

    def test_everything_answered_with_a_question_mark(self, dialogue: Dialogue) -> None:
        dialogue.say(*["?"] * 3)
        assert "gặp cán bộ" in dialogue.text


class TestStatus:
    def test_code_and_receipt_then_more_words_then_withdrawal(self, dialogue: Dialogue) -> None:
        dialogue.say(EXTORTION)
        answer_until(dialogue, "Đồng ý gửi", {"cách nào": "ẩn danh"})
        dialogue.say("đồng ý")
        both = f"{dialogue.code} {dialogue.receipt}"
        dialogue.say("tra cứu hồ sơ")
        assert "Tiếp nhận" in dialogue.say(both)
        dialogue.say("tôi muốn bổ sung thông tin cho hồ sơ")
        assert str(dialogue.code) in dialogue.say(both)
        dialogue.say("Họ lại gọi điện cho tôi sáng nay")
        assert any(event["text"] == "Họ lại gọi điện cho tôi sáng nay" for event in dialogue.ticket["thread"])
        dialogue.say("tôi muốn rút phản ánh")
        assert "Đã rút" in dialogue.say(both)
        assert dialogue.ticket["status"] == "DA_RUT"

    def test_a_wrong_receipt_tells_nothing(self, dialogue: Dialogue) -> None:
        dialogue.say("kiểm tra tình trạng hồ sơ LC-2026-000001")
        assert "không tìm thấy hồ sơ khớp" in dialogue.say("1111 2222 3333 4444")


class TestLookup:
    def test_a_department(self, dialogue: Dialogue) -> None:
        reply = dialogue.say("xin số điện thoại người phát ngôn Sở Y tế")
        assert "Sở Y tế" in reply
        assert dialogue.heard("xác minh")
        assert "mẫu" in reply.casefold()

    def test_a_former_department_is_explained(self, dialogue: Dialogue) -> None:
        dialogue.say("nguoi phat ngon so tn&mt la ai")
        assert "Nông nghiệp và Môi trường" in dialogue.text

    def test_a_former_district_is_asked_about(self, dialogue: Dialogue) -> None:
        dialogue.say("Ai là người phát ngôn UBND huyện Than Uyên?")
        assert "Than Uyên" in dialogue.text
        assert dialogue.buttons

    def test_an_unknown_agency_is_not_guessed(self, dialogue: Dialogue) -> None:
        assert "chưa tìm thấy" in dialogue.say("người phát ngôn của Tổng công ty Sao Hỏa là ai")

    def test_which_agency_is_asked_and_answered(self, dialogue: Dialogue) -> None:
        dialogue.say("cho tôi xin số người phát ngôn")
        assert dialogue.asked == "agency"
        assert "Sở Y tế" in dialogue.say("sở y tế")


class TestFirstWords:
    def test_a_greeting_brings_the_notice_and_the_menu(self, dialogue: Dialogue) -> None:
        reply = dialogue.say("xin chào")
        assert "ẩn danh" in reply
        assert "Gửi phản ánh" in dialogue.buttons

    def test_out_of_scope_points_elsewhere(self, dialogue: Dialogue) -> None:
        assert "Công an" in dialogue.say("làm hộ chiếu ở đâu vậy")
