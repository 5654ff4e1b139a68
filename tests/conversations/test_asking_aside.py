"""A question of the user's own at every question of the bot's: answered, then the open one again, once."""

import pytest

from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, answer, check_filed

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]

BRIBE = "có phóng viên vào mỏ đá nhà tôi đòi 40 triệu nếu không sẽ đăng bài bêu xấu"
BRIBE_ANSWERS = {
    "category": "phóng viên đòi tiền",
    "subject": "tên Tôn Thất Lân",
    "outlet": "báo Đá Quý",
    "place": "xã Mù Cả",
    "time": "ngày 4/11",
    "evidence": "không có",
    "anonymity": "nêu tên",
    "contact": "Sùng A Chỉnh 0345 678 910",
}
BRIBE_FILED = {
    "category": "PV-NN",
    "subject": "Tôn Thất Lân",
    "outlet": "da quy",
    "place": "Mù Cả",
    "commune": "03451",
    "time": "2026-11-04",
    "precision": "day",
    "anonymous": False,
    "name": "Sùng A Chỉnh",
    "phone": "+84345678910",
}
LIE = "bài báo nói nhà tôi chặt phá rừng là sai sự thật hoàn toàn, nhà tôi chỉ lấy củi khô"
LIE_ANSWERS = {
    "category": "báo đưa tin sai",
    "article": "Lâm tặc giữa đại ngàn",
    "outlet": "báo Lâm Sinh",
    "article_date": "6/11",
    "affected": "vợ chồng tôi",
    "evidence": "không có",
    "wish": "cải chính cho rõ",
    "anonymity": "ẩn danh",
}
LIE_FILED = {
    "category": ("BC-SST", "BC-CCPH"),
    "title": "Lâm tặc giữa đại ngàn",
    "outlet": "lam sinh",
    "article_date": "2026-11-06",
    "affected": "vợ chồng tôi",
    "wish": "cải chính cho rõ",
}


def ask_aside(dialogue: Dialogue, asked: str, *answered: str) -> None:
    """The answer comes, the same question stays open and is asked once."""
    opened = dialogue.asked
    dialogue.say(asked)
    assert any(dialogue.heard(word) for word in answered), dialogue.text
    assert dialogue.asked == opened
    assert len(dialogue.text) > 60
    parts = dialogue.text.split("\n\n")
    assert len(parts) == len(set(parts)), f"said twice:\n{dialogue.text}"


class TestAtEachQuestion:
    @pytest.mark.parametrize(
        ("question", "asked", "answered"),
        [
            (
                "subject",
                "mà người ta có biết tôi là người báo không?",
                ["không được biết", "giữ kín", "ẩn danh"],
            ),
            ("outlet", "cho hỏi người phát ngôn Sở Y tế là ai thế", ["Nguyễn Văn Mẫu"]),
            ("place", "ban la nguoi hay may day", ["tự động", "máy"]),
            ("time", "gửi xong thì bao lâu có kết quả vậy?", ["cán bộ", "thời hạn", "kết quả"]),
            ("evidence", "số điện thoại đường dây nóng là bao nhiêu nhỉ", ["đường dây nóng"]),
            ("anonymity", "thong tin cua toi luu o dau, ai xem duoc", ["ẩn danh", "thông tin", "giữ kín"]),
            ("contact", "sao lại cần số điện thoại của tôi?", ["liên hệ", "bỏ qua", "ẩn danh"]),
            ("consent", "luật báo chí quy định thế nào về việc này?", ["pháp luật", "luật"]),
        ],
    )
    def test_of_a_report_about_a_person(
        self, dialogue: Dialogue, question: str, asked: str, answered: list[str]
    ) -> None:
        dialogue.say(BRIBE)
        answer(dialogue, until=question, **BRIBE_ANSWERS)
        ask_aside(dialogue, asked, *answered)
        answer(dialogue, **BRIBE_ANSWERS)
        agree(dialogue)
        check_filed(dialogue, "mỏ đá", **BRIBE_FILED)

    @pytest.mark.parametrize(
        ("question", "asked", "answered"),
        [
            ("article", "cho tôi gặp cán bộ được không", ["cán bộ"]),
            ("article_date", "bạn làm được những việc gì?", ["phản ánh", "người phát ngôn"]),
            ("evidence", "hồ sơ tôi gửi lần trước đến đâu rồi", ["mã"]),
            ("wish", "duong day nong bao chi o dau vay", ["đường dây nóng"]),
        ],
    )
    def test_of_a_report_about_an_article(
        self, dialogue: Dialogue, question: str, asked: str, answered: list[str]
    ) -> None:
        dialogue.say(LIE)
        answer(dialogue, until=question, **LIE_ANSWERS)
        opened = dialogue.asked
        dialogue.say(asked)
        assert any(dialogue.heard(word) for word in answered), dialogue.text
        if dialogue.asked == "status":  # asks for a code: leaving it leads back
            dialogue.say("thôi không cần nữa")
        assert dialogue.asked == opened
        answer(dialogue, **LIE_ANSWERS)
        agree(dialogue)
        check_filed(dialogue, "củi khô", **LIE_FILED)

    def test_at_the_question_what_happened(self, dialogue: Dialogue) -> None:
        dialogue.say("tôi cần phản ánh")
        ask_aside(dialogue, "tôi có phải khai tên không?", "ẩn danh", "giấu tên")
        dialogue.say(BRIBE)
        answer(dialogue, **BRIBE_ANSWERS)
        agree(dialogue)
        check_filed(dialogue, "mỏ đá", **BRIBE_FILED)

    def test_three_in_a_row_and_the_report_still_stands(self, dialogue: Dialogue) -> None:
        dialogue.say(BRIBE)
        answer(dialogue, until="place", **BRIBE_ANSWERS)
        ask_aside(dialogue, "người phát ngôn UBND xã Sìn Hồ là ai", "Chang A Mẫu")
        ask_aside(dialogue, "thế bên Công an tỉnh thì ai phát ngôn", "Phạm Văn Mẫu")
        ask_aside(dialogue, "có mất phí gì không", "phí", "cán bộ", "phản ánh", "chưa")
        answer(dialogue, **BRIBE_ANSWERS)
        agree(dialogue)
        check_filed(dialogue, "mỏ đá", **BRIBE_FILED)

    def test_an_ambiguous_agency_asked_aside_leads_back(self, dialogue: Dialogue) -> None:
        dialogue.say(BRIBE)
        answer(dialogue, until="time", **BRIBE_ANSWERS)
        opened = dialogue.asked
        dialogue.say("ai là người phát ngôn UBND huyện Than Uyên")
        assert dialogue.buttons
        if dialogue.asked == "agency":
            dialogue.say("xã Than Uyên")
            assert dialogue.heard("Hà Thị Mẫu")
        assert dialogue.asked == opened
        answer(dialogue, **BRIBE_ANSWERS)
        agree(dialogue)
        check_filed(dialogue, "mỏ đá", **BRIBE_FILED)
