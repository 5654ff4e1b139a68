"""Everything the first message holds is used, shown back and not asked again."""

from typing import Any

import pytest

from tests.actions.talker import Talker, day, entity

STORY = "Chiều 15/10 phóng viên báo Tiền Phong tên Hùng đến quán tôi ở xã Bum Tở đòi 20 triệu, tôi có ghi âm"
FACTS = (
    entity("category", STORY, "PV-NN", 0.93),
    entity("outlet", "báo Tiền Phong"),
    entity("person", "Hùng"),
    entity("locality", "xã Bum Tở"),
    day("Chiều 15/10", "2026-10-15", "part_of_day"),
)


def filed(talker: Talker) -> dict[str, Any]:
    (body,) = talker.api.tickets.values()
    return body


async def test_a_full_story_needs_no_question_but_how_to_send(talker: Talker) -> None:
    reply = await talker.say(STORY, "report_violation", *FACTS)
    for shown in (
        "báo Tiền Phong",
        "Hùng",
        "15/10/2026",
        "Xã Bum Tở",
        "20.000.000 đồng",
        "tôi có ghi âm",
    ):
        assert shown in reply.text
    assert "gửi theo cách nào" in reply.text
    reply = await talker.say("ẩn danh")
    assert "Số tiền: 20.000.000 đồng" in reply.text
    await talker.say("đồng ý", "affirm")
    assert filed(talker)["inferred"]["amount"] == {"value": 20_000_000, "confidence": 0.9}
    assert filed(talker)["typed"]["amount"] == "20 triệu"
    assert filed(talker)["typed"]["evidence"] == "tôi có ghi âm"


async def test_of_two_sums_the_larger_is_taken_with_less_confidence(talker: Talker) -> None:
    text = "nó đòi 30 triệu, tôi mới đưa trước 5tr rồi nó lại dọa đăng bài"
    await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
    assert talker.slots["report_amount"] == {"value": 30_000_000, "text": "30 triệu", "confidence": 0.6}


@pytest.mark.parametrize(
    "text",
    [
        "phóng viên vào quán quay phim rồi đòi tiền, có ông nhà báo nữa đứng ngoài",
        "co anh phong vien vao quan em quay phim roi doi tien",
        "nó có ghi âm lời tôi nói rồi dọa đăng lên báo",
    ],
)
async def test_what_others_have_is_no_evidence_of_the_writer(talker: Talker, text: str) -> None:
    await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
    assert talker.slots["report_evidence"] is None


@pytest.mark.parametrize(
    "words",
    [
        "em có ghi âm đây",
        "tôi còn giữ tin nhắn",
        "có video luôn",
        "em co ghi am",
        "tôi có ảnh",
        "da chup anh man hinh",
    ],
)
async def test_evidence_of_ones_own_is_noted_and_welcome(talker: Talker, words: str) -> None:
    text = f"phóng viên vào quán quay phim rồi đòi tiền, {words}"
    reply = await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
    assert talker.slots["report_evidence"] == []
    assert "gửi vào đây lúc nào cũng được" in reply.text


async def test_that_there_is_no_evidence_is_heard(talker: Talker) -> None:
    text = "phóng viên vào quán quay phim rồi đòi tiền, tôi không có bằng chứng gì"
    await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
    assert talker.slots["report_evidence"] == {"skipped": True}


async def test_behind_a_link_neither_outlet_nor_date_is_asked(talker: Talker) -> None:
    text = "bài https://vidu.vn/tin-1.html bịa đặt hết, không ai hỏi chúng tôi một câu nào"
    reply = await talker.say(
        text,
        "report_violation",
        entity("category", text, "BC-SST", 0.9),
        entity("url", "https://vidu.vn/tin-1.html"),
    )
    assert "ảnh, ghi âm" in reply.text


async def test_a_place_that_may_be_several_is_asked_with_those(talker: Talker) -> None:
    text = "phóng viên đến nam cha đòi tiền quán của tôi rồi dọa đăng bài"
    await talker.say(
        text, "report_violation", entity("category", text, "PV-NN", 0.9), entity("locality", "nam cha")
    )
    await talker.say("anh Hùng")
    reply = await talker.say("báo Ví Dụ")
    assert "có thể là một trong các nơi" in reply.text
    await talker.press(reply.button("Xã Nậm Tăm"))
    assert talker.slots["report_place"]["commune_code"] == "03500"


