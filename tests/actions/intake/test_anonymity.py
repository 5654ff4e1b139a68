"""Who wants to stay unknown stays unknown: in the story, in every other text, and in the ticket."""

import json
from typing import Any

import pytest

from actions.intake.contacts import offered_contact, without_reporter
from actions.intake.names import own_names
from tests.actions.talker import Reply, Talker, entity

ARTICLE = "Báo Ví Dụ đăng bài bịa đặt trên https://vidu.vn/1.html"


class TestOwnNames:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Tôi là Lò Văn Páo ở xã Bum Tở", "Lò Văn Páo"),
            ("em tên Mai, nhà ở bản Nậm Cầy", "Mai"),
            ("em ten mai nha o ban nam cay", "mai"),
            ("toi la lo van pao o ban", "lo van pao"),
            ("tên tôi là Giàng A Sử.", "Giàng A Sử"),
            ("Cháu tên là Vàng Thị Mỷ ạ", "Vàng Thị Mỷ"),
            ("họ tên tôi: Nguyễn Thu Hà, sđt 0912345678", "Nguyễn Thu Hà"),
            ("Tôi là Lan", "Lan"),
        ],
    )
    def test_introductions(self, text: str, name: str) -> None:
        assert own_names(text) == [name]

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "tôi là chủ quán ăn",
                "toi la chu quan an o day",
                "Tôi là Phóng viên báo Ví Dụ",
                "tôi là người dân",
            ),
            *(
                "nó nói tên là Hải",
                "phóng viên tên Hùng",
                "Ông của tôi là Nguyễn Văn A",
                "em là giáo viên",
            ),
        ],
    )
    def test_no_introductions(self, text: str) -> None:
        assert own_names(text) == []


class TestNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            *(
                "số tôi 0912345678",
                "sđt của em: 0912 345 678",
                "liên hệ tôi qua 0912.345.678",
                "xin gọi 0912345678",
            ),
            *("0912345678 là số của tôi", "gọi lại cho tôi số 0912345678 nhé"),
        ],
    )
    def test_ones_own(self, text: str) -> None:
        assert offered_contact(text) == {"phone": "+84912345678"}
        assert "345" not in without_reporter(text, [])

    @pytest.mark.parametrize(
        "text", ["nó gọi cho tôi từ số 0912345678", "số của nó là 0912345678", "phóng viên Hùng 0912345678"]
    )
    def test_the_extorters_is_evidence(self, text: str) -> None:
        assert offered_contact(text) == {}
        assert without_reporter(text, []) == text


async def to_the_choice(talker: Talker, story: str) -> Reply:
    await talker.say(
        story,
        "report_violation",
        entity("category", story, "BC-SST", 0.9),
        entity("url", "https://vidu.vn/1.html"),
    )
    await talker.say("không có")
    return await talker.say("đề nghị xác minh")


def body(talker: Talker) -> Any:
    (filed,) = talker.api.tickets.values()
    return filed


async def test_a_self_introduced_name_and_number_leave_everything(talker: Talker) -> None:
    story = f"Tôi là Lò Văn Páo, số tôi 0912345678. {ARTICLE}, cả bản đọc, Lò Văn Páo này xấu hổ lắm"
    reply = await to_the_choice(talker, story)
    assert "gửi theo cách nào" in reply.text
    reply = await talker.say("ẩn danh")
    assert "đã bỏ tên và thông tin liên hệ" in reply.text
    assert "Hồ sơ chỉ giữ" in reply.text
    await talker.say("đồng ý", "affirm")
    filed = json.dumps(body(talker), ensure_ascii=False)
    assert "Páo" not in filed
    assert "0912" not in filed
    assert "cả bản đọc" in filed


async def test_what_is_told_after_the_choice_is_blanked_too(talker: Talker) -> None:
    await to_the_choice(talker, f"{ARTICLE}, không ai hỏi chúng tôi")
    await talker.say("ẩn danh")
    reply = await talker.say("bổ sung thêm: em tên Mai, số của em 0912345678, họ còn gọi điện dọa")
    assert "Mai" not in reply.text
    await talker.say("đồng ý", "affirm")
    filed = json.dumps(body(talker), ensure_ascii=False)
    assert "Mai" not in filed
    assert "0912" not in filed
    assert body(talker)["reporter"] == {"anonymous": True, "keep_secret": True}


