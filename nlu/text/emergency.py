"""Whether a message sounds as if someone were in danger now: a lexical check that needs no model."""

import re
import unicodedata

from nlu.text.fold import fold

_WORD = re.compile(r"[^\W_]+")

# Words that fold to the letters of a word of danger but mean something else. Where the writer used
# marks, they tell them apart; in wholly unaccented text the patterns below look at the neighbours.
_LOOKALIKES = frozenset(
    [
        "đăng",
        "đảng",
        "đáng",
        "đằng",
        "đẳng",
        "dạng",
        "dáng",
        "danh",
        "chân",
        "chán",
        "chấn",
        "bảo",
        "báo",
        "số",
        "sổ",
        "sở",
    ]
)


def _one_of(*phrases: str) -> str:
    return f"(?:{'|'.join(phrases)})"


def _words(most: int) -> str:
    """Up to so many words between two parts of a pattern."""
    return rf"(?:\w+ ){{0,{most}}}?"


_NOW = _one_of("dang", "bay gio", "luc nay", "hien gio", "ngay gio", "tu sang den gio", "tu nay den gio")
# What "dang" is when it is not "now": to post, to register, the Party.
_POSTED = _one_of(
    *("bai", "tin", "anh(?! em)", "ky", "ki", "len", "tai", "tren", "bao(?! vay)", "video", "clip", "quang"),
    *("vien", "uy", "bo", "chi", "phat", "facebook", "fb", "mang", "sai"),
)
_BEFORE_NOW = _one_of(
    *("hom qua", "hom kia", "hom no", "hom truoc", "tuan truoc", "tuan roi", "thang truoc", "thang roi"),
    *("nam ngoai", "nam truoc", "truoc day", "dot truoc", "lan truoc", r"ngay \d+", "da bi", "da tung"),
    "(?:toi|dem|sang|chieu|trua) qua",
)
_PEOPLE = _one_of(
    *("toi", "tui", "tao", "em", "anh", "chi", "minh", "chau", "con", "ong", "ba", "bo", "me", "vo", "chong"),
    *("nguoi", "ho", "chung", "co", "chu", "bac", "nhau", "may"),
)
_NOT = _one_of("khong", "ko", "k", "kg", "hong", "chang")
_HARM = _one_of(
    *("danh dap", "danh hoi dong", "danh chet", rf"danh {_PEOPLE}(?! gia)", "hanh hung", "tan cong"),
    *("(?:bat|giam|nhot|tam) giu", rf"giu {_one_of(_PEOPLE, 'lai', 'o', 'trong', 'chan')}", "khong che"),
    *(rf"giam {_one_of(_PEOPLE, 'long', 'o', 'trong')}", "nhot", "bat coc", "uy hiep", "bao vay"),
    *(rf"vay {_one_of(_PEOPLE, 'nha', 'kin', 'quanh')}", "chan (?:xe|duong|cua|dau|cong)", "dap pha"),
    *("pha (?:cua|nha|cong)", "xong vao", "dot nha", "truy duoi", "ruot duoi", "duoi (?:theo|danh)", "chem"),
    *("bop co", "cuop", "de doa", "doa (?:giet|danh|chem|dam|dot|xu|bat|nat)"),
)
_MONEY = _one_of("tien", "chuyen khoan", "ck", r"\d+ ?(?:trieu|tr|cu|k)")
_EXTORTION = _one_of("tong tien", "cuong doat", rf"(?:doi|ep|bat|voi|yeu cau|bao) {_words(6)}{_MONEY}")
_ALWAYS = _one_of(
    # not "tra cứu hồ sơ", "nghiên cứu"
    rf"(?<!tra )(?<!nghien )cuu {_one_of('voi', 'mang', _PEOPLE)}(?! xet| van)",
    "(?:de |hu )?doa (?:se )?(?:giet|chem|dam chet|danh chet|dot nha|lay mang)",
    "(?:cam|mang|xach|rut|ke) (?:theo )?(?:dao|hung khi|gay goc|ma tau|sung)",
    rf"{_NOT} (?:cho|de) (?:{_PEOPLE} ){{0,3}}(?:di )?(?:ra khoi|ra ngoai|ra ve|ve nha|di ve|ve|thoat)",
    "nguy hiem (?:den )?tinh mang",
)
# They are back or at the gate, told with fear. "em quay lại" is the writer, "quay lại sau" an appointment.
_AT_THE_DOOR = _one_of(
    r"(?<!toi )(?<!em )(?<!minh )(?<!can bo )(?:quay|tro) lai(?! sau\b| ho so\b)",
    *(rf"(?:dung|o|cho|ngoi|rinh) {_words(2)}(?:ngoai|truoc|dau) {_words(1)}(?:cong|cua|nha|san|ngo|hem)",),
    rf"(?:den|toi|keo) {_words(3)}(?:cong|cua|nha)",
    rf"(?:dung|dang) o {_words(1)}(?:cong|cua|ngoai)",
)
_FEAR = _one_of(
    r"(?<!khong )(?<!ko )(?<!k )so (?:lam(?! viec\b)|qua(?! han\b| tre\b| lau\b| muon\b)|hai|vai)",
    *("hoang (?:lam|qua|so)", "(?:dap|pha|dam) (?:cua|cong)"),
    r"(?<!tra )(?<!nghien )cuu\b(?! xet\b| van\b| ho\b| tro\b| hoa\b| te\b)",
)
_CAME_BACK = _one_of(rf"{_AT_THE_DOOR} {_words(8)}{_FEAR}", rf"{_FEAR} {_words(8)}{_AT_THE_DOOR}")
_SUFFERED = rf"(?<!khong )(?<!chua )(?<!ko )bi {_words(4)}{_HARM}"

_POSTING = re.compile(rf"\bdang {_POSTED}\b")
_PAST = re.compile(rf"\b{_BEFORE_NOW}\b")
_STATED = re.compile(rf"\b{_one_of(_ALWAYS, _SUFFERED, _CAME_BACK)}\b")
_HAPPENING = re.compile(
    rf"\b{_NOW} {_words(5)}{_HARM}\b|\b{_NOW} {_words(7)}{_EXTORTION}\b"
    rf"|\b{_HARM} {_words(6)}(?:bay gio|luc nay|ngay gio)\b"
)


def sounds_urgent(text: str) -> bool:
    """Someone is held, beaten, threatened or extorted right now, as far as the words tell."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    if any(word != fold(word) for word in words):
        words = ["-" if word in _LOOKALIKES else word for word in words]
    plain = _POSTING.sub("-", fold(" ".join(words)))
    if _HAPPENING.search(plain):
        return True
    return bool(_STATED.search(plain)) and not _PAST.search(plain)
