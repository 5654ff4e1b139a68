"""A citizen who reports, on any channel: what she says to each question of the bot."""

from collections.abc import Callable
from dataclasses import dataclass, field

STORY = "có người xưng phóng viên tạp chí Mẫu quay phim mỏ cát rồi đòi 20 triệu, không đưa thì đăng bài"

# Part of the bot's question → her answer; of several that fit, the last in the reply counts.
ANSWERS = {
    "chuyện gì": STORY,
    "kể rõ thêm": STORY,
    "gần với loại": "phóng viên nhũng nhiễu",
    "Tên cơ quan báo chí": "tạp chí Mẫu",
    "đường dẫn": "bỏ qua",
    "Bài đăng ngày": "bỏ qua",
    "Người đó tên": "không rõ tên, chỉ đưa giấy giới thiệu",
    "xã, phường": "xã Bum Tở",
    "khi nào": "chiều hôm qua",
    "Ai bị ảnh hưởng": "gia đình tôi",
    "ảnh, ghi âm": "không có",
    "mong muốn": "xác minh giúp",
    "theo cách nào": "ẩn danh",
    "tên và số điện thoại": "bỏ qua",
}
MOST_QUESTIONS = 20


@dataclass
class Citizen:
    """Answers until the bot asks for consent. `ask` sends a text and returns the bot's reply."""

    ask: Callable[[str], str]
    told: list[str] = field(default_factory=list)

    def report_until_consent(self, opening: str) -> str:
        """The bot's summary with the question for consent."""
        reply = self.ask(opening)
        for _ in range(MOST_QUESTIONS):
            if "đồng ý gửi không" in reply:
                return reply
            self.told.append(reply)
            reply = self.ask(self.answer(reply))
        raise AssertionError("no summary after so many questions:\n" + "\n---\n".join(self.told))

    @staticmethod
    def answer(question: str) -> str:
        last_part = question[-400:]
        found = [(last_part.rfind(part), words) for part, words in ANSWERS.items() if part in last_part]
        assert found, f"a question nobody expects: {question!r}"
        return max(found)[1]
