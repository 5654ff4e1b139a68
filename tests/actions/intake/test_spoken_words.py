"""Sentences spoken to the bot are no values; what is one is found among them."""

from dataclasses import replace

import pytest

from actions.intake.contacts import read_contact
from actions.intake.draft import Draft
from actions.intake.names import introduces, only_points
from actions.intake.places import read_place
from actions.intake.sums import read_sum
from actions.message import Entity, Message
from nlu.text.fold import fold_search
from tests.actions.talker import Talker, entity
from tests.actions.test_report_form import open_report


def read(text: str) -> Message:
    return Message(text, "inform", 0.9, folded=fold_search(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hùng 0977111222 được chưa", "Hùng"),
        ("em noi roi Lan 0912345678", "Lan"),
        ("Em nói rồi Lan 0912345678", "Lan"),
        ("0912000111 em vừa ghi rồi mà", None),
        ("tôi là Hà, số 0912345678 nhé", "Hà"),
        ("minh 0912345678", None),
        ("Minh số 0912345678", "Minh"),
        ("nguyen thi minh chau 0912345678", "nguyen thi minh chau"),
        ("Lò Văn Páo, 0912345678", "Lò Văn Páo"),
    ],
)
def test_a_name_beside_a_number(text: str, name: str | None) -> None:
    contact = read_contact(read(text))
    assert contact.get("name") == name
    assert contact["phone"].startswith("+849")


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("cái báo ấy", True),
        ("báo Mới", False),
        ("tien phong", False),
        ("báo Thời Đại", False),
        ("tờ đó", True),
    ],
)
def test_words_that_only_point(text: str, points: bool) -> None:
    assert only_points(text) is points


@pytest.mark.parametrize(
    "text",
    ["à mà thôi báo luôn cho nó chừa, gửi đi", "cái báo ấy", "sai rồi tao có nói báo là cái đấy đâu"],
)
async def test_a_sentence_is_no_paper(talker: Talker, text: str) -> None:
    await open_report(talker)
    await talker.say("anh Hùng")
    for _ in range(2):
        await talker.say(text, "inform")
        assert talker.slots["report_outlet"] in (None, {"skipped": True})


async def test_a_second_long_answer_goes_to_the_story(talker: Talker) -> None:
    await open_report(talker)
    await talker.say("anh Hùng")
    await talker.say("cái báo ấy", "inform")
    text = "cái tờ mà hay bán ở ngoài chợ ấy"
    await talker.say(text, "inform")
    assert text in talker.slots["report_description"]
    assert talker.slots["requested_slot"] != "report_outlet"


async def test_not_knowing_told_with_impatience(talker: Talker) -> None:
    await open_report(talker)
    await talker.say("đã bảo tôi không biết mà", "skip_question", confidence=0.3)
    assert talker.slots["report_subject"] in (None, {"skipped": True})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a em nham ko phai 5tr dau no doi 10tr em moi dua no 2tr thoi", 10_000_000),
        ("10 trieu la no doi, e dua 2 trieu thoi", 10_000_000),
        ("nó đòi 10 triệu, tôi trả 15 triệu tiền viện", 10_000_000),
        ("không phải 20 triệu mà là 30 triệu", 30_000_000),
        ("10 triệu chứ không phải 20 triệu", 10_000_000),
        ("nó đòi đưa 20 triệu", 20_000_000),
        ("tôi phải chuyển 3 triệu", 3_000_000),
    ],
)
def test_the_sum_that_was_demanded(text: str, value: int) -> None:
    found = read_sum(text)
    assert found
    assert found["value"] == value


def test_who_calls_themselves_by_the_name() -> None:
    assert introduces("tôi là Tư ở bản Nà Đon nó bịa đặt", "Tư")
    assert not introduces("nó gọi cho tôi là Tư rồi đòi tiền", "Tư")


async def test_the_writer_is_not_the_accused(talker: Talker) -> None:
    text = "tôi là Tư ở bản Nà Đon nó bịa đặt nó nói tôi chiếm đất của hàng xóm"
    found = (entity("category", text, "BC-SST", 0.9), entity("person", "Tư"))
    await talker.say(text, "report_violation", *found)
    assert talker.slots["report_subject"] is None


async def test_two_people(talker: Talker) -> None:
    await open_report(talker)
    await talker.say("2 người tên Hùng và Dũng", "inform", entity("person", "Hùng"))
    assert talker.slots["report_subject"]["name"] == "2 người tên Hùng và Dũng"


@pytest.mark.parametrize(
    ("text", "kind", "named", "kept"),
    [
        ("tôi vừa nói là ở UBND xã Bum Tở mà", "agency", ["UBND xã Bum Tở"], "UBND xã Bum Tở"),
        ("Tuấn là tên người, còn chỗ đó thì ở Bình Lư", "locality", ["Bình Lư"], "Bình Lư"),
        ("tôi nói rồi ở gần chợ xã Bum Tở mà", "locality", ["xã Bum Tở"], "gần chợ xã Bum Tở"),
        (
            "tôi nói là ở xưởng gỗ bản Nà Đon, xã Bình Lư",
            "locality",
            ["bản Nà Đon", "xã Bình Lư"],
            "xưởng gỗ bản Nà Đon, xã Bình Lư",
        ),
        ("xã Bum Tở, sau nhà ông Tính", "locality", ["xã Bum Tở"], "xã Bum Tở, sau nhà ông Tính"),
        ("gần chợ xã Bum Tở", "locality", ["xã Bum Tở"], "gần chợ xã Bum Tở"),
    ],
)
async def test_a_place_inside_a_sentence(
    talker: Talker, text: str, kind: str, named: list[str], kept: str
) -> None:
    found = tuple(Entity(kind, one, one, text.index(one), 0, 1.0) for one in named)
    place = await read_place(replace(read(text), entities=found), Draft(id="d", opened_at=""), talker.api)
    assert isinstance(place, dict)
    assert place["text"] == kept
    assert ("commune_code" in place) is ("Bum Tở" in kept)
