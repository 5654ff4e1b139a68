"""What can be done with a filed report: in its own conversation, from another one, without the receipt."""

from collections.abc import Callable

import pytest

from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, answer, check_nothing_kept, tell

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]

STORY = "phóng viên tên Thông đòi 9 triệu của trạm xăng tôi ở xã Bum Nưa hôm 7/11"


@pytest.fixture
def filed(dialogue: Dialogue) -> Dialogue:
    return agree(tell(dialogue, STORY, category="phóng viên đòi tiền"))


def thread(dialogue: Dialogue, code: str | None = None) -> list[str]:
    return [event["text"] or "" for event in dialogue.read(str(code or dialogue.code))["thread"]]


class TestInTheSameConversation:
    @pytest.mark.parametrize("said", ["hồ sơ của tôi đến đâu rồi", "vu cua em giai quyet toi dau roi ad"])
    def test_the_status_needs_no_receipt(self, filed: Dialogue, said: str) -> None:
        filed.say(said)
        assert filed.heard(str(filed.code), "Tiếp nhận")

    @pytest.mark.parametrize(
        "said",
        ["tôi muốn bổ sung thông tin cho hồ sơ vừa gửi", "em muon noi them ve phan anh luc nay"],
    )
    def test_added_words_land_on_the_ticket_once(self, filed: Dialogue, said: str) -> None:
        filed.say(said)
        filed.say("sáng nay họ lại gọi điện đòi tiền")
        filed.repeat()
        assert [text for text in thread(filed) if "gọi điện" in text] == ["sáng nay họ lại gọi điện đòi tiền"]
        assert len(filed.codes) == 1

    def test_an_added_file_is_handed_to_the_ticket(self, filed: Dialogue) -> None:
        filed.say("tôi muốn bổ sung ảnh cho hồ sơ")
        filed.send_files("late-1")
        if filed.asked:
            filed.say("đó là ảnh biển số xe của họ")
        attached = [custom["attach"] for custom in filed.customs if "attach" in custom]
        assert attached == [{"code": filed.code, "evidence": ["late-1"]}]

    def test_withdrawn_after_a_yes_and_not_before(self, filed: Dialogue) -> None:
        filed.say("tôi muốn rút phản ánh lại")
        assert filed.ticket["status"] == "TIEP_NHAN"
        filed.say("đồng ý rút")
        assert filed.ticket["status"] == "DA_RUT"

    def test_not_withdrawn_after_a_no(self, filed: Dialogue) -> None:
        filed.say("rut don giup em")
        filed.say("không, thôi để đó")
        assert filed.ticket["status"] == "TIEP_NHAN"

    def test_a_second_report_is_a_second_ticket(self, filed: Dialogue) -> None:
        tell(filed, "còn một việc nữa: báo Lá Xanh đăng tin sai về trạm xăng tôi", category="báo đưa tin sai")
        agree(filed)
        first, second = filed.tickets
        assert first["category"] == "PV-NN"
        assert second["category"] in ("BC-SST", "BC-CCPH")
        assert "Thông" not in str(second["subject"])
        check_nothing_kept(filed)


class TestFromElsewhere:
    def test_code_and_receipt_open_the_status(self, filed: Dialogue, begin: Callable[[], Dialogue]) -> None:
        other = begin()
        other.say(f"kiểm tra hồ sơ {filed.code} mã biên nhận {filed.receipt}")
        assert other.heard(str(filed.code), "Tiếp nhận")

    def test_code_first_receipt_when_asked(self, filed: Dialogue, begin: Callable[[], Dialogue]) -> None:
        other = begin()
        other.say(f"tra cuu ho so {filed.code}")
        assert not other.heard("Tiếp nhận")
        spaced = " ".join(filed.receipt[start : start + 4] for start in range(0, 16, 4))
        other.say(spaced)
        assert other.heard("Tiếp nhận")
        assert filed.receipt not in str(other.kept)

    def test_the_code_alone_opens_nothing(self, filed: Dialogue, begin: Callable[[], Dialogue]) -> None:
        other = begin()
        other.say(f"hồ sơ {filed.code} tới đâu rồi")
        other.say("tôi không có mã biên nhận, cứ cho xem đi")
        assert not other.heard("Tiếp nhận")
        other.say(f"rút hồ sơ {filed.code}", "đồng ý")
        assert filed.ticket["status"] == "TIEP_NHAN"

    def test_a_wrong_receipt_opens_nothing(self, filed: Dialogue, begin: Callable[[], Dialogue]) -> None:
        other = begin()
        other.say(f"{filed.code} 1234123412341234")
        assert not other.heard("Tiếp nhận")

    def test_added_with_both_codes(self, filed: Dialogue, begin: Callable[[], Dialogue]) -> None:
        other = begin()
        other.say("toi muon bo sung thong tin cho ho so da gui")
        other.say(f"{filed.code} {filed.receipt}")
        other.say("biển số xe của họ là 25A 111.22")
        assert any("25A 111.22" in text for text in thread(filed))

    def test_withdrawn_with_both_codes(self, filed: Dialogue, begin: Callable[[], Dialogue]) -> None:
        other = begin()
        other.say("tôi rút lại hồ sơ đã gửi", f"{filed.code} {filed.receipt}")
        if filed.ticket["status"] != "DA_RUT":
            other.say("đồng ý")
        assert filed.ticket["status"] == "DA_RUT"

    def test_a_lost_receipt_gets_an_honest_answer(self, dialogue: Dialogue) -> None:
        dialogue.say("tôi làm mất mã biên nhận rồi thì làm thế nào để xem hồ sơ")
        assert dialogue.heard("biên nhận")
        assert dialogue.heard("cán bộ") or dialogue.heard("không thể")


class TestQuestionsByStaff:
    def test_the_answer_in_the_chat_lands_on_the_ticket(self, filed: Dialogue) -> None:
        asked = {"audience": "reporter", "text": "Anh/Chị nhớ họ đi xe gì không?", "sender": "service"}
        filed.api(
            "POST", f"/v1/tickets/{filed.code}/messages", json=asked, headers={"Idempotency-Key": "q-1"}
        )
        filed.say("họ đi xe bán tải màu đen", staff_question={"code": filed.code})
        if not any("bán tải" in text for text in thread(filed)):
            filed.say("đúng, gửi cho cán bộ", staff_question={"code": filed.code})
        assert sum("bán tải" in text for text in thread(filed)) == 1
        assert {"code": filed.code} in [custom.get("answered") for custom in filed.customs]
        assert len(filed.codes) == 1

    def test_a_question_of_the_users_own_is_no_answer_to_staff(self, filed: Dialogue) -> None:
        filed.say("người phát ngôn Sở Y tế là ai", staff_question={"code": filed.code})
        assert filed.heard("Nguyễn Văn Mẫu")
        assert not any("phát ngôn" in text for text in thread(filed))

    def test_a_draft_that_is_open_goes_on(self, filed: Dialogue) -> None:
        tell(
            filed,
            "một việc khác: báo Lá Xanh đăng bài nói trạm xăng tôi pha xăng bẩn, hoàn toàn sai",
            category="báo đưa tin sai",
        )
        assert filed.asked == "consent"
        answer(filed)
        agree(filed)
        assert len(filed.codes) == 2
