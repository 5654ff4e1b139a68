"""Tickets of the same conversation: without a receipt, by button or by typing, once each."""

import pytest

from actions.set_aside import keep
from actions.tickets.codes import without_receipt
from tests.actions.talker import Talker, entity, own_ticket

CODE, OTHER_CODE = "LC-2026-000012", "LC-2026-000007"


@pytest.fixture
def owner(talker: Talker) -> Talker:
    """Has filed one report here."""
    talker.api.own = [own_ticket(CODE)]
    talker.slots["ticket_code"] = CODE
    return talker


@pytest.fixture
def owner_of_two(owner: Talker) -> Talker:
    other = {"category": "BC-SST", "opened_at": "2026-10-02T03:00:00Z", "status": "DANG_XAC_MINH"}
    owner.api.own.append(own_ticket(OTHER_CODE, **other, status_label="Đang xác minh"))
    return owner


class TestStatus:
    async def test_it_is_told_with_what_it_means_in_dates_of_here(self, owner: Talker) -> None:
        reply = await owner.say("hồ sơ của tôi đến đâu rồi", "check_status")
        assert f"Hồ sơ {CODE}, gửi ngày 22/11/2026: Tiếp nhận (cập nhật ngày 24/11/2026)" in reply.text
        assert "Bước tiếp theo" in reply.text
        assert owner.loop is None

    async def test_the_last_words_of_staff_are_shown(self, owner: Talker) -> None:
        messages = [
            {"sender": "reporter", "text": "Tôi thêm", "at": "2026-11-23T02:00:00Z"},
            {"sender": "hotline", "text": "Anh/Chị gửi thêm ảnh?", "at": "2026-11-23T02:00:00Z"},
        ]
        owner.api.own = [own_ticket(CODE, messages=messages)]
        reply = await owner.say("don cua em sao roi", "check_status")
        assert "Cán bộ nhắn ngày 23/11/2026:\nAnh/Chị gửi thêm ảnh?" in reply.text
        assert "Tôi thêm" not in reply.text

    async def test_of_several_it_asks_which_with_category_and_date(self, owner_of_two: Talker) -> None:
        reply = await owner_of_two.say("hồ sơ của tôi đến đâu rồi", "check_status")
        assert [button["title"] for button in reply.buttons][:2] == [
            "1. Phóng viên đòi tiền, gây khó dễ, 22/11/2026",
            "2. Báo chí đưa tin sai, vu khống, 02/10/2026",
        ]
        reply = await owner_of_two.press(reply.buttons[1]["payload"])
        assert f"Hồ sơ {OTHER_CODE}" in reply.text
        assert "Đang xác minh" in reply.text

    @pytest.mark.parametrize(
        "typed", ["2", "số 2", "cái thứ hai", "lc 2026 000007", "000007", "cai cu nhat", OTHER_CODE]
    )
    async def test_which_one_may_be_typed(self, owner_of_two: Talker, typed: str) -> None:
        await owner_of_two.say("hồ sơ của tôi đến đâu rồi", "check_status")
        reply = await owner_of_two.say(typed)
        assert f"Hồ sơ {OTHER_CODE}" in reply.text or typed == "cai cu nhat"

    async def test_its_kind_names_it_too(self, owner_of_two: Talker) -> None:
        await owner_of_two.say("hồ sơ của tôi đến đâu rồi", "check_status")
        reply = await owner_of_two.say(
            "vụ báo đưa tin sai", "report_violation", entity("category", "", "BC-SST", confidence=0.9)
        )
        assert f"Hồ sơ {OTHER_CODE}" in reply.text

    async def test_what_names_none_is_asked_again(self, owner_of_two: Talker) -> None:
        await owner_of_two.say("hồ sơ của tôi đến đâu rồi", "check_status")
        reply = await owner_of_two.say("cái kia kìa")
        assert "hồ sơ nào" in reply.text

    async def test_a_code_of_somebody_else_still_needs_the_receipt(self, owner: Talker) -> None:
        reply = await owner.say("hồ sơ LC-2026-000999 đến đâu rồi", "check_status")
        assert "mã biên nhận" in reply.text

    async def test_without_any_ticket_code_and_receipt_are_asked_for(self, talker: Talker) -> None:
        reply = await talker.say("hồ sơ của tôi đến đâu rồi", "check_status")
        assert "mã hồ sơ" in reply.text

    async def test_a_status_nobody_has_explained_is_told_by_its_label(self, owner: Talker) -> None:
        owner.api.own = [own_ticket(CODE, status="MOI_THEM", status_label="Mới thêm")]
        assert "Mới thêm" in (await owner.say("đến đâu rồi", "check_status")).text

    async def test_inside_a_report_it_is_told_and_the_question_asked_again(self, owner: Talker) -> None:
        await owner.say("tôi muốn phản ánh", "report_violation")
        reply = await owner.say("hồ sơ cũ của tôi đến đâu rồi", "check_status")
        assert f"Hồ sơ {CODE}" in reply.text
        assert owner.loop == "report_form"


