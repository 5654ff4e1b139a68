"""The same promise for every way people write: angry, spoken, formal, in bursts, much and little."""

import pytest

from nlu.text.fold import fold_search
from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, answer, check_filed, tell

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]


class TestTempers:
    def test_angry_in_capitals(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "BỰC HẾT CẢ MÌNH!!! THẰNG NHÀ BÁO NÓ VÒI CỦA TÔI 5 TRIỆU Ở CHỢ XÃ THAN UYÊN HÔM 16/11!!! "
            "CÁC ANH CÓ LÀM VIỆC KHÔNG ĐẤY???",
            category="PHÓNG VIÊN ĐÒI TIỀN",
            subject="NÓ TÊN KIÊN",
        )
        agree(dialogue, "GỬI ĐI")
        check_filed(
            dialogue,
            "5 triệu",
            category="PV-NN",
            subject="Kiên",
            time="2026-11-16",
            precision="day",
            commune="03595",
            place="Than Uyên",
        )

    def test_spoken_without_punctuation(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "à lô tôi ở xã nậm mạ ấy hôm kia có cái cậu phóng viên vào chuồng lợn nhà tôi bảo là ô "
            "nhiễm môi trường "
            "rồi bảo đưa hai triệu thì cho qua chuyện tôi chưa đưa đâu các bác xem thế nào",
            category="phóng viên đòi tiền",
            subject="nó bảo tên là hoan",
            evidence="không có đâu",
        )
        agree(dialogue, "ừ gửi giúp bác")
        check_filed(
            dialogue,
            "chuồng lợn",
            category="PV-NN",
            subject="hoan",
            time="2026-11-21",
            precision="day",
            commune="03538",
            place="nậm mạ",
        )

    def test_chat_style(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "ad oi hqua co 2 ng kêu là nbao zô tiệm tóc e ở p đoàn kết đòi 1tr5, k đưa thì bóc phốt "
            "lun á hic",
            category="nbao doi tien",
            subject="1 ng ten Tú",
            evidence="k co",
        )
        agree(dialogue, "oke gửi lun")
        check_filed(
            dialogue,
            "1tr5",
            category=("PV-NN", "PV-MD"),
            subject="tú",
            time="2026-11-22",
            precision="day",
            commune="03388",
            place="đoàn kết",
        )

    def test_marks_on_some_words_only(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "ngày 8/11 nhà báo Quach Dinh Long bên tạp chí Rừng Xanh doạ viết bài ve trang trại toi ở "
            "xã pac ta, "
            "muốn yên thi dua 20 trieu",
            category="phóng viên doi tien",
        )
        agree(dialogue, "đồng y")
        check_filed(
            dialogue,
            "trang trai",
            category="PV-NN",
            subject="quach dinh long",
            outlet="rung xanh",
            time="2026-11-08",
            precision="day",
            commune="03616",
            place="pac ta",
        )


LETTER = """Kính gửi: Đường dây nóng báo chí tỉnh Lai Châu

Tôi tên là Lò Thị Sương, thường trú tại bản Hợp Nhất, xã Mường Kim.
Tôi xin phản ánh: vào hồi 9 giờ 30 phút ngày 17/11/2026, ông Hoàng Duy Phát tự giới thiệu là phóng viên \
báo Cuộc Sống Số đến cửa hàng vật tư của tôi, yêu cầu đưa 10.000.000 đồng, nếu không sẽ đăng bài.
Kính mong quý cơ quan xem xét. Số điện thoại của tôi: 0973 111 222.
Trân trọng cảm ơn."""


class TestLetters:
    def test_a_formal_letter_in_the_writers_name(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            LETTER,
            category="phóng viên đòi tiền",
            anonymity="nêu tên",
            contact="Lò Thị Sương, 0973 111 222",
        )
        agree(dialogue, "Tôi đồng ý.")
        check_filed(
            dialogue,
            *("vật tư", "10.000.000"),
            category=("PV-NN", "PV-MD"),
            outlet="cuoc song so",
            subject="Hoàng Duy Phát",
            credential=...,
            time="2026-11-17T09:30",
            precision="minute",
            commune="03637",
            place="Mường Kim",
            wish=...,
            anonymous=False,
            name="Lò Thị Sương",
            phone="+84973111222",
        )

    def test_a_formal_letter_sent_anonymously_names_nobody_but_the_reported(self, dialogue: Dialogue) -> None:
        tell(dialogue, LETTER, category="phóng viên đòi tiền", anonymity="tôi muốn giấu tên")
        agree(dialogue)
        ticket = dialogue.ticket
        assert "0973" not in str(ticket)
        assert "973111222" not in str(ticket)
        assert "lo thi suong" not in fold_search(str(ticket))
        assert "Hoàng Duy Phát" in str(ticket)
        assert not any(dialogue.reporter[part] for part in ("name", "phone", "email"))


