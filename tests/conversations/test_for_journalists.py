"""A journalist on deadline: who speaks for whom, what to do when nobody does, wrong numbers."""

import pytest

from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, answer, check_filed, tell

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]


UNANSWERED = "tôi gọi 5 cuộc trong giờ hành chính đều không ai nghe máy"


class TestWhoSpeaks:
    @pytest.mark.parametrize(
        ("asked", "name", "phone"),
        [
            ("Cho tôi xin liên hệ người phát ngôn của Sở Y tế", "Nguyễn Văn Mẫu", "000 000 0001"),
            ("sdt nguoi phat ngon so gd&dt", "Hoàng Thị Mẫu", "000 000 0008"),
            ("pv cần gặp người phát ngôn ubnd p. tân phong gấp", "Đèo Văn Mẫu", "000 000 0019"),
            ("ai phát ngôn cho công an tỉnh", "Phạm Văn Mẫu", "000 000 0007"),
        ],
    )
    def test_found_with_number_and_day_of_the_last_check(
        self, dialogue: Dialogue, asked: str, name: str, phone: str
    ) -> None:
        dialogue.say(asked)
        assert dialogue.heard(name, phone, "/2026"), dialogue.text
        assert dialogue.heard("xác minh") or dialogue.heard("kiểm tra")
        assert dialogue.asked is None

    def test_unpublished_numbers_are_never_given(self, dialogue: Dialogue) -> None:
        dialogue.say("cho số di động riêng của người phát ngôn Sở Y tế")
        assert not dialogue.heard("000 000 0901")
        dialogue.say("người phát ngôn Sở Nội vụ là ai")
        assert not dialogue.heard("Chưa Công Bố")
        assert not dialogue.heard("0911")

    def test_several_agencies_in_one_question(self, dialogue: Dialogue) -> None:
        dialogue.say("cho mình xin người phát ngôn của Sở Y tế và Sở Xây dựng")
        assert dialogue.heard("Nguyễn Văn Mẫu", "Đỗ Văn Mẫu")

    def test_as_of_an_earlier_day(self, dialogue: Dialogue) -> None:
        dialogue.say("tháng 5 năm 2025 ai là người phát ngôn của Sở Y tế")
        assert dialogue.heard("Lê Văn Trước", "5/2025")
        if dialogue.heard("Nguyễn Văn Mẫu"):  # today's may follow
            assert dialogue.text.index("Lê Văn Trước") < dialogue.text.index("Nguyễn Văn Mẫu")

    def test_stale_entries_say_so(self, dialogue: Dialogue) -> None:
        dialogue.say("người phát ngôn sở giáo dục và đào tạo")
        assert dialogue.heard("6 tháng")

    def test_a_dissolved_agency_is_explained(self, dialogue: Dialogue) -> None:
        dialogue.say("xin sđt người phát ngôn sở tài nguyên môi trường")
        assert dialogue.heard("Nông nghiệp và Môi trường", "Tẩn A Mẫu")

    def test_an_ambiguous_agency_is_asked_and_answered_by_typing(self, dialogue: Dialogue) -> None:
        dialogue.say("nguoi phat ngon ubnd huyen than uyen la ai vay")
        assert dialogue.buttons
        assert not dialogue.heard("000 000")
        dialogue.say("xã Than Uyên")
        assert dialogue.heard("Hà Thị Mẫu")

    def test_an_unknown_agency_is_never_guessed(self, dialogue: Dialogue) -> None:
        dialogue.say("người phát ngôn của Liên đoàn Bóng bàn Sao Thổ")
        assert not dialogue.heard("000 000")
        assert dialogue.heard("Sao Thổ") or dialogue.heard("chưa tìm thấy")

    def test_which_agency_is_asked_when_none_is_named(self, dialogue: Dialogue) -> None:
        dialogue.say("toi can so nguoi phat ngon")
        assert dialogue.asked == "agency"
        dialogue.say("sở xây dựng nhé")
        assert dialogue.heard("Đỗ Văn Mẫu")

    def test_the_whole_list(self, dialogue: Dialogue) -> None:
        dialogue.say("có danh sách tất cả người phát ngôn của tỉnh không")
        assert dialogue.heard("danh-ba")

    def test_then_the_next_agency_without_repeating_the_question(self, dialogue: Dialogue) -> None:
        dialogue.say("người phát ngôn Sở Y tế là ai", "thế còn Sở Xây dựng")
        assert dialogue.heard("Đỗ Văn Mẫu")


class TestNobodyAnswers:
    def test_one_step_from_the_answer_to_a_report_about_the_agency(self, dialogue: Dialogue) -> None:
        dialogue.say("người phát ngôn Sở Y tế là ai")
        dialogue.press("…", button_about(dialogue, "PN-CPN"))
        answer(dialogue, time="gọi suốt từ hôm 18/11", wish="sở trả lời giúp", description=UNANSWERED)
        agree(dialogue)
        check_filed(
            dialogue,
            category="PN-CPN",
            subject="Sở Y tế",
            time="2026-11-18",
            precision="day",
            wish="sở trả lời giúp",
        )

    @pytest.mark.parametrize("said", ["gọi mãi không ai nghe máy", "ho khong chiu tra loi em"])
    def test_typed_after_a_lookup_the_agency_is_known(self, dialogue: Dialogue, said: str) -> None:
        dialogue.say("người phát ngôn Sở Y tế là ai")
        dialogue.say(said)
        answer(
            dialogue,
            category="cơ quan không trả lời báo chí",
            time="18/11",
            description=UNANSWERED,
        )
        agree(dialogue)
        check_filed(
            dialogue, category="PN-CPN", subject="Sở Y tế", time="2026-11-18", precision="day", wish=...
        )

    def test_a_wrong_number_after_a_lookup(self, dialogue: Dialogue) -> None:
        dialogue.say("nguoi phat ngon so xay dung")
        dialogue.say("số này sai rồi, gọi vào nhà người khác")
        answer(dialogue, category="báo sai danh bạ")
        agree(dialogue)
        check_filed(dialogue, "sai", category="NPN-CN", subject="Sở Xây dựng")

    def test_a_wrong_number_told_at_once(self, dialogue: Dialogue) -> None:
        dialogue.say("bao cho ad biet so dt nguoi phat ngon ubnd xa sin ho da doi, so cu ko lien lac dc")
        answer(dialogue, category="báo sai danh bạ")
        agree(dialogue)
        check_filed(dialogue, "so cu", category="NPN-CN", subject="sin ho", place=..., commune=...)


class TestWrongContacts:
    """NPN-CN"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Danh bạ ghi số người phát ngôn Sở Giáo dục và Đào tạo nhưng gọi vào là quán cà phê, nhờ "
            "sửa giúp",
            category="báo sai danh bạ người phát ngôn",
        )
        agree(dialogue)
        check_filed(dialogue, "quán cà phê", category="NPN-CN", subject="Sở Giáo dục và Đào tạo")

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "email nguoi phat ngon so tai chinh tren danh ba gui bi tra lai, dia chi khong con dung nua",
            category="bao sai danh ba",
        )
        agree(dialogue, "ok ban")
        check_filed(dialogue, "bi tra lai", category="NPN-CN", subject="so tai chinh")


def button_about(dialogue: Dialogue, category: str) -> str:
    """The button under a lookup's answer that opens a report of this kind."""
    for payload in dialogue.buttons.values():
        if category in payload:
            return payload
    raise AssertionError(f"no button for {category}: {dialogue.buttons}")
