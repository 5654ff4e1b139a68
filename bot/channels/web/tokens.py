"""Who may read a web conversation: whoever holds its random token, of which only a hash is stored."""

import hashlib
import hmac
import secrets
from uuid import UUID

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import repository
from bot.problems import unauthorized


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """A plain hash is enough: the token is random, 256 bits, and cannot be guessed from a list."""
    return hashlib.sha256(token.encode()).digest()


def bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise unauthorized()
    return token.strip()


async def conversation_of(session: AsyncSession, request: Request) -> UUID:
    """The conversation whose token the request carries."""
    given = hash_of(bearer(request))
    conversation = await repository.find_by_token(session, given)
    if conversation is None or not hmac.compare_digest(conversation.token_hash or b"", given):
        raise unauthorized()
    return conversation.id
