"""A directory answer in words: who speaks for an agency, on which day, and when that was last checked."""

from typing import Any

from actions.dates import show_date
from actions.directory.periods import Period, day_of
from actions.directory.phones import international, show_phone
from actions.turn import Turn

_ROLES = ("dung_dau", "nguoi_phat_ngon", "duoc_uy_quyen")
# Its own clients make links of international numbers only.
_PLAIN_TEXT_CHANNELS = ("telegram",)


def say_found(turn: Turn, found: dict[str, Any]) -> None:
    """The published entries of today; fields that are not published do not arrive here at all."""
    _say_entries(turn, "utter_spokespersons", found, date=show_date(day_of(turn.message).isoformat()))
    say_stale(turn, found["spokespersons"])


def say_stale(turn: Turn, entries: list[dict[str, Any]]) -> None:
    """An entry without a day of verification says so itself."""
    if any(entry.get("stale") and entry.get("verified_at") for entry in entries):
        turn.say("utter_spokesperson_stale")


def say_briefly(turn: Turn, found: dict[str, Any]) -> None:
    """One of several agencies: the same facts in fewer lines."""
    lines = [agency_name(found.get("agency"))]
    for entry in found["spokespersons"]:
        named = f"{entry['name']}, {entry['title']}" if entry.get("title") else entry["name"]
        lines.append(turn.phrase("utter_entry_brief", name=named, checked=_checked(turn, entry)))
        lines += _contacts(turn, entry)
    turn.say_text("\n".join(lines))


def say_then(turn: Turn, response: str, agency: str, found: dict[str, Any], period: Period) -> None:
    """Who it was at another time, with the words for that time."""
    if found.get("spokespersons"):
        _say_entries(turn, response, found | {"agency": agency}, period=period.words(turn))
    else:
        turn.say("utter_spokesperson_vacant_then", agency=agency, period=period.words(turn))


def say_successors(turn: Turn, found: dict[str, Any]) -> None:
    """The agency asked for is no more: who took over, and from when."""
    former = agency_name(found.get("agency"))
    for successor in found.get("successors") or []:
        since = show_date(successor.get("from"))
        response = "utter_succeeded" if since else "utter_succeeded_undated"
        if successor["name"] == former and since:  # a merged commune that kept the name
            response = "utter_succeeded_same"
        scope = successor.get("scope")
        name = f"{successor['name']} ({scope})" if scope else successor["name"]
        turn.say(response, former=former, successor=name, date=since)


def agency_name(agency: Any) -> str:
    return str(agency.get("name", "")) if isinstance(agency, dict) else str(agency or "")


def _say_entries(turn: Turn, response: str, found: dict[str, Any], **values: str) -> None:
    entries = "\n".join(_entry_lines(turn, entry) for entry in found["spokespersons"])
    turn.say(response, agency=agency_name(found.get("agency")), entries=entries, **values)


def _entry_lines(turn: Turn, entry: dict[str, Any]) -> str:
    """Name, title and role on the first line, then each way to reach the person."""
    role = entry.get("role")
    lines = [
        turn.phrase(
            "utter_entry",
            name=entry["name"],
            title=entry.get("title") or "",
            role=turn.phrase(f"utter_role_{role}") if role in _ROLES else role or "",
        ),
        *_contacts(turn, entry),
        turn.phrase("utter_entry_checked", checked=_checked(turn, entry)),
    ]
    return "\n".join(lines)


def _contacts(turn: Turn, entry: dict[str, Any]) -> list[str]:
    lines = []
    if phone := entry.get("phone"):
        lines.append(turn.phrase("utter_entry_phone", value=contact_phone(turn, phone)))
    if email := entry.get("email"):
        lines.append(turn.phrase("utter_entry_email", value=email))
    return lines


def contact_phone(turn: Turn, phone: str) -> str:
    """As people read it, and, where the channel shows plain text, as its clients make it a link."""
    shown = show_phone(phone)
    abroad = international(phone) if turn.message.channel in _PLAIN_TEXT_CHANNELS else None
    return f"{shown} ({abroad})" if abroad else shown


def _checked(turn: Turn, entry: dict[str, Any]) -> str:
    checked = show_date(entry.get("verified_at"))
    return turn.phrase("utter_checked_on", date=checked) if checked else turn.phrase("utter_checked_never")