class TestMuchAndLittle:
    def test_everything_in_the_first_message_leaves_little_to_ask(self, dialogue: Dialogue) -> None:
        dialogue.say(
            "Tôi muốn phản ánh ẩn danh: sáng 20/11 phóng viên Đinh Văn Khởi của báo Miền Núi đến lò "
            "gạch nhà tôi "
            "ở xã Bản Bo đòi 12 triệu tiền bồi dưỡng, tôi không có bằng chứng gì"
        )
        assert dialogue.heard("Đinh Văn Khởi", "Bản Bo", "Miền Núi")
        answer(dialogue)
        agree(dialogue)
        check_filed(
            dialogue,
            "lò gạch",
            category="PV-NN",
            outlet="mien nui",
            subject="Đinh Văn Khởi",
            time="2026-11-20",
            precision="part_of_day",
            commune="03424",
            place="Bản Bo",
        )
        assert set(dialogue.asked_for[0]) <= {"category", "evidence", "consent"}

    def test_hardly_anything_then_short_answers(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "bị nhà báo vòi tiền",
            description="họ vào quán tôi bảo quán bẩn rồi đòi 4 triệu",
            category="phóng viên đòi tiền",
            subject="tên Cường",
            outlet="báo Sao Đêm",
            place="Tà Tổng",
            time="hôm nọ, 3/11",
            evidence="không",
        )
        agree(dialogue, "có")
        check_filed(
            dialogue,
            "4 triệu",
            category="PV-NN",
            subject="Cường",
            outlet="sao dem",
            place="Tà Tổng",
            commune="03463",
            time="2026-11-03",
            precision="day",
        )

    def test_one_answer_that_holds_three_facts_fills_all_of_them(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "có anh phóng viên bắt quán cơm nhà em đưa 2 triệu không thì viết bài chê đồ ăn bẩn",
            category="phóng viên đòi tiền",
            subject="anh ấy tên Khánh, bên báo Sao Đêm, đến hôm 3/11",
            place="xã Dào San",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "quán cơm",
            category="PV-NN",
            subject="Khánh",
            outlet="sao dem",
            time="2026-11-03",
            precision="day",
            commune="03571",
            place="Dào San",
        )
        assert "time" not in dialogue.asked_for[0]
        assert "outlet" not in dialogue.asked_for[0]

    def test_a_story_in_five_quick_messages_is_one_story(self, dialogue: Dialogue) -> None:
        parts = (
            "anh chị ơi cho em hỏi với",
            "có ông phóng viên vào quán karaoke nhà em",
            "ở xã Phong Thổ ạ",
            "ông ấy quay phim xong bảo chuyển khoản 7 triệu",
        )
        for part in parts:
            dialogue.say(part, followed=True)
        dialogue.say("hôm 14/11 thì phải")
        tell(dialogue, "tên là Nghiêm thì phải", category="phóng viên đòi tiền", subject="tên Nghiêm")
        agree(dialogue)
        check_filed(
            dialogue,
            *("karaoke", "7 triệu"),
            category="PV-NN",
            subject="Nghiêm",
            time="2026-11-14",
            precision="day",
            commune="03549",
            place="Phong Thổ",
        )

    def test_messages_typed_before_the_question_was_seen_are_story_not_answers(
        self, dialogue: Dialogue
    ) -> None:
        dialogue.say("sáng qua phóng viên tên Lực vào trạm trộn bê tông của tôi ở xã Nậm Sỏ đòi 8 triệu")
        dialogue.say("tôi bảo không có tiền thì nó chửi", unread=True)
        dialogue.say("nó còn chụp ảnh thợ của tôi nữa", unread=True)
        answer(dialogue, category="phóng viên đòi tiền", outlet="báo Hầm Mỏ")
        agree(dialogue)
        check_filed(
            dialogue,
            *("bê tông", "nó chửi", "chụp ảnh thợ"),
            category="PV-NN",
            subject="Lực",
            outlet="ham mo",
            time="2026-11-22",
            precision=...,
            commune="03613",
            place="Nậm Sỏ",
        )

    def test_the_announcement_first_and_the_story_when_asked(self, dialogue: Dialogue) -> None:
        dialogue.say("chào anh chị, tôi muốn báo một việc")
        assert dialogue.asked == "description"
        dialogue.say("Bài báo nói trường tôi thu tiền trái quy định là không đúng, trường không thu đồng nào")
        answer(
            dialogue,
            category="báo đưa tin sai",
            article="Lạm thu đầu năm học",
            outlet="báo Học Đường",
            article_date="22/9",
            affected="nhà trường",
            wish="cải chính",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "thu tiền",
            category=("BC-SST", "BC-CCPH"),
            title="Lạm thu đầu năm học",
            outlet="hoc duong",
            article_date="2026-09-22",
            affected="nhà trường",
            wish="cải chính",
        )
