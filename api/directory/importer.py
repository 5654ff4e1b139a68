"""Loads the directory's files into its tables."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from api.directory import repository
from api.directory.generate import load_files
from api.directory.samples import read_samples


async def load(session: AsyncSession, folder: Path, *, samples: bool, now: datetime) -> None:
    """Loading twice changes nothing. Without samples, those of an earlier loading are removed."""
    files = load_files(folder)
    people = read_samples(folder, {agency.id for agency in files.agencies}, now) if samples else []
    await repository.lock_for_loading(session)
    await repository.replace(session, files)
    await repository.replace_samples(session, people)
