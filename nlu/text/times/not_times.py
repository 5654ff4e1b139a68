"""What looks like a past time and is none: the future, dates of birth, addresses, fractions, ranges."""

from nlu.text.times.fragments import COUNTED, NOT_COUNTED, PAID, not_after
from nlu.text.times.numbers import COUNT, NUMBER_STARTS
from nlu.text.times.rules import Index

_PARTS = "(?:sang|trua|chieu|toi|dem|khuya|som|ngay|hom|bua)"
_WEEKDAY = r"(?:(?:thu|t) \w+|cn|chu nhat)"
_LONGER = "(?:tuan|thang|nam|quy)"
_BEFORE_LONGER = (
    "(?:(?:sang|trua|chieu|toi|dem|ngay|hom|dau|giua|cuoi|thu|t|cn|chu) )*"
    r"(?:(?:\d+|hai|ba|tu|nam|sau|sáu|bay|nhat) )?"
)
_BEFORE_LONGER_STARTS = (
    "sang trua chieu toi dem ngay hom dau giua cuoi thu t cn chu tuan thang nam quy hai ba tu sau sáu bay"
    " nhat #"
)
_FUTURE = (
    (
        "sang trua chieu toi dem khuya som ngay hom bua dau giua cuoi",
        "mai",
        rf"(?:(?:dau|giua|cuoi) (?:gio|buoi) )?(?:{_PARTS} )+mai",
    ),
    ("mai", "mai", r"mai(?: mot| (?=luc|vao|tam|khoang|\d))"),
    ("gio", "mai", r"gio (?:\d\d )?mai"),
    ("ngay hom bua", "mot kia sau", r"(?:ngay|bua) mot(?! \w+ \d)|(?<!\bhom )ngay kia|(?:ngay|hom) sau"),
    (
        f"{NUMBER_STARTS} vai may it",
        "nua tới",
        rf"(?:{COUNT}|vai|may|it) (?:ngay|hom|bua|tuan|thang|nam|gio|tieng|phut) (?:nua|tới(?! \d))",
    ),
    (
        _BEFORE_LONGER_STARTS,
        "sau tới",
        # Tháng sau, but not "tháng sáu vừa rồi" without its marks.
        rf"{_BEFORE_LONGER}{_LONGER} (?:sau(?! vua| nam)|tới)(?! \d| gio| nay)",
    ),
    # "hai tuan toi" may be "hai tuần tôi"; without a count before it is the next one.
    (
        _BEFORE_LONGER_STARTS,
        "toi den",
        rf"(?:{_WEEKDAY} {_LONGER}|{_BEFORE_LONGER}{NOT_COUNTED}{_LONGER}) (?:toi|den)(?! gio| nay)",
    ),
    (
        "thu t cn chu ngay #",
        "tới",
        # Not "ngày 12/10 tới xã", when they came.
        rf"(?:{_WEEKDAY}|ngay \d+|(?:ngay )?\d+ [/.-] \d+) tới(?= (?:ho|no|day|thi|se|anh|[.,?!])|$)",
    ),
    ("sang", "tuan thang nam quy", rf"sang {_LONGER}(?! (?:truoc|nay|qua|roi|vua|ngoai))"),
)
_NO_DAY = not_after("ngay", "mung", "hom", "bua")
_OTHER = (
    ("sinh sn", "", r"(?:sinh(?: vao)?|sn) (?:(?:ngay|nam|thang|mung) )*\d+(?: (?:[/.-]|thang|nam) \d+)*"),
    ("#", "/ - –", rf"{_NO_DAY}\d+ (?:[–-] \d+ {COUNTED}|/ \d+ {PAID})"),
    ("#", ".", rf"\d+ \. \d+ (?:{PAID}|diem|phan tram|%)"),
    (
        "duong pho truong cau nong quoc dai",
        "/ - .",
        r"(?:duong|pho|truong|cau|nong truong|quoc lo|dai lo)(?: so)? \d+ [/.-] \d+",
    ),
    (
        "thu t cn chu sang chieu toi",
        "hang moi",
        rf"(?:(?:sang|chieu|toi) )?{_WEEKDAY} (?:hang|moi) (?:tuan|thang)",
    ),
    (
        "gio",
        "hanh lam mo tiep",
        r"gio (?:hanh chinh|lam viec|mo cua|tiep dan)(?: la)?(?: tu| từ)? \d+ gio(?: \d+)?"
        r"(?: (?:den|toi|tới|-) \d+ gio(?: \d+)?)?",
    ),
    ("moi hang 1 mot #", "ngay", r"(?:moi|hang|1|mot) ngay \d+"),
)

# Each with whether it is the future.
BARRED = Index(
    [
        *((starts, needed, pattern, True) for starts, needed, pattern in _FUTURE),
        *((starts, needed, pattern, False) for starts, needed, pattern in _OTHER),
    ]
)
