"""The directory's names, kept in memory and read again when they changed."""

import asyncio
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.directory import repository
from api.directory.assemble import assemble
from api.directory.records import Agency
from api.directory.resolver import Resolver


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the directory."""

    version: int
    resolver: Resolver

    def agency(self, agency_id: str) -> Agency:
        return self.resolver.index.agencies[agency_id]


class DirectoryCache:
    """One for each process; asking for the version costs one row."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._loading = asyncio.Lock()

    async def snapshot(self, session: AsyncSession) -> Snapshot:
        version = await repository.version(session)
        if (known := self._snapshot) and known.version == version:
            return known
        async with self._loading:
            if (known := self._snapshot) and known.version == version:
                return known
            agencies = assemble(await repository.directory(session))
            # Building the index takes a tenth of a second; other requests go on meanwhile.
            resolver = await asyncio.to_thread(Resolver, agencies)
            self._snapshot = Snapshot(version, resolver)
            return self._snapshot
