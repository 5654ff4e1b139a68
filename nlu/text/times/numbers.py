"""Numbers of days and hours, in figures and in words."""

_UNITS = ("", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")
_LAST = {1: ("mot",), 4: ("bon", "tu"), 5: ("lam", "nam", "nham")}


def _spelled() -> dict[str, int]:
    words = {name: number for number, name in enumerate(_UNITS) if name} | {"tu": 4, "muoi": 10}
    for tens, name in ((10, "muoi"), (20, "hai muoi"), (30, "ba muoi"), (40, "bon muoi"), (50, "nam muoi")):
        words[name] = tens
        for unit in range(1, 10):
            for last in _LAST.get(unit, (_UNITS[unit],)):
                words[f"{name} {last}"] = tens + unit
    return words


SPELLED = _spelled()
_LONGEST_FIRST = sorted(SPELLED, key=len, reverse=True)
NUMBER = rf"(?:\d{{1,2}}(?!\d)|{'|'.join(_LONGEST_FIRST)})"
# Without the small ones, which fold to everyday words: ba, bay, tu, nam.
SAFE_NUMBER = rf"(?:\d{{1,2}}(?!\d)|{'|'.join(name for name in _LONGEST_FIRST if 'muoi' in name)})"


def read_number(text: str) -> int:
    """The number a match of NUMBER stands for."""
    return int(text) if text.isdigit() else SPELLED[text]
