"""Outside every report: other languages, insults, right places, a person, repeated misunderstanding."""

import json

import pytest

from actions.answers.elsewhere import topic_of
from tests.actions.talker import Talker, entity

PERSON = {"value": "person"}


def opens(payload: str) -> object:
    return json.loads(payload.partition("report_violation")[2])


class TestOtherLanguages:
    @pytest.mark.parametrize(
        "intent", ["inform", "report_violation", "check_status", "ask_spokesperson", "nlu_fallback"]
    )
    async def test_english_gets_english_whatever_the_model_says(self, talker: Talker, intent: str) -> None:
        reply = await talker.say("A reporter asked me for money, can you help?", intent)
        assert "call 113" in reply.text
        assert opens(reply.button("Leave a message for an officer")) == PERSON
        assert talker.loop is None
        assert not reply.custom

    async def test_what_is_left_through_the_button_is_filed_as_typed(self, talker: Talker) -> None:
        text = "A reporter asked me for money in Sin Ho"
        reply = await talker.say("Hello, can you help me please?", "greet")
        await talker.press(reply.button("Leave a message for an officer"))
        reply = await talker.say(text, "nlu_fallback", confidence=0.3)
        reply = await talker.press(reply.button("Ẩn danh"))
        await talker.press(reply.button("Đồng ý gửi"))
        (ticket,) = talker.api.tickets.values()
        assert ticket["description"] == text

    async def test_other_languages_get_both(self, talker: Talker) -> None:
        reply = await talker.say("我想举报一个记者", "nlu_fallback", confidence=0.3)
        assert "Tôi chỉ hiểu tiếng Việt" in reply.text
        assert "In danger: call 113" in reply.text
        assert opens(reply.buttons[0]["payload"]) == PERSON

    async def test_inside_a_report_it_is_no_answer_and_the_question_stays(self, talker: Talker) -> None:
        text = "phóng viên đến cửa hàng tôi đòi tiền rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        reply = await talker.say("sorry, do you speak English please?", "inform")
        assert "I understand Vietnamese only" in reply.text
        assert reply.text.count("Người đó tên gì") == 1
        assert talker.slots["report_subject"] is None

    async def test_inside_a_story_it_stays_as_typed(self, talker: Talker) -> None:
        await talker.say("tôi muốn phản ánh", "report_violation")
        text = "A reporter came to my hotel and asked us for money, then threatened to write about it"
        await talker.say(text, "inform")
        assert talker.slots["report_description"] == text


