"""A question by staff stands in the chat: the answer lands on the ticket, and nothing else does."""

import pytest

from tests.actions.talker import Talker, entity, own_ticket

CODE = "LC-2026-000012"


@pytest.fixture
def asked(talker: Talker) -> Talker:
    talker.api.own = [own_ticket(CODE, status="CHO_BO_SUNG", status_label="Chờ bổ sung thông tin")]
    talker.slots["ticket_code"] = CODE
    talker.metadata = {"staff_question": {"code": CODE}}
    return talker


class TestOutsideAReport:
    @pytest.mark.parametrize(
        ("said", "intent"),
        [
            ("họ đi xe bán tải màu đen", "inform"),
            ("có", "affirm"),
            ("không", "deny"),
            ("tôi không nhớ", "skip_question"),
            ("khoang 3 gio chieu j do", "nlu_fallback"),
            ("nhầm, ngày 15 chứ không phải 14", "correct_answer"),
            ("trả lời cán bộ: xe màu đen", "add_information"),
        ],
    )
    async def test_free_text_is_the_answer(self, asked: Talker, said: str, intent: str) -> None:
        reply = await asked.say(said, intent)
        assert [code for code, _ in asked.api.messages] == [CODE]
        assert asked.api.messages[0][1] in said
        assert reply.custom["answered"] == {"code": CODE}
        assert CODE in reply.text
        assert asked.loop is None

    async def test_the_wish_to_answer_is_no_part_of_it(self, asked: Talker) -> None:
        await asked.say("tra loi can bo: con mot bai nua", "add_information", confidence=0.4)
        assert asked.api.messages == [(CODE, "con mot bai nua")]

    async def test_an_agency_is_an_answer_too(self, asked: Talker) -> None:
        await asked.say("Sở Y tế", "inform", entity("agency", "Sở Y tế"))
        assert asked.api.messages == [(CODE, "Sở Y tế")]

    async def test_files_are_an_answer(self, asked: Talker) -> None:
        reply = await asked.send_files("f-1")
        assert reply.custom["attach"] == {"code": CODE, "evidence": ["f-1"]}
        assert reply.custom["answered"] == {"code": CODE}

    @pytest.mark.parametrize(
        ("said", "intent"),
        [
            ("chào anh chị", "greet"),
            ("cảm ơn", "thank"),
            ("thôi", "stop"),
            ("người phát ngôn Sở Y tế là ai", "ask_spokesperson"),
            ("cho tôi gặp cán bộ", "request_human"),
            ("hồ sơ của tôi đến đâu rồi", "check_status"),
            ("tôi muốn phản ánh một vụ khác", "report_violation"),
            ("???", "nlu_fallback"),
        ],
    )
    async def test_what_is_plainly_something_else_is_no_answer(
        self, asked: Talker, said: str, intent: str
    ) -> None:
        reply = await asked.say(said, intent)
        assert asked.api.messages == []
        assert "answered" not in reply.custom

    async def test_danger_is_no_answer_but_an_urgent_report(self, asked: Talker) -> None:
        reply = await asked.say("cứu tôi với họ đang đánh tôi", "emergency")
        assert "113" in reply.text
        assert asked.loop == "report_form"
        assert asked.api.messages == []

    async def test_a_closed_ticket_takes_the_answer_still(self, asked: Talker) -> None:
        asked.api.own = [own_ticket(CODE, open=False)]
        await asked.say("họ đi xe bán tải", "inform")
        assert len(asked.api.messages) == 1

    async def test_the_same_message_is_posted_once(self, asked: Talker) -> None:
        for _ in range(2):
            await asked.say("họ đi xe bán tải màu đen")
        assert len(asked.api.messages) == 1


