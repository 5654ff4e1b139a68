"""Several corrections in one message, and things taken back."""

import pytest

from tests.actions.talker import Talker, day, entity
from tests.actions.test_report_form import open_report, reach_summary


async def test_two_parts_in_one_message(talker: Talker) -> None:
    await reach_summary(talker)
    reply = await talker.say(
        "sửa ngày thành 15/10 và tên báo là Tiền Phong",
        "correct_answer",
        day("15/10", "2026-10-15"),
        entity("outlet", "Tiền Phong"),
    )
    assert "22/11/2026 → 15/10/2026" in reply.text
    assert "báo Ví Dụ → Tiền Phong" in reply.text
    assert reply.text.count("đồng ý gửi") == 1


async def test_a_list_of_parts(talker: Talker) -> None:
    await reach_summary(talker)
    reply = await talker.say(
        "sửa tên báo thành Báo Mẫu, số tiền là 30 triệu, địa điểm là bản Nậm Cầy", "correct_answer"
    )
    assert talker.slots["report_outlet"] == "Báo Mẫu"
    assert talker.slots["report_amount"]["value"] == 30_000_000
    assert talker.slots["report_place"]["text"] == "bản Nậm Cầy"
    assert reply.text.count("Đã sửa") == 3


@pytest.mark.parametrize(
    "text",
    [
        *("30 triệu chứ không phải 20 triệu", "không phải 20 triệu mà là 30 triệu", "sửa số tiền thành 30tr"),
        *("nhầm, 30 triệu", "30 trieu chu khong phai 20 trieu"),
    ],
)
async def test_a_sum(talker: Talker, text: str) -> None:
    await reach_summary(talker)
    reply = await talker.say(text, "nlu_fallback", confidence=0.3)
    assert "20.000.000 đồng → 30.000.000 đồng" in reply.text


async def test_a_sum_asked_for(talker: Talker) -> None:
    await reach_summary(talker)
    reply = await talker.say("sửa số tiền", "correct_answer")
    assert "Số tiền đang ghi là: 20.000.000 đồng" in reply.text
    await talker.say("không nhớ rõ lắm")
    await talker.say("hai lăm triệu")
    assert talker.slots["report_amount"]["value"] == 25_000_000


async def test_in_the_middle_of_another_question(talker: Talker) -> None:
    await open_report(talker)
    reply = await talker.say(
        "à nhầm, hôm kia chứ không phải hôm qua",
        "inform",
        day("hôm kia", "2026-11-21"),
        day("hôm qua", "2026-11-22"),
    )
    assert "22/11/2026 → 21/11/2026" in reply.text
    assert "Người đó tên gì" in reply.text


@pytest.mark.parametrize(
    "text", ["nó đòi 5 triệu nữa", "tôi thấy nó quay phim", "em thay no vao quan", "doi them 5 trieu"]
)
async def test_words_that_only_look_like_a_correction(talker: Talker, text: str) -> None:
    await open_report(talker)
    reply = await talker.say(text)
    assert "Đã sửa" not in reply.text
    assert "phần nào" not in reply.text


@pytest.mark.parametrize(
    "text", ["xóa số điện thoại đi", "bỏ sđt", "đừng lưu số điện thoại của tôi", "xoa sdt cua toi di"]
)
async def test_a_number_is_taken_back(talker: Talker, text: str) -> None:
    await reach_summary(talker, anonymous=False)
    await talker.say("Lan, 0912345678")
    reply = await talker.say(text, "stop")
    assert "Đã bỏ Số điện thoại: 0912 345 678" in reply.text
    assert talker.slots["report_contact"] == {"name": "Lan"}
    assert talker.slots["draft"] is not None


async def test_who_takes_the_number_back_is_not_asked_for_it_again(talker: Talker) -> None:
    await reach_summary(talker, anonymous=False)
    await talker.say("Lan, 0912345678")
    reply = await talker.say("xóa số điện thoại đi", "inform")
    assert "Đồng ý gửi" in [button["title"] for button in reply.buttons]