async def test_the_choice_at_the_very_end(talker: Talker) -> None:
    await to_the_choice(talker, f"{ARTICLE}. Tôi là Lò Văn Páo")
    await talker.say("nêu tên")
    await talker.say("0912345678")
    await talker.say("thôi cho tôi ẩn danh")
    await talker.say("đồng ý", "affirm")
    filed = json.dumps(body(talker), ensure_ascii=False)
    assert "Páo" not in filed
    assert "345678" not in filed


async def test_the_writer_is_not_the_person_reported(talker: Talker) -> None:
    text = "Tôi là Lò Văn Páo, có phóng viên đến nhà đòi tiền rồi dọa đăng bài"
    await talker.say(
        text, "report_violation", entity("category", text, "PV-NN", 0.9), entity("person", "Lò Văn Páo")
    )
    assert talker.slots["report_subject"] is None
    assert talker.slots["report_contact"] == {"name": "Lò Văn Páo"}


async def test_a_name_told_before_is_joined_by_the_number(talker: Talker) -> None:
    await to_the_choice(talker, f"{ARTICLE}. Tôi là Lò Văn Páo")
    reply = await talker.say("giữ kín")
    assert "số điện thoại" in reply.text
    await talker.say("0912345678")
    await talker.say("đồng ý", "affirm")
    assert body(talker)["reporter"]["name"] == "Lò Văn Páo"
    assert body(talker)["reporter"]["phone"] == "+84912345678"


@pytest.mark.parametrize("text", ["em muốn giấu tên được không", "cho tôi ẩn danh", "ko muon ai biet ten em"])
async def test_the_wish_comes_before_the_story(talker: Talker, text: str) -> None:
    await talker.say("tôi muốn phản ánh", "report_violation")
    reply = await talker.say(text, "inform")
    assert talker.slots["report_anonymity"] == "anonymous"
    assert talker.slots["report_description"] is None
    assert "chuyện gì" in reply.text


async def test_a_number_at_the_question_how_to_send_is_kept(talker: Talker) -> None:
    await to_the_choice(talker, f"{ARTICLE}, không ai hỏi chúng tôi")
    reply = await talker.say("Trần Văn Nam 0987654321", "inform", entity("person", "Trần Văn Nam"))
    assert "0987 654 321" in reply.text
    assert "gửi theo cách nào" in reply.text


async def test_to_be_named_is_said_before_it_is_asked(talker: Talker) -> None:
    await talker.say(ARTICLE, "report_violation", entity("category", ARTICLE, "BC-SST", 0.9))
    await talker.say("nêu tên")
    assert talker.slots["report_anonymity"] == "open"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("nêu tên, giữ kín", "secret"),
        ("neu ten giu kin", "secret"),
        ("không cần ẩn danh", "open"),
        ("không cần giữ kín", "open"),
        ("ẩn danh, đừng nêu tên", "anonymous"),
    ],
)
async def test_ways_named_together(talker: Talker, text: str, kind: str) -> None:
    await to_the_choice(talker, f"{ARTICLE}, không ai hỏi chúng tôi")
    await talker.say(text)
    assert talker.slots["report_anonymity"] == kind


async def test_a_way_named_at_another_question_is_no_answer_to_that(talker: Talker) -> None:
    text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
    await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
    await talker.say("nêu tên, giữ kín")
    assert talker.slots["report_subject"] is None
    assert talker.slots["report_anonymity"] == "secret"


async def test_who_leaves_only_a_name_is_asked_for_the_way_to_them_once(talker: Talker) -> None:
    await to_the_choice(talker, f"{ARTICLE}. Tôi là Lò Văn Páo")
    await talker.say("giữ kín")
    reply = await talker.say("bỏ qua", "skip_question")
    assert "Đồng ý gửi" in [button["title"] for button in reply.buttons]
    await talker.say("đồng ý", "affirm")
    assert body(talker)["reporter"]["name"] == "Lò Văn Páo"


async def test_nobody_unknown_is_asked_whom_the_article_hurts(talker: Talker) -> None:
    text = f"{ARTICLE}, đề nghị cải chính ngay cho đúng sự thật"
    await talker.say(
        text,
        "report_violation",
        entity("category", text, "BC-CCPH", 0.9),
        entity("url", "https://vidu.vn/1.html"),
    )
    await talker.say("không có")
    reply = await talker.say("ẩn danh")
    assert "Đồng ý gửi" in [button["title"] for button in reply.buttons]


def test_a_name_told_again_after_another_was_blanked_goes_too() -> None:
    told = "em tên […], […]\nTôi là Lò Văn Páo, có phóng viên đến đòi tiền"
    assert own_names(told) == ["Lò Văn Páo"]
