"""How and when officers can be reached, as staff entered it; nothing is claimed that they did not enter."""

from datetime import datetime
from itertools import groupby
from typing import Any

from actions.dates import HERE, show_date
from actions.directory.entries import contact_phone
from actions.turn import Turn

type Hotline = dict[str, Any]


def say_hotline(turn: Turn, hotline: Hotline | None) -> bool:
    """Telephone, e-mail and hours; False when none of them is known."""
    known = hotline or {}
    lines = []
    if phone := known.get("phone"):
        lines.append(turn.phrase("utter_hotline_phone", value=contact_phone(turn, phone)))
    if email := known.get("email"):
        lines.append(turn.phrase("utter_hotline_email", value=email))
    if hours := known.get("hours"):
        lines.append(turn.phrase("utter_hotline_hours", hours=show_hours(turn, hours)))
    if lines:
        turn.say_text("\n".join(lines))
    say_when_read(turn, known)
    return bool(lines)


def say_when_read(turn: Turn, hotline: Hotline) -> None:
    """Outside the hours: from when officers read messages again."""
    opens_at = hotline.get("opens_at")
    if hotline.get("open") is False and opens_at:
        opens = datetime.fromisoformat(opens_at).astimezone(HERE)
        turn.say("utter_hotline_closed", time=opens.strftime("%H:%M"), date=show_date(opens_at))


def show_hours(turn: Turn, hours: list[dict[str, Any]]) -> str:
    """Days in a row with the same times in one piece: "Thứ Hai – Thứ Sáu: 07:30 – 11:30, 13:30 – 17:00"."""
    times: dict[int, list[str]] = {}
    for item in sorted(hours, key=lambda item: (item["weekday"], item["from"])):
        times.setdefault(int(item["weekday"]), []).append(f"{item['from']} – {item['to']}")
    pieces = []
    for _, run in groupby(enumerate(sorted(times)), key=lambda at: (at[1] - at[0], times[at[1]])):
        days = [day for _, day in run]
        first, last = (turn.phrase(f"utter_weekday_{day}") for day in (days[0], days[-1]))
        pieces.append(f"{first if first == last else f'{first} – {last}'}: {', '.join(times[days[0]])}")
    return "; ".join(pieces)
