"""The form of the hotline's contacts and hours: what was typed, what it means, what is wrong with it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Self

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from api.clear_text import clean_lines
from api.hotline.hours import Closed, Hours, Span
from api.hotline.service import Reach
from api.hotline.typed_hours import UnreadableHoursError, read_closed, read_spans, write_closed, write_spans

WEEK = range(1, 8)
MOST_CLOSED = 100
_PHONE = re.compile(r"[0-9+(][0-9+(). -]{2,39}", re.ASCII)
_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f-\x9f]{1,100}@[A-Za-z0-9.-]{3,150}")


class HotlineForm(BaseModel):
    """Texts as typed: whatever is wrong with them, they can be shown again."""

    seen: int = 0
    phone: str = ""
    email: str = ""
    day1: str = ""
    day2: str = ""
    day3: str = ""
    day4: str = ""
    day5: str = ""
    day6: str = ""
    day7: str = ""
    closed: str = ""

    @classmethod
    def of(cls, reach: Reach) -> Self:
        days = {f"day{weekday}": write_spans(reach.hours.spans, weekday) for weekday in WEEK}
        closed = "\n".join(write_closed(item) for item in reach.hours.closed)
        return cls(
            seen=reach.version, phone=reach.phone or "", email=reach.email or "", closed=closed, **days
        )

    def days(self) -> Iterator[tuple[int, str, str]]:
        """Weekday, the field's name, what was typed."""
        for weekday in WEEK:
            yield weekday, f"day{weekday}", getattr(self, f"day{weekday}")

    def read(self) -> tuple[Reach, dict[str, str]]:
        """What is meant, and a problem's key for each field that cannot be read."""
        problems: dict[str, str] = {}
        phone, email = self.phone.strip(), self.email.strip()
        if phone and not _PHONE.fullmatch(phone):
            problems["phone"] = "phone_unreadable"
        if email and not _EMAIL.fullmatch(email):
            problems["email"] = "email_unreadable"
        spans: list[Span] = []
        for weekday, name, typed in self.days():
            try:
                spans += read_spans(weekday, typed)
            except UnreadableHoursError as error:
                problems[name] = error.reason
        try:
            closed = self._closed()
        except UnreadableHoursError as error:
            closed, problems["closed"] = [], error.reason
        hours = Hours.of(spans, closed)
        return Reach(phone or None, email or None, hours, version=self.seen), problems

    def unreadable_line(self) -> str:
        """The first line of closed days that is wrong, to be named."""
        for line in filter(str.strip, self.closed.splitlines()):
            try:
                read_closed(line)
            except UnreadableHoursError:
                return line.strip()
        return ""

    def _closed(self) -> list[Closed]:
        if not self.closed.strip():
            return []
        try:
            lines = clean_lines(self.closed).splitlines()
        except PydanticCustomError as error:
            raise UnreadableHoursError("text_characters") from error
        found = sorted(read_closed(line) for line in lines if line.strip())
        if any(one.last >= other.first for one, other in pairwise(found)):
            raise UnreadableHoursError("closed_overlap")
        if len(found) > MOST_CLOSED:
            raise UnreadableHoursError("closed_many")
        return found
