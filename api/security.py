"""Service tokens: who calls, and what the token allows."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from sqlalchemy import BigInteger, DateTime, Identity, Text, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from api.actors import Actor, service
from api.database import Base, SessionDep
from api.errors import ForbiddenError, UnauthorizedError


class Scope(StrEnum):
    TICKETS_WRITE = "tickets:write"
    TICKETS_READ = "tickets:read"
    TICKETS_TRANSITION = "tickets:transition"
    TICKETS_OWN = "tickets:own"
    RECEIPTS_READ = "receipts:read"
    REPORTERS_READ = "reporters:read"
    DIRECTORY_READ = "directory:read"
    DIRECTORY_WRITE = "directory:write"


class ServiceToken(Base):
    __tablename__ = "service_tokens"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    # Tokens are long and random, so a plain hash cannot be searched for.
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


@dataclass(frozen=True)
class Caller:
    """The program behind a request."""

    name: str
    scopes: frozenset[str]

    @property
    def actor(self) -> Actor:
        return service(self.name)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def keyed_hash(key: str, purpose: str, text: str) -> bytes:
    """HMAC of `text`; `purpose` keeps values of different uses apart."""
    return hmac.new(key.encode(), f"{purpose}:{text}".encode(), hashlib.sha256).digest()


async def find_caller(session: AsyncSession, token: str) -> Caller | None:
    wanted = hash_token(token)
    found = await session.scalar(
        select(ServiceToken).where(ServiceToken.token_hash == wanted, ServiceToken.revoked_at.is_(None))
    )
    if found is None or not hmac.compare_digest(found.token_hash, wanted):
        return None
    return Caller(name=found.name, scopes=frozenset(found.scopes))


bearer = HTTPBearer(auto_error=False, description="A service token, made with `python -m api.tokens`")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def require_caller(needed: SecurityScopes, session: SessionDep, given: Credentials) -> Caller:
    """Use as `Security(require_caller, scopes=[...])`."""
    caller = await find_caller(session, given.credentials) if given else None
    if caller is None:
        raise UnauthorizedError
    missing = set(needed.scopes) - caller.scopes
    if missing:
        raise ForbiddenError(f"The token lacks the scope {', '.join(sorted(missing))}")
    return caller


async def optional_caller(request: Request, session: SessionDep) -> Caller | None:
    """For public endpoints: a token is welcome there but not asked for, so it is not documented."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return await find_caller(session, token.strip()) if scheme.lower() == "bearer" else None
