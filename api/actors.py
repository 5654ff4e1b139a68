"""Who did something: staff, the reporter, a service with a token, or the system itself."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    STAFF = "staff"
    REPORTER = "reporter"
    SERVICE = "service"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """`name` is a user name or a token's name; a reporter has none."""

    kind: ActorKind
    name: str = ""


REPORTER = Actor(ActorKind.REPORTER)
SYSTEM = Actor(ActorKind.SYSTEM)


def staff(name: str) -> Actor:
    return Actor(ActorKind.STAFF, name)


def service(name: str) -> Actor:
    return Actor(ActorKind.SERVICE, name)
