"""Corrections in free words, of every part, while another question is open and in the summary."""

import pytest

from nlu.text.fold import fold_search
from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, answer, check_filed, tell

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]

STORY = (
    "Chiều 14/11 phóng viên Mai Xuân Tới của báo Bình Minh tới bến cát nhà tôi ở xã Lê Lợi "
    "gợi ý đưa 18 triệu để khỏi bị viết bài"
)
FILED = {
    "category": "PV-NN",
    "subject": "Mai Xuân Tới",
    "outlet": "binh minh",
    "time": "2026-11-14",
    "precision": "part_of_day",
    "commune": "03487",
    "place": "Lê Lợi",
}
ARTICLE = "Báo Bình Minh bịa chuyện nhà tôi nấu rượu giả, bài đăng 11/11, tên bài là Rượu giả ở bản xa"
ARTICLE_ANSWERS = {
    "category": "báo đưa tin sai",
    "article": "Rượu giả ở bản xa",
    "affected": "gia đình tôi",
    "wish": "gỡ bài",
}
ARTICLE_FILED = {
    "category": ("BC-SST", "BC-CCPH"),
    "outlet": "binh minh",
    "title": "Rượu giả ở bản xa",
    "article_date": "2026-11-11",
    "affected": "gia đình tôi",
    "wish": "gỡ bài",
}


def summary(dialogue: Dialogue, **answers: str) -> Dialogue:
    return tell(dialogue, STORY, **({"category": "phóng viên đòi tiền"} | answers))


def corrected(dialogue: Dialogue, said: str, *shown: str) -> None:
    """The correction is shown, and nothing is filed by it."""
    dialogue.say(said)
    assert dialogue.heard(*shown), dialogue.text
    assert not dialogue.codes
    answer(dialogue)
    agree(dialogue)


class TestInTheSummary:
    @pytest.mark.parametrize(
        "said",
        [
            "nhầm, ngày 15/11 chứ không phải 14/11",
            "a nham, hom 15/11 moi dung",
            "thời gian phải là ngày 15/11",
            "sua ngay thanh 15/11",
        ],
    )
    def test_the_time(self, dialogue: Dialogue, said: str) -> None:
        corrected(summary(dialogue), said, "15/11")
        check_filed(dialogue, "bến cát", **FILED | {"time": "2026-11-15", "precision": ...})

    @pytest.mark.parametrize(
        "said", ["sửa tên báo thành Hoàng Hôn", "khong phai bao Binh Minh, la bao Hoang Hon"]
    )
    def test_the_outlet(self, dialogue: Dialogue, said: str) -> None:
        corrected(summary(dialogue), said, "hoang hon")
        check_filed(dialogue, **FILED | {"outlet": "hoang hon"})

    @pytest.mark.parametrize(
        "said", ["xin lỗi, người đó tên Mai Xuân Thới", "ten phong vien la Mai Xuan Thoi chu khong phai Toi"]
    )
    def test_the_person(self, dialogue: Dialogue, said: str) -> None:
        corrected(summary(dialogue), said, "mai xuan thoi")
        check_filed(dialogue, **FILED | {"subject": "mai xuan thoi"})

    @pytest.mark.parametrize(
        "said", ["địa điểm là xã Nậm Hàng mới đúng", "sua dia diem thanh xa nam hang giup toi"]
    )
    def test_the_place(self, dialogue: Dialogue, said: str) -> None:
        corrected(summary(dialogue), said, "nam hang")
        check_filed(dialogue, **FILED | {"commune": "03434", "place": "nam hang"})

    def test_the_kind_of_matter(self, dialogue: Dialogue) -> None:
        corrected(summary(dialogue), "sửa loại việc thành nghi giả danh nhà báo", "giả danh")
        check_filed(dialogue, **FILED | {"category": "PV-MD"})

    def test_more_of_the_story(self, dialogue: Dialogue) -> None:
        summary(dialogue)
        dialogue.say("bổ sung thêm: lúc đó có bác trưởng bản đứng nghe")
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, *("bến cát", "trưởng bản"), **FILED)

    def test_from_anonymous_to_named(self, dialogue: Dialogue) -> None:
        summary(dialogue)
        dialogue.say("tôi đổi ý, cho nêu tên tôi")
        answer(dialogue, contact="Vàng Văn Sín 0866 123 456", anonymity="nêu tên")
        agree(dialogue)
        check_filed(
            dialogue, **FILED, anonymous=False, keep_secret=False, name="Vàng Văn Sín", phone="+84866123456"
        )

    def test_from_named_to_anonymous(self, dialogue: Dialogue) -> None:
        summary(dialogue, anonymity="nêu tên", contact="Vàng Văn Sín 0866 123 456")
        dialogue.say("thôi tôi sợ lắm, cho tôi ẩn danh")
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, **FILED)
        assert "866123456" not in str(dialogue.ticket).replace(" ", "")
        assert "vang van sin" not in fold_search(str(dialogue.ticket))

    def test_the_own_phone_number(self, dialogue: Dialogue) -> None:
        summary(dialogue, anonymity="nêu tên", contact="Vàng Văn Sín 0866 123 456")
        dialogue.say("số điện thoại của tôi nhầm, là 0866 123 457")
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, **FILED, anonymous=False, name="Vàng Văn Sín", phone="+84866123457")

    @pytest.mark.parametrize(
        ("said", "shown", "changed"),
        [
            ("sửa tên bài thành Rượu lậu ở bản xa", "rượu lậu", {"title": "Rượu lậu ở bản xa"}),
            ("ngày đăng là 12/11 chứ không phải 11/11", "12/11", {"article_date": "2026-11-12"}),
            ("mong muốn của tôi đổi thành xin lỗi công khai", "xin lỗi", {"wish": "xin lỗi công khai"}),
            ("người bị ảnh hưởng sửa lại là cả bản", "cả bản", {"affected": "cả bản"}),
        ],
    )
    def test_the_parts_of_an_article(
        self, dialogue: Dialogue, said: str, shown: str, changed: dict[str, str]
    ) -> None:
        tell(dialogue, ARTICLE, **ARTICLE_ANSWERS)
        corrected(dialogue, said, shown)
        check_filed(dialogue, "rượu giả", **ARTICLE_FILED | changed)


