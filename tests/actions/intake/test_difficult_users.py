"""Rude, silent, puzzled: never an endless loop, never a ticket without consent."""

import pytest

from actions.intake.side import is_side_question
from actions.message import Message
from nlu.text.fold import fold_search
from tests.actions.talker import Talker, entity
from tests.actions.test_report_form import open_report, reach_summary

STORY = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"


async def begin(talker: Talker) -> None:
    await talker.say(STORY, "report_violation", entity("category", STORY, "PV-NN", 0.9))


@pytest.mark.parametrize("text", ["?", "ừ", "😀", "asdfgh", "hihi", "ừ ừ", "test", "aaaaaa", "gì", "1111111"])
async def test_who_says_nothing_gets_ways_out_and_comes_to_an_end(talker: Talker, text: str) -> None:
    await begin(talker)
    titles: set[str] = set()
    for _ in range(14):
        reply = await talker.say(text, "nlu_fallback", confidence=0.4)
        titles |= {button["title"] for button in reply.buttons}
    assert {"Gửi ngay, không hỏi thêm", "Gặp cán bộ", "Dừng lại"} <= titles
    assert talker.slots["requested_slot"] in ("report_anonymity", "report_consent")
    assert not talker.api.tickets
    shown = [value for name, value in talker.slots.items() if name.startswith("report_") and value]
    assert text not in str([value for value in shown if value != STORY])


async def test_a_careful_yes_files_after_all(talker: Talker) -> None:
    await begin(talker)
    for _ in range(14):
        await talker.say("ừ", "affirm")
    await talker.say("đồng ý gửi", "affirm")
    assert len(talker.api.tickets) == 1


@pytest.mark.parametrize("text", ["đồ ngu", "bot ngu thế", "dm may", "cút đi", "vô dụng", "fuck you"])
async def test_an_insult_is_no_answer(talker: Talker, text: str) -> None:
    await open_report(talker)
    reply = await talker.say(text, "inform")
    assert talker.slots["report_subject"] is None
    assert reply.text.count("Người đó tên gì") == 1
    assert "ngu" not in reply.text


async def test_an_insult_that_is_told_is_part_of_the_story(talker: Talker) -> None:
    await open_report(talker)
    await talker.say("nó chửi tôi là đồ ngu")
    assert "đồ ngu" in talker.slots["report_description"]


async def test_an_insult_at_the_summary_is_not_added(talker: Talker) -> None:
    await reach_summary(talker)
    await talker.say("bot này ngu quá")
    assert "ngu" not in talker.slots["report_description"]


@pytest.mark.parametrize("text", ["thôi để mai", "lát nữa nhé", "em đang bận"])
async def test_who_has_no_time_now_may_come_back(talker: Talker, text: str) -> None:
    await open_report(talker)
    reply = await talker.say(text, "stop")
    assert "giữ phản ánh lại đây" in reply.text
    assert reply.text.count("?") == 0
    reply = await talker.say("tiếp tục", "resume")
    assert "Người đó tên gì" in reply.text


async def test_a_recording_alone(talker: Talker) -> None:
    reply = await talker.send_files("v1", media_type="audio/ogg")
    assert "không nghe được ghi âm" in reply.text
    assert "đã xảy ra chuyện gì" in reply.text
    assert talker.slots["report_evidence"] == ["v1"]
    reply = await talker.say("phóng viên vào quán tôi đòi tiền hai lần rồi")
    assert talker.slots["report_evidence"] == ["v1"]


async def test_a_phone_number_is_no_date(talker: Talker) -> None:
    text = "phóng viên đòi tiền quán của tôi ở xã Bum Tở rồi dọa đăng bài"
    await talker.say(
        text, "report_violation", entity("category", text, "PV-NN", 0.9), entity("locality", "xã Bum Tở")
    )
    for answer in ("giữ kín", "anh Hùng", "báo Ví Dụ"):
        await talker.say(answer)
    assert talker.slots["requested_slot"] == "report_time"
    reply = await talker.say("0988777666")
    assert talker.slots["report_time"] is None
    assert "0988 777 666" in reply.text


async def test_a_picture_alone(talker: Talker) -> None:
    reply = await talker.send_files("p1")
    assert "không xem được ảnh" in reply.text


async def test_a_recording_for_an_answer(talker: Talker) -> None:
    await begin(talker)
    reply = await talker.send_files("v1", media_type="audio/ogg")
    assert "không nghe được ghi âm" in reply.text
    assert "Người đó tên gì" in reply.text


def read(text: str, intent: str) -> Message:
    return Message(text, intent, 0.95, folded=fold_search(text))


@pytest.mark.parametrize("question", ["place", "subject", "consent"])
def test_an_agency_that_is_only_named_is_no_question_about_it(question: str) -> None:
    assert not is_side_question(read("trụ sở UBND xã Bum Tở", "ask_spokesperson"), question)
    assert not is_side_question(read("Bên bị phản ánh: Sở Y tế", "ask_spokesperson"), question)


@pytest.mark.parametrize(
    "text", ["cho xin số UBND xã Bum Tở", "ubnd xa bum to ai phu trach", "UBND xã Bum Tở?"]
)
def test_with_a_word_of_asking_it_is_one(text: str) -> None:
    assert is_side_question(read(text, "ask_spokesperson"), "place")


@pytest.mark.parametrize("text", ["tôi có video đây, gửi sao", "em có ghi âm nhưng chưa gửi được"])
def test_evidence_that_is_announced_is_no_question_about_sending(text: str) -> None:
    assert not is_side_question(read(text, "ask_procedure"), "evidence")
    assert is_side_question(read(text, "ask_procedure"), "time")
