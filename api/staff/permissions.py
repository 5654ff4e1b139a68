"""Who may do what: the only place where roles are turned into permissions."""

from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    OFFICER = "officer"
    VIEWER = "viewer"


class Permission(StrEnum):
    READ_TICKETS = "read_tickets"
    WORK_TICKETS = "work_tickets"  # change status, assign, write notes
    READ_IDENTITY = "read_identity"


_GRANTED = {
    Role.ADMIN: frozenset(Permission),
    Role.OFFICER: frozenset(Permission),
    Role.VIEWER: frozenset({Permission.READ_TICKETS}),
}


def allows(role: str, permission: Permission) -> bool:
    """An unknown role may do nothing: roles are plain text in the table."""
    return role in Role and permission in _GRANTED[Role(role)]
