"""The list's filters as they stand in the address: read with patience, written in one order."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from api.tickets.repository import TicketFilters

OPEN = "open"  # any status in which the ticket still waits for work
ME = "me"
NOBODY = "none"
URGENT_FIRST = "urgent"
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Choices:
    """What the filters may be set to."""

    statuses: Collection[str]
    open_statuses: Collection[str]
    categories: Collection[str]
    channels: Collection[str]
    assignees: Collection[str]


@dataclass(frozen=True)
class QueueFilters:
    status: str = ""
    category: str = ""
    channel: str = ""
    assignee: str = ""
    since: date | None = None
    until: date | None = None
    q: str = ""
    urgent_first: bool = False
    after: str = ""
    # What in the address could not be read, as keys of templates/messages.html.
    problems: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def read(cls, given: Mapping[str, str], choices: Choices) -> "QueueFilters":
        problems: list[str] = []

        def choice(name: str, allowed: Collection[str]) -> str:
            value = given.get(name, "")
            if value and value not in allowed:
                problems.append("filter_value")
                return ""
            return value

        def day(name: str) -> date | None:
            value = given.get(name, "")
            try:
                return read_day(value) if value else None
            except ValueError:
                problems.append("filter_date")
                return None

        return cls(
            status=choice("status", {OPEN, *choices.statuses}),
            category=choice("category", choices.categories),
            channel=choice("channel", choices.channels),
            assignee=choice("assignee", {ME, NOBODY, *choices.assignees}),
            since=day("from"),
            until=day("to"),
            q=given.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
            urgent_first=given.get("order") == URGENT_FIRST,
            after=given.get("after", ""),
            problems=tuple(dict.fromkeys(problems)),
        )

    def query(self, **changes: object) -> str:
        """The query string of the list with these filters; the page starts afresh unless `after` is given."""
        new = replace(self, **{"after": ""} | changes)  # type: ignore[arg-type] # fields of this class
        values = {
            "status": new.status,
            "category": new.category,
            "channel": new.channel,
            "assignee": new.assignee,
            "from": new.since.isoformat() if new.since else "",
            "to": new.until.isoformat() if new.until else "",
            "q": new.q,
            "order": URGENT_FIRST if new.urgent_first else "",
            "after": new.after,
        }
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def active(self) -> int:
        """How many filters other than the status narrow the list."""
        return sum(
            bool(x) for x in (self.category, self.channel, self.assignee, self.since, self.until, self.q)
        )

    def for_tickets(self, choices: Choices, me: str) -> TicketFilters:
        statuses = tuple(choices.open_statuses) if self.status == OPEN else one(self.status)
        assignee = me if self.assignee == ME else self.assignee
        return TicketFilters(
            status=statuses,
            category=one(self.category),
            assignee=() if assignee == NOBODY else one(assignee),
            channel=one(self.channel),
            since=self.since,
            until=self.until,
            q=self.q or None,
            unassigned=assignee == NOBODY,
        )


def read_day(text: str) -> date:
    """A day as people write it here (5/11/2026) or as addresses carry it (2026-11-05)."""
    parts = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", text, re.ASCII)
    if parts:
        return date(int(parts[3]), int(parts[2]), int(parts[1]))
    return date.fromisoformat(text)


def one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def clean_list_query(text: str) -> str:
    """A list's query string that came back with a ticket page: only our own names survive."""
    ours = {"status", "category", "channel", "assignee", "from", "to", "q", "order", "after"}
    return urlencode([(name, value) for name, value in parse_qsl(text[:2_000]) if name in ours])