async def test_a_date_told_before_the_kind_is_the_day_of_the_article(talker: Talker) -> None:
    text = "hôm qua báo mạng đăng ảnh con gái tôi không xin phép ai cả"
    reply = await talker.say(text, "report_violation", day("hôm qua", "2026-11-22"))
    reply = await talker.press(reply.button("Báo chí đưa tin sai, vu khống"))
    assert talker.slots["report_article_date"]["value"] == "2026-11-22"
    await talker.say("bài Chuyện lạ ở bản")
    reply = await talker.say("báo Ví Dụ")
    assert "ngày nào" not in reply.text


async def test_a_commune_that_the_model_takes_for_its_authority_is_the_place(talker: Talker) -> None:
    text = "phóng viên đến xã Bum Tở đòi tiền quán của tôi rồi dọa đăng bài"
    await talker.say(
        text, "report_violation", entity("category", text, "PV-NN", 0.9), entity("agency", "xã Bum Tở")
    )
    assert talker.slots["report_place"]["commune_code"] == "03433"


async def test_village_and_commune_together_are_one_place(talker: Talker) -> None:
    text = "phóng viên đến bản Nậm Cầy xã Bum Tở đòi tiền quán của tôi rồi dọa đăng bài"
    places = entity("locality", "bản Nậm Cầy"), entity("locality", "xã Bum Tở")
    await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9), *places)
    assert talker.slots["report_place"]["commune_code"] == "03433"
    assert talker.slots["report_place"]["text"] == "bản Nậm Cầy, xã Bum Tở"


class TestTwoFactsInOneQuestion:
    async def open(self, talker: Talker) -> str:
        text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
        return (await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))).text

    async def test_one_answer_fills_both(self, talker: Talker) -> None:
        assert "tên gì, nói là của báo nào" in await self.open(talker)
        reply = await talker.say(
            "anh Hùng, báo Ví Dụ", "inform", entity("person", "Hùng"), entity("outlet", "báo Ví Dụ")
        )
        assert talker.slots["report_subject"] == {"name": "Hùng"}
        assert talker.slots["report_outlet"] == "báo Ví Dụ"
        assert "xã, phường nào, khi nào" in reply.text
        reply = await talker.say(
            "xã Bum Tở hôm qua", "inform", entity("locality", "xã Bum Tở"), day("hôm qua", "2026-11-22")
        )
        assert talker.slots["report_place"]["text"] == "xã Bum Tở"
        assert talker.slots["report_time"]["value"] == "2026-11-22"
        assert "22/11/2026" in reply.text

    async def test_what_is_left_out_is_asked_once_more(self, talker: Talker) -> None:
        await self.open(talker)
        reply = await talker.say("anh Hùng")
        assert "cơ quan báo chí" in reply.text
        reply = await talker.say("không biết", "skip_question")
        assert "xã, phường" in reply.text

    async def test_the_other_fact_first(self, talker: Talker) -> None:
        await self.open(talker)
        reply = await talker.say("báo Ví Dụ", "inform", entity("outlet", "báo Ví Dụ"))
        assert talker.slots["report_outlet"] == "báo Ví Dụ"
        assert talker.slots["report_subject"] is None
        assert "Người đó tên gì" in reply.text


class TestFromAButton:
    async def test_a_message_for_an_officer_asks_only_that(self, talker: Talker) -> None:
        reply = await talker.press('/report_violation{"value": "person"}')
        assert "nhắn gì cho cán bộ" in reply.text
        reply = await talker.say("cho tôi gặp cán bộ về chuyện tờ báo", "request_human")
        assert "gửi theo cách nào" in reply.text
        assert "ghi thêm" not in reply.text
        await talker.say("giữ kín")
        await talker.say("0912345678")
        await talker.say("đồng ý", "affirm")
        assert filed(talker)["category"] == "KH-PBCXB"
        assert filed(talker)["reporter"]["phone"] == "+84912345678"

    async def test_a_silent_agency_is_prefilled(self, talker: Talker) -> None:
        reply = await talker.press('/report_violation{"value": {"category": "PN-CPN", "agency": "Sở Y tế"}}')
        assert "Sở Y tế" in reply.text
        assert "trả lời ra sao" in reply.text
        await talker.say("tôi hỏi qua email về bệnh viện mới, chưa ai trả lời")
        for answer in ("2 tháng trước", "không có", "ẩn danh"):
            await talker.say(answer)
        await talker.say("đồng ý", "affirm")
        body = filed(talker)
        assert body["category"] == "PN-CPN"
        assert body["subject"] == {"name": "Sở Y tế"}
        assert body["description"].startswith("Người phát ngôn của Sở Y tế không trả lời.\n")

    async def test_a_prefilled_matter_may_be_sent_as_it_is(self, talker: Talker) -> None:
        await talker.press('/report_violation{"value": {"category": "NPN-CN", "agency": "Sở Y tế"}}')
        reply = await talker.say("không", "deny")
        assert "gửi theo cách nào" in reply.text
        assert "Sở Y tế" in talker.slots["report_description"]

    async def test_a_typed_complaint_after_a_lookup_means_that_agency(self, talker: Talker) -> None:
        talker.slots["lookup_last"] = "Sở Y tế"
        reply = await talker.say("số này gọi không được", "report_wrong_contact")
        assert talker.slots["report_subject"] == {"name": "Sở Y tế"}
        assert talker.slots["report_description"] == "số này gọi không được"
        assert "gửi theo cách nào" in reply.text

    async def test_an_agency_that_is_named_outweighs_the_one_looked_up(self, talker: Talker) -> None:
        talker.slots["lookup_last"] = "Sở Y tế"
        text = "số của Sở Công Thương sai rồi"
        await talker.say(text, "report_wrong_contact", entity("agency", "Sở Công Thương"))
        assert talker.slots["report_subject"] == {"name": "Sở Công Thương"}


