"""What a legal entry says, apart from who keeps or verified it."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from api.answers.models import LegalAnswer

LAW_STATUSES = frozenset({"in_force", "ceased", "unknown"})
# A verification vouches for these; who changes one of them takes it away.
VOUCHED = ("number", "article", "status", "content", "valid_from", "valid_to")


@dataclass(frozen=True)
class LegalContent:
    number: str
    article: str | None
    status: str
    content: str
    questions: str
    valid_from: date | None
    valid_to: date | None
    grade: str
    source: str

    @classmethod
    def of(cls, entry: LegalAnswer) -> Self:
        return cls(**{field.name: getattr(entry, field.name) for field in fields(cls)})

    def write_to(self, entry: LegalAnswer) -> None:
        for field in fields(self):
            setattr(entry, field.name, getattr(self, field.name))

    def as_json(self) -> dict[str, Any]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
        }

    def differing(self, other: "LegalContent") -> list[str]:
        """Names of the fields in which the two differ."""
        return [
            field.name for field in fields(self) if getattr(self, field.name) != getattr(other, field.name)
        ]

    def keeps_verification_of(self, other: "LegalContent") -> bool:
        return not set(VOUCHED).intersection(self.differing(other))
