"""Ways to write the words that names of agencies begin with; the names themselves are data."""

# Written forms (spaces left out) of words that head many names -> the form they are compared in.
REWRITES = {
    "uybannhandan": "ubnd",
    "uybanndan": "ubnd",
    "uybannd": "ubnd",
    "ubnhandan": "ubnd",
    "uyban": "ubnd",
    "ubnd": "ubnd",
    "ubdn": "ubnd",
    "unbd": "ubnd",
    "ub": "ubnd",
    "chinhquyen": "ubnd",
    "vanphong": "vp",
    "vphong": "vp",
    "congan": "ca",
    "canhsat": "ca",
    "hoidongnhandan": "hdnd",
    "doandaibieuquochoi": "doandbqh",
    "phattriennongthon": "ptnt",
    "thongtindientu": "ttdt",
    "banquanly": "bql",
    "khukinhte": "kkt",
    "banchihuy": "bch",
    "bochihuyquansu": "bochqs",
    "bochihuyqs": "bochqs",
    "bodoibienphong": "bdbp",
    "phatthanhtruyenhinh": "ptth",
    "tuyengiaodanvan": "tgdv",
    "baohiemxahoi": "bhxh",
    "nganhangnhanuoc": "nhnn",
    "khobacnhanuoc": "kbnn",
    "ite": "yte",
}
LONGEST_REWRITE = 6

# Words inside the names of departments that people abbreviate one by one ("so giao duc dt").
INITIALS = {
    "giaoduc": "gd",
    "daotao": "dt",
    "khoahoc": "kh",
    "congnghe": "cn",
    "vanhoa": "vh",
    "thethao": "tt",
    "dulich": "dl",
    "nongnghiep": "nn",
    "moitruong": "mt",
    "tainguyen": "tn",
    "nongthon": "nt",
    "phattrien": "pt",
    "thongtin": "tt",
    "truyenthong": "tt",
    "giaothong": "gt",
    "vantai": "vt",
    "kehoach": "kh",
    "dautu": "dt",
    "laodong": "ld",
    "thuongbinh": "tb",
    "xahoi": "xh",
    "dantoc": "dt",
    "tongiao": "tg",
    "congthuong": "ct",
    "baochi": "bc",
    "xuatban": "xb",
}

# A misspelt name may not turn one of these into another: Bộ Y tế is not Sở Y tế.
_HEADS = """
so bo ubnd ca vp ban hoi bao dai toa vien cuc phong thanh thue kho truong benh trung chi tong hdnd dang uy mat
doan lien tap cong bql bch bochqs kbnn nhnn bhxh hat dien chua cho tham tru thu quy vu
"""
HEADS = frozenset(_HEADS.split())

# Written forms of the kinds of places.
KIND_FORMS = {
    "xa": ("xa", "x"),
    "phuong": ("phuong", "p", "f"),
    "thi_tran": ("thitran", "tt", "ttr"),
    "huyen": ("huyen", "h"),
    "thanh_pho": ("thanhpho", "tp", "thixa", "tx"),
}
KIND_LABELS = {
    "xa": "Xã",
    "phuong": "Phường",
    "thi_tran": "Thị trấn",
    "huyen": "Huyện",
    "thanh_pho": "Thành phố",
}
ORGAN_FORMS = {"ubnd": ("ubnd", "ubndcua"), "cong_an": ("ca",)}
ORGAN_LABELS = {"ubnd": "UBND", "cong_an": "Công an"}
PROVINCE_SUFFIXES = ("tinh", "tinhlaichau", "laichau")
