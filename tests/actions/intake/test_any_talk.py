"""Whatever is said in whatever order, the report stays in a consistent state."""

import asyncio
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.talker import Reply, Talker, day, entity

STORY = "Tôi là Lò Văn Páo, số tôi 0912345678, có phóng viên đến xã Bum Tở đòi 20 triệu rồi dọa đăng bài"
FACTS = (
    entity("category", STORY, "PV-NN", 0.93),
    entity("locality", "xã Bum Tở"),
    entity("person", "Lò Văn Páo"),
)

Said = tuple[str, str, tuple[Any, ...]]

SAID: list[Said] = [
    (STORY, "report_violation", FACTS),
    ("anh Hùng", "inform", (entity("person", "Hùng"),)),
    ("báo Ví Dụ", "inform", (entity("outlet", "báo Ví Dụ"),)),
    ("hôm qua", "inform", (day("hôm qua", "2026-11-22"),)),
    ("nó vào tận bếp quay phim rồi đòi thêm 5 triệu", "report_violation", ()),
    ("sửa ngày thành 15/10", "correct_answer", (day("15/10", "2026-10-15"),)),
    ("sửa tên báo thành Báo Mẫu và số tiền là 30 triệu", "correct_answer", ()),
    ("30 triệu chứ không phải 20 triệu", "correct_answer", ()),
    ("câu trước sai rồi", "correct_answer", ()),
    ("xóa số điện thoại đi", "inform", ()),
    ("bỏ tên tôi", "inform", ()),
    ("em có ghi âm", "inform", ()),
    ("không có", "deny", ()),
    ("bỏ qua", "skip_question", ()),
    ("gửi luôn đi", "inform", ()),
    ("ẩn danh", "inform", ()),
    ("giữ kín", "inform", ()),
    ("nêu tên", "inform", ()),
    ("em tên Páo, 0912345678", "inform", (entity("person", "Páo"),)),
    ("ok", "affirm", ()),
    ("ừ", "affirm", ()),
    ("không", "deny", ()),
    ("đồng ý", "affirm", ()),
    ("dừng lại", "stop", ()),
    ("tiếp tục", "resume", ()),
    ("?", "nlu_fallback", ()),
    ("đồ ngu", "inform", ()),
    ("asdfgh", "nlu_fallback", ()),
    ("cảm ơn", "thank", ()),
    ("thông tin của tôi có được giữ kín không", "ask_privacy", ()),
    ("cứu với, họ đang giữ tôi", "emergency", ()),
]
YES = ("ok", "ừ", "đồng ý", "gửi luôn đi")

saying = st.tuples(
    st.just("say"), st.sampled_from(SAID), st.sampled_from(["", "", "", "", "unread", "followed"])
)
pressing = st.tuples(st.just("press"), st.integers(0, 9), st.sampled_from([0, 0, 0, 1, 5]))
filing = st.just(("file", 0, 0))
talks = st.lists(st.one_of(saying, saying, pressing, filing), min_size=1, max_size=25)


class Watched:
    """A user who notes which summary was shown last, and what every reply leaves behind."""

    def __init__(self) -> None:
        self.talker = Talker()
        self.talker.slots["notice_shown"] = True
        self.talker.api.texts["privacy"] = "Chúng tôi giữ kín."
        self.replies: list[Reply] = []

    async def step(self, move: tuple[Any, Any, Any]) -> None:
        kind, what, how = move
        before, open_before = len(self.talker.api.tickets), self._asks_consent()
        agreed = False
        if kind == "say":
            text, intent, entities = what
            self.talker.metadata = {how: True} if how else {}
            agreed = text in YES and open_before and how != "unread"
            reply = await self.talker.say(text, intent, *entities)
            self.talker.metadata = {}
        elif kind == "file":
            reply = await self.talker.send_files("f1")
        else:
            old = self.replies[-1 - how] if how < len(self.replies) else None
            if old is None or what >= len(old.buttons):
                return
            payload = str(old.buttons[what]["payload"])
            draft = self.talker.slots["draft"] or {}
            agreed = '"agree"' in payload and f'"version":{draft.get("revision")}}}' in payload
            reply = await self.talker.press(payload)
        self.replies.append(reply)
        self._check(reply, before, agreed=agreed)

    def _asks_consent(self) -> bool:
        return bool(self.replies) and any(item["title"] == "Đồng ý gửi" for item in self.replies[-1].buttons)

    def _check(self, reply: Reply, before: int, *, agreed: bool) -> None:
        filed = len(self.talker.api.tickets) - before
        assert filed in (0, 1)
        assert not filed or agreed, "filed without a yes to the newest summary"
        assert len(self.talker.said) <= 1 or self.talker.loop is None or self._answered_aside()
        slots = self.talker.slots
        if slots["draft"] is None:
            assert all(value is None for name, value in slots.items() if name.startswith("report_"))
        elif slots["report_anonymity"] == "anonymous":
            assert "Páo" not in json.dumps(slots, ensure_ascii=False)
            assert "912345678" not in json.dumps(slots)
        for body in self.talker.api.tickets.values():
            check_body(body)

    def _answered_aside(self) -> bool:
        """An answer beside the form is followed by the form's question."""
        return len(self.talker.said) <= 2


def check_body(body: dict[str, Any]) -> None:
    assert body["description"]
    assert body["category"]
    assert body["consent"]["version"]
    if body["reporter"]["anonymous"]:
        assert set(body["reporter"]) == {"anonymous", "keep_secret"}
        written = json.dumps(body, ensure_ascii=False)
        assert "Páo" not in written
        assert "912345678" not in written


def said(text: str) -> tuple[str, Said, str]:
    return "say", next(one for one in SAID if one[0] == text), ""


# Talks from the first word, and talks that go on at the summary.
STARTS = [
    [],
    [said(STORY), said("gửi luôn đi"), said("ẩn danh")],
    [said(STORY), said("gửi luôn đi"), said("giữ kín")],
]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(STARTS), talks)
def test_any_talk(start: list[Any], moves: list[Any]) -> None:
    async def talk() -> None:
        user = Watched()
        for move in [*start, *moves]:
            await user.step(move)

    asyncio.run(talk())
