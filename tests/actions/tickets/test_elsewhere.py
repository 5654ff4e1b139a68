"""A ticket of another conversation: code and receipt open it; the receipt is used and forgotten."""

import pytest

from tests.actions.talker import Talker

CODE, RECEIPT = "LC-2026-000123", "1234567812345678"


def keeps(talker: Talker, secret: str) -> bool:
    return secret in str(talker.slots)


class TestStatus:
    async def test_both_in_one_message_are_answered_at_once(self, talker: Talker) -> None:
        reply = await talker.say(f"tra cứu hồ sơ {CODE} biên nhận {RECEIPT}", "check_status")
        assert "Tiếp nhận" in reply.text
        assert talker.loop is None
        assert talker.slots["status"] is None

    async def test_code_then_receipt_in_groups(self, talker: Talker) -> None:
        await talker.say("kiểm tra hồ sơ", "check_status")
        await talker.say("lc2026000123", "inform")
        reply = await talker.say("1234 5678 1234 5678", "nlu_fallback", confidence=0.3)
        assert f"Hồ sơ {CODE}, gửi ngày 22/11/2026: Tiếp nhận" in reply.text
        assert reply.buttons == []

    async def test_the_receipt_is_neither_kept_nor_repeated(self, talker: Talker) -> None:
        await talker.say("kiểm tra hồ sơ", "check_status")
        reply = await talker.say(RECEIPT, "inform")
        assert "không lưu mã biên nhận" in reply.text
        assert RECEIPT not in reply.text
        assert not keeps(talker, RECEIPT)

    async def test_a_wrong_pair_says_only_that_it_does_not_fit(self, talker: Talker) -> None:
        reply = await talker.say(f"{CODE} {'9' * 16}", "check_status")
        assert "không tìm thấy hồ sơ khớp" in reply.text
        assert not keeps(talker, "9" * 16)

    async def test_after_a_mistyped_digit_the_receipt_alone_is_enough(self, talker: Talker) -> None:
        await talker.say(f"{CODE} {'9' * 16}", "check_status")
        assert "Tiếp nhận" in (await talker.say(RECEIPT, "inform")).text

    async def test_after_some_wrong_pairs_a_person_is_offered(self, talker: Talker) -> None:
        for _ in range(3):
            reply = await talker.say(f"{CODE} {'9' * 16}", "check_status")
        assert "không mở được hồ sơ" in reply.text
        assert reply.button("Gặp cán bộ")

    async def test_it_can_be_left(self, talker: Talker) -> None:
        reply = await talker.say("kiểm tra hồ sơ", "check_status")
        await talker.press(reply.button("Thôi, không cần nữa"))
        assert talker.loop is None

    async def test_a_code_alone_is_taken_for_a_status_question(self, talker: Talker) -> None:
        reply = await talker.say(f"{CODE} {RECEIPT}", "inform")
        assert "Tiếp nhận" in reply.text


class TestLostReceipt:
    @pytest.mark.parametrize("said", ["tôi mất mã biên nhận rồi", "em quen ma r, xem sao dc ad"])
    async def test_what_can_be_done_is_told_and_nothing_revealed(self, talker: Talker, said: str) -> None:
        reply = await talker.say(said, "check_status")
        assert "không mở được hồ sơ" in reply.text
        assert "gặp cán bộ" in reply.text
        assert talker.loop is None

    async def test_while_it_is_asked_for(self, talker: Talker) -> None:
        await talker.say(f"hồ sơ {CODE} đến đâu rồi", "check_status")
        reply = await talker.say("tôi không nhớ mã biên nhận", "skip_question")
        assert "không mở được hồ sơ" in reply.text
        assert talker.loop is None


class TestAddingAndWithdrawing:
    async def test_words_are_put_on_the_ticket(self, talker: Talker) -> None:
        await talker.say(f"tôi muốn bổ sung hồ sơ {CODE} {RECEIPT}", "add_information")
        reply = await talker.say("Họ lại gọi điện sáng nay", "inform")
        assert talker.api.messages == [(CODE, "Họ lại gọi điện sáng nay")]
        assert CODE in reply.text

    async def test_codes_when_asked_for_are_no_question_for_the_status(self, talker: Talker) -> None:
        await talker.say("tôi muốn bổ sung", "add_information")
        assert "muốn bổ sung gì" in (await talker.say(f"{CODE} {RECEIPT}", "check_status")).text

    async def test_everything_in_one_go(self, talker: Talker) -> None:
        text = f"bổ sung hồ sơ {CODE} {RECEIPT}: tôi nhớ ra biển số xe là 25A-123.45"
        await talker.say(text, "add_information")
        assert talker.api.messages == [(CODE, "tôi nhớ ra biển số xe là 25A-123.45")]

    async def test_words_told_before_the_codes_are_not_typed_again(self, talker: Talker) -> None:
        await talker.say("bổ sung: xe màu trắng biển 25A", "add_information")
        reply = await talker.say(f"{CODE} {RECEIPT}")
        assert talker.api.messages == [(CODE, "xe màu trắng biển 25A")]
        assert CODE in reply.text
        assert talker.loop is None

    async def test_a_receipt_never_stands_on_the_thread(self, talker: Talker) -> None:
        await talker.say(f"bổ sung hồ sơ {CODE} {RECEIPT}", "add_information")
        await talker.say(f"mã biên nhận của tôi là {RECEIPT}, họ đi xe màu trắng", "inform")
        ((_, text),) = talker.api.messages
        assert RECEIPT not in text
        assert "họ đi xe màu trắng" in text

    async def test_withdrawal_is_asked_back_and_confirmed_by_both_codes(self, talker: Talker) -> None:
        reply = await talker.say(f"rút hồ sơ {CODE} {RECEIPT}", "withdraw_report")
        assert talker.api.withdrawn == []
        assert "Nếu chắc chắn" in reply.text
        reply = await talker.say(f"{CODE} {RECEIPT}", "inform")
        assert talker.api.withdrawn == [CODE]
        assert "Đã rút hồ sơ" in reply.text

    async def test_a_yes_is_no_proof(self, talker: Talker) -> None:
        await talker.say(f"rút hồ sơ {CODE}", "withdraw_report")
        await talker.say("đồng ý", "affirm")
        assert talker.api.withdrawn == []

    async def test_a_closed_ticket_is_said_to_be_closed(self, talker: Talker) -> None:
        await talker.say("tôi muốn rút phản ánh", "withdraw_report")
        talker.api.refusal = {"type": "urn:duongday:problem:transition-refused"}
        reply = await talker.say(f"{CODE} {RECEIPT}", "inform")
        assert "không rút được nữa" in reply.text
        assert talker.loop is None

    async def test_a_wrong_receipt_withdraws_nothing(self, talker: Talker) -> None:
        await talker.say("tôi muốn rút phản ánh", "withdraw_report")
        reply = await talker.say(f"{CODE} {'9' * 16}", "inform")
        assert "không tìm thấy" in reply.text
        assert talker.api.withdrawn == []

    async def test_leaving_after_the_receipt_leaves_nothing_open(self, talker: Talker) -> None:
        await talker.say(f"bổ sung {CODE} {RECEIPT}", "add_information")
        await talker.say("tôi muốn phản ánh một vụ khác", "report_violation")
        assert talker.loop == "report_form"
        reply = await talker.say("bổ sung hồ sơ", "add_information")
        assert "mã biên nhận" in reply.text
        assert not talker.api.messages
