"""Random interleavings of everything a user can do, in three conversations at once, and what must stay true.

`TALKS=500 TALK_STEPS=60` makes a longer run; without them it is short and the same every time.
"""

import json
import os
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from nlu.text.fold import fold_search
from tests.conversations.dialogue import Dialogue

pytestmark = [pytest.mark.processes, pytest.mark.timeout(3600)]

TALKS = int(os.environ.get("TALKS", "8"))
STEPS = int(os.environ.get("TALK_STEPS", "25"))

# Each conversation has a person, a firm, an outlet, a number and a street of its own: elsewhere, a leak.
MARKS = (
    {
        "name": "Pờ Lò Xừ",
        "firm": "Quẩy Nóng",
        "outlet": "Kim Tinh",
        "phone": "0911 000 111",
        "house": "ngách cây sấu",
    },
    {
        "name": "Chang Sì Mẩy",
        "firm": "Bún Ốc",
        "outlet": "Mộc Tinh",
        "phone": "0922 000 222",
        "house": "dốc cây vải",
    },
    {
        "name": "Hù Cố Xuân",
        "firm": "Lẩu Dê",
        "outlet": "Hỏa Tinh",
        "phone": "0933 000 333",
        "house": "ngõ cây mít",
    },
)
STORIES = (
    "phóng viên báo {outlet} vào quán {firm} nhà tôi đòi 7 triệu hôm 12/11",
    "bao {outlet} noi quan {firm} cua toi ban do oi la sai su that",
    "có người giả nhà báo tới quán {firm}",
    "tôi muốn phản ánh",
    "tôi tên {name}, số {phone}, quán {firm} của tôi bị nhà báo xin tiền",
)
ANSWERS = (
    *(
        "bỏ qua",
        "không biết",
        "không",
        "có",
        "ok",
        "đúng rồi",
        "ẩn danh",
        "giữ kín",
        "nêu tên",
        "?",
        "hôm qua",
    ),
    *(
        "xã Bum Tở",
        "báo {outlet}",
        "anh ta tên Thìn",
        "{name}, {phone}",
        "quán ở {house}",
        "phóng viên đòi tiền",
    ),
    *("quán {firm} bị họ quay phim mấy lần liền, sau đó còn nhắn tin dọa tiếp nếu không chịu đưa tiền ngay",),
    *("gia đình tôi", "https://vidu.example.vn/bai-1", "dong y", "gửi đi", "thôi", "vâng", "khoan đã"),
)
CORRECTIONS = (
    *("nhầm, ngày 10/11 chứ không phải 12/11", "sửa tên báo thành {outlet} Mới", "sửa", "câu trước sai rồi"),
    *(
        "tôi muốn ẩn danh",
        "cho tôi nêu tên",
        "sửa địa điểm thành xã Sìn Hồ",
        "bổ sung: có camera ở quán {firm}",
    ),
)
ASIDES = (
    *("người phát ngôn Sở Y tế là ai", "cho xin số người phát ngôn", "thông tin của tôi có bị lộ không"),
    *("bạn là người hay máy", "số đường dây nóng", "luật báo chí nói gì về cải chính", "cho gặp cán bộ"),
    *(
        "hồ sơ của tôi đến đâu rồi",
        "làm hộ chiếu ở đâu",
        "xin chào",
        "cảm ơn",
        "can you speak English?",
        "mày ngu lắm",
    ),
)
AFTERWARDS = ("tôi muốn bổ sung hồ sơ", "tôi muốn rút phản ánh", "tiếp tục", "thôi không cần nữa")
YES = ("đồng ý", "tôi đồng ý gửi", "dong y", "vâng gửi đi", "ok gửi đi")


