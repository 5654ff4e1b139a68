"""Pieces that the patterns of several rules share."""

from nlu.text.times.numbers import NUMBER_STARTS, YEAR, read_year

PAST = "(?:truoc|vua roi|vua qua|roi|qua)"
DAY_WORD = "(?:ngay|mung|hom|bua)"
DAY_WORDS = "ngay mung hom bua"
STARTS = f"{DAY_WORDS} {NUMBER_STARTS}"
SIGN = "[/.-]"

START = "(?:(?:dau|giua|cuoi|trong|khoang) )?"
START_WORDS = "dau giua cuoi trong khoang"
ABOUT = "(?:(?:hon|gan|khoang|tam|do|co|chung|cung|dung) )*"
ABOUT_WORDS = "hon gan khoang tam do co chung cung dung"

YEARS_BACK = {"nay": 0, "ngoai": 1, "truoc": 1, "vua roi": 1, "vua qua": 1, "roi": 1, "kia": 2, "kìa": 3}
RELATIVE_YEAR = "nam (?P<year>nay|ngoai|truoc|vua roi|vua qua|roi|kia|kìa)"
# After a day and a month, or a month alone: "/2026", "năm 2026", "năm ngoái", "vừa rồi".
_A_YEAR = rf"(?: ,)?(?: [/-]| nam| , nam)? (?P<y>{YEAR})|(?: ,)? {RELATIVE_YEAR}| vua roi| vua qua"
ITS_YEAR = rf"(?:{_A_YEAR})?"


def year_said(y: str | None, relative: str | None, this_year: int) -> int | None:
    """The year that ITS_YEAR caught, if it names one."""
    if y:
        return read_year(y)
    return this_year - YEARS_BACK[relative] if relative else None


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def not_after(*words: str) -> str:
    return "".join(rf"(?<!\b{word} )" for word in words)


NOT_COUNTED = r"(?<!\d )" + not_after(
    "hai", "ba", "bon", "nam", "sau", "may", "vai", "nua", "ca", "muoi", "nhieu"
)
# What is paid or counted: a number before one of these is no day. Only words that fold to nothing else
# which may follow a date (not trăm, which is trạm; not đứa, which is đưa).
PAID = r"(?:trieu|nghin|ngan|ty|ti|tr|so (?:tien|ho|dan|nguoi|lop|von)|suat|chi phi|dien tich|kg|km|ha)"
COUNTED = rf"(?:{PAID}|lan|nguoi(?! ta| cua| xung| tu)|bua|tieng|cuoc|chiec|tuoi|met|thanh vien)"
NO_COUNT_AFTER = rf"(?! {COUNTED}\b)"
# A month alone: with its year it may be followed by anything.
YEAR_OR_NO_COUNT = rf"(?:{_A_YEAR}|{NO_COUNT_AFTER}(?! [/.:-] \d))"
