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
    READ_ANSWERS = "read_answers"
    EDIT_ANSWERS = "edit_answers"  # write and retire
    # Apart from writing, so that an office can give it to fewer; who wrote may verify, and it is recorded.
    VERIFY_ANSWERS = "verify_answers"
    EDIT_HOTLINE = "edit_hotline"  # telephone, e-mail, hours


_GRANTED = {
    Role.ADMIN: frozenset(Permission),
    Role.OFFICER: frozenset(Permission) - {Permission.EDIT_HOTLINE},
    Role.VIEWER: frozenset({Permission.READ_TICKETS, Permission.READ_ANSWERS}),
}


def allows(role: str, permission: Permission) -> bool:
    """An unknown role may do nothing: roles are plain text in the table."""
    return role in Role and permission in _GRANTED[Role(role)]
