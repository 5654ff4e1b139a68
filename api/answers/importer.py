"""Loads the answers that are shipped in files, without ever touching what staff have taken over."""

import unicodedata
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from api.actors import SYSTEM
from api.answers import repository
from api.answers.content import LAW_STATUSES, LegalContent
from api.answers.models import FILES, STAFF, Answer, LegalAnswer
from api.data_files import GRADES, BadRowError, Row, read_rows

TOPICS = ("hotline", "procedure", "privacy", "capabilities", "law_contact")
COLUMNS = "id number article status content questions valid_from valid_to grade source"
LONGEST_ANSWER = 2000


async def load(session: AsyncSession, folder: Path, now: datetime) -> None:
    texts = {topic: read_text(folder / f"{topic}.md") for topic in TOPICS}
    legal = read_legal(folder / "legal_basis.csv")
    await load_texts(session, texts, now)
    await load_legal(session, legal, now)
    await session.flush()


async def load_texts(session: AsyncSession, texts: dict[str, str], now: datetime) -> None:
    known = {row.topic: row for row in await repository.texts(session, lock=True)}
    for topic, text in texts.items():
        row = known.get(topic)
        if row is None:
            row = Answer(topic=topic, version=0, kept_by=FILES, shipped_news=False)
            session.add(row)
        elif row.kept_by == STAFF:
            row.shipped_news = row.shipped_news or row.shipped not in (None, text)
        row.shipped = text
        if row.kept_by == FILES and (row.version == 0 or row.text != text):
            row.text, row.updated_at = text, now
            row.version += 1
            repository.add_version(session, row, "shipped", SYSTEM, {"text": text}, now)


async def load_legal(session: AsyncSession, legal: dict[str, LegalContent], now: datetime) -> None:
    known = {row.id: row for row in await repository.laws(session, lock=True)}
    for entry_id, content in legal.items():
        row = known.get(entry_id)
        if row is None:
            row = LegalAnswer(id=entry_id, version=0, kept_by=FILES, shipped_news=False)
            session.add(row)
        elif row.kept_by == STAFF:
            row.shipped_news = row.shipped_news or row.shipped not in (None, content.as_json())
        row.shipped = content.as_json()
        if row.kept_by == FILES:
            _follow_file(session, row, content, now)
    for row in known.values():
        if row.kept_by == FILES and row.id not in legal and row.retired_at is None:
            row.retired_at, row.updated_at = now, now
            _add_version(session, row, "retired", now)


def _follow_file(session: AsyncSession, row: LegalAnswer, content: LegalContent, now: datetime) -> None:
    is_new, back = row.version == 0, row.retired_at is not None
    if not is_new and not back and LegalContent.of(row) == content:
        return
    if is_new or not content.keeps_verification_of(LegalContent.of(row)):
        row.verified_by = row.verified_at = None
    content.write_to(row)
    row.retired_at, row.updated_at = None, now
    _add_version(session, row, "shipped", now)


def _add_version(session: AsyncSession, row: LegalAnswer, action: str, now: datetime) -> None:
    row.version += 1
    repository.add_version(session, row, action, SYSTEM, LegalContent.of(row).as_json(), now)


def read_text(path: Path) -> str:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).strip()
    if not 0 < len(text) <= LONGEST_ANSWER:
        raise BadRowError(f"{path.name}: the text must have 1 to {LONGEST_ANSWER} characters")
    return text


def read_legal(path: Path) -> dict[str, LegalContent]:
    """By id. Nothing that is shipped is verified: that is the act of a person, on the staff page."""
    entries: dict[str, LegalContent] = {}
    for row in read_rows(path, COLUMNS):
        entry_id = row.text("id")
        if entry_id in entries:
            raise row.fail("the same id stands in an earlier line")
        entries[entry_id] = _content(row)
    return entries


def _content(row: Row) -> LegalContent:
    return LegalContent(
        number=row.text("number"),
        article=row.maybe("article"),
        status=row.one_of("status", LAW_STATUSES),
        content=row.text("content"),
        questions="\n".join(row.listed("questions")),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        grade=row.one_of("grade", GRADES),
        source=row.text("source"),
    )
