"""What staff do with answers: write, verify, retire. Each act is a version, is audited, and names who did it.

From the first act on the row is kept by staff, and what is shipped with the program no longer changes it.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from api import audit
from api.actors import Actor
from api.answers import repository
from api.answers.content import LegalContent
from api.answers.models import STAFF, Answer, LegalAnswer
from api.clock import now
from api.errors import ConflictError, NotFoundError


class ChangedMeanwhileError(ConflictError):
    """Somebody saved another version after this one was read."""


class NotVerifiableError(ConflictError):
    """It is not said whether the text is in force, or the entry is retired."""


async def open_law(session: AsyncSession, entry_id: str, seen: int | None = None) -> LegalAnswer:
    """The entry; with `seen`, locked and only if that is still its version."""
    entry = await repository.law(session, entry_id, lock=seen is not None)
    if entry is None:
        raise NotFoundError("There is no such entry")
    if seen is not None and entry.version != seen:
        raise ChangedMeanwhileError
    return entry


async def open_text(session: AsyncSession, topic: str, seen: int | None = None) -> Answer:
    text = await repository.text(session, topic, lock=seen is not None)
    if text is None:
        raise NotFoundError("There is no such text")
    if seen is not None and text.version != seen:
        raise ChangedMeanwhileError
    return text


async def add_law(session: AsyncSession, entry_id: str, content: LegalContent, by: Actor) -> LegalAnswer:
    entry = LegalAnswer(id=entry_id, version=0, kept_by=STAFF, shipped_news=False)
    content.write_to(entry)
    _sign_law(session, entry, "added", by)
    session.add(entry)
    await session.flush()
    return entry


async def edit_law(
    session: AsyncSession, entry_id: str, seen: int, content: LegalContent, by: Actor
) -> LegalAnswer:
    """What was verified is verified no more once a word of it changed. Saving the same is no change."""
    entry = await open_law(session, entry_id, seen)
    before = LegalContent.of(entry)
    entry.shipped_news = False
    if content == before:
        return entry
    content.write_to(entry)
    if not content.keeps_verification_of(before):
        entry.verified_by = entry.verified_at = None
    _sign_law(session, entry, "edited", by)
    await session.flush()
    return entry


async def verify_law(session: AsyncSession, entry_id: str, seen: int, by: Actor) -> LegalAnswer:
    """`by` says to have read the official text."""
    entry = await open_law(session, entry_id, seen)
    if entry.status == "unknown" or entry.retired_at is not None:
        raise NotVerifiableError
    entry.verified_by, entry.verified_at = by.name, now()
    _sign_law(session, entry, "verified", by)
    return entry


async def unverify_law(session: AsyncSession, entry_id: str, seen: int, by: Actor) -> LegalAnswer:
    entry = await open_law(session, entry_id, seen)
    if entry.verified_at is not None:
        entry.verified_by = entry.verified_at = None
        _sign_law(session, entry, "unverified", by)
    return entry


async def retire_law(session: AsyncSession, entry_id: str, seen: int, by: Actor) -> LegalAnswer:
    """Out of use; nothing is deleted."""
    entry = await open_law(session, entry_id, seen)
    if entry.retired_at is None:
        entry.retired_by, entry.retired_at = by.name, now()
        _sign_law(session, entry, "retired", by)
    return entry


async def restore_law(session: AsyncSession, entry_id: str, seen: int, by: Actor) -> LegalAnswer:
    """Back in use, but whoever verified it did so before it was taken out."""
    entry = await open_law(session, entry_id, seen)
    if entry.retired_at is not None:
        entry.retired_by = entry.retired_at = None
        entry.verified_by = entry.verified_at = None
        _sign_law(session, entry, "restored", by)
    return entry


async def edit_text(session: AsyncSession, topic: str, seen: int, text: str, by: Actor) -> Answer:
    row = await open_text(session, topic, seen)
    row.shipped_news = False
    if row.text != text:
        row.text, row.kept_by = text, STAFF
        row.updated_by, row.updated_at = by.name, now()
        row.version += 1
        repository.add_version(session, row, "edited", by, {"text": text}, row.updated_at)
        audit.record(session, by, "answer.edited", topic, version=row.version)
    return row


def _sign_law(session: AsyncSession, entry: LegalAnswer, action: str, by: Actor) -> None:
    entry.kept_by = STAFF
    entry.updated_by, entry.updated_at = by.name, now()
    entry.version += 1
    content = LegalContent.of(entry).as_json()
    repository.add_version(session, entry, action, by, content, entry.updated_at)
    audit.record(session, by, f"legal_answer.{action}", entry.id, version=entry.version)
