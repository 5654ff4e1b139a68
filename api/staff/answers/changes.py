"""The history of an answer as it is read: who did what when, and which words became which."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from api.answers.content import LegalContent
from api.answers.models import AnswerVersion

# Acts after which the words are those of the person who acted.
WRITING = ("shipped", "added", "edited")
# The database gives the fields back in an order of its own.
ORDER = (*(field.name for field in fields(LegalContent)), "text")


@dataclass(frozen=True)
class Change:
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Step:
    version: AnswerVersion
    changes: tuple[Change, ...]


def steps(versions: Sequence[AnswerVersion]) -> list[Step]:
    """Newest first, as they are given."""
    following = [*versions[1:], None]
    return [Step(one, _changes(one, before)) for one, before in zip(versions, following, strict=True)]


def author(versions: Sequence[AnswerVersion]) -> str:
    """The account that wrote the words of today; empty if they are as shipped."""
    return next((one.actor_name for one in versions if one.action in WRITING), "")


def differences(before: dict[str, Any], after: dict[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in ORDER
        if before.get(name) != after.get(name)
    )


def _changes(version: AnswerVersion, before: AnswerVersion | None) -> tuple[Change, ...]:
    return differences(before.content, version.content) if before else ()
