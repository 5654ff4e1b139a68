"""The form of a legal entry: what was typed, what it means, and what is wrong with it, field by field."""

from collections.abc import Callable
from datetime import date
from typing import Self

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from api.answers.content import LAW_STATUSES, LegalContent
from api.answers.models import LegalAnswer
from api.clear_text import clean_line, clean_lines
from api.data_files import GRADES
from api.staff.filters import read_day
from api.staff.formats import day

LONGEST = {"number": 300, "article": 300, "content": 2_000, "questions": 6_000, "source": 1_000}
REQUIRED = ("number", "content", "source")


class LawForm(BaseModel):
    """Texts as typed: whatever is wrong with them, they can be shown again."""

    id: str = ""
    seen: int = 0
    number: str = ""
    article: str = ""
    status: str = "unknown"
    content: str = ""
    questions: str = ""
    valid_from: str = ""
    valid_to: str = ""
    grade: str = "unverified"
    source: str = ""

    @classmethod
    def of(cls, entry: LegalAnswer) -> Self:
        return cls(
            id=entry.id,
            seen=entry.version,
            number=entry.number,
            article=entry.article or "",
            status=entry.status,
            content=entry.content,
            questions=entry.questions,
            valid_from=day(entry.valid_from) if entry.valid_from else "",
            valid_to=day(entry.valid_to) if entry.valid_to else "",
            grade=entry.grade,
            source=entry.source,
        )

    def read(self) -> tuple[LegalContent | None, dict[str, str]]:
        """The content, or a problem's key for each field that has one."""
        problems: dict[str, str] = {}
        texts = {
            name: self._text(name, clean, problems)
            for name, clean in (
                ("number", clean_line),
                ("article", clean_line),
                ("content", clean_lines),
                ("questions", clean_lines),
                ("source", clean_line),
            )
        }
        days = {name: self._day(name, problems) for name in ("valid_from", "valid_to")}
        for name, allowed in (("status", LAW_STATUSES), ("grade", GRADES)):
            if getattr(self, name) not in allowed:
                problems[name] = "choice_unknown"
        problems |= self._period(days["valid_from"], days["valid_to"], problems)
        if problems:
            return None, problems
        ways = (" ".join(way.split()) for way in texts["questions"].splitlines())
        return LegalContent(
            number=texts["number"],
            article=texts["article"] or None,
            status=self.status,
            content=texts["content"],
            questions="\n".join(dict.fromkeys(filter(None, ways))),
            valid_from=days["valid_from"],
            valid_to=days["valid_to"],
            grade=self.grade,
            source=texts["source"],
        ), {}

    def _text(self, name: str, clean: Callable[[str], str], problems: dict[str, str]) -> str:
        typed: str = getattr(self, name)
        if not typed.strip():
            if name in REQUIRED:
                problems[name] = "field_missing"
            return ""
        try:
            text = clean(typed)
        except PydanticCustomError:
            problems[name] = "text_characters"
            return ""
        if len(text) > LONGEST[name]:
            problems[name] = "field_long"
        return text

    def _day(self, name: str, problems: dict[str, str]) -> date | None:
        typed: str = getattr(self, name).strip()
        try:
            return read_day(typed) if typed else None
        except ValueError:
            problems[name] = "field_day"
            return None

    def _period(self, since: date | None, until: date | None, known: dict[str, str]) -> dict[str, str]:
        if since and until and until < since:
            return {"valid_to": "period_turned"}
        if self.status == "ceased" and until is None and "valid_to" not in known:
            return {"valid_to": "ceased_since"}
        return {}
