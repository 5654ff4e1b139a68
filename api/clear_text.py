"""Text that people sent: NFC, ends trimmed, no control characters, never empty."""

import re
import unicodedata
from typing import Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

# Everything below U+0020 but tab and line breaks, DEL and the C1 controls; NUL cannot be stored at all.
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BREAK = r"\t\n\r"
# For the documentation; the validators below say in words what is wrong.
LINES = rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"
_CONTROLS = re.compile(f"[{_CONTROL}]")
_CONTROLS_AND_BREAKS = re.compile(f"[{_CONTROL}{_BREAK}]")
_LINE_ENDS = re.compile(r"\r\n?")


def clean_lines(text: str) -> str:
    if _CONTROLS.search(text):
        raise PydanticCustomError("control_characters", "Control characters are not allowed")
    cleaned = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).strip()
    if not cleaned:
        raise PydanticCustomError("blank", "The text is empty")
    return cleaned


def clean_line(text: str) -> str:
    if _CONTROLS_AND_BREAKS.search(text):
        raise PydanticCustomError("not_one_line", "Control characters and line breaks are not allowed")
    return clean_lines(text)


# Use as Annotated[str, lines(2000), CleanLines].
CleanLines = AfterValidator(clean_lines)
CleanLine = AfterValidator(clean_line)


def lines(max_length: int, **more: Any) -> Any:
    """Limits of a text of several lines."""
    return Field(min_length=1, max_length=max_length, json_schema_extra={"pattern": LINES}, **more)


def line(max_length: int, *, letters: int = 1, **more: Any) -> Any:
    """Limits of a text of one line, with so many characters that are not spaces."""
    some = rf"[^{_CONTROL}{_BREAK}]*"
    pattern = f"^{some}{rf'[^\s{_CONTROL}]{some}' * letters}$"
    return Field(min_length=letters, max_length=max_length, json_schema_extra={"pattern": pattern}, **more)
