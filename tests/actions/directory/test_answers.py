"""What a reporter gets: several agencies, other times, contacts, one step to say that it does not work."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.directory.periods import Period, _last_day
from tests.actions.talker import Talker, day, entity

ASK = "ask_spokesperson"
Json = dict[str, Any]


def person(name: str, phone: str = "02133876543", **more: Any) -> Json:
    return {
        "name": name,
        "title": "Phó Giám đốc",
        "role": "nguoi_phat_ngon",
        "phone": phone,
        "email": "mau@example.vn",
        "verified_at": "2026-10-01",
        "stale": False,
    } | more


def found(agency: str, *people: Json) -> Json:
    known = {"id": agency.casefold().replace(" ", "-"), "name": agency, "active": True, "valid_to": None}
    return {
        "outcome": "found" if people else "vacant",
        "agency": known,
        "successors": [],
        "candidates": [],
        "spokespersons": list(people),
    }


async def ask(talker: Talker, text: str, *agencies: str) -> str:
    return (await talker.say(text, ASK, *(entity("agency", name) for name in agencies))).text


class TestOneAgency:
    async def test_it_is_said_of_which_day_the_answer_is(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        talker.received_at = "2026-11-23T23:30:00+00:00"  # already the 24th here
        assert "theo danh bạ ngày 24/11/2026" in await ask(talker, "số sở y tế", "sở y tế")

    async def test_the_number_stands_in_the_usual_groups(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        assert "Điện thoại: 0213 3876 543\n" in await ask(talker, "số sở y tế", "sở y tế")

    async def test_a_plain_text_channel_gets_a_number_that_its_clients_link(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        talker.channel = "telegram"
        assert "0213 3876 543 (+842133876543)" in await ask(talker, "số sở y tế", "sở y tế")

    async def test_what_to_prepare_is_said_once_in_a_talk(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        assert "gửi trước câu hỏi" in await ask(talker, "số sở y tế", "sở y tế")
        assert "gửi trước câu hỏi" not in await ask(talker, "số sở y tế", "sở y tế")

    async def test_one_press_reports_that_nobody_answers(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        reply = await talker.say("số sở y tế", ASK, entity("agency", "sở y tế"))
        await talker.press(reply.button("Không liên lạc được"))
        assert talker.slots["report_category"] == "PN-CPN"
        assert talker.slots["report_subject"] == {"name": "Sở Y tế"}

    async def test_typing_it_works_too(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        await ask(talker, "số sở y tế", "sở y tế")
        text = "gọi mãi không ai nghe máy"
        await talker.say(text, "report_violation", entity("category", text, "PN-CPN", 0.9))
        assert talker.slots["report_subject"] == {"name": "Sở Y tế"}

    async def test_inside_a_report_no_second_report_is_offered(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        text = "phóng viên đến cửa hàng tôi đòi tiền rồi dọa đăng bài"
        await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        reply = await talker.say("số sở y tế", ASK, entity("agency", "sở y tế"))
        assert "0213 3876 543" in reply.text
        assert "Thông tin sai" not in [button["title"] for button in reply.buttons]
        assert talker.loop == "report_form"

    async def test_nobody_listed_leads_to_an_officer(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế")
        reply = await talker.say("số sở y tế", ASK, entity("agency", "sở y tế"))
        assert json.loads(reply.button("Nhắn cho cán bộ").partition("report_violation")[2]) == {
            "value": "person"
        }

    async def test_an_unknown_agency_leads_to_the_public_list(self, talker: Talker) -> None:
        assert "/danh-ba" in await ask(talker, "người phát ngôn cục abc", "cục abc")

    async def test_close_names_are_offered_when_the_directory_has_some(self, talker: Talker) -> None:
        near = {"outcome": "unknown", "candidates": [{"id": "so-yt", "name": "Sở Y tế", "note": ""}]}
        talker.api.agencies["sở y tê tỉnh"] = near
        reply = await talker.say("người phát ngôn sở y tê tỉnh", ASK, entity("agency", "sở y tê tỉnh"))
        assert [button["title"] for button in reply.buttons] == ["Sở Y tế"]


class TestSeveralAgencies:
    @pytest.fixture
    def three(self, talker: Talker) -> Talker:
        names = ("Sở Y tế", "Công an tỉnh", "Sở Giáo dục và Đào tạo", "UBND xã Mường Than")
        for index, name in enumerate(names):
            answer = found(name, person(f"Người {index}", f"021338765{index:02}"))
            talker.api.agencies[name.casefold()] = answer
        talker.api.agencies["xã mường than"] = talker.api.agencies["ubnd xã mường than"]
        return talker

    async def test_names_with_and_in_them_are_kept_whole(self, three: Talker) -> None:
        typed = "Sở Giáo dục và Đào tạo và Sở Y tế"
        text = await ask(three, f"người phát ngôn {typed}", typed)
        assert text.count("Người ") == 3  # the heading and two people
        assert "Sở Giáo dục và Đào tạo\n" in text
        assert "chưa tìm thấy" not in text

    async def test_a_commune_in_a_row_with_agencies_is_one_of_them(self, three: Talker) -> None:
        text = "sở y tế, công an tỉnh và xã mường than"
        named = (
            entity("agency", "sở y tế"),
            entity("agency", "công an tỉnh"),
            entity("locality", "xã mường than"),
        )
        assert (await three.say(text, ASK, *named)).text.count("Điện thoại") == 3

    async def test_a_place_where_something_happened_is_not(self, three: Talker) -> None:
        text = "vụ sạt lở ở xã mường than thì hỏi ai bên sở y tế"
        named = (entity("locality", "xã mường than"), entity("agency", "sở y tế"))
        assert (await three.say(text, ASK, *named)).text.count("Điện thoại") == 1

    async def test_each_can_be_asked_for_in_full(self, three: Talker) -> None:
        reply = await three.say(
            "sở y tế và công an tỉnh", ASK, entity("agency", "sở y tế"), entity("agency", "công an tỉnh")
        )
        assert "Thông tin sai" not in [button["title"] for button in reply.buttons]
        reply = await three.press(reply.button("Công an tỉnh"))
        assert "Người phát ngôn của Công an tỉnh" in reply.text
        assert "Thông tin sai" in [button["title"] for button in reply.buttons]

    async def test_no_single_agency_is_remembered(self, three: Talker) -> None:
        await ask(three, "sở y tế và công an tỉnh", "sở y tế", "công an tỉnh")
        assert not three.slots["lookup_last"]

    async def test_what_is_not_clear_is_asked_one_after_the_other(self, three: Talker) -> None:
        for name in ("sở", "ban"):
            three.api.agencies[name] = {
                "outcome": "ambiguous",
                "candidates": [
                    {"id": "x", "name": "Sở Y tế", "note": ""},
                    {"id": "y", "name": "Y", "note": ""},
                ],
            }
        reply = await three.say(
            "công an tỉnh, sở và ban",
            ASK,
            *(entity("agency", name) for name in ("công an tỉnh", "sở", "ban")),
        )
        assert "Người 1" in reply.text
        assert '"sở"' in reply.text
        assert '"ban"' not in reply.text
        reply = await three.press(reply.button("Sở Y tế"))
        assert "Người 0" in reply.text
        assert '"ban"' in reply.text


class TestOtherTimes:
    async def ask_at(self, talker: Talker, text: str, stamp: str, precision: str) -> str:
        when = text.split(" ai ")[0]
        reply = await talker.say(text, ASK, entity("agency", "sở y tế"), day(when, stamp, precision))
        return reply.text

    async def test_a_month_is_asked_at_both_ends_and_never_called_a_day(self, talker: Talker) -> None:
        answers = {"2025-06-01": "Cũ", "2025-06-30": "Cũ", "today": "Mới"}
        talker.api.by_day = {key: found("Sở Y tế", person(name)) for key, name in answers.items()}
        text = await self.ask_at(talker, "tháng 6/2025 ai phát ngôn sở y tế", "2025-06-01", "month")
        assert text.index("vào tháng 6/2025") < text.index("Cũ") < text.index("Hiện nay") < text.index("Mới")
        assert "01/06/2025" not in text

    async def test_a_change_within_the_time_is_shown(self, talker: Talker) -> None:
        answers = {"2025-01-01": "Đầu", "2025-12-31": "Cuối", "today": "Cuối"}
        talker.api.by_day = {key: found("Sở Y tế", person(f"Ông {name}")) for key, name in answers.items()}
        text = await self.ask_at(talker, "năm 2025 ai phát ngôn sở y tế", "2025-01-01", "year")
        assert text.index("vào đầu năm 2025") < text.index("Ông Đầu") < text.index("Vào cuối năm 2025")

    async def test_what_has_not_changed_is_said_once(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        text = await self.ask_at(talker, "tháng 6/2025 ai phát ngôn sở y tế", "2025-06-01", "month")
        assert text.count("An, ") == 1
        assert "Vào tháng 6/2025, danh bạ cũng ghi như vậy" in text

    async def test_nobody_known_then_is_said_and_today_follows(self, talker: Talker) -> None:
        talker.api.by_day = {"2025-06-15": found("Sở Y tế"), "today": found("Sở Y tế", person("An"))}
        text = await self.ask_at(talker, "ngày 15/6/2025 ai phát ngôn sở y tế", "2025-06-15", "day")
        assert text.index("không ghi ai") < text.index("An")

    async def test_a_time_that_goes_on_ends_today(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        await self.ask_at(talker, "năm nay ai phát ngôn sở y tế", "2026-01-01", "year")
        assert {as_of for _, as_of in talker.api.asked} == {None, "2026-01-01", "2026-11-23"}

    async def test_a_deadline_is_not_the_time_asked_about(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        text = "cần số sở y tế trước 30/11"
        await talker.say(text, ASK, entity("agency", "sở y tế"), day("30/11", "2025-11-30"))
        assert talker.api.asked == [("sở y tế", None)]

    async def test_before_the_merger_means_the_last_day_of_the_former_body(self, talker: Talker) -> None:
        former = {"id": "so-cu", "name": "Sở Cũ", "active": False, "valid_to": "2025-02-28"}
        heir = {"id": "so-moi", "name": "Sở Mới", "scope": None, "from": "2025-03-01"}
        succeeded = {
            "outcome": "succeeded",
            "agency": former,
            "successors": [heir],
            "candidates": [],
            "spokespersons": [person("Nay")],
        }
        talker.api.agencies["sở cũ"] = succeeded
        talker.api.by_day = {"2025-02-28": found("Sở Cũ", person("Xưa")) | {"agency": former}}
        text = await ask(talker, "trước sáp nhập ai phát ngôn Sở Cũ", "Sở Cũ")
        assert text.index("28/02/2025") < text.index("Xưa") < text.index("Sở Mới") < text.index("Nay")

    async def test_a_merged_commune_of_the_same_name_is_told_apart(self, talker: Talker) -> None:
        talker.api.agencies["xã bum tở"] = {
            "outcome": "succeeded",
            "agency": {"id": "cu", "name": "UBND xã Bum Tở", "active": False, "valid_to": None},
            "successors": [{"id": "moi", "name": "UBND xã Bum Tở", "scope": None, "from": "2025-07-01"}],
            "spokespersons": [person("Nay")],
        }
        text = await ask(talker, "ai phát ngôn xã Bum Tở cũ", "xã Bum Tở")
        assert "UBND xã Bum Tở cũ nay thuộc UBND xã Bum Tở mới, từ ngày 01/07/2025" in text

    async def test_nothing_kept_of_the_former_body_is_said(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = found("Sở Y tế", person("An"))
        text = await ask(talker, "trước sáp nhập ai phát ngôn sở y tế", "sở y tế")
        assert text.index("không có thông tin riêng") < text.index("An, ")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["day", "week", "month", "year"]))
def test_a_period_ends_within_itself(first: date, precision: str) -> None:
    last = _last_day(first, precision)
    assert Period(first, last, precision).is_day == (first == last)
    assert first <= last <= first + timedelta(days=366)
    if precision in ("month", "year"):
        assert (last.year, last.month) == (first.year, first.month if precision == "month" else 12)