class TestLostReceipt:
    @pytest.mark.parametrize("said_as", ["check_status", "ask_procedure", "request_human", "nlu_fallback"])
    async def test_it_is_shown_again_where_the_report_was_filed(self, owner: Talker, said_as: str) -> None:
        reply = await owner.say("em quên mã rồi muốn xem đơn thì làm sao", said_as)
        assert f"Mã hồ sơ: {CODE}\nMã biên nhận: ⟦receipt⟧" in reply.text
        assert reply.custom["ticket"] == {"code": CODE, "evidence": []}

    async def test_inside_a_report_the_gateway_is_not_told_of_another_ticket(self, owner: Talker) -> None:
        await owner.say("tôi muốn phản ánh", "report_violation")
        reply = await owner.say("tôi mất mã biên nhận hồ sơ trước", "check_status")
        assert "ở phía trên" in reply.text
        assert "ticket" not in reply.custom


class TestAdding:
    async def test_in_one_go(self, owner: Talker) -> None:
        reply = await owner.say(
            f"bổ sung hồ sơ {CODE}: tôi nhớ ra biển số xe là 25A-12345", "add_information"
        )
        assert owner.api.messages == [(CODE, "tôi nhớ ra biển số xe là 25A-12345")]
        assert f"hồ sơ {CODE}" in reply.text
        assert owner.loop is None

    @pytest.mark.parametrize(
        "said", ["em quên chưa nói, hôm đó còn có một người nữa", "noi them la ho con goi dien doa nua"]
    )
    async def test_in_one_go_without_a_code(self, owner: Talker, said: str) -> None:
        await owner.say(said, "add_information")
        assert owner.api.messages == [(CODE, said)]

    @pytest.mark.parametrize(
        "said",
        [
            "tôi muốn bổ sung thông tin",
            "bo sung them chung cu",
            "tôi có thêm ảnh muốn gửi",
            "có thêm bằng chứng mới gửi vào đâu",
            "tôi muốn bổ sung hồ sơ LC-2026-000012",
        ],
    )
    async def test_the_wish_alone_is_answered_by_a_question(self, owner: Talker, said: str) -> None:
        reply = await owner.say(said, "add_information")
        assert "muốn bổ sung gì" in reply.text
        assert owner.api.messages == []
        await owner.say("họ đòi thêm 5 triệu nữa", "report_violation")
        assert owner.api.messages == [(CODE, "họ đòi thêm 5 triệu nữa")]

    @pytest.mark.parametrize("said_as", ["inform", "check_status", "withdraw_report"])
    async def test_code_and_receipt_are_no_words_to_add(self, owner: Talker, said_as: str) -> None:
        await owner.say("tôi muốn bổ sung", "add_information")
        reply = await owner.say(f"{CODE} 1234567812345678", said_as)
        assert "muốn bổ sung gì" in reply.text
        assert owner.api.messages == []

    async def test_those_of_a_ticket_from_elsewhere_open_that_one(self, owner: Talker) -> None:
        await owner.say("tôi muốn bổ sung", "add_information")
        reply = await owner.say("LC-2026-000999 1234567812345678")
        assert "hồ sơ LC-2026-000999" in reply.text
        await owner.say("xe màu trắng biển 25A")
        assert owner.api.messages == [("LC-2026-000999", "xe màu trắng biển 25A")]

    async def test_a_second_message_soon_after_goes_there_too(self, owner: Talker) -> None:
        await owner.say("bổ sung: xe của họ biển số 25A-12345", "add_information")
        reply = await owner.say("người lái xe đeo kính đen")
        assert [text for _, text in owner.api.messages][1:] == ["người lái xe đeo kính đen"]
        assert "Còn điều gì nữa" not in reply.text
        await owner.send_files("f-1", "f-2")
        await owner.say("xong rồi", "affirm")
        assert len(owner.api.messages) == 2

    async def test_a_question_soon_after_is_none_of_them(self, owner: Talker) -> None:
        await owner.say("bổ sung: xe của họ biển số 25A-12345", "add_information")
        await owner.say("co tin moi chua", "nlu_fallback", confidence=0.3)
        assert len(owner.api.messages) == 1

    async def test_much_later_it_is_asked_first(self, owner: Talker) -> None:
        await owner.say("bổ sung: xe của họ biển số 25A-12345", "add_information")
        owner.received_at = "2026-11-23T11:00:00+07:00"
        reply = await owner.say("người lái xe đeo kính đen")
        assert "hay là việc khác" in reply.text
        assert len(owner.api.messages) == 1

    async def test_a_ticket_withdrawn_meanwhile_gets_no_more(self, owner: Talker) -> None:
        await owner.say("bổ sung: xe của họ biển số 25A-12345", "add_information")
        owner.api.own = [own_ticket(CODE, status="DA_RUT", open=False)]
        await owner.say("người lái xe đeo kính đen")
        assert len(owner.api.messages) == 1

    async def test_files_when_they_were_asked_for(self, owner: Talker) -> None:
        await owner.say("tôi có thêm ảnh muốn gửi", "add_information")
        reply = await owner.send_files("f-1", "f-2")
        assert reply.custom["attach"] == {"code": CODE, "evidence": ["f-1", "f-2"]}
        assert "2 tệp" in reply.text
        assert owner.loop is None

    async def test_files_with_words(self, owner: Talker) -> None:
        await owner.say("tôi muốn bổ sung", "add_information")
        reply = await owner.send_files("f-1", text="ảnh biển số xe của họ")
        assert reply.custom["attach"]["evidence"] == ["f-1"]
        assert owner.api.messages == [(CODE, "ảnh biển số xe của họ")]

    async def test_files_out_of_the_blue_are_asked_about_once(self, owner: Talker) -> None:
        reply = await owner.send_files("f-1")
        assert "attach" not in reply.custom
        reply = await owner.press(reply.button("Gửi cho cán bộ"))
        assert reply.custom["attach"] == {"code": CODE, "evidence": ["f-1"]}

    async def test_files_meant_for_a_new_report_begin_one(self, owner: Talker) -> None:
        reply = await owner.send_files("f-1")
        reply = await owner.press(reply.button("Việc khác"))
        assert owner.loop == "report_form"
        assert owner.slots["report_evidence"] == ["f-1"]
        assert owner.slots["set_aside"] is None

    async def test_files_of_someone_with_two_tickets_go_to_the_chosen_one(self, owner_of_two: Talker) -> None:
        reply = await owner_of_two.send_files("f-1")
        reply = await owner_of_two.press(reply.buttons[1]["payload"])
        assert reply.custom["attach"] == {"code": OTHER_CODE, "evidence": ["f-1"]}

    async def test_files_of_someone_who_filed_nothing_begin_a_report(self, talker: Talker) -> None:
        await talker.send_files("f-1")
        assert talker.loop == "report_form"

    async def test_a_closed_ticket_is_said_to_be_closed_and_a_new_report_offered(self, owner: Talker) -> None:
        owner.api.own = [own_ticket(CODE, status="DONG", status_label="Đóng", open=False)]
        reply = await owner.say(f"bổ sung hồ sơ {CODE}: họ lại đến đòi tiền", "add_information")
        assert "đã khép lại (Đóng)" in reply.text
        assert owner.api.messages == []
        await owner.press(reply.button("Gửi phản ánh"))
        assert owner.loop == "report_form"

    async def test_only_open_tickets_are_offered(self, owner_of_two: Talker) -> None:
        owner_of_two.api.own[0]["open"] = False
        reply = await owner_of_two.say("tôi muốn bổ sung", "add_information")
        assert OTHER_CODE in reply.text
        assert "muốn bổ sung gì" in reply.text

    async def test_the_same_message_twice_is_added_once(self, owner: Talker) -> None:
        for _ in range(2):
            await owner.say("bổ sung: xe của họ biển số 25A-12345", "add_information")
        assert len(owner.api.messages) == 1

    async def test_a_fact_out_of_the_blue_is_asked_about_and_not_typed_twice(self, owner: Talker) -> None:
        reply = await owner.say("biển số xe của họ là 25A-12345")
        assert "hay là việc khác" in reply.text
        await owner.press(reply.button("Gửi cho cán bộ"))
        assert owner.api.messages == [(CODE, "biển số xe của họ là 25A-12345")]

    async def test_nor_asked_about_when_it_says_that_it_was_forgotten(self, owner: Talker) -> None:
        await owner.say("quen chua noi, xe ho di mau trang", "skip_question")
        assert owner.api.messages == [(CODE, "quen chua noi, xe ho di mau trang")]


