"""The report as far as it has been told: kept in Rasa's slots, nowhere else."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from actions.turn import Turn

# One slot for each, named report_<question>; the consent is asked for but never kept in a slot.
# The amount is asked for only to correct it.
QUESTIONS = (
    *("description", "category", "article", "outlet", "article_date", "subject", "place", "time"),
    *("amount", "affected", "evidence", "wish", "anonymity", "contact", "consent"),
)
SKIPPED = {"skipped": True}
ANONYMOUS, SECRET, OPEN = "anonymous", "secret", "open"
# How a report was opened by a button: as a message for an officer, or with its matter already written.
FOR_A_PERSON, PREFILLED = "person", "prefilled"


def slot_of(question: str) -> str:
    return f"report_{question}"


@dataclass
class Draft:
    """An unfiled report."""

    id: str
    opened_at: str
    # Grows with every change, so that a consent given to an older summary is recognised.
    revision: int = 0
    urgent: bool = False
    misses: int = 0
    # Questions whose reason was explained after a first "I don't know".
    explained: list[str] = field(default_factory=list)
    # The question answered last: what "câu trước" means.
    last: str | None = None
    # What the bot asked about the talk itself: "stop" (really?) or "which" (part to correct).
    pending: str | None = None
    correcting: bool = False
    # FOR_A_PERSON, PREFILLED, or nothing: how it was opened.
    kind: str = ""
    # The question that is open was not said yet: what comes next cannot answer it.
    unasked: bool = False
    # Parts filled in silence, to be said back with the next reply.
    noted: list[str] = field(default_factory=list)
    # Communes that the place told may be: offered when it is asked.
    places: list[dict[str, str]] = field(default_factory=list)
    # Messages of the whole talk that were not understood.
    vague: int = 0
    # The revision whose summary stands in the chat.
    summarised: int | None = None
    inferred: dict[str, dict[str, Any]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def category(self) -> str | None:
        return self.answers.get("category")

    def answer(self, question: str, value: Any) -> None:
        """Store an answer; everything that follows from it refers to the new state."""
        self.answers[question] = value
        self.revision += 1
        self.misses = 0

    def skip(self, question: str) -> None:
        self.answer(question, dict(SKIPPED))

    def answered(self, question: str) -> bool:
        """Whether there is something to show: an answer, and not a skip."""
        value = self.answers.get(question)
        return value is not None and value != SKIPPED


_KEPT = (
    *("id", "opened_at", "revision", "urgent", "misses", "explained", "last"),
    *("pending", "correcting", "kind", "unasked", "noted", "places", "vague", "summarised"),
    *("inferred", "typed"),
)


def open_draft(turn: Turn) -> Draft:
    draft = Draft(id=str(uuid4()), opened_at=turn.message.received_at)
    turn.custom["draft"] = {"id": draft.id, "state": "open"}
    return draft


def read_draft(turn: Turn) -> Draft | None:
    kept = turn.slot("draft")
    if not kept:
        return None
    answers = {name: turn.slot(slot_of(name)) for name in QUESTIONS if turn.slot(slot_of(name)) is not None}
    return Draft(**{name: kept[name] for name in _KEPT if name in kept}, answers=answers)


def write_draft(turn: Turn, draft: Draft) -> None:
    """The draft slot is set on every turn: Rasa takes a form that set no slot for rejected."""
    turn.set("draft", {name: getattr(draft, name) for name in _KEPT})
    for name in QUESTIONS:
        value = draft.answers.get(name)
        if value != turn.slots.get(slot_of(name)):
            turn.set(slot_of(name), value)


def clear_draft(turn: Turn) -> None:
    """Forget the report: after filing and after stopping nothing of it stays in the tracker."""
    turn.set("draft", None)
    for name in QUESTIONS:
        turn.set(slot_of(name), None)
