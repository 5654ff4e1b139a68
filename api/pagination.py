"""Cursors: the place in a list after which the next page begins."""

import base64
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api.errors import InvalidError

LARGEST_PAGE = 200
USUAL_PAGE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FORM = struct.Struct(">qq")


@dataclass(frozen=True)
class Cursor:
    """Time and id of the last row seen; rows are ordered by both."""

    at: datetime
    id: int

    def encode(self) -> str:
        packed = _FORM.pack((self.at - _EPOCH) // timedelta(microseconds=1), self.id)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        try:
            packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            micros, row = _FORM.unpack(packed)
            return cls(_EPOCH + timedelta(microseconds=micros), row)
        except (ValueError, struct.error, OverflowError) as error:
            raise InvalidError("The cursor is not one this list gave out", field="query/cursor") from error


@dataclass(frozen=True)
class UrgencyCursor:
    """The place in a list that shows urgent tickets first: which part, and where in it (None: its start)."""

    urgency: str
    place: Cursor | None

    def encode(self) -> str:
        return f"{self.urgency}.{self.place.encode() if self.place else ''}"

    @classmethod
    def decode(cls, text: str) -> "UrgencyCursor":
        urgency, _, place = text.partition(".")
        if urgency not in ("urgent", "normal"):
            raise InvalidError("The cursor is not one this list gave out", field="query/cursor")
        return cls(urgency, Cursor.decode(place) if place else None)
