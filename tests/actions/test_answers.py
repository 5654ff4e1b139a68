"""Answers, greetings, what is not understood, and what comes when nothing was asked."""

import pytest

from tests.actions.talker import Talker, entity


class TestNotice:
    async def test_it_comes_with_the_first_answer_only(self, talker: Talker) -> None:
        talker.slots["notice_shown"] = None
        first = await talker.say("xin chào", "greet")
        second = await talker.say("chào bạn", "greet")
        assert "đường dây nóng báo chí" in first.text
        assert "CCCD" in first.text
        assert "CCCD" not in second.text


class TestTexts:
    async def test_the_editable_text_is_the_answer(self, talker: Talker) -> None:
        talker.api.texts["hotline"] = "Số đường dây nóng đang được cập nhật."
        assert "đang được cập nhật" in (await talker.say("số hotline", "ask_hotline_info")).text

    async def test_without_a_text_nothing_is_made_up(self, talker: Talker) -> None:
        assert "chưa có thông tin" in (await talker.say("số hotline", "ask_hotline_info")).text

    async def test_law_without_verified_text_is_not_answered(self, talker: Talker) -> None:
        unverified = {"text": "Phạt 50 triệu", "citation": {"number": "119/2020", "verified_at": None}}
        talker.api.law = {"outcome": "found", "items": [unverified], "contact": "Hỏi Sở."}
        reply = await talker.say("mạo danh nhà báo phạt bao nhiêu", "ask_law")
        assert "50 triệu" not in reply.text
        assert "Hỏi Sở." in reply.text

    async def test_law_with_verified_text_is_cited_with_its_day(self, talker: Talker) -> None:
        citation = {"number": "126/2025/QH15", "article": "Điều 31", "verified_at": "2026-11-01"}
        talker.api.law = {"outcome": "found", "items": [{"text": "Có trách nhiệm.", "citation": citation}]}
        reply = await talker.say("luật nói gì", "ask_law")
        assert "01/11/2026" in reply.text

    async def test_a_person_is_not_promised_at_once(self, talker: Talker) -> None:
        reply = await talker.say("cho gặp cán bộ", "request_human")
        assert "không trực sẵn" in reply.text
        assert reply.button("Nhắn cho cán bộ") == '/report_violation{"value":"person"}'


class TestNotUnderstood:
    async def test_choices_first_then_a_person(self, talker: Talker) -> None:
        replies = [await talker.say("xyz abc", "nlu_fallback", confidence=0.3) for _ in range(3)]
        assert all(reply.buttons for reply in replies)
        assert "gặp cán bộ" not in replies[0].text
        assert "gặp cán bộ" in replies[2].text

    async def test_an_understood_message_begins_the_count_anew(self, talker: Talker) -> None:
        for _ in range(2):
            await talker.say("xyz", "nlu_fallback", confidence=0.3)
        await talker.say("chào", "greet")
        assert talker.slots["misses"] in (None, 0)

    async def test_a_long_text_nobody_knows_is_taken_for_a_report(self, talker: Talker) -> None:
        text = "sáng qua mấy người lạ mặc áo có chữ truyền hình vào xưởng nhà tôi chụp ảnh rồi bảo đưa tiền"
        await talker.say(text, "nlu_fallback", confidence=0.3)
        assert talker.loop == "report_form"
        assert talker.slots["report_description"] == text


class TestNothingWasAsked:
    @pytest.mark.parametrize("intent", ["affirm", "deny", "skip_question", "inform"])
    async def test_an_answer_brings_the_menu(self, talker: Talker, intent: str) -> None:
        assert (await talker.say("ok", intent)).buttons

    @pytest.mark.parametrize("intent", ["resume", "stop", "correct_answer"])
    async def test_there_is_nothing_to_stop_or_correct(self, talker: Talker, intent: str) -> None:
        assert "không có" in (await talker.say("tiếp tục", intent)).text

    async def test_an_agency_alone_is_looked_up(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = {"outcome": "vacant", "agency": {"name": "Sở Y tế"}}
        reply = await talker.say("sở y tế", "inform", entity("agency", "sở y tế"))
        assert "Sở Y tế" in reply.text

    async def test_a_wrong_contact_becomes_a_report_of_its_kind(self, talker: Talker) -> None:
        text = "Số điện thoại người phát ngôn Sở Y tế trên danh bạ gọi không được, sai số rồi"
        await talker.say(text, "report_wrong_contact", entity("agency", "Sở Y tế"))
        assert talker.slots["report_category"] == "NPN-CN"
        assert talker.slots["report_subject"] == {"name": "Sở Y tế"}
