"""Ticket codes and receipts."""

import hmac
import re

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.security import keyed_hash
from api.tickets.models import TicketYear

RECEIPT_DIGITS = 16
_TYPED = re.compile(r"([A-Za-z]{1,8})[\s-]*([0-9]{4})[\s-]*([0-9]{1,9})")


async def next_code(session: AsyncSession, prefix: str, year: int) -> str:
    """A code nobody has. Its row stays locked until the transaction ends, so ask for it late."""
    number = await session.scalar(
        insert(TicketYear)
        .values(year=year, last_number=1)
        .on_conflict_do_update(
            index_elements=[TicketYear.year], set_={"last_number": TicketYear.last_number + 1}
        )
        .returning(TicketYear.last_number)
    )
    return f"{prefix}-{year}-{number:06d}"


def canonical_code(typed: str) -> str | None:
    """The code as stored, also when typed as lc2026000001; None when it cannot be one."""
    match = _TYPED.fullmatch(typed.strip())
    if match is None:
        return None
    prefix, year, number = match.groups()
    return f"{prefix.upper()}-{year}-{int(number):06d}"


def make_receipt(key: str, code: str) -> str:
    """Sixteen digits that follow from the code and the server's key, so they need not be stored."""
    digest = keyed_hash(key, "receipt", code)
    return f"{int.from_bytes(digest) % 10**RECEIPT_DIGITS:0{RECEIPT_DIGITS}d}"


def hash_receipt(key: str, code: str, receipt: str) -> bytes:
    return keyed_hash(key, "receipt-hash", f"{code}:{receipt}")


def receipt_fits(key: str, code: str, receipt: str, stored: bytes) -> bool:
    return hmac.compare_digest(hash_receipt(key, code, receipt), stored)
