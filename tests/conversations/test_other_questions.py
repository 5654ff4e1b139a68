"""Everything that is no report: answered honestly, nothing opened, nothing invented, a person when wished."""

import pytest

from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, answer, check_filed

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]


class TestAnswers:
    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ("thông tin của tôi có bị lộ cho bên bị phản ánh không", ["không được biết", "bên bị phản ánh"]),
            ("du lieu ca nhan cua toi dc luu the nao", ["ẩn danh", "giữ"]),
            ("đường dây nóng báo chí số bao nhiêu", ["đường dây nóng"]),
            ("ben minh lam viec may gio", ["đường dây nóng", "giờ"]),
            ("quy trình xử lý một phản ánh gồm những bước nào", ["xác minh", "cán bộ"]),
            ("bạn giúp được gì cho tôi", ["phản ánh", "người phát ngôn"]),
            ("đang nói chuyện với robot à", ["tự động", "máy"]),
        ],
    )
    def test_answered_and_nothing_opened(self, dialogue: Dialogue, asked: str, words: list[str]) -> None:
        dialogue.say(asked)
        assert any(dialogue.heard(word) for word in words), dialogue.text
        assert dialogue.asked is None

    @pytest.mark.parametrize(
        "asked",
        [
            "luật mới quy định phạt nhà báo sai phạm bao nhiêu tiền",
            "bao dang sai thi bi xu phat the nao theo luat",
        ],
    )
    def test_law_without_a_checked_source_is_not_quoted(self, dialogue: Dialogue, asked: str) -> None:
        dialogue.say(asked)
        assert not any(word in dialogue.text for word in ("triệu", "119/2020", "Điều 8"))
        assert dialogue.text
        assert dialogue.asked is None

    def test_who_is_a_real_journalist_is_never_vouched_for(self, dialogue: Dialogue) -> None:
        dialogue.say("anh Lê Bá Kỳ có phải nhà báo thật không")
        assert not dialogue.heard("là nhà báo thật")
        assert not dialogue.heard("Kỳ là nhà báo")

    @pytest.mark.parametrize("asked", ["cho tôi nói chuyện với người thật", "e muon gap can bo a"])
    def test_a_person(self, dialogue: Dialogue, asked: str) -> None:
        dialogue.say(asked)
        assert dialogue.heard("cán bộ")
        assert dialogue.asked is None

    def test_a_message_for_an_officer_is_a_short_report(self, dialogue: Dialogue) -> None:
        dialogue.say("cho tôi gặp cán bộ")
        dialogue.press("…", next(item for item in dialogue.buttons.values() if "report_violation" in item))
        answer(
            dialogue,
            description="Nhờ cán bộ gọi lại cho tôi về chuyện cấp giấy phép bản tin của trường",
            anonymity="nêu tên, giữ kín",
            contact="Tẩn Mý Dao 0377 000 111",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "bản tin",
            category="KH-PBCXB",
            anonymous=False,
            keep_secret=True,
            name="Tẩn Mý Dao",
            phone="+84377000111",
        )
        assert set(dialogue.asked_for[0]) == {"description", "anonymity", "contact", "consent"}


class TestOutOfScope:
    @pytest.mark.parametrize(
        ("asked", "place"),
        [
            ("hàng xóm lấn chiếm đất nhà tôi thì kêu ai", ["xã", "phường", "công an"]),
            ("lam lai can cuoc cong dan o dau", ["dichvucong", "công an", "dịch vụ công"]),
            ("tôi muốn tố cáo chủ tịch xã tham ô", ["thanh tra", "cơ quan có thẩm quyền"]),
            ("nha toi mat trom xe may dem qua", ["công an", "113"]),
            ("đường vào bản tôi hỏng quá, ai sửa", ["dichvucong", "dịch vụ công", "xã"]),
        ],
    )
    def test_the_right_place_is_named_and_nothing_opened(
        self, dialogue: Dialogue, asked: str, place: list[str]
    ) -> None:
        dialogue.say(asked)
        assert any(dialogue.heard(word) for word in place), dialogue.text
        assert dialogue.asked is None
        assert not dialogue.codes


class TestFirstAndLastWords:
    def test_the_privacy_notice_comes_once(self, dialogue: Dialogue) -> None:
        dialogue.say("alo")
        assert dialogue.heard("ẩn danh") or dialogue.heard("giấu tên")
        notice = dialogue.text.split("\n\n")[0]
        dialogue.say("chào ad ạ")
        assert notice not in dialogue.text

    def test_thanks_and_farewell_open_nothing(self, dialogue: Dialogue) -> None:
        dialogue.say("cảm ơn nhé", "tạm biệt")
        assert dialogue.text
        assert dialogue.asked is None

    def test_an_impostor_is_reported_not_judged(self, dialogue: Dialogue) -> None:
        dialogue.say("cái anh Lê Bá Kỳ này chắc chắn là nhà báo rởm, vào quán tôi ở xã Bình Lư đòi 2 triệu")
        assert not dialogue.heard("vi phạm pháp luật")
        answer(dialogue, category="nghi giả danh nhà báo", time="20/11")
        agree(dialogue)
        check_filed(
            dialogue,
            category=("PV-MD", "PV-NN"),
            subject="Lê Bá Kỳ",
            credential=...,
            time="2026-11-20",
            precision="day",
            commune="03390",
            place="Bình Lư",
        )
