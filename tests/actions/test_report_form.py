"""From the first message to exactly one ticket."""

from typing import Any

import pytest

from actions.api import ApiUnavailableError
from tests.actions.talker import Reply, Talker, day, entity

STORY = "Có hai người xưng nhà báo đến xã Bum Tở hôm qua đòi 20 triệu"
FACTS = (
    entity("category", STORY, "PV-NN", 0.93),
    entity("locality", "xã Bum Tở"),
    day("hôm qua", "2026-11-22"),
)


async def open_report(talker: Talker) -> Reply:
    return await talker.say(STORY, "report_violation", *FACTS)


async def reach_summary(talker: Talker, *, anonymous: bool = True) -> Reply:
    await open_report(talker)
    await talker.say("anh Hùng")
    await talker.say("báo Ví Dụ")
    await talker.say("không có")
    return await talker.say("ẩn danh" if anonymous else "nêu tên")


def filed(talker: Talker) -> dict[str, Any]:
    (body,) = talker.api.tickets.values()
    return body


class TestOpening:
    async def test_what_the_first_message_holds_is_said_back_and_not_asked(self, talker: Talker) -> None:
        reply = await open_report(talker)
        assert "Xã Bum Tở" in reply.text
        assert "22/11/2026" in reply.text
        assert "Phóng viên đòi tiền" in reply.text
        assert "Người đó tên gì" in reply.text
        assert reply.custom["draft"]["state"] == "open"

    async def test_one_question_at_a_time(self, talker: Talker) -> None:
        assert (await open_report(talker)).text.count("Việc xảy ra") == 0

    async def test_an_unsure_category_is_asked_with_buttons(self, talker: Talker) -> None:
        reply = await talker.say(STORY, "report_violation", entity("category", STORY, "PV-NN", 0.3))
        reply = await talker.press(reply.button("Nghi giả danh nhà báo"))
        assert talker.slots["report_category"] == "PV-MD"
        assert "Người đó tên gì" in reply.text

    async def test_a_kind_the_user_cannot_name_is_the_likeliest(self, talker: Talker) -> None:
        reply = await talker.say(STORY, "report_violation", entity("category", STORY, "PV-MD", 0.4))
        assert reply.buttons[0]["title"] == "Nghi giả danh nhà báo"
        await talker.say("tôi không biết", "skip_question")
        assert talker.slots["report_category"] == "PV-MD"

    async def test_a_line_without_a_story_tells_no_kind(self, talker: Talker) -> None:
        text = "tôi muốn phản ánh một việc"
        await talker.say(text, "report_violation", entity("category", text, "KH-PBCXB", 0.9))
        assert talker.slots["report_category"] is None

    async def test_a_bare_announcement_leads_to_the_story(self, talker: Talker) -> None:
        reply = await talker.say("tôi muốn phản ánh một phóng viên", "report_violation")
        assert "Anh/Chị kể rõ thêm" in reply.text
        await talker.say("nó vào quán tôi quay phim rồi đòi tiền")
        assert talker.slots["report_description"] == (
            "tôi muốn phản ánh một phóng viên\nnó vào quán tôi quay phim rồi đòi tiền"
        )

    async def test_a_number_in_the_story_is_not_the_reporters(self, talker: Talker) -> None:
        text = STORY + ", số của nó là 0912345678"
        await talker.say(text, "report_violation", *FACTS, entity("phone", "0912345678", "+84912345678"))
        assert talker.slots["report_contact"] is None

    async def test_a_number_offered_as_ones_own_is_kept(self, talker: Talker) -> None:
        text = STORY + ", liên hệ tôi qua số 0912 345 678"
        await talker.say(text, "report_violation", *FACTS)
        assert talker.slots["report_contact"] == {"phone": "+84912345678"}

    async def test_files_alone_open_a_report(self, talker: Talker) -> None:
        reply = await talker.send_files("f1", "f2")
        assert "2 tệp" in reply.text
        assert "đã xảy ra chuyện gì?" in reply.text
        assert talker.slots["report_evidence"] == ["f1", "f2"]

    async def test_what_is_not_for_the_hotline_is_said_to_be_so(self, talker: Talker) -> None:
        text = "tôi muốn khiếu nại về việc đền bù đất đai của xã"
        reply = await talker.say(text, "report_violation", entity("category", text, "NG-PV", 0.9))
        assert "Thanh tra tỉnh" in reply.text
        assert talker.loop is None
        reply = await talker.press(reply.button("Đây là việc báo chí"))
        assert "đã xảy ra chuyện gì?" in reply.text


