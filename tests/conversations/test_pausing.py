"""Stopping, coming back, danger and second thoughts about the own name, in the middle of a report."""

from collections.abc import Callable

import pytest

from nlu.text.fold import fold_search
from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, answer, check_filed, check_nothing_kept, tell

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]

STORY = "trưa 9/11 phóng viên bắt trại cá nhà tôi ở xã Nậm Cuổi đưa 6 triệu"
KIND = {"category": "phóng viên đòi tiền", "subject": "tên Cao Bá Ninh", "outlet": "báo Sông Nước"}
FILED = {
    "category": "PV-NN",
    "subject": "Cao Bá Ninh",
    "outlet": "song nuoc",
    "time": "2026-11-09",
    "precision": ("part_of_day", "day", "hour"),
    "commune": "03544",
    "place": "Nậm Cuổi",
}


class TestStopping:
    def test_everything_is_gone_after_a_confirmed_stop(self, dialogue: Dialogue) -> None:
        dialogue.say(STORY)
        dialogue.say("thôi tôi không muốn gửi nữa, xóa hết giúp tôi")
        assert dialogue.asked == "stop"
        dialogue.say("đồng ý xóa")
        assert dialogue.erased
        assert not dialogue.codes
        check_nothing_kept(dialogue)
        dialogue.say("tiếp tục")
        assert not dialogue.heard("Nậm Cuổi")

    def test_stopping_at_the_summary_files_nothing(self, dialogue: Dialogue) -> None:
        agreed = tell(dialogue, STORY, **KIND).payload("agree")
        dialogue.say("dung lai, toi so bi tra thu")
        assert dialogue.asked == "stop"
        dialogue.pick("erase")
        dialogue.press("Đồng ý gửi", agreed)
        assert not dialogue.codes
        check_nothing_kept(dialogue)

    def test_second_thoughts_about_stopping(self, dialogue: Dialogue) -> None:
        dialogue.say(STORY)
        asked = dialogue.asked
        dialogue.say("hủy đi")
        dialogue.say("không, cứ làm tiếp")
        assert dialogue.asked == asked
        answer(dialogue, **KIND)
        agree(dialogue)
        check_filed(dialogue, "trại cá", **FILED)

    def test_a_new_report_after_a_stopped_one_holds_nothing_of_it(self, dialogue: Dialogue) -> None:
        dialogue.say(STORY, "dừng lại")
        dialogue.pick("erase")
        tell(
            dialogue,
            "hôm 20/11 phóng viên tên Hào vòi tôi 3 triệu ở xã Pa Tần",
            category="phóng viên đòi tiền",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            category="PV-NN",
            subject="Hào",
            time="2026-11-20",
            precision="day",
            commune="03503",
            place="Pa Tần",
        )
        assert "trai ca" not in fold_search(str(dialogue.ticket))


class TestComingBack:
    @pytest.mark.parametrize("said", ["tiếp tục", "toi quay lai lam tiep day", "hôm trước tôi đang khai dở"])
    def test_days_later_the_draft_goes_on_where_it_stood(self, dialogue: Dialogue, said: str) -> None:
        dialogue.say(STORY)
        answer(dialogue, until="evidence", **KIND)
        dialogue.wait(days=6)
        dialogue.say(said)
        assert dialogue.asked == "evidence"
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, "trại cá", **FILED)

    def test_a_greeting_days_later_does_not_answer_the_question(self, dialogue: Dialogue) -> None:
        dialogue.say("phóng viên bắt trại cá nhà tôi đưa 6 triệu")
        answer(dialogue, until="subject", category="phóng viên đòi tiền")
        dialogue.wait(days=3)
        dialogue.say("chào anh chị")
        assert dialogue.asked == "subject"
        answer(dialogue, subject="tên Ninh")
        agree(dialogue)
        check_filed(dialogue, "trại cá", category="PV-NN", subject="Ninh")

    def test_yesterday_means_the_day_before_the_message(self, dialogue: Dialogue) -> None:
        dialogue.say("phóng viên bắt trại cá nhà tôi đưa 6 triệu")
        answer(dialogue, until="time", category="phóng viên đòi tiền")
        dialogue.wait(days=2)
        dialogue.say("hôm qua ấy")
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, "trại cá", category="PV-NN", time="2026-11-24", precision="day")


class TestDanger:
    def test_in_the_middle_makes_the_ticket_urgent(self, dialogue: Dialogue) -> None:
        dialogue.say(STORY)
        dialogue.say("chúng nó đang quay lại đập cửa đòi đánh tôi")
        assert dialogue.heard("113")
        assert fold_search(dialogue.text).index("113") < 120
        answer(dialogue, **KIND)
        agree(dialogue)
        check_filed(dialogue, "trại cá", **FILED | {"urgency": "urgent"})

    def test_first_of_all_then_filed_with_what_there_is(self, dialogue: Dialogue) -> None:
        dialogue.say("có hai thằng xưng nhà báo đang giữ chồng tôi trong nhà bắt đưa 50 triệu, cứu với")
        assert dialogue.heard("113")
        dialogue.pick("hurry")
        answer(dialogue)
        agree(dialogue, "đồng ý")
        ticket = dialogue.ticket
        assert ticket["urgency"] == "urgent"
        assert "50 triệu" in ticket["description"]

    def test_a_past_threat_is_no_alarm(self, dialogue: Dialogue) -> None:
        dialogue.say("năm ngoái có phóng viên dọa viết bài xấu về quán tôi")
        assert not dialogue.text.startswith("⚠️")


class TestAnonymity:
    def test_asked_before_anything_that_identifies(self, dialogue: Dialogue) -> None:
        tell(dialogue, STORY, **KIND, anonymity="nêu tên", contact="Giàng A Lử")
        order = dialogue.asked_for[0]
        assert order.index("anonymity") < order.index("contact")

    def test_wished_in_the_middle_no_contact_is_asked(self, dialogue: Dialogue) -> None:
        dialogue.say("phóng viên bắt trại cá nhà tôi đưa 6 triệu")
        answer(dialogue, until="subject", category="phóng viên đòi tiền")
        dialogue.say("tôi muốn giấu tên nhé")
        assert dialogue.asked == "subject"
        answer(dialogue, subject="tên Ninh")
        agree(dialogue)
        check_filed(dialogue, "trại cá", category="PV-NN", subject="Ninh")
        assert "contact" not in dialogue.asked_for[0]
        assert "anonymity" not in dialogue.asked_for[0]

    def test_a_number_given_early_is_gone_when_the_wish_comes_later(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            STORY + ", liên hệ tôi số 0912 888 777 nhé",
            **KIND,
            anonymity="thôi để ẩn danh đi",
        )
        agree(dialogue)
        check_filed(dialogue, "trại cá", **FILED)
        assert "888" not in str(dialogue.ticket)

    def test_no_other_conversation_is_touched(self, begin: Callable[[], Dialogue]) -> None:
        one, other = begin(), begin()
        one.say(STORY)
        other.say("tôi muốn phản ánh phóng viên đòi tiền quán phở của tôi hôm 2/11")
        answer(one, **KIND)
        answer(other, category="phóng viên đòi tiền")
        agree(one)
        assert not other.codes
        agree(other)
        check_filed(one, "trại cá", **FILED)
        check_filed(other, "quán phở", category="PV-NN", time="2026-11-02", precision="day")
