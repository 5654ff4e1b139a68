"""The report in the user's words: one sentence when it opens, line by line before it is filed."""

from datetime import date, datetime
from typing import Any

import phonenumbers

from actions.intake.draft import Draft
from actions.turn import Turn
from nlu.text.fold import fold_search
from nlu.text.money import show_money

# The order of the lines, and of the facts in the opening sentence.
_LINES = (
    *("category", "description", "outlet", "article", "article_date", "subject", "time", "place"),
    *("amount", "affected", "wish", "evidence", "anonymity", "contact"),
)
_PARTS = ("title", "url", "name", "credential", "phone", "email")
_FACTS = (
    *("category", "outlet", "article", "article_date", "subject", "time", "place", "amount"),
    *("affected", "wish", "evidence", "contact"),
)


def category_name(turn: Turn, code: str) -> str:
    return turn.phrase(f"utter_category_{code.lower().replace('-', '_')}")


def label(turn: Turn, question: str) -> str:
    return turn.phrase(f"utter_label_{question}")


def show(turn: Turn, question: str, value: Any) -> str:
    """An answer as the user would say it."""
    if question == "category":
        return category_name(turn, value)
    if question in ("time", "article_date"):
        return show_time(value)
    if question == "place":
        return show_place(value)
    if question == "amount":
        return turn.phrase("utter_label_sum", sum=show_money(value["value"]))
    if question == "evidence":
        return turn.phrase("utter_label_files", count=len(value)) if value else ""
    if question == "anonymity":
        return turn.phrase(f"utter_label_{value}")
    if isinstance(value, dict):
        value = value | {"phone": show_phone(value["phone"])} if value.get("phone") else value
        return ", ".join(str(value[part]) for part in _PARTS if value.get(part))
    return str(value)


def show_time(value: dict[str, str]) -> str:
    """As read by the bot (so that a wrong reading is seen), with the words as typed."""
    if "value" not in value:
        return value["text"]
    stamp, precision = value["value"], value["precision"]
    try:
        day = date.fromisoformat(stamp[:10]) if len(stamp) >= 10 else None
        clock = datetime.fromisoformat(stamp).strftime("%H:%M") if precision in ("minute", "hour") else None
    except ValueError:
        return value["text"]
    if precision == "year":
        return stamp[:4]
    if precision == "month":
        return f"{stamp[5:7]}/{stamp[:4]}"
    if day is None:
        return value["text"]
    written = day.strftime("%d/%m/%Y")
    if clock:
        return f"{clock} {written}"
    # "tối qua", "tuần trước": the words say more than the first day of what they mean.
    return f"{value['text']} ({written})" if precision in ("part_of_day", "week") else written


def show_phone(phone: str) -> str:
    """In groups, as people here write it: 0912 345 678."""
    number = phonenumbers.parse(phone, "VN")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def show_place(value: dict[str, str]) -> str:
    name, text = value.get("name"), value["text"]
    if not name:
        return text
    return name if fold_search(text) in fold_search(name) else f"{text} ({name})"


def understood(turn: Turn, draft: Draft, questions: list[str]) -> str | None:
    """What the message was taken to say, in one sentence's worth of facts."""
    facts = [
        turn.phrase("utter_label_line", label=label(turn, name), value=shown)
        for name in _FACTS
        if name in questions and draft.answered(name) and (shown := _shown(turn, draft, name))
    ]
    return "; ".join(facts) or None


def _shown(turn: Turn, draft: Draft, name: str) -> str:
    """An answer; of the evidence both the files and what was said about it."""
    shown = show(turn, name, draft.answers[name])
    if name == "evidence":
        return "; ".join(filter(None, [shown, draft.typed.get("evidence")]))
    return shown


def summary(turn: Turn, draft: Draft) -> str:
    """Every answer on its own line. What was skipped is not shown: nothing of it is filed."""
    lines = []
    for name in _LINES:
        if not draft.answered(name):
            continue
        if shown := _shown(turn, draft, name):
            lines.append(turn.phrase("utter_label_line", label=label(turn, name), value=shown))
    if draft.urgent:
        lines.append(turn.phrase("utter_label_urgent"))
    return "\n".join(f"• {line}" for line in lines)