class TestFiling:
    async def test_an_anonymous_report_holds_what_was_told_and_nobody(self, talker: Talker) -> None:
        reply = await reach_summary(talker)
        assert "Đồng ý gửi" in [button["title"] for button in reply.buttons]
        assert not talker.api.tickets
        reply = await talker.say("đồng ý", "affirm")
        assert filed(talker) == {
            "category": "PV-NN",
            "description": STORY,
            "channel": "web",
            "conversation_id": talker.conversation_id,
            "reporter": {"anonymous": True, "keep_secret": True},
            "consent": {"version": "2026-11-23.2", "at": "2026-11-23T10:00:00+07:00"},
            "inferred": {
                "category": {"value": "PV-NN", "confidence": 0.93},
                "amount": {"value": 20_000_000, "confidence": 0.9},
            },
            "typed": {"occurred_at": "hôm qua", "place": "xã Bum Tở", "amount": "20 triệu"},
            "outlet": "báo Ví Dụ",
            "subject": {"name": "anh Hùng"},
            "occurred_at": {"value": "2026-11-22", "precision": "day"},
            "place": {"commune_code": "03433", "text": "xã Bum Tở"},
        }
        assert "LC-2026-000001" in reply.text
        assert "⟦receipt⟧" in reply.text
        assert reply.custom["ticket"] == {"code": "LC-2026-000001", "evidence": []}
        assert reply.custom["draft"]["state"] == "filed"

    async def test_nothing_of_the_report_stays_in_the_slots(self, talker: Talker) -> None:
        await reach_summary(talker)
        await talker.say("ok", "affirm")
        kept = {name: value for name, value in talker.slots.items() if value is not None}
        added = {"code": "LC-2026-000001", "own": True, "at": kept["last_added"]["at"]}
        assert kept == {"notice_shown": True, "ticket_code": "LC-2026-000001", "last_added": added}
        assert talker.loop is None

    @pytest.mark.parametrize("yes", ["ok", "dạ đúng", "vâng ạ", "đồng ý", "dong y gui", "ừ", "oke ad"])
    async def test_a_typed_yes_files(self, talker: Talker, yes: str) -> None:
        await reach_summary(talker)
        await talker.say(yes, "nlu_fallback", confidence=0.3)
        assert len(talker.api.tickets) == 1

    @pytest.mark.parametrize(
        "text", ["ko", "chưa", "dung", "đừng gửi", "không", "?", "là sao", "hôm đó trời mưa to"]
    )
    async def test_nothing_else_files(self, talker: Talker, text: str) -> None:
        await reach_summary(talker)
        await talker.say(text, "affirm")
        assert not talker.api.tickets
        assert talker.loop == "report_form"

    async def test_the_named_reporter_is_asked_and_kept(self, talker: Talker) -> None:
        reply = await reach_summary(talker, anonymous=False)
        assert "tên và số điện thoại" in reply.text
        await talker.say("Tôi tên Lò Thị Lan, sđt 0912 345 678, lan@example.vn", "inform")
        await talker.say("ok", "affirm")
        assert filed(talker)["reporter"] == {
            "anonymous": False,
            "keep_secret": False,
            "name": "Lò Thị Lan",
            "phone": "+84912345678",
            "email": "lan@example.vn",
        }

    async def test_when_the_api_is_down_the_turn_fails_and_the_repeat_is_byte_equal(
        self, talker: Talker
    ) -> None:
        await reach_summary(talker)
        talker.api.down = True
        with pytest.raises(ApiUnavailableError):
            await talker.say("đồng ý", "affirm")
        assert talker.slots["requested_slot"] == "report_consent"
        talker.api.down, talker.api.loses_answers = False, True
        with pytest.raises(ApiUnavailableError):
            await talker.say("đồng ý", "affirm")
        talker.api.loses_answers = False
        reply = await talker.say("đồng ý", "affirm")
        assert "LC-2026-000001" in reply.text
        assert len(talker.api.tickets) == 1

    async def test_an_answer_lost_on_the_way_back_does_not_file_twice(self, talker: Talker) -> None:
        await reach_summary(talker)
        slots, loop = dict(talker.slots), talker.loop
        await talker.say("đồng ý", "affirm")
        talker.slots, talker.loop = slots, loop  # the turn was not saved
        talker.received_at = "2026-11-23T10:09:00+07:00"
        reply = await talker.say("đồng ý", "affirm")
        assert len(talker.api.tickets) == 1
        assert "đã được tiếp nhận từ lần gửi trước" in reply.text
        assert "Mã hồ sơ: LC-2026-000001\nMã biên nhận: ⟦receipt⟧" in reply.text
        assert reply.custom["ticket"]["code"] == "LC-2026-000001"
        assert reply.custom["draft"]["state"] == "filed"
        assert talker.loop is None

    async def test_a_refused_part_is_asked_again_and_nothing_is_lost(self, talker: Talker) -> None:
        await reach_summary(talker)
        talker.api.refusal = {"errors": [{"pointer": "body/outlet", "detail": "x"}]}
        reply = await talker.say("ok", "affirm")
        assert "Cơ quan báo chí đang ghi là: báo Ví Dụ" in reply.text
        talker.api.refusal = None
        await talker.say("báo Mẫu")
        await talker.say("ok", "affirm")
        assert filed(talker)["outlet"] == "báo Mẫu"