class TestUnclear:
    STORY = "họ lại đến đòi 20 triệu ở xã Bum Tở"

    async def test_it_is_asked_once_and_the_words_are_kept(self, asked: Talker) -> None:
        reply = await asked.say(self.STORY, "report_violation")
        assert asked.api.messages == []
        assert [button["title"] for button in reply.buttons] == ["Gửi cho cán bộ", "Việc khác"]
        reply = await asked.press(reply.button("Gửi cho cán bộ"))
        assert asked.api.messages == [(CODE, self.STORY)]
        assert reply.custom["answered"] == {"code": CODE}
        assert asked.loop is None

    @pytest.mark.parametrize("said", ["gửi cho cán bộ", "đúng rồi", "vâng", "tra loi can bo nhe"])
    async def test_it_may_be_typed(self, asked: Talker, said: str) -> None:
        await asked.say(self.STORY, "report_violation")
        await asked.say(said, "affirm")
        assert asked.api.messages == [(CODE, self.STORY)]

    async def test_something_else_becomes_what_it_is_without_typing_it_again(self, asked: Talker) -> None:
        reply = await asked.say(self.STORY, "report_violation", entity("locality", "xã Bum Tở"))
        reply = await asked.press(reply.button("Việc khác"))
        assert asked.api.messages == []
        assert asked.loop == "report_form"
        assert asked.slots["report_description"] == self.STORY
        assert asked.slots["report_place"]["commune_code"] == "03433"
        assert asked.slots["set_aside"] is None

    async def test_more_words_instead_of_a_choice_are_kept_as_well(self, asked: Talker) -> None:
        await asked.say(self.STORY, "report_violation")
        reply = await asked.say("hôm qua chúng còn dọa viết bài", "report_violation")
        await asked.press(reply.button("Gửi cho cán bộ"))
        assert asked.api.messages == [(CODE, f"{self.STORY}\nhôm qua chúng còn dọa viết bài")]

    async def test_an_unsure_word_sends_nothing(self, asked: Talker) -> None:
        await asked.say(self.STORY, "report_violation")
        reply = await asked.say("dung", "affirm")
        assert asked.api.messages == []
        assert reply.button("Gửi cho cán bộ")

    async def test_plain_facts_instead_of_a_choice_are_for_staff(self, asked: Talker) -> None:
        await asked.say(self.STORY, "report_violation")
        await asked.say("đi xe màu trắng")
        assert asked.api.messages == [(CODE, f"{self.STORY}\nđi xe màu trắng")]
        assert asked.loop is None

    async def test_pressing_twice_posts_once(self, asked: Talker) -> None:
        button = (await asked.say(self.STORY, "report_violation")).button("Gửi cho cán bộ")
        await asked.press(button)
        await asked.press(button)
        assert len(asked.api.messages) == 1


class TestInsideAReport:
    async def test_the_reports_answer_stays_with_the_report(self, asked: Talker) -> None:
        await asked.say("tôi muốn phản ánh một vụ khác", "report_violation")
        await asked.say("phóng viên đòi 5 triệu của trường học chúng tôi", "report_violation")
        await asked.send_files("f-1")
        assert asked.api.messages == []
        assert "phóng viên đòi 5 triệu" in asked.slots["report_description"]
        assert asked.slots["report_evidence"] == ["f-1"]

    async def test_the_button_of_the_question_asks_for_the_answer_and_returns(self, asked: Talker) -> None:
        await asked.say("tôi muốn phản ánh một vụ khác", "report_violation")
        reply = await asked.press('/add_information{"value": "reply", "code": "LC-2026-000012"}', "Trả lời")
        assert CODE in reply.text
        reply = await asked.say("xe màu đen")
        assert asked.api.messages == [(CODE, "xe màu đen")]
        assert reply.custom["answered"] == {"code": CODE}
        assert asked.loop == "report_form"

    async def test_typing_that_one_answers_staff(self, asked: Talker) -> None:
        await asked.say("tôi muốn phản ánh một vụ khác", "report_violation")
        await asked.say("trả lời cán bộ: xe màu đen biển Hà Nội", "add_information")
        assert asked.api.messages == [(CODE, "xe màu đen biển Hà Nội")]
        assert asked.loop == "report_form"
