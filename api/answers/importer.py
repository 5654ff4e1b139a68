"""Loads the editable answers from their files."""

import unicodedata
from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from api.answers import repository
from api.answers.models import LegalAnswer
from api.clock import VIETNAM
from api.data_files import GRADES, BadRowError, Row, read_rows

TOPICS = ("hotline", "procedure", "privacy", "capabilities", "law_contact")
STATUSES = frozenset({"in_force", "ceased", "unknown"})
COLUMNS = (
    "id number article status content questions valid_from valid_to grade source verified_by verified_at"
)
LONGEST_ANSWER = 2000


async def load(session: AsyncSession, folder: Path, now: datetime) -> None:
    texts = {topic: read_text(folder / f"{topic}.md") for topic in TOPICS}
    await repository.replace(session, texts, read_legal(folder / "legal_basis.csv"), now)


def read_text(path: Path) -> str:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).strip()
    if not 0 < len(text) <= LONGEST_ANSWER:
        raise BadRowError(f"{path.name}: the text must have 1 to {LONGEST_ANSWER} characters")
    return text


def read_legal(path: Path) -> list[LegalAnswer]:
    seen: set[str] = set()
    entries = []
    for row in read_rows(path, COLUMNS):
        entry = _entry(row)
        if entry.id in seen:
            raise row.fail("the same id stands in an earlier line")
        seen.add(entry.id)
        entries.append(entry)
    return entries


def _entry(row: Row) -> LegalAnswer:
    day, by = row.day("verified_at"), row.maybe("verified_by")
    if (day is None) != (by is None):
        raise row.fail("verified_by and verified_at belong together")
    return LegalAnswer(
        id=row.text("id"),
        number=row.text("number"),
        article=row.maybe("article"),
        status=row.one_of("status", STATUSES),
        content=row.text("content"),
        questions="\n".join(row.listed("questions")),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        grade=row.one_of("grade", GRADES),
        source=row.text("source"),
        verified_by=by,
        verified_at=datetime.combine(day, time(), VIETNAM).astimezone(UTC) if day else None,
    )
