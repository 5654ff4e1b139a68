"""The lexical check hears danger now, and not every demand for money."""

import pytest

from nlu.text.emergency import sounds_urgent
from nlu.text.fold import fold

URGENT = [
    "họ đang giữ tôi ở trong nhà",
    "Bọn nó đang đánh anh em tôi, cứu với",
    "phóng viên đang chặn xe không cho đi",
    "nó đang ở nhà tôi đòi 20 triệu ngay bây giờ",
    "chúng nó dọa giết cả nhà tôi",
    "tôi bị nhốt trong phòng",
    "nhà báo bị hành hung ở bản Nậm Cầy",
    "có người cầm dao đến nhà",
    "họ không cho tôi ra về",
    "cứu em với",
    "hiện giờ mấy người đó đang bao vây trụ sở xã",
    "nó đang đe dọa vợ con tôi",
    "anh phóng viên đang ép tôi chuyển tiền",
    "nó quay lại rồi cô ơi em sợ lắm",
    "bọn nó đứng ngoài cổng, em sợ quá",
    "cứu, chúng nó quay lại rồi",
    "nó đến trước nhà đập cửa",
    "em sợ lắm nó đang ở ngoài cửa",
]
CALM = [
    "",
    "Phóng viên đòi tiền, dọa đăng bài",
    "hôm qua có người xưng nhà báo đến đòi 20 triệu",
    "xin danh sách người phát ngôn",
    "họ đang đăng bài sai sự thật về gia đình tôi",
    "tôi đang muốn hỏi số điện thoại sở y tế",
    "tuần trước phóng viên bị đánh khi tác nghiệp",
    "pv xuong xa xin tien ko cho thi doa viet bai",
    "báo đăng tin bịa đặt, danh dự tôi bị ảnh hưởng",
    "tôi đánh giá cao đường dây nóng",
    "anh ấy đang giữ chức phó chủ tịch",
    "nhà báo đó mạo danh",
    "đảng ủy xã đang yêu cầu báo cáo",
    "tôi không bị đánh",
    "cho tôi tra cứu hồ sơ",
    "nghiên cứu họ làm gì",
    "cán bộ quay lại sau",
    "tôi quay lại hồ sơ",
    "tôi quay lại để tra cứu hồ sơ",
    "tôi quay lại sở làm việc",
    "nó đi rồi nhưng bảo mai quay lại lấy 5 triệu",
    "em quay lại đây, em sợ lắm lộ tên",
    "họ quay lại cổng thông tin sở y tế",
    "tôi sợ quá hạn nên quay lại hỏi",
]


class TestSoundsUrgent:
    @pytest.mark.parametrize("text", URGENT)
    def test_danger_now_is_heard_with_and_without_marks(self, text: str) -> None:
        assert sounds_urgent(text)
        assert sounds_urgent(fold(text))

    @pytest.mark.parametrize("text", CALM)
    def test_calm_text_is_not_urgent_with_and_without_marks(self, text: str) -> None:
        assert not sounds_urgent(text)
        assert not sounds_urgent(fold(text))

    def test_a_very_long_text_is_checked_quickly(self) -> None:
        assert not sounds_urgent("đang bị " * 20_000)
