"""Sentences spoken to the bot are no values; what is one is found among them."""

import pytest

from actions.intake.contacts import read_contact
from actions.intake.names import only_points
from actions.message import Message
from nlu.text.fold import fold_search
from tests.actions.talker import Talker
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
