"""A story told in several messages is gathered, gets one reply, and is not taken for answers."""

from typing import Any

import pytest

from tests.actions.talker import Reply, Talker, entity
from tests.actions.test_report_form import open_report, reach_summary


async def say(talker: Talker, text: str, *entities: Any, **metadata: bool) -> Reply:
    talker.metadata = metadata
    try:
        return await talker.say(text, "report_violation" if talker.loop is None else "inform", *entities)
    finally:
        talker.metadata = {}


class TestBurst:
    async def test_five_messages_get_one_reply_with_all_that_was_understood(self, talker: Talker) -> None:
        burst = [
            "em muốn phản ánh",
            "hôm qua có ông nhà báo",
            "vào quán em ở xã Bum Tở",
            "quay phim rồi đòi 5 củ",
        ]
        for text in burst:
            found = [entity("locality", "xã Bum Tở")] if "Bum Tở" in text else []
            reply = await say(talker, text, *found, followed=True)
            assert reply.text == ""
            assert reply.buttons == []
        last = "không đưa thì nó đăng bài"
        reply = await say(talker, last, entity("category", last, "PV-NN", 0.9))
        assert "Xã Bum Tở" in reply.text
        assert "5.000.000 đồng" in reply.text
        assert "Phóng viên đòi tiền" in reply.text
        assert reply.text.count("?") == 1
        assert talker.slots["report_description"] == "\n".join([*burst[1:], last])
        assert talker.slots["report_subject"] is None

    async def test_the_draft_is_announced_though_nothing_is_said(self, talker: Talker) -> None:
        reply = await say(talker, "hôm qua có ông nhà báo vào quán em đòi tiền", followed=True)
        assert reply.custom["draft"]["state"] == "open"

    async def test_the_notice_comes_with_the_reply(self, talker: Talker) -> None:
        talker.slots["notice_shown"] = None
        assert (await say(talker, "hôm qua có ông nhà báo vào quán em", followed=True)).text == ""
        assert "đường dây nóng báo chí" in (await say(talker, "nó quay phim rồi đòi tiền của em")).text

    async def test_danger_is_answered_at_once(self, talker: Talker) -> None:
        reply = await say(talker, "cứu với, họ đang giữ tôi trong nhà", followed=True)
        assert reply.text.startswith("⚠️")

    async def test_an_answer_and_more_behind_it(self, talker: Talker) -> None:
        """The second message came after the seen question, but the first has answered that."""
        await open_report(talker)
        await say(talker, "anh Hùng", followed=True)
        await say(talker, "nó hẹn mai quay lại lấy tiền")
        assert talker.slots["report_subject"] == {"name": "anh Hùng"}
        assert talker.slots["report_outlet"] is None
        assert "nó hẹn mai quay lại" in talker.slots["report_description"]

    async def test_a_correction_in_two_messages(self, talker: Talker) -> None:
        await reach_summary(talker)
        await say(talker, "sửa tên báo", followed=True)
        await say(talker, "báo Mẫu")
        assert talker.slots["report_outlet"] == "báo Mẫu"


class TestUnread:
    async def test_it_does_not_answer_the_question_that_was_not_seen(self, talker: Talker) -> None:
        await open_report(talker)
        reply = await say(talker, "nó còn bảo quen biết trên tỉnh", unread=True)
        assert talker.slots["report_subject"] is None
        assert "quen biết trên tỉnh" in talker.slots["report_description"]
        assert "Người đó tên gì" in reply.text

    @pytest.mark.parametrize("text", ["đồng ý", "ok", "vâng ạ"])
    async def test_it_never_consents(self, talker: Talker, text: str) -> None:
        await reach_summary(talker)
        reply = await say(talker, text, unread=True)
        assert not talker.api.tickets
        assert "Đồng ý gửi" in [button["title"] for button in reply.buttons]

    async def test_it_never_erases(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("thôi không gửi nữa", "stop")
        await say(talker, "ok", unread=True)
        assert talker.slots["draft"] is not None

    async def test_a_wish_to_stay_unknown_is_heard(self, talker: Talker) -> None:
        await open_report(talker)
        await say(talker, "cho em giấu tên nhé", unread=True)
        assert talker.slots["report_anonymity"] == "anonymous"

    async def test_a_correction_is_heard(self, talker: Talker) -> None:
        await reach_summary(talker)
        await say(talker, "sửa tên báo thành Báo Mẫu", unread=True)
        assert talker.slots["report_outlet"] == "Báo Mẫu"


class TestSlowly:
    async def test_a_sentence_about_acts_goes_on_with_the_story(self, talker: Talker) -> None:
        await open_report(talker)
        reply = await talker.say("nó vào tận bếp quay phim")
        assert talker.slots["report_subject"] is None
        assert "vào tận bếp" in talker.slots["report_description"]
        assert "Người đó tên gì" in reply.text

    async def test_a_name_in_such_a_sentence_is_taken_and_nothing_is_lost(self, talker: Talker) -> None:
        await open_report(talker)
        text = "Hùng đó nó vào tận bếp quay phim luôn"
        await talker.say(text, "inform", entity("person", "Hùng"))
        assert talker.slots["report_subject"] == {"name": "Hùng"}
        assert "vào tận bếp" in talker.slots["report_description"]
