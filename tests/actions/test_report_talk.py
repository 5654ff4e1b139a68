"""Everything beside plain answers: corrections, side questions, buttons, stopping, unreadable messages."""

import json

import pytest

from tests.actions.talker import Reply, Talker, day, entity
from tests.actions.test_report_form import filed, open_report, reach_summary


class TestCorrections:
    async def test_a_date_is_corrected_in_free_words_and_the_change_is_shown(self, talker: Talker) -> None:
        await reach_summary(talker)
        text = "nhầm, ngày 15/10 chứ không phải 14/10"
        reply = await talker.say(
            text, "correct_answer", day("15/10", "2026-10-15"), day("14/10", "2026-10-14")
        )
        assert "Đã sửa Thời gian: 22/11/2026 → 15/10/2026" in reply.text
        await talker.say("ok", "affirm")
        assert filed(talker)["occurred_at"] == {"value": "2026-10-15", "precision": "day"}

    @pytest.mark.parametrize(
        "text",
        [
            "không phải 14/10 mà là 15/10",
            "khong phai ngay 14/10 ma 15/10",
            "sửa ngày thành 15/10",
            "ngày đúng là 15/10 chứ không phải 14/10",
        ],
    )
    async def test_other_ways_to_say_so(self, talker: Talker, text: str) -> None:
        await reach_summary(talker)
        days = [day(found, f"2026-10-{found[:2]}") for found in ("14/10", "15/10") if found in text]
        await talker.say(text, "nlu_fallback", *days, confidence=0.3)
        assert talker.slots["report_time"]["value"] == "2026-10-15"

    async def test_a_name_after_thanh_is_the_new_value(self, talker: Talker) -> None:
        await reach_summary(talker)
        reply = await talker.say("sửa tên báo thành Báo Mẫu Mới", "correct_answer")
        assert "báo Ví Dụ → Báo Mẫu Mới" in reply.text

    async def test_a_part_named_without_a_value_is_asked_again_with_its_present_value(
        self, talker: Talker
    ) -> None:
        await open_report(talker)
        reply = await talker.say("đổi địa điểm", "correct_answer")
        assert "Địa điểm đang ghi là: Xã Bum Tở" in reply.text
        reply = await talker.say("bản Nậm Cầy")
        assert "Xã Bum Tở → bản Nậm Cầy" in reply.text
        assert "Người đó tên gì" in reply.text

    async def test_keeping_the_old_value_is_possible(self, talker: Talker) -> None:
        await open_report(talker)
        reply = await talker.say("đổi địa điểm", "correct_answer")
        await talker.press(reply.button("Giữ nguyên"))
        assert talker.slots["report_place"]["commune_code"] == "03433"
        assert talker.slots["requested_slot"] == "report_subject"

    async def test_the_last_answer_can_be_meant(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("anh Hùng")
        reply = await talker.say("sửa câu trước", "correct_answer")
        assert "Bên bị phản ánh đang ghi là: anh Hùng" in reply.text

    async def test_which_part_is_asked_when_it_is_not_said(self, talker: Talker) -> None:
        reply = await reach_summary(talker)
        reply = await talker.press(reply.button("Sửa"))
        assert "phần nào" in reply.text
        reply = await talker.press(reply.button("Địa điểm"))
        assert "đang ghi là: Xã Bum Tở" in reply.text

    async def test_a_yes_to_which_part_does_not_file(self, talker: Talker) -> None:
        reply = await reach_summary(talker)
        await talker.press(reply.button("Sửa"))
        await talker.say("ok", "affirm")
        assert not talker.api.tickets

    async def test_a_sentence_at_the_summary_adds_to_the_story(self, talker: Talker) -> None:
        await reach_summary(talker)
        reply = await talker.say("họ còn hẹn chiều mai quay lại lấy tiền", "inform")
        assert "ghi thêm" in reply.text
        assert "chiều mai quay lại" in reply.text

    async def test_the_category_can_be_changed_and_its_questions_follow(self, talker: Talker) -> None:
        await reach_summary(talker)
        reply = await talker.say("sửa loại phản ánh", "correct_answer")
        reply = await talker.press(reply.button("Báo chí đưa tin sai, vu khống"))
        assert "Phóng viên đòi tiền, gây khó dễ → Báo chí đưa tin sai, vu khống" in reply.text
        assert "đường dẫn" in reply.text

    async def test_asking_for_a_correction_in_a_wish_is_an_answer(self, talker: Talker) -> None:
        text = "Báo Ví Dụ đăng bài bịa đặt về gia đình tôi, cả xóm ai cũng đọc được"
        await talker.say(text, "report_violation", entity("category", text, "BC-CCPH", 0.9))
        for answer in ("bài Chuyện lạ", "báo Ví Dụ", "12/11"):
            await talker.say(answer)
        assert talker.slots["report_affected"] == "gia đình tôi"
        await talker.say("sửa lại bài và xin lỗi", "inform")
        assert talker.slots["report_wish"] == "sửa lại bài và xin lỗi"


class TestSideQuestions:
    async def test_it_is_answered_and_the_open_question_comes_back_once(self, talker: Talker) -> None:
        await open_report(talker)
        talker.api.texts["privacy"] = "Chúng tôi giữ kín."
        reply = await talker.say("thông tin của tôi có được giữ kín không", "ask_privacy")
        assert reply.text.startswith("Chúng tôi giữ kín.")
        assert reply.text.count("Người đó tên gì") == 1
        assert talker.slots["report_subject"] is None

    async def test_an_agency_inside_a_side_question_fills_nothing(self, talker: Talker) -> None:
        await open_report(talker)
        before = {name: value for name, value in talker.slots.items() if name.startswith("report_")}
        await talker.say("người phát ngôn sở y tế là ai", "ask_spokesperson", entity("agency", "sở y tế"))
        assert {name: talker.slots[name] for name in before} == before

    async def test_a_lookup_that_must_ask_comes_back_to_the_report(self, talker: Talker) -> None:
        await open_report(talker)
        reply = await talker.say("xin số người phát ngôn", "ask_spokesperson")
        assert "cơ quan" in reply.text
        talker.api.agencies["sở y tế"] = {"outcome": "vacant", "agency": {"name": "Sở Y tế"}}
        reply = await talker.say("sở y tế", "inform", entity("agency", "sở y tế"))
        assert "chưa có người phát ngôn của Sở Y tế" in reply.text
        assert "Người đó tên gì" in reply.text
        assert talker.loop == "report_form"

    async def test_a_status_question_comes_back_to_the_report(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("tra cứu hồ sơ", "check_status")
        reply = await talker.say("LC-2026-000007 1234567812345678", "inform")
        assert "Tiếp nhận" in reply.text
        assert "Người đó tên gì" in reply.text
        assert talker.slots["draft"] is not None


class TestButtons:
    async def test_a_button_of_another_question_answers_nothing(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("anh Hùng")
        await talker.say("báo Ví Dụ")
        old = (await talker.say("sửa tên báo", "correct_answer")).button("Giữ nguyên")
        reply = await talker.press(old)
        skip = reply.button("Bỏ qua")
        await talker.press(skip)
        reply = await talker.press(skip)
        assert "thuộc về một câu hỏi trước" in reply.text
        assert talker.slots["requested_slot"] == "report_anonymity"

    async def test_consent_to_an_older_summary_does_not_file(self, talker: Talker) -> None:
        agree = (await reach_summary(talker)).button("Đồng ý gửi")
        await talker.say("sửa tên báo thành Báo Mẫu", "correct_answer")
        reply = await talker.press(agree)
        assert not talker.api.tickets
        assert "thuộc về một câu hỏi trước" in reply.text
        await talker.press(reply.button("Đồng ý gửi"))
        assert len(talker.api.tickets) == 1

    async def test_a_new_file_makes_the_shown_summary_old(self, talker: Talker) -> None:
        agree = (await reach_summary(talker)).button("Đồng ý gửi")
        await talker.send_files("f9")
        await talker.press(agree)
        assert not talker.api.tickets

    async def test_consent_of_another_draft_does_not_file(self, talker: Talker) -> None:
        agree = (await reach_summary(talker)).button("Đồng ý gửi")
        await talker.press(agree)
        again = await talker.press(agree)
        assert "khép lại" in again.text
        await reach_summary(talker)
        await talker.press(agree)
        assert len(talker.api.tickets) == 1

    async def test_a_payload_carries_question_draft_and_value(self, talker: Talker) -> None:
        agree = (await reach_summary(talker)).button("Đồng ý gửi")
        payload = json.loads(agree.removeprefix("/inform"))
        assert payload["question"] == "consent"
        assert payload["draft"] == talker.slots["draft"]["id"]
        assert payload["value"] == "agree"


class TestAnswersOutOfTurn:
    async def test_a_time_at_the_question_for_a_name_is_kept_as_the_time(self, talker: Talker) -> None:
        text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        reply = await talker.say("tuần trước", "inform", day("tuần trước", "2026-11-16", "week"))
        assert talker.slots["report_subject"] is None
        assert talker.slots["report_time"]["value"] == "2026-11-16"
        assert "Người đó tên gì" in reply.text

    async def test_a_number_at_the_question_about_anonymity_is_kept(self, talker: Talker) -> None:
        await open_report(talker)
        for answer in ("anh Hùng", "báo Ví Dụ", "không có"):
            await talker.say(answer)
        await talker.say("số của tôi là 0987654321, đừng cho ai biết nhé", "inform")
        assert talker.slots["report_anonymity"] == "secret"
        assert talker.slots["report_contact"] == {"phone": "+84987654321"}

    async def test_a_choice_that_sounds_like_a_question_about_privacy(self, talker: Talker) -> None:
        await open_report(talker)
        for answer in ("anh Hùng", "báo Ví Dụ", "không có"):
            await talker.say(answer)
        await talker.say("giu bi mat", "ask_privacy")
        assert talker.slots["report_anonymity"] == "secret"

    async def test_a_complaint_about_the_questions_is_not_a_place(self, talker: Talker) -> None:
        text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        await talker.say("nó nói tên là Hải")
        assert talker.slots["report_subject"] == {"name": "Hải"}
        await talker.say("báo Ví Dụ")
        reply = await talker.say("sao phải hỏi nhiều thế")
        assert talker.slots["report_place"] is None
        assert "Gửi ngay, không hỏi thêm" in [button["title"] for button in reply.buttons]

    async def test_a_place_at_the_question_for_a_time_is_kept_as_the_place(self, talker: Talker) -> None:
        text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        for answer in ("anh Hùng", "báo Ví Dụ", "ở chợ gần nhà"):
            await talker.say(answer)
        reply = await talker.say("xã Bum Tở")
        assert talker.slots["report_place"]["commune_code"] == "03433"
        assert "khi nào" in reply.text

    async def test_a_time_at_the_question_for_evidence_mends_the_time(self, talker: Talker) -> None:
        text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        for answer in ("anh Hùng", "báo Ví Dụ", "xã Bum Tở", "hôm nọ"):
            await talker.say(answer)
        await talker.say("hôm kia", "inform", day("hôm kia", "2026-11-21"))
        assert talker.slots["report_time"]["value"] == "2026-11-21"
        assert talker.slots["report_evidence"] is None

    async def test_enough_is_enough(self, talker: Talker) -> None:
        await open_report(talker)
        reply = await talker.say("gửi luôn đi", "inform")
        assert "Ẩn danh" in reply.text

    async def test_words_that_name_no_outlet_are_asked_again_once(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("anh Hùng")
        reply = await talker.say("tôi là người bị họ nêu tên")
        assert "chưa thấy tên báo" in reply.text
        await talker.say("tôi là người bị họ nêu tên")
        assert talker.slots["report_outlet"] is not None


class TestStopping:
    async def stop(self, talker: Talker) -> Reply:
        await open_report(talker)
        return await talker.say("thôi không gửi nữa", "stop")

    async def test_it_is_asked_back_then_everything_is_erased(self, talker: Talker) -> None:
        reply = await self.stop(talker)
        draft = talker.slots["draft"]["id"]
        assert "chắc muốn dừng" in reply.text
        reply = await talker.press(reply.button("Dừng và xóa"))
        assert reply.custom == {"erase": {"draft": draft}}
        assert {name for name, value in talker.slots.items() if value is not None} == {"notice_shown"}
        assert talker.loop is None

    async def test_a_no_goes_on_where_it_was(self, talker: Talker) -> None:
        await self.stop(talker)
        reply = await talker.say("không", "deny")
        assert "Người đó tên gì" in reply.text
        assert talker.slots["report_place"] is not None

    async def test_a_word_of_two_meanings_erases_nothing(self, talker: Talker) -> None:
        await self.stop(talker)
        reply = await talker.say("dung", "affirm")
        assert "chắc muốn dừng" in reply.text
        assert talker.slots["draft"] is not None

    async def test_an_answer_instead_of_yes_or_no_is_taken(self, talker: Talker) -> None:
        await self.stop(talker)
        reply = await talker.say("anh Hùng")
        assert talker.slots["report_subject"] == {"name": "anh Hùng"}
        assert "chắc muốn dừng" not in reply.text


class TestUnreadable:
    @pytest.mark.parametrize("text", ["", "?", "???", "😀😀", "...", "\u200b"])
    async def test_no_words_are_asked_again_then_a_person_is_offered(self, talker: Talker, text: str) -> None:
        await open_report(talker)
        replies = [await talker.say(text, "nlu_fallback", confidence=1.0) for _ in range(3)]
        assert all("Người đó tên gì" in reply.text for reply in replies)
        assert "gặp cán bộ" in replies[2].text
        assert "Gặp cán bộ" in [button["title"] for button in replies[2].buttons]

    async def test_a_text_too_long_is_refused_in_clear_words(self, talker: Talker) -> None:
        await open_report(talker)
        reply = await talker.say("a " * 50_000)
        assert "dài quá" in reply.text
        assert talker.slots["report_subject"] is None

    async def test_a_long_story_at_a_short_question_is_gathered(self, talker: Talker) -> None:
        await open_report(talker)
        more = (
            "Hôm nay họ lại gọi điện, nói nếu chiều không chuyển khoản thì tối đăng bài, nhắn cả vợ tôi nữa"
        )
        reply = await talker.say(more, "report_violation")
        assert more in talker.slots["report_description"]
        assert "Người đó tên gì" in reply.text

    async def test_control_characters_are_left_out(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("anh\x00 Hùng\u202e")
        assert talker.slots["report_subject"] == {"name": "anh Hùng"}

    async def test_an_unclear_place_is_asked_with_the_places_it_may_be(self, talker: Talker) -> None:
        text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        await talker.say("anh Hùng")
        await talker.say("báo Ví Dụ")
        reply = await talker.say("nam cha")
        await talker.press(reply.button("Xã Nậm Tăm"))
        assert talker.slots["report_place"]["commune_code"] == "03500"

    async def test_braces_and_index_signs_in_an_answer_are_only_text(self, talker: Talker) -> None:
        await open_report(talker)
        await talker.say("anh {0[x]} Hùng")
        await talker.say("báo {facts}")
        await talker.say("không có")
        reply = await talker.say("ẩn danh")
        assert "anh {0[x]} Hùng" in reply.text
        assert "báo {facts}" in reply.text