class TestWithdrawing:
    async def test_one_confirmation_by_button(self, owner: Talker) -> None:
        reply = await owner.say("tôi muốn rút phản ánh", "withdraw_report")
        assert owner.api.withdrawn == []
        reply = await owner.press(reply.button("Rút hồ sơ"))
        assert owner.api.withdrawn == [CODE]
        assert "Đã rút hồ sơ" in reply.text
        assert owner.loop is None

    @pytest.mark.parametrize("said", ["vâng", "đồng ý rút", "rut di", "chắc chắn rồi", "có, rút giúp em"])
    async def test_or_by_typing(self, owner: Talker, said: str) -> None:
        await owner.say("tôi muốn rút phản ánh", "withdraw_report")
        await owner.say(said, "affirm")
        assert owner.api.withdrawn == [CODE]

    @pytest.mark.parametrize("said", ["không", "thôi không rút nữa", "khong, thoi de do", "giữ nguyên nhé"])
    async def test_a_no_leaves_it(self, owner: Talker, said: str) -> None:
        await owner.say("tôi muốn rút phản ánh", "withdraw_report")
        reply = await owner.say(said, "deny")
        assert owner.api.withdrawn == []
        assert "giữ nguyên" in reply.text
        assert owner.loop is None

    @pytest.mark.parametrize("said", ["dung", "???", "tôi chưa biết nữa"])
    async def test_what_is_unclear_withdraws_nothing(self, owner: Talker, said: str) -> None:
        await owner.say("tôi muốn rút phản ánh", "withdraw_report")
        reply = await owner.say(said)
        assert owner.api.withdrawn == []
        assert reply.button("Rút hồ sơ")

    async def test_or_by_both_codes_but_not_those_of_another_ticket(self, owner_of_two: Talker) -> None:
        await owner_of_two.say(f"rút hồ sơ {CODE}", "withdraw_report")
        await owner_of_two.say(f"{OTHER_CODE} 1234567812345678")
        await owner_of_two.say(f"{OTHER_CODE} 9999999999999999")
        assert owner_of_two.api.withdrawn == []
        await owner_of_two.say(f"{OTHER_CODE} 1234567812345678")
        assert owner_of_two.api.withdrawn == [OTHER_CODE]

    async def test_a_yes_sent_before_the_question_was_seen_withdraws_nothing(self, owner: Talker) -> None:
        await owner.say("rút hồ sơ giúp em", "withdraw_report")
        owner.metadata = {"unread": True}
        await owner.say("vâng ạ", "affirm")
        assert owner.api.withdrawn == []

    async def test_an_old_button_withdraws_no_other_ticket(self, owner_of_two: Talker) -> None:
        await owner_of_two.say(f"rút hồ sơ {CODE}", "withdraw_report")
        old = (await owner_of_two.say("gì cơ")).button("Rút hồ sơ")
        await owner_of_two.say("không", "deny")
        await owner_of_two.say(f"rút hồ sơ {OTHER_CODE}", "withdraw_report")
        await owner_of_two.press(old)
        assert owner_of_two.api.withdrawn == []

    async def test_a_closed_one_cannot_be(self, owner: Talker) -> None:
        owner.api.own = [own_ticket(CODE, open=False)]
        reply = await owner.say("rút hồ sơ", "withdraw_report")
        assert "không rút được nữa" in reply.text
        assert owner.loop is None

    async def test_nor_one_closed_meanwhile(self, owner: Talker) -> None:
        await owner.say("rút hồ sơ", "withdraw_report")
        owner.api.refusal = {"type": "urn:duongday:problem:transition-refused"}
        assert "không rút được nữa" in (await owner.say("đồng ý", "affirm")).text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("LC-2026-000012 1234 5678 1234 5678 nhé", "LC-2026-000012   nhé"),
        ("mã 1234567812345678.", "mã  ."),
        ("số 0912 345 678 gọi 3 lần", "số 0912 345 678 gọi 3 lần"),
        ("không có gì", "không có gì"),
    ],
)
def test_receipts_are_taken_out_and_codes_stay(text: str, left: str) -> None:
    assert without_receipt(text) == left


async def test_a_message_set_aside_holds_no_receipt(owner: Talker) -> None:
    from actions.message import Message

    kept = keep(Message(text="mã 1234567812345678 họ đòi tiền", intent="inform", confidence=0.9))
    assert "1234567812345678" not in str(kept)
