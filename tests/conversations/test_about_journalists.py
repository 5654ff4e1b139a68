"""Whole reports about journalists and those who say they are: each kind, with and without marks."""

import pytest

from tests.conversations.dialogue import Dialogue
from tests.conversations.telling import agree, check_filed, tell

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]


class TestMoney:
    """PV-NN"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Thứ Sáu tuần trước anh phóng viên tạp chí Thương Trường vào xưởng xẻ gỗ của tôi ở xã Nậm Tăm, "
            "chụp ảnh rồi ra giá 15 triệu, không đưa thì lên bài",
            subject="Anh ta tên Phùng Quốc Đạt, có chìa thẻ nhà báo",
            evidence="tôi không có gì cả",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            *("xưởng xẻ gỗ", "15 triệu"),
            category="PV-NN",
            outlet="thuong truong",
            subject="Phùng Quốc Đạt",
            credential="thẻ nhà báo",
            time=("2026-11-20", "2026-11-13"),
            precision="day",
            commune="03517",
            place="Nậm Tăm",
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "em ban hang an o cho xa sin ho, chieu thu 7 vua roi co chi nha bao cua bao Xay Dung vao "
            "bao quan ban, "
            "doi 3 trieu thi moi khong dua len bao",
            category="phong vien doi tien",
            subject="hinh nhu ten Hanh",
        )
        agree(dialogue, "vang gui di")
        check_filed(
            dialogue,
            "3 trieu",
            category="PV-NN",
            outlet="xay dung",
            subject="hanh",
            time="2026-11-21",
            precision="part_of_day",
            commune="03478",
            place="sin ho",
        )


class TestImpostors:
    """PV-MD"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Sáng 18/11 có thanh niên tới trường mầm non xã Hồng Thu, chìa cái thẻ nhà báo nhìn là "
            "biết thẻ dỏm, "
            "mạo nhận phóng viên truyền hình",
            subject="Cậu ấy xưng tên Vũ",
            outlet="không rõ đài nào",
            category="nghi giả danh nhà báo",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            *("thẻ dỏm", "mầm non"),
            category="PV-MD",
            subject="Vũ",
            credential=...,
            outlet=...,
            time="2026-11-18",
            precision="part_of_day",
            commune="03508",
            place="Hồng Thu",
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "thang nay gia lam nha bao, dua cai giay gioi thieu photo deu, "
            "no toi tiem thuoc nha chau o xa khoen on hom thu hai tuan truoc",
            subject="chau ko biet ten, no di xe bien 25B1 123.45",
            outlet="bo qua",
        )
        agree(dialogue, "dong y")
        check_filed(
            dialogue,
            "tiem thuoc",
            category="PV-MD",
            subject=...,
            credential=...,
            time="2026-11-16",
            precision="day",
            commune="03640",
            place="khoen on",
        )


class TestObstruction:
    """PV-CT: always urgent"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Tôi là phóng viên. Khoảng 14 giờ ngày 19/11 tôi làm phóng sự ở công trình thủy điện xã Mường Mô "
            "thì bảo vệ ở đó giật máy quay, xóa hết hình",
            category="cản trở nhà báo tác nghiệp",
            anonymity="nêu tên nhưng giữ kín",
            contact="Đặng Thùy Chi, email chi.dang@vidu.example",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "giật máy quay",
            category="PV-CT",
            urgency="urgent",
            time="2026-11-19T14",
            precision=("hour", "minute"),
            commune="03472",
            place="Mường Mô",
            anonymous=False,
            keep_secret=True,
            name="Đặng Thùy Chi",
            email="chi.dang@vidu.example",
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "minh la ctv, hom 12/11 quay bai rac o phuong doan ket thi bi nguoi cua xuong do ngan can "
            "va dap vo may anh",
            category="can tro nha bao tac nghiep",
            evidence="co anh may vo nhung de o nha",
        )
        agree(dialogue, "ok gui di ad")
        check_filed(
            dialogue,
            "bai rac",
            category="PV-CT",
            urgency="urgent",
            time="2026-11-12",
            precision="day",
            commune="03388",
            place="doan ket",
        )


class TestEthics:
    """PV-DD"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Nhà báo Trịnh Gia Bách viết lên trang cá nhân những lời miệt thị người Mông, "
            "tôi thấy trái với đạo đức người làm báo",
            category="đạo đức nghề nghiệp của người làm báo",
            time="khoảng đầu tháng 11",
            evidence="tôi chụp màn hình rồi nhưng chưa biết gửi",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "miệt thị",
            category="PV-DD",
            subject="Trịnh Gia Bách",
            credential=...,
            time=("2026-11", None),
            precision=...,
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "phong vien ma len mang chui dong nghiep roi bia dat chuyen doi tu nguoi khac, "
            "vi pham quy tac dao duc nghe bao",
            category="dao duc nghe nghiep",
            subject="ten la Luong Huu Phuc",
            time="thang 10 vua roi",
        )
        agree(dialogue, "dung roi gui di")
        check_filed(
            dialogue,
            "chui dong nghiep",
            category="PV-DD",
            subject="luong huu phuc",
            time="2026-10",
            precision="month",
        )


class TestOffices:
    """BC-VPDD"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Văn phòng đại diện của báo Thời Đại Mới thuê nhà ở phường Tân Phong treo biển mấy tháng nay "
            "mà không hề thông báo với tỉnh",
            category="văn phòng đại diện",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            "treo biển",
            category="BC-VPDD",
            outlet="thoi dai moi",
            commune="03408",
            place="Tân Phong",
            time=...,
            precision=...,
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "phong vien thuong tru o phuong doan ket khong co giay to gi ma tu mo van phong dai dien",
            category="van phong dai dien",
            outlet="bao Kinh Doanh",
            subject="ong Thoa",
        )
        agree(dialogue, "co")
        check_filed(
            dialogue,
            "tu mo van phong",
            category="BC-VPDD",
            outlet="kinh doanh",
            subject="thoa",
            commune="03388",
            place="doan ket",
        )


class TestContracts:
    """QC-LK"""

    def test_accented(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "Tạp chí Y Học Thường Thức ký hợp đồng quảng cáo 30 triệu với phòng khám tôi, nhận tiền xong "
            "không đăng gì, cũng không thanh lý hợp đồng",
            category="hợp đồng quảng cáo",
            place="phòng khám ở xã Bình Lư",
            time="ký hôm 3/8",
        )
        agree(dialogue)
        check_filed(
            dialogue,
            *("30 triệu", "thanh lý"),
            category="QC-LK",
            outlet="y hoc thuong thuc",
            commune="03390",
            place="Bình Lư",
            time="2026-08-03",
            precision="day",
        )

    def test_without_marks(self, dialogue: Dialogue) -> None:
        tell(
            dialogue,
            "hop dong truyen thong voi bao Du Lich Vung Cao noi dang 10 bai quang cao ma moi dang 2 "
            "bai, goi thi khong nghe",
            category="quang cao hop dong",
        )
        agree(dialogue, "uh gui giup")
        check_filed(dialogue, "10 bai", category="QC-LK", outlet="du lich vung cao")
