"""A directory answer in words: who speaks for an agency, since when, and when that was last checked."""

from typing import Any

from actions.dates import show_date
from actions.turn import Turn

_ROLES = ("dung_dau", "nguoi_phat_ngon", "duoc_uy_quyen")


def say_found(turn: Turn, found: dict[str, Any]) -> None:
    """The published entries; fields that are not published do not arrive here at all."""
    lines = "\n".join(entry_lines(turn, entry) for entry in found["spokespersons"])
    turn.say("utter_spokespersons", agency=agency_name(found.get("agency")), entries=lines)
    # An entry without a day of verification says so itself.
    if any(entry.get("stale") and entry.get("verified_at") for entry in found["spokespersons"]):
        turn.say("utter_spokesperson_stale")


def say_successors(turn: Turn, found: dict[str, Any]) -> None:
    """The agency asked for is no more: who took over, and from when."""
    former = agency_name(found.get("agency"))
    for successor in found.get("successors") or []:
        since = show_date(successor.get("from"))
        response = "utter_succeeded" if since else "utter_succeeded_undated"
        scope = successor.get("scope")
        name = f"{successor['name']} ({scope})" if scope else successor["name"]
        turn.say(response, former=former, successor=name, date=since)


def entry_lines(turn: Turn, entry: dict[str, Any]) -> str:
    """Name, title and role on the first line, then each way to reach the person."""
    role = entry.get("role")
    lines = [
        turn.phrase(
            "utter_entry",
            name=entry["name"],
            title=entry.get("title") or "",
            role=turn.phrase(f"utter_role_{role}") if role in _ROLES else role or "",
        )
    ]
    for field in ("phone", "email"):
        if entry.get(field):
            lines.append(turn.phrase(f"utter_entry_{field}", value=entry[field]))
    checked = show_date(entry.get("verified_at"))
    lines.append(
        turn.phrase("utter_entry_verified", date=checked)
        if checked
        else turn.phrase("utter_entry_unverified")
    )
    return "\n".join(lines)


def agency_name(agency: Any) -> str:
    return str(agency.get("name", "")) if isinstance(agency, dict) else str(agency or "")
