"""Numbers of days, hours and years, in figures and in words."""

from collections.abc import Mapping

_ONE_TO_NINE = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")
_UNITS: Mapping[str, int] = {
    **{name: number for number, name in enumerate(_ONE_TO_NINE, start=1)},
    # As last digit: bốn is tư, năm is lăm or nhăm. "sáu" keeps its mark where typed; see spelling.py.
    **{"tu": 4, "lam": 5, "nham": 5, "sáu": 6, "khong": 0},
}
_UNIT = "(?:mot|hai|ba|bon|tu|nam|lam|nham|sau|sáu|bay|tam|chin)"
_SMALL = "mot|hai|ba|bon|nam|sau|sáu|bay|tam|chin"
_TENS = rf"(?:(?:hai|ba|bon|nam) )?muoi(?: {_UNIT})?|ham {_UNIT}"
# "tư" is only a name (thứ tư, tháng tư): nobody counts with it, and without marks it is "từ" (since).
COUNT = rf"(?:\d{{1,2}}(?!\d)|{_TENS}|{_SMALL})"
NUMBER = rf"(?:\d{{1,2}}(?!\d)|{_TENS}|{_SMALL}|tu)"
# Without the small ones, which fold to everyday words: ba, bay, tu, nam.
SAFE_NUMBER = rf"(?:\d{{1,2}}(?!\d)|{_TENS})"
# No longer than it can be: in "tháng mười năm ngoái" the năm is the year.
MONTH = r"(?:\d{1,2}(?!\d)|muoi (?:mot|hai)(?! khong)|muoi|mot|hai|ba|bon|tu|nam|sau|sáu|bay|tam|chin)"
# "hai mốt", "ba mốt", "hai lăm": the word for ten left out. Only where a month follows.
DATE_NUMBER = rf"(?:(?:hai|ba) (?:mot|hai|ba|tu|lam|nham|sau|sáu|bay|tam|chin)|{NUMBER})"
# Minutes in words are a multiple of five: "tám giờ hai người" is not 8:02.
MINUTES = r"(?:(?:(?:hai|ba|bon|nam) )?muoi(?: (?:lam|nham))?|(?:hai|ba|bon|nam) (?:lam|nham))"
YEAR = (
    rf"(?:(?:19|20)\d\d(?!\d)|hai (?:nghin|ngan) (?:khong tram )?(?:le |linh )?{NUMBER}"
    rf"|hai khong (?:hai|ba) (?:khong|{_UNIT}))"
)
# Every word with which a number may begin; "#" stands for figures.
NUMBER_STARTS = "# mot hai ba bon tu nam sau sáu bay tam chin muoi ham"


def read_number(text: str) -> int:
    """The number a match of one of the patterns above stands for."""
    if text.isdigit():
        return int(text)
    value = 0
    for word in text.split():
        if word == "muoi":
            value = (value or 1) * 10
        elif word == "ham":  # hăm mốt: twenty-one
            value = 20
        else:
            value += (9 * value if 0 < value < 10 else 0) + _UNITS[word]
    return value


def read_year(text: str) -> int:
    """2026, 26, "hai nghìn không trăm hai mươi sáu", "hai không hai sáu"."""
    if text.isdigit():
        return int(text) + 2000 if len(text) == 2 else int(text)
    words = text.split()
    if words[1] == "khong":
        return 2000 + 10 * _UNITS[words[2]] + _UNITS[words[3]]
    return 2000 + read_number(
        " ".join(word for word in words[2:] if word not in ("khong", "tram", "le", "linh"))
    )