class Talks(RuleBasedStateMachine):
    """Three people talk to the bot at once."""

    start: ClassVar[Callable[[], Dialogue]]

    @initialize()
    def begin(self) -> None:
        self.talks = [type(self).start() for _ in MARKS]
        self.old: list[list[str]] = [[] for _ in MARKS]
        self.who = 0

    # --- What people do ---

    @rule(who=st.integers(0, 2))
    def turn_to(self, who: int) -> None:
        self.who = who

    @rule(text=st.sampled_from(STORIES), unread=st.booleans(), followed=st.booleans())
    def tell(self, text: str, unread: bool, followed: bool) -> None:
        self.say(text, unread=unread, followed=followed)

    @rule(text=st.sampled_from(ANSWERS))
    def answer(self, text: str) -> None:
        self.say(text)

    @rule(text=st.sampled_from(CORRECTIONS + ASIDES + AFTERWARDS))
    def interrupt(self, text: str) -> None:
        self.say(text)

    @rule(days=st.sampled_from([0.01, 2, 20]))
    def wait(self, days: float) -> None:
        self.talk.wait(days=days)

    @rule(count=st.integers(1, 3), text=st.sampled_from(["", "ảnh quán {firm} đây"]))
    def send_files(self, count: int, text: str) -> None:
        names = [f"mark{self.who}-{len(self.talk.customs)}-{index}" for index in range(count)]
        self.turn(lambda: self.talk.send_files(*names, text=self.own(text)))

    @precondition(lambda self: self.talk.buttons)
    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        payload = data.draw(st.sampled_from(sorted(self.talk.buttons.values())))
        self.turn(lambda: self.talk.press("…", payload), payload)

    @precondition(lambda self: any(self.old))
    @rule(data=st.data())
    def press_an_old_button(self, data: st.DataObject) -> None:
        """Of this conversation or, as no channel would let through, of another."""
        payload = data.draw(st.sampled_from(sorted({payload for kept in self.old for payload in kept})))
        self.turn(lambda: self.talk.press("…", payload), payload)

    @precondition(lambda self: self.talk.body)
    @rule()
    def deliver_again(self) -> None:
        before, shown = (self.talk.kept, self.talk.codes), self.talk.text
        self.talk.repeat()
        assert (self.talk.kept, self.talk.codes) == before
        assert self.talk.text == shown

    @rule()
    def stop(self) -> None:
        self.say("dừng lại, xóa hết đi")

    @precondition(lambda self: self.talk.asked == "consent")
    @rule(text=st.sampled_from(YES))
    def agree(self, text: str) -> None:
        self.say(text)

    @rule(steps=st.integers(3, 12))
    def go_on_to_the_summary(self, steps: int) -> None:
        """Random answers alone would seldom get there."""
        for _ in range(steps):
            asked = self.talk.asked
            if asked in (None, "consent"):
                return
            usual = {"description": STORIES[0], "category": "phóng viên đòi tiền", "stop": "không"}
            self.say(usual.get(asked, "bỏ qua") if asked != "anonymity" else "ẩn danh")

    # --- How they do it ---

    @property
    def talk(self) -> Dialogue:
        return self.talks[self.who]

    def own(self, text: str) -> str:
        return text.format(**MARKS[self.who])

    def say(self, text: str, **metadata: bool) -> None:
        given = {name: value for name, value in metadata.items() if value}
        self.turn(lambda: self.talk.say(self.own(text), **given), said=text)

    def turn(self, send: Any, payload: str | None = None, said: str = "") -> None:
        """One message, and what must be true of what it did."""
        talk = self.talk
        asked, codes, kept = talk.asked, talk.codes, talk.kept
        draft = kept["slots"].get("draft") or {}
        send()
        self.old[self.who] += [item for item in talk.buttons.values() if item not in self.old[self.who]]
        filed = talk.codes[len(codes) :]
        assert len(filed) <= 1
        if filed:
            event("filed")
            self.check_consent(asked, draft, payload, said)
            self.check_ticket(filed[0], kept["slots"])
        if talk.asked is None:
            event("nothing open")
        assert talk.text or talk.body["metadata"].get("followed"), "silence"

    def check_consent(self, asked: str | None, draft: dict[str, Any], payload: str | None, said: str) -> None:
        """Filed only by a yes to the summary shown last, of this draft, unchanged since."""
        assert asked == "consent"
        if payload is None:
            assert said in {*YES, *ANSWERS} - {"không", "?", "khoan đã", "thôi"}, said
            return
        given = json.loads(payload[payload.index("{") :])
        assert (given["value"], given["draft"], given["version"]) == ("agree", draft["id"], draft["revision"])

    def check_ticket(self, code: str, slots: dict[str, Any]) -> None:
        """Only what was said here, and nobody's name who wished to have none."""
        ticket, reporter = self.talk.read(code), self.talk.reporter
        everything = fold_search(str({**ticket, "reporter": reporter}))
        for who, marks in enumerate(MARKS):
            if who != self.who:
                assert not [mark for mark in marks.values() if fold_search(mark) in everything]
                assert f"mark{who}-" not in everything
        if ticket["reporter"]["anonymous"]:
            assert slots.get("report_anonymity") == "anonymous"
            own = MARKS[self.who]
            digits = "".join(filter(str.isdigit, own["phone"]))
            assert not any(reporter.values()), reporter
            assert fold_search(own["name"]) not in everything
            assert digits[1:] not in "".join(filter(str.isdigit, str(ticket["description"])))

    # --- What is true between two messages ---

    @invariant()
    def the_talk_is_in_one_state(self) -> None:
        """A draft and its form are open together, or neither is and nothing of a report is kept."""
        for talk in getattr(self, "talks", []):
            kept = talk.kept
            slots, loop = kept["slots"], kept.get("loop", {}).get("name")
            draft = slots.get("draft")
            left = {name for name, value in slots.items() if name.startswith("report_") and value is not None}
            if draft is None:
                assert not left, left
                assert loop in (None, "status_form", "lookup_form"), loop
            else:
                assert loop in ("report_form", "status_form", "lookup_form"), loop
            if loop:
                assert talk.asked not in (None, "None"), kept
            assert len({fold_search(part) for part in talk.text.split("\n\n")}) == len(
                talk.text.split("\n\n")
            )


def test_any_order_of_anything_keeps_every_promise(begin: Callable[[], Dialogue]) -> None:
    Talks.start = begin
    searching = "TALKS" in os.environ
    chosen = settings(
        max_examples=TALKS,
        stateful_step_count=STEPS,
        derandomize=not searching,
        phases=[Phase.generate, Phase.shrink] if searching else [Phase.generate],
        database=None,
        deadline=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Talks, settings=chosen)