class TestSkipping:
    async def test_an_important_question_is_explained_once_then_left(self, talker: Talker) -> None:
        text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        reply = await talker.say("không biết", "skip_question")
        assert "nét nhận dạng của người đó" in reply.text
        reply = await talker.press(reply.button("Không biết, đi tiếp"))
        assert talker.slots["report_subject"] == {"skipped": True}
        assert "xã, phường" in reply.text

    async def test_nothing_is_insisted_on_when_the_matter_can_be_checked(self, talker: Talker) -> None:
        """Place and time are known: who it was need not be."""
        await open_report(talker)
        reply = await talker.say("không biết", "skip_question")
        assert talker.slots["report_subject"] == {"skipped": True}
        assert "ảnh, ghi âm" in reply.text

    async def test_an_optional_question_is_left_at_once(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("anh Hùng")
        await talker.say("báo Ví Dụ")
        reply = await talker.say("ko có", "deny")
        assert "Ẩn danh" in reply.text

    async def test_the_story_cannot_be_left_out(self, talker: Talker) -> None:
        await talker.say("tôi muốn phản ánh", "report_violation")
        await talker.say("bỏ qua", "skip_question")
        await talker.say("bỏ qua", "skip_question")
        assert talker.slots["requested_slot"] == "report_description"


class TestAnonymity:
    async def test_the_wish_is_heard_late_and_the_contact_forgotten(self, talker: Talker) -> None:
        text = STORY + ". Liên hệ tôi số 0912.345.678"
        await talker.say(text, "report_violation", *FACTS)
        await talker.say("anh Hùng")
        await talker.say("báo Ví Dụ")
        await talker.say("không có")
        reply = await talker.say("cho tôi giấu tên nhé", "inform")
        assert "đã bỏ tên và thông tin liên hệ" in reply.text
        await talker.say("ok", "affirm")
        assert filed(talker)["reporter"] == {"anonymous": True, "keep_secret": True}
        assert "345" not in str(filed(talker))

    async def test_keeping_it_secret_is_a_third_way(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("anh Hùng")
        await talker.say("báo Ví Dụ")
        reply = await talker.say("không có")
        await talker.press(reply.button("Nêu tên, giữ kín"))
        await talker.say("bỏ qua", "skip_question")
        await talker.say("ok", "affirm")
        assert filed(talker)["reporter"] == {"anonymous": False, "keep_secret": True}


class TestEmergency:
    async def test_113_comes_first_and_the_ticket_is_urgent(self, talker: Talker) -> None:
        talker.slots["notice_shown"] = None
        reply = await talker.say("cứu với, họ đang giữ tôi trong nhà", "emergency")
        assert reply.text.startswith("⚠️")
        assert "113" in reply.text.split("\n")[0]
        reply = await talker.press(reply.button("Gửi ngay, không hỏi thêm"))
        await talker.say("ẩn danh")
        reply = await talker.say("ok", "affirm")
        assert filed(talker)["urgency"] == "urgent"
        assert "113" in reply.text

    async def test_danger_in_the_middle_of_the_form_is_heard(self, talker: Talker) -> None:
        await open_report(talker)
        reply = await talker.say("nó đang đánh em tôi", "inform")
        assert reply.text.startswith("⚠️")
        assert talker.slots["draft"]["urgent"] is True

    async def test_danger_in_a_question_is_heard_too(self, talker: Talker) -> None:
        reply = await talker.say("cứu tôi với, số công an xã là gì", "ask_hotline_info")
        assert reply.text.startswith("⚠️")