class TestWhileSomethingElseIsAsked:
    def test_the_date_at_the_question_for_evidence(self, dialogue: Dialogue) -> None:
        dialogue.say(STORY)
        answer(dialogue, until="evidence", category="phóng viên đòi tiền")
        dialogue.say("à nhầm, hôm đấy là 13/11 chứ không phải 14/11")
        assert dialogue.heard("13/11")
        assert dialogue.asked == "evidence"
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, **FILED | {"time": "2026-11-13", "precision": ...})

    def test_the_answer_before(self, dialogue: Dialogue) -> None:
        dialogue.say("phóng viên báo Bình Minh đòi bến cát nhà tôi 18 triệu ở xã Lê Lợi chiều 14/11")
        answer(dialogue, until="subject", category="phóng viên đòi tiền")
        dialogue.say("tên Tới")
        dialogue.say("câu trước tôi trả lời sai, tên là Thới")
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, **FILED | {"subject": "Thới"})

    def test_the_outlet_at_the_question_for_anonymity(self, dialogue: Dialogue) -> None:
        dialogue.say(STORY)
        answer(dialogue, until="anonymity", category="phóng viên đòi tiền")
        dialogue.say("khoan, sửa tên báo thành Hoàng Hôn đã")
        assert dialogue.heard("hoang hon")
        assert dialogue.asked == "anonymity"
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, **FILED | {"outlet": "hoang hon"})

    def test_two_parts_in_one_sentence(self, dialogue: Dialogue) -> None:
        summary(dialogue)
        dialogue.say("nhầm rồi, ngày 15/11 và ở xã Nậm Hàng mới đúng")
        answer(dialogue)
        agree(dialogue)
        check_filed(
            dialogue,
            **FILED | {"time": "2026-11-15", "precision": ..., "commune": "03434", "place": "nam hang"},
        )

    def test_the_part_named_first_and_the_value_when_asked(self, dialogue: Dialogue) -> None:
        summary(dialogue)
        dialogue.say("sửa")
        dialogue.say("địa điểm")
        dialogue.say("xã Nậm Hàng")
        assert dialogue.heard("Nậm Hàng")
        answer(dialogue)
        agree(dialogue)
        check_filed(dialogue, **FILED | {"commune": "03434", "place": "nam hang"})