async def test_a_date_and_a_name_after_one_mistake(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say(
        "nhầm, hôm 13/11 và tên là Nguyễn Văn Hưng",
        "correct_answer",
        day("13/11", "2026-11-13"),
        entity("person", "Nguyễn Văn Hưng"),
    )
    assert talker.slots["report_time"]["value"] == "2026-11-13"
    assert talker.slots["report_subject"] == {"name": "Nguyễn Văn Hưng"}


async def test_enough_of_a_correction_does_not_stop_the_report(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say("sửa tên báo", "correct_answer")
    reply = await talker.say("thôi", "stop")
    assert "chắc muốn dừng" not in reply.text
    assert talker.slots["report_outlet"] == "báo Ví Dụ"


@pytest.mark.parametrize("text", ["gửi đi", "đồng ý gửi", "vẫn gửi", "không, gửi chứ"])
async def test_send_at_the_question_whether_to_stop_erases_nothing(talker: Talker, text: str) -> None:
    await reach_summary(talker)
    await talker.say("dừng lại", "stop")
    await talker.say(text, "affirm")
    assert talker.slots["draft"] is not None
    assert not talker.api.tickets


async def test_a_name_is_taken_back_out_of_the_story(talker: Talker) -> None:
    text = "Tôi là Lò Văn Páo, có phóng viên đến nhà đòi tiền rồi dọa đăng bài"
    await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
    reply = await talker.say("bỏ tên tôi", "inform")
    assert "Đã bỏ Tên: Lò Văn Páo" in reply.text
    assert "Páo" not in str(talker.slots)


async def test_any_other_part_is_taken_back(talker: Talker) -> None:
    await reach_summary(talker)
    reply = await talker.say("bỏ tên báo đi", "inform")
    assert "Đã bỏ Cơ quan báo chí: báo Ví Dụ" in reply.text
    assert "Đồng ý gửi" in [button["title"] for button in reply.buttons]


@pytest.mark.parametrize("text", ["xóa hết đi", "hủy", "xóa đi"])
async def test_taking_back_everything_is_asked_back(talker: Talker, text: str) -> None:
    await open_report(talker)
    reply = await talker.say(text, "stop")
    assert "chắc muốn dừng" in reply.text


@pytest.mark.parametrize("text", ["tên báo sai rồi", "ten bao sai roi", "tên báo ghi sai"])
async def test_a_part_that_is_called_wrong_is_asked_again(talker: Talker, text: str) -> None:
    await reach_summary(talker)
    reply = await talker.say(text, "nlu_fallback", confidence=0.3)
    assert "Cơ quan báo chí đang ghi là: báo Ví Dụ" in reply.text


async def test_not_sending_is_stopping(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say("dừng lại", "stop")
    await talker.say("không gửi nữa", "stop")
    assert talker.slots["draft"] is None


async def test_a_part_and_its_value_without_a_word_between(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say(
        "thời gian là hôm 10/11 nhé, còn số tiền 50 triệu thôi",
        "correct_answer",
        day("hôm 10/11", "2026-11-10"),
    )
    assert talker.slots["report_time"]["value"] == "2026-11-10"
    assert talker.slots["report_amount"]["value"] == 50_000_000


async def test_polite_words_are_no_part_of_the_value(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say("tên là Nam nhé", "correct_answer", entity("person", "Nam"))
    assert talker.slots["report_subject"] == {"name": "Nam"}
    await talker.say("tên báo là Báo Mẫu đúng rồi", "correct_answer")
    assert talker.slots["report_outlet"] == "Báo Mẫu"


@pytest.mark.parametrize(
    "text", ["xin lỗi, người đó tên Mai Xuân Thới", "câu trước sai, tên là Mai Xuân Thới"]
)
async def test_the_person_in_other_words(talker: Talker, text: str) -> None:
    await reach_summary(talker)
    await talker.say(text, "nlu_fallback", entity("person", "Mai Xuân Thới"), confidence=0.3)
    assert talker.slots["report_subject"] == {"name": "Mai Xuân Thới"}
    assert talker.slots["report_wish"] is None


async def test_a_name_that_looks_like_a_no(talker: Talker) -> None:
    await open_report(talker)
    await talker.say("tên Tới")
    await talker.say("câu trước tôi trả lời sai, tên là Thới", "correct_answer")
    assert talker.slots["report_subject"] == {"name": "Thới"}


async def test_not_that_one_but_this_one(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say(
        "khong phai bao Vi Du, la bao Hoang Hon",
        "inform",
        entity("outlet", "bao Vi Du"),
        entity("outlet", "bao Hoang Hon"),
    )
    assert talker.slots["report_outlet"] == "bao Hoang Hon"


async def test_the_kind_by_its_name(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say("sửa loại việc thành nghi giả danh nhà báo", "correct_answer")
    assert talker.slots["report_category"] == "PV-MD"


async def test_a_wish_that_becomes_another(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say("mong muốn của tôi đổi thành xin lỗi công khai", "nlu_fallback", confidence=0.3)
    assert talker.slots["report_wish"] == "xin lỗi công khai"


async def test_to_be_named_after_all(talker: Talker) -> None:
    await reach_summary(talker)
    reply = await talker.say("tôi đổi ý, cho nêu tên tôi", "inform")
    assert talker.slots["report_anonymity"] == "open"
    assert "số điện thoại" in reply.text
