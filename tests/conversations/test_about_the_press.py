"""Whole reports about articles, newspapers, sites and agencies: each kind, with and without marks."""

import pytest

from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, check_filed, tell

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]


class TestFalseNews:
    """BC-SST"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Báo Nông Thôn Mới viết hợp tác xã chè của chúng tôi dùng chất cấm, hoàn toàn bịa đặt, "
            "bài lên ngày 10/11, đây là link https://nongthonmoi.example.vn/che-123",
            category="báo đưa tin sai",
            affected="47 hộ xã viên",
            wish="báo phải xin lỗi bà con",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            *("hợp tác xã chè", "chất cấm"),
            category=("BC-SST"),
            outlet="nong thon moi",
            url="https://nongthonmoi.example.vn/che-123",
            article_date="2026-11-10",
            affected="47 hộ",
            wish="xin lỗi bà con",
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "bao noi cau ban toi sap roi la sai su that, cau van di lai binh thuong, dan hoang mang",
            category="bao dua tin sai",
            article="Cau dan sinh sap sau mua lu",
            outlet="bao Xay Dung",
            article_date="hom 5/11",
        )
        agree(dialogue, "dong y gui")
        check_filed(
            dialogue,
            "cau van di lai",
            category="BC-SST",
            title="cau dan sinh sap",
            outlet="xay dung",
            article_date="2026-11-05",
            affected=...,
        )


class TestCorrectionOfArticles:
    """BC-CCPH"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Chúng tôi đề nghị tạp chí Pháp Lý cải chính bài viết ngày 2/11 nêu nhầm số liệu của trạm y tế, "
            "đã gửi công văn mà họ chưa phản hồi",
            category="đề nghị cải chính",
            article="bài tên là Trạm y tế vắng bác sĩ",
            wish="đăng cải chính và xin lỗi",
            affected="cán bộ của trạm",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "công văn",
            category="BC-CCPH",
            outlet="phap ly",
            title="Trạm y tế vắng bác sĩ",
            article_date="2026-11-02",
            wish="cải chính và xin lỗi",
            affected="cán bộ của trạm",
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "toi muon bao Lao Dong dinh chinh va go bai viet noi nham ten vo toi, yeu cau ma ho khong sua",
            category="de nghi cai chinh",
            article="https://laodong.example.vn/abc-77.ldo",
            affected="vo toi",
            wish="go bai",
        )
        agree(dialogue, "vang dong y")
        check_filed(
            dialogue,
            "vo toi",
            category="BC-CCPH",
            outlet="lao dong",
            url="https://laodong.example.vn/abc-77.ldo",
            title=...,
            affected="vo toi",
            wish="go bai",
        )


class TestPurpose:
    """BC-TCMD"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Tạp chí Cây Cảnh mà ngày nào cũng đăng tin đất đai, quan chức như một tờ báo, "
            "không đúng tôn chỉ của tạp chí",
            category="hoạt động sai tôn chỉ mục đích",
            article="Sốt đất ven hồ",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "đất đai",
            category="BC-TCMD",
            outlet="cay canh",
            title="Sốt đất ven hồ",
            article_date=...,
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "to tap chi ve am thuc lai toan di viet ve dau thau voi xay dung, hoat dong sai ton chi muc dich",
            outlet="tap chi Bep Viet",
            category="sai ton chi muc dich",
        )
        agree(dialogue, "ok")
        check_filed(dialogue, "dau thau", category="BC-TCMD", outlet="bep viet")


class TestSites:
    """TT-THOP"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Trang tin điện tử tổng hợp https://laichau24gio.example.vn/tin lấy nguyên bài của báo "
            "khác về đăng, "
            "không ghi nguồn, còn tự thêm bình luận",
            category="trang thông tin điện tử vi phạm",
        )
        agree(dialogue)
        check_filed(
            dialogue, "không ghi nguồn", category="TT-THOP", url="https://laichau24gio.example.vn/tin"
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "co cai website tin tuc tong hop khong phep, toan chep bai cua bao khac roi cau quang cao",
            category="trang tin dien tu",
            article="tintucvungcao.vn",
        )
        agree(dialogue, "gui di")
        check_filed(dialogue, "chep bai", category="TT-THOP", url="https://tintucvungcao.vn", outlet=...)


class TestSocialNetworks:
    """MX-SST: taken in, and told who leads"""

    def test_accented(self, dialogue: Dialogue) -> None:
        dialogue.say(
            "Một tài khoản Facebook tung tin xã Mường Khoa có dịch tả lợn, bà con hoang mang, từ tối "
            "hôm kia. "
            "https://facebook.com/abc/posts/99"
        )
        assert dialogue.heard("Công an")
        tell(dialogue, "mình không rõ ai đứng sau", category="tin sai trên mạng xã hội")
        agree(dialogue)
        check_filed(
            dialogue,
            "dịch tả lợn",
            category="MX-SST",
            url="https://facebook.com/abc/posts/99",
            title=...,
            time="2026-11-21",
            precision="part_of_day",
            commune=("03601", None),
            place=...,
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "tren tiktok co clip noi dap thuy dien sap vo, tin don that thiet ma nguoi ta chia se am "
            "am tu hom qua",
            category="tin sai tren mang xa hoi",
        )
        agree(dialogue, "dong y")
        check_filed(dialogue, "thuy dien", category="MX-SST", time="2026-11-22", precision="day")


class TestSilentSpokespersons:
    """PN-CPN: the agency is whom the report is about"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Tôi là phóng viên, gửi câu hỏi bằng văn bản cho Sở Xây dựng từ ngày 1/10, gọi 6 lần "
            "người phát ngôn đều khất lần không trả lời",
            anonymity="nêu tên",
            contact="Tráng A Páo 0388 222 111",
            category="cơ quan không trả lời báo chí",
            wish="đề nghị sở trả lời",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "bằng văn bản",
            category="PN-CPN",
            subject="Sở Xây dựng",
            time="2026-10-01",
            precision="day",
            wish="đề nghị sở trả lời",
            anonymous=False,
            name="Tráng A Páo",
            phone="+84388222111",
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "ubnd xa bum to ne tranh bao chi, em xin phong van tuan truoc ho tu choi khong noi ly do",
            category="co quan khong tra loi",
        )
        agree(dialogue, "da vang")
        check_filed(
            dialogue,
            "phong van",
            category="PN-CPN",
            subject="bum to",
            time=...,
            precision="week",
            commune=...,
            place=...,
        )


class TestOtherMatters:
    """KH-PBCXB"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Nhà sách ngay chợ phường Đoàn Kết bán sách giáo khoa in lậu, tem dán lem nhem, mua hôm 15/11",
            category="việc khác về báo chí, xuất bản",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "in lậu",
            category="KH-PBCXB",
            commune="03388",
            place="Đoàn Kết",
            time="2026-11-15",
            precision="day",
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "toi muon phan anh bao phat mien phi cho ban vung cao may thang nay khong thay ve nua",
            category="viec khac ve bao chi",
            place="xa tung qua lin",
        )
        agree(dialogue, "dong y")
        check_filed(
            dialogue,
            "vung cao",
            category="KH-PBCXB",
            place="tung qua lin",
            commune=...,
            time=...,
            precision=...,
        )