class TestInsults:
    async def test_one_calm_sentence_and_the_ways_on(self, talker: Talker) -> None:
        reply = await talker.say("bot ngu", "nlu_fallback", confidence=0.3)
        assert len(reply.text) < 100
        assert reply.buttons

    async def test_a_question_beside_a_rude_word_is_answered(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = {"outcome": "vacant", "agency": {"name": "Sở Y tế"}}
        reply = await talker.say("đồ ngu, số sở y tế", "ask_spokesperson", entity("agency", "sở y tế"))
        assert "Sở Y tế" in reply.text


class TestElsewhere:
    @pytest.mark.parametrize(
        ("text", "topic"),
        [
            ("làm sổ đỏ ở đâu", "land"),
            ("lam lai can cuoc the nao", "identity"),
            ("thủ tục đăng ký kết hôn", "civil_status"),
            ("bảo hiểm y tế hết hạn", "insurance"),
            ("mất điện cả tuần", "power"),
            ("bị phạt nguội", "traffic"),
            ("tôi muốn tố cáo chủ tịch xã", "officials"),
            ("cán bộ địa chính vòi tiền làm sổ đỏ", "officials"),
            ("bị lừa đảo qua mạng mất 50 triệu", "fraud"),
            ("có đứa bóc phốt tôi trên facebook", "social_posts"),
            ("nha toi bi mat trom xe may", "crime"),
            ("cháy rừng ở bản tôi", "urgent_help"),
            ("con bò", None),
            ("", None),
        ],
    )
    def test_the_topic_is_found_by_its_words(self, text: str, topic: str | None) -> None:
        assert topic_of(text) == topic

    async def test_the_right_place_is_named_and_the_report_stays_possible(self, talker: Talker) -> None:
        reply = await talker.say("làm sổ đỏ ở đâu", "out_of_scope")
        assert "UBND xã, phường nơi có đất" in reply.text
        await talker.press(reply.button("Đây là việc báo chí"))
        assert talker.loop == "report_form"

    async def test_a_declined_report_names_the_place_too(self, talker: Talker) -> None:
        text = "hàng xóm lấn đất nhà tôi"
        reply = await talker.say(text, "report_violation", entity("category", text, "NG-PV", 0.9))
        assert "UBND xã, phường nơi có đất" in reply.text
        assert talker.loop is None


class TestPerson:
    async def test_without_data_nothing_is_claimed(self, talker: Talker) -> None:
        reply = await talker.say("cho gặp cán bộ", "request_human")
        assert "Giờ làm việc" not in reply.text
        assert opens(reply.button("Nhắn cho cán bộ")) == PERSON

    async def test_hours_are_said_in_few_words_and_when_messages_are_read_again(self, talker: Talker) -> None:
        week = [
            {"weekday": day, "from": start, "to": end}
            for day in (1, 2, 3, 4, 5)
            for start, end in (("13:30", "17:00"), ("07:30", "11:30"))
        ]
        talker.api.hotline_data = {
            "phone": "02133876543",
            "email": None,
            "hours": [*week, {"weekday": 7, "from": "08:00", "to": "10:00"}],
            "open": False,
            "opens_at": "2026-11-24T00:30:00+00:00",
        }
        reply = await talker.say("cho gặp cán bộ", "request_human")
        assert "0213 3876 543" in reply.text
        assert "Thứ Hai – Thứ Sáu: 07:30 – 11:30, 13:30 – 17:00; Chủ Nhật: 08:00 – 10:00" in reply.text
        assert "từ 07:30 ngày 24/11/2026" in reply.text

    async def test_open_now_says_nothing_of_closing(self, talker: Talker) -> None:
        talker.api.hotline_data = {"phone": None, "email": None, "hours": [], "open": True, "opens_at": None}
        assert "ngoài giờ" not in (await talker.say("cho gặp cán bộ", "request_human")).text

    async def test_the_number_of_the_hotline_is_given_when_it_is_known(self, talker: Talker) -> None:
        talker.api.texts["hotline"] = "Số điện thoại chưa công bố."
        talker.api.hotline_data = {
            "phone": "02133876543",
            "email": "a@b.vn",
            "hours": [],
            "open": None,
            "opens_at": None,
        }
        reply = await talker.say("số hotline", "ask_hotline_info")
        assert "0213 3876 543" in reply.text
        assert "chưa công bố" not in reply.text

    async def test_after_three_misses_a_message_can_be_left(self, talker: Talker) -> None:
        for text in ("xyz", "?", "ừ"):
            reply = await talker.say(text, "affirm" if text == "ừ" else "nlu_fallback", confidence=0.3)
        assert opens(reply.button("Nhắn cho cán bộ")) == PERSON


class TestSmallTalk:
    async def test_a_greeting_has_several_wordings_and_a_repeat_says_the_same(self, talker: Talker) -> None:
        texts = set()
        for hour in range(10, 22):
            talker.received_at = f"2026-11-23T{hour}:00:00+07:00"
            first = (await talker.say("chào", "greet")).text
            assert (await talker.say("chào", "greet")).text == first
            texts.add(first)
        assert len(texts) > 1


class TestReportersOwnQuestions:
    async def test_what_to_bring_is_no_question_about_the_hotline(self, talker: Talker) -> None:
        talker.api.texts["procedure"] = "về quy trình"
        reply = await talker.say("phóng viên muốn làm việc với xã thì cần giấy tờ gì", "ask_procedure")
        assert "gửi trước câu hỏi" in reply.text
        assert "về quy trình" not in reply.text

    async def test_what_to_bring_and_whom_to_ask_are_said_once(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = {
            "outcome": "found",
            "agency": {"name": "Sở Y tế"},
            "spokespersons": [],
        }
        text = "phóng viên muốn làm việc với sở y tế thì cần giấy tờ gì"
        reply = await talker.say(text, "ask_procedure", entity("agency", "sở y tế"))
        assert reply.text.count("gửi trước câu hỏi") == 1
        assert "Sở Y tế" in reply.text

    async def test_when_nobody_answers_it_can_be_reported_at_once(self, talker: Talker) -> None:
        talker.slots["lookup_last"] = "Sở Y tế"
        reply = await talker.say("không ai nghe máy thì làm sao", "ask_procedure")
        expected = {"value": {"category": "PN-CPN", "agency": "Sở Y tế"}}
        assert opens(reply.button("Không liên lạc được")) == expected

    async def test_a_question_about_a_report_is_answered_with_the_procedure(self, talker: Talker) -> None:
        talker.api.texts["procedure"] = "về quy trình"
        text = "gửi phản ánh về phóng viên thì cần giấy tờ gì, không ai trả lời thì sao"
        assert "về quy trình" in (await talker.say(text, "ask_procedure")).text
