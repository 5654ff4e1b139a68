"""Questions beside a report: answered, and then the open question comes back exactly once."""

import pytest

from tests.actions.talker import Reply, Talker, day, entity

STORY = "hôm qua phóng viên đến cửa hàng tôi ở xã Bum Tở đòi tiền rồi dọa đăng bài"
SUBJECT = "Người đó tên gì"
ASIDES = [
    ("bạn là người hay máy", "bot_challenge", "chương trình trả lời tự động"),
    ("tên tôi có bị lộ không", "ask_privacy", "về dữ liệu"),
    ("bao giờ xong", "ask_procedure", "về quy trình"),
    ("số đường dây nóng", "ask_hotline_info", "về đường dây"),
    ("luật nói gì", "ask_law", "chưa được kiểm tra"),
    ("danh sách người phát ngôn", "list_spokespersons", "/danh-ba"),
    ("cho gặp cán bộ", "request_human", "không trực sẵn"),
    ("làm lại căn cước ở đâu", "out_of_scope", "Công an xã, phường"),
    ("xin chào", "greet", "chào Anh/Chị"),
]


@pytest.fixture
async def reporting(talker: Talker) -> Talker:
    talker.api.texts = {"privacy": "về dữ liệu", "procedure": "về quy trình", "hotline": "về đường dây"}
    talker.api.law = {"items": [], "contact": "chưa được kiểm tra"}
    talker.api.agencies["sở y tế"] = {"outcome": "vacant", "agency": {"name": "Sở Y tế"}}
    where, when = entity("locality", "xã Bum Tở"), day("hôm qua", "2026-11-22")
    await talker.say(STORY, "report_violation", entity("category", STORY, "PV-NN", 0.9), where, when)
    return talker


def count(reply: Reply, words: str) -> int:
    return reply.text.casefold().count(words.casefold())


@pytest.mark.parametrize(("text", "intent", "answer"), ASIDES)
async def test_the_question_comes_back_once(reporting: Talker, text: str, intent: str, answer: str) -> None:
    reply = await reporting.say(text, intent)
    assert count(reply, answer) == 1
    assert count(reply, SUBJECT) == 1
    assert reporting.loop == "report_form"
    assert not [button for button in reply.buttons if button["title"] == "Gửi phản ánh"]


async def test_two_questions_in_one_message_are_both_answered(reporting: Talker) -> None:
    text = "số sở y tế với lại tôi có được giấu tên không"
    reply = await reporting.say(text, "ask_privacy", entity("agency", "sở y tế"))
    assert [count(reply, words) for words in ("về dữ liệu", "Sở Y tế", SUBJECT)] == [1, 1, 1]
    assert reporting.slots["report_anonymity"] is None
    reply = await reporting.say(text, "ask_spokesperson", entity("agency", "sở y tế"))
    assert [count(reply, words) for words in ("về dữ liệu", "Sở Y tế", SUBJECT)] == [1, 1, 1]


async def test_a_question_that_asks_back_returns_to_the_report(reporting: Talker) -> None:
    reporting.api.agencies["xã than"] = {
        "outcome": "ambiguous",
        "candidates": [{"id": "a", "name": "Sở Y tế", "note": ""}, {"id": "b", "name": "B", "note": ""}],
    }
    reply = await reporting.say("người phát ngôn xã than", "ask_spokesperson", entity("agency", "xã than"))
    assert count(reply, SUBJECT) == 0
    again = await reporting.say("cảm ơn", "thank")
    assert [button["title"] for button in again.buttons] == ["Sở Y tế", "B"]
    reply = await reporting.press(again.button("Sở Y tế"))
    assert count(reply, "chưa có người phát ngôn của Sở Y tế") == 1
    assert count(reply, SUBJECT) == 1
    assert reporting.loop == "report_form"


async def test_thanks_do_not_bring_the_summary_again(reporting: Talker) -> None:
    for text in ("Nguyễn Văn Bình báo Mẫu", "không biết", "không có", "không có", "không có"):
        reply = await reporting.say(text, "skip_question" if "không" in text else "inform")
        if "ẩn danh" in reply.text.casefold():
            break
    assert "Bên bị phản ánh không bao giờ" in reply.text
    reply = await reporting.say("cảm ơn", "thank")
    assert "Bên bị phản ánh không bao giờ" not in reply.text
    summary = await reporting.press(reply.button("Ẩn danh"))
    assert "Phản ánh của Anh/Chị:" in summary.text
    reply = await reporting.say("cảm ơn", "thank")
    assert "Phản ánh của Anh/Chị:" not in reply.text
    await reporting.press(reply.button("Đồng ý gửi"))
    assert len(reporting.api.tickets) == 1


async def test_keep_it_secret_is_a_wish_wherever_it_is_said(reporting: Talker) -> None:
    reply = await reporting.say("giu bi mat nhe", "inform")
    assert reporting.slots["report_anonymity"] == "secret"
    assert count(reply, SUBJECT) == 1
    await reporting.say("giữ bí mật", "ask_privacy")
    assert reporting.slots["report_subject"] is None
