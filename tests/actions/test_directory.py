"""Lookups never guess: found, ambiguous, succeeded, vacant, unknown, several at once."""

from typing import Any

from tests.actions.talker import Talker, day, entity

HEALTH: dict[str, Any] = {
    "outcome": "found",
    "agency": {"id": "so-y-te", "name": "Sở Y tế"},
    "successors": [],
    "candidates": [],
    "spokespersons": [
        {
            "name": "Nguyễn Văn Mẫu",
            "title": "Giám đốc",
            "role": "nguoi_phat_ngon",
            "phone": "0213 3876 543",
            "email": "mau@example.vn",
            "verified_at": "2026-09-01",
            "stale": False,
        }
    ],
}
ASK = "ask_spokesperson"


async def ask(talker: Talker, text: str, *agencies: str) -> str:
    return (await talker.say(text, ASK, *(entity("agency", name) for name in agencies))).text


class TestFound:
    async def test_everything_published_is_given_with_the_day_of_the_check(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = HEALTH
        text = await ask(talker, "ai là người phát ngôn sở y tế", "sở y tế")
        for part in ("Nguyễn Văn Mẫu", "Giám đốc", "0213 3876 543", "mau@example.vn", "01/09/2026"):
            assert part in text
        assert "quá 6 tháng" not in text

    async def test_a_stale_entry_is_said_to_be_stale(self, talker: Talker) -> None:
        entry = HEALTH["spokespersons"][0] | {"stale": True}
        talker.api.agencies["sở y tế"] = HEALTH | {"spokespersons": [entry]}
        assert "quá 6 tháng" in await ask(talker, "sđt sở y tế", "sở y tế")

    async def test_several_agencies_in_one_question_are_all_answered(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = HEALTH
        talker.api.agencies["sở nội vụ"] = HEALTH | {"agency": {"name": "Sở Nội vụ"}}
        text = await ask(talker, "xin người phát ngôn sở y tế và sở nội vụ", "sở y tế", "sở nội vụ")
        assert text.index("Sở Y tế\n") < text.index("Sở Nội vụ\n")
        assert text.count("0213 3876 543") == 2

    async def test_without_an_entity_the_words_of_the_question_are_left_out(self, talker: Talker) -> None:
        talker.api.agencies["stttt"] = HEALTH
        assert "Nguyễn Văn Mẫu" in await ask(talker, "cho xin sđt người phát ngôn của stttt với ạ")

    async def test_the_day_asked_about_goes_to_the_directory(self, talker: Talker) -> None:
        text = "người phát ngôn sở y tế ngày 1/9/2026 là ai"
        await talker.say(text, ASK, entity("agency", "sở y tế"), day("1/9/2026", "2026-09-01"))
        assert talker.api.asked == [("sở y tế", "2026-09-01")]


class TestNotFound:
    async def test_two_agencies_in_one_name_are_taken_apart(self, talker: Talker) -> None:
        talker.api.agencies["sở y tế"] = HEALTH
        talker.api.agencies["công an tỉnh"] = {"outcome": "vacant", "agency": {"name": "Công an tỉnh"}}
        text = await ask(talker, "người phát ngôn sở y tế và công an tỉnh", "sở y tế và công an tỉnh")
        assert "Nguyễn Văn Mẫu" in text
        assert "chưa có người phát ngôn của Công an tỉnh" in text

    async def test_an_agency_that_ended_is_said_to_have_ended(self, talker: Talker) -> None:
        talker.api.agencies["ubnd huyện than uyên"] = {
            "outcome": "ambiguous",
            "agency": {"name": "UBND huyện Than Uyên", "active": False, "valid_to": "2025-06-30"},
            "candidates": [{"id": "x", "name": "UBND xã Than Uyên", "note": ""}],
        }
        text = await ask(talker, "người phát ngôn UBND huyện Than Uyên", "UBND huyện Than Uyên")
        assert "30/06/2025" in text

    async def test_after_some_tries_the_page_is_named_and_the_talk_is_free(self, talker: Talker) -> None:
        await ask(talker, "người phát ngôn cục abc", "cục abc")
        await talker.say("cục abd", "nlu_fallback")
        reply = await talker.say("cục abe", "nlu_fallback")
        assert "/danh-ba" in reply.text
        assert talker.loop is None

    async def test_an_ambiguous_name_is_asked_with_buttons(self, talker: Talker) -> None:
        candidates = [
            {"id": "so-yt", "name": "Sở Y tế", "note": ""},
            {"id": "so-nv", "name": "Sở Nội vụ", "note": "Sở LĐ-TB&XH"},
        ]
        talker.api.agencies["sở"] = {"outcome": "ambiguous", "candidates": candidates}
        talker.api.agencies["sở y tế"] = HEALTH
        reply = await talker.say("người phát ngôn của sở", ASK, entity("agency", "sở"))
        assert "một trong 2 cơ quan" in reply.text
        assert "Sở Nội vụ (Sở LĐ-TB&XH)" in [button["title"] for button in reply.buttons]
        reply = await talker.press(reply.button("Sở Y tế"))
        assert "Nguyễn Văn Mẫu" in reply.text
        assert talker.loop is None

    async def test_a_former_agency_is_explained_then_answered(self, talker: Talker) -> None:
        successor = {"id": "so-vh", "name": "Sở Văn hóa", "scope": "phần báo chí", "from": "2025-03-01"}
        talker.api.agencies["sở tt&tt"] = {
            "outcome": "succeeded",
            "agency": {"name": "Sở Thông tin và Truyền thông"},
            "successors": [successor],
            "spokespersons": [],
        }
        talker.api.agencies[successor["name"].casefold()] = HEALTH | {"agency": {"name": successor["name"]}}
        text = await ask(talker, "người phát ngôn sở tt&tt", "sở tt&tt")
        assert text.index("01/03/2025") < text.index("Nguyễn Văn Mẫu")

    async def test_an_unknown_agency_is_asked_for_until_it_is_left(self, talker: Talker) -> None:
        text = await ask(talker, "người phát ngôn cục abc", "cục abc")
        assert "chưa tìm thấy" in text
        reply = await talker.say("thôi khỏi", "stop")
        assert talker.loop is None
        assert "dừng" in reply.text

    async def test_a_report_may_begin_instead(self, talker: Talker) -> None:
        await ask(talker, "người phát ngôn là ai")
        text = "phóng viên đến cửa hàng tôi đòi tiền rồi dọa đăng bài"
        reply = await talker.say(text, "report_violation", entity("category", text, "PV-NN", 0.9))
        assert talker.loop == "report_form"
        assert "Người đó tên gì" in reply.text

    async def test_the_whole_list_is_on_the_public_page(self, talker: Talker) -> None:
        assert "/danh-ba" in (await talker.say("danh sách người phát ngôn", "list_spokespersons")).text
