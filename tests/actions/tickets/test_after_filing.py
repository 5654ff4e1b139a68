"""What is said right after filing belongs to the ticket that was filed."""

import pytest

from tests.actions.talker import Talker, own_ticket

CODE = "LC-2026-000012"


@pytest.fixture
def filer(talker: Talker) -> Talker:
    """Has filed this very minute."""
    talker.api.own = [own_ticket(CODE)]
    talker.slots["ticket_code"] = CODE
    talker.slots["last_added"] = {"code": CODE, "own": True, "at": talker.received_at}
    return talker


@pytest.mark.parametrize("intent", ["resume", "inform", "affirm", "out_of_scope", "report_violation"])
async def test_more_words_are_added_whatever_the_model_hears(filer: Talker, intent: str) -> None:
    reply = await filer.say("no di roi nhung bao mai quay lai lay 5 trieu", intent)
    assert CODE in reply.text
    assert len(filer.api.messages) == 1


async def test_danger_is_no_wish_to_go_on_with_a_report(filer: Talker) -> None:
    reply = await filer.say("no quay lai roi c oi em so lam", "resume")
    assert "113" in reply.text
    assert "đang làm dở" not in reply.text
    assert filer.loop == "report_form"


async def test_a_new_matter_is_none_of_it(filer: Talker) -> None:
    await filer.say("tôi muốn phản ánh việc khác, báo đăng sai", "report_violation")
    assert filer.loop == "report_form"


@pytest.mark.parametrize("asked", ["bao gio thi sua xong v", "bao giờ xong", "có được giải quyết không"])
@pytest.mark.parametrize("intent", ["out_of_scope", "ask_procedure"])
async def test_when_it_will_be_done_is_its_status(filer: Talker, asked: str, intent: str) -> None:
    assert f"Hồ sơ {CODE}" in (await filer.say(asked, intent)).text


async def test_the_status_in_between_adds_nothing(filer: Talker) -> None:
    filer.slots["last_added"] = None
    await filer.say("xe của họ màu trắng", "inform")
    reply = await filer.say("hồ sơ của tao đến đâu rồi", "check_status")
    assert f"Hồ sơ {CODE}" in reply.text
    assert filer.slots["status"]["kept"]["text"] == "xe của họ màu trắng"
    assert not filer.api.messages


@pytest.mark.parametrize("intent", ["request_human", "add_information", "report_violation", "inform"])
async def test_a_message_for_an_officer_may_be_typed(talker: Talker, intent: str) -> None:
    await talker.say("nhan cho can bo", intent)
    assert talker.loop == "report_form"
    assert talker.slots["draft"]["kind"] == "person"


async def test_accused_press_people_are_no_matter_for_somewhere_else(talker: Talker) -> None:
    await talker.say("bọn nhà báo lừa đảo nó làm tiền tao", "out_of_scope")
    assert talker.loop == "report_form"


async def test_the_association_of_journalists_is_not_accused(talker: Talker) -> None:
    reply = await talker.say("tôi bị lừa đảo, hội nhà báo ở đâu", "out_of_scope")
    assert talker.loop is None
    assert reply.text