class TestAnswersOfAnotherKind:
    async def open(self, talker: Talker) -> None:
        text = "phóng viên đòi tiền quán của tôi rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))

    async def test_a_sum_is_nobodys_name(self, talker: Talker) -> None:
        await self.open(talker)
        reply = await talker.say("5tr")
        assert talker.slots["report_subject"] is None
        assert "5.000.000 đồng" in reply.text

    async def test_a_place_and_a_day_are_nobodys_name(self, talker: Talker) -> None:
        await self.open(talker)
        await talker.say(
            "xã Bum Tở, hôm kia", "inform", entity("locality", "xã Bum Tở"), day("hôm kia", "2026-11-21")
        )
        assert talker.slots["report_subject"] is None
        assert talker.slots["report_time"]["value"] == "2026-11-21"

    async def test_a_name_that_is_not_remembered_is_none(self, talker: Talker) -> None:
        await self.open(talker)
        await talker.say("k nho ten, 1 nguoi cao gay di xe 30A", "inform")
        assert "name" not in talker.slots["report_subject"]
        assert "cao gay" in talker.slots["report_subject"]["credential"]

    async def test_a_sentence_that_ends_in_not_knowing(self, talker: Talker) -> None:
        await self.open(talker)
        await talker.say("anh ta tên gì thì tôi ko biết, báo nào cũng ko rõ")
        assert talker.slots["report_subject"] is None

    async def test_the_name_for_the_contact_is_not_the_person_reported(self, talker: Talker) -> None:
        text = "Báo Ví Dụ đăng bài bịa đặt trên https://vidu.vn/1.html"
        await talker.say(
            text,
            "report_violation",
            entity("category", text, "BC-SST", 0.9),
            entity("url", "https://vidu.vn/1.html"),
        )
        for answer in ("không có", "xác minh", "nêu tên"):
            await talker.say(answer)
        await talker.say("Nguyễn Thị Hoa, 0912345678", "inform", entity("person", "Nguyễn Thị Hoa"))
        assert talker.slots["report_subject"] is None
        assert talker.slots["report_contact"]["name"] == "Nguyễn Thị Hoa"

    async def test_a_title_in_quotation_marks(self, talker: Talker) -> None:
        text = 'Báo Ví Dụ đăng bài "Chuyện lạ ở bản" sai sự thật, không ai hỏi chúng tôi'
        await talker.say(text, "report_violation", entity("category", text, "BC-SST", 0.9))
        assert talker.slots["report_article"] == {"title": "Chuyện lạ ở bản"}

    async def test_a_no_is_no_wish_to_be_named(self, talker: Talker) -> None:
        text = "Báo Ví Dụ đăng bài bịa đặt trên https://vidu.vn/1.html"
        await talker.say(
            text,
            "report_violation",
            entity("category", text, "BC-SST", 0.9),
            entity("url", "https://vidu.vn/1.html"),
        )
        for answer in ("không có", "xác minh", "không"):
            await talker.say(answer)
        assert talker.slots["report_anonymity"] is None


async def test_evidence_announced_when_asked_may_be_sent_at_once(talker: Talker) -> None:
    text = "phóng viên đến quán tôi đòi tiền rồi dọa đăng bài, tôi không biết là ai"
    await talker.say(text, "report_violation", entity("category", text, "BC-TCMD", 0.9))
    for answer in ("báo Ví Dụ", "bài Chuyện lạ"):
        await talker.say(answer)
    reply = await talker.say("có ghi âm")
    assert "gửi vào đây lúc nào cũng được" in reply.text
