"""Several corrections in one message, with labels or in free words: each is done or asked about."""

from tests.actions.talker import Talker, day, entity
from tests.actions.test_report_form import reach_summary


async def test_three_in_one_sentence(talker: Talker) -> None:
    await reach_summary(talker)
    text = (
        "sửa giúp: địa điểm là UBND xã Bum Tở, người cản trở là Lò Văn Bản chứ không phải Pản, "
        "và việc xảy ra hôm kia"
    )
    found = (entity("agency", "UBND xã Bum Tở"), entity("person", "Lò Văn Bản"), entity("person", "Pản"))
    reply = await talker.say(text, "correct_answer", *found, day("hôm kia", "2026-11-21"))
    assert "UBND xã Bum Tở" in talker.slots["report_place"]["text"]
    assert talker.slots["report_subject"]["name"] == "Lò Văn Bản"
    assert talker.slots["report_time"]["value"] == "2026-11-21"
    assert reply.text.count("Đã sửa") == 3
    assert text in talker.slots["report_description"]


async def test_a_place_of_two_names_and_two_people(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say(
        "địa điểm sửa lại là xưởng gỗ bản Nà Đon, xã Bình Lư, bên bị phản ánh là 2 người tên Hùng và Dũng",
        "correct_answer",
        entity("locality", "bản Nà Đon"),
        entity("locality", "xã Bình Lư"),
        entity("person", "Hùng"),
    )
    assert talker.slots["report_place"]["text"] == "xưởng gỗ bản Nà Đon, xã Bình Lư"
    assert talker.slots["report_subject"]["name"] == "2 người tên Hùng và Dũng"


async def test_labels(talker: Talker) -> None:
    await reach_summary(talker, anonymous=False)
    await talker.say(
        "Sửa liên hệ: Phạm Thu Hà, 0912000111. Bên bị phản ánh: Sở Y tế và Công an tỉnh",
        "ask_spokesperson",
        entity("person", "Phạm Thu Hà"),
        entity("agency", "Sở Y tế"),
        entity("agency", "Công an tỉnh"),
        confidence=0.39,
    )
    assert talker.slots["report_contact"] == {"name": "Phạm Thu Hà", "phone": "+84912000111"}
    assert talker.slots["report_subject"]["name"] == "Sở Y tế và Công an tỉnh"


async def test_a_label_at_the_summary(talker: Talker) -> None:
    await reach_summary(talker)
    before = talker.slots["report_description"]
    agency = entity("agency", "UBND xã Bum Tở")
    await talker.say("địa điểm: trụ sở UBND xã Bum Tở", "ask_hotline_info", agency, confidence=0.43)
    assert talker.slots["report_place"]["text"] == "trụ sở UBND xã Bum Tở"
    assert talker.slots["report_description"] == before


async def test_a_sum_among_others(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say("a em nham ko phai 5tr dau no doi 10tr em moi dua no 2tr thoi", "correct_answer")
    assert talker.slots["report_amount"]["value"] == 10_000_000


async def test_what_was_not_understood_is_asked_in_turn(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say("sửa tên báo là cái báo ấy, bên bị phản ánh là nó", "correct_answer")
    assert talker.slots["requested_slot"] == "report_outlet"
    await talker.say("báo Mẫu")
    assert talker.slots["requested_slot"] == "report_subject"
    await talker.say("anh Sơn")
    assert talker.slots["requested_slot"] == "report_consent"
    assert talker.slots["report_outlet"] == "báo Mẫu"


async def test_the_writer_is_not_the_one_reported(talker: Talker) -> None:
    await reach_summary(talker)
    reply = await talker.say("bên bị phản ánh là cái báo ấy chứ không phải tôi", "correct_answer")
    assert talker.slots["report_outlet"] == "báo Ví Dụ"
    assert talker.slots["report_subject"] == {"skipped": True}
    assert "Hùng" in reply.text


async def test_a_complaint_about_what_was_written(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say(
        "sao ghi bên bị phản ánh là Hùng, tôi là người bị nó vu oan mà",
        "report_violation",
        entity("person", "Hùng"),
        confidence=0.5,
    )
    assert talker.slots["report_subject"] == {"skipped": True}
