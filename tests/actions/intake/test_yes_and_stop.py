"""What counts as a yes, as a stop, and as more of the open report."""

import pytest

from actions.cues import says
from actions.intake.side import is_side_question
from actions.message import Message
from nlu.text.fold import fold_search
from tests.actions.talker import Talker
from tests.actions.test_report_form import reach_summary


@pytest.mark.parametrize("text", ["ừ gửi giúp bác", "oke gửi lun", "đồng ý nhé cháu", "vâng e đồng ý ạ"])
async def test_a_yes_as_people_say_it_files(talker: Talker, text: str) -> None:
    await reach_summary(talker)
    await talker.say(text, "affirm")
    assert len(talker.api.tickets) == 1


@pytest.mark.parametrize(
    "text", ["gửi đi đâu vậy", "gui di dau the", "đồng ý thì sao", "gửi cho ai", "gửi là sao"]
)
async def test_a_question_about_sending_is_no_yes(talker: Talker, text: str) -> None:
    await reach_summary(talker)
    await talker.say(text, "affirm")
    assert not talker.api.tickets


@pytest.mark.parametrize("text", ["đồng ý xóa", "ừ dừng đi", "có, xóa hết đi"])
async def test_a_yes_to_stopping_in_its_own_words(talker: Talker, text: str) -> None:
    await reach_summary(talker)
    await talker.say("dừng lại", "stop")
    await talker.say(text, "affirm")
    assert talker.slots["draft"] is None
    assert not talker.api.tickets


async def test_a_stop_with_its_reason(talker: Talker) -> None:
    await reach_summary(talker)
    reply = await talker.say("dung lai, toi so bi tra thu", "inform", confidence=0.4)
    assert "Dừng và xóa" in [button["title"] for button in reply.buttons]


@pytest.mark.parametrize(
    ("text", "aside"), [("bổ sung thêm: có camera", False), ("bổ sung hồ sơ vừa gửi", True)]
)
def test_adding_means_the_open_report_unless_a_filed_one_is_named(text: str, aside: bool) -> None:
    message = Message(text, "add_information", 0.9, folded=fold_search(text))
    assert is_side_question(message, "consent") is aside


def test_words_of_doubt_are_no_yes() -> None:
    assert not says("yes", "ok để xem thế nào")


class TestTheLongTextOfTheConsent:
    """It is read once; what changed is shown each time, and a yes always means the newest summary."""

    async def test_it_comes_once_and_the_summary_after_each_change(self, talker: Talker) -> None:
        reply = await reach_summary(talker)
        assert "Khi bấm hoặc gõ" in reply.text
        reply = await talker.say("sửa tên báo thành Tiền Phong", "correct_answer")
        assert "Tiền Phong" in reply.text
        assert "Phản ánh của Anh/Chị:" in reply.text
        assert "Khi bấm hoặc gõ" not in reply.text
        assert "đồng ý gửi" in reply.text

    async def test_without_a_change_only_the_question_comes_back(self, talker: Talker) -> None:
        await reach_summary(talker)
        reply = await talker.say("chưa", "deny")
        assert "Phản ánh của Anh/Chị:" not in reply.text
        assert "đồng ý gửi" in reply.text
        assert talker.api.tickets == {}

    async def test_days_later_everything_is_shown_again(self, talker: Talker) -> None:
        await reach_summary(talker)
        reply = await talker.say("làm tiếp", "resume")
        assert "Phản ánh của Anh/Chị:" in reply.text
        assert "Khi bấm hoặc gõ" in reply.text
