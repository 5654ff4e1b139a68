"""Which questions a report needs, read from data/conversation/questions.toml."""

from dataclasses import dataclass
from functools import cache

from actions.cues import table
from actions.intake.draft import ANONYMOUS, Draft

# Nobody who wants to stay unknown is asked these.
IDENTIFYING = ("contact", "affected")


@dataclass(frozen=True)
class Question:
    """A question of the list; an optional one may be skipped without a word about why it is asked."""

    name: str
    optional: bool


@cache
def questions_for(category: str | None) -> tuple[Question, ...]:
    """All questions in the order in which they are asked."""
    tables = table("questions")
    listed = list(tables["categories"].get(category) or tables["categories"]["KH-PBCXB"])
    entries = [*listed, *(entry for entry in tables["closing"] if entry.removesuffix("?") not in listed)]
    named = [Question(entry.removesuffix("?"), entry.endswith("?")) for entry in entries]
    # What happened comes before what kind of thing it is: the story often tells the kind.
    return (named[0], Question("category", False), *named[1:])


def questions_before_closing(category: str | None) -> list[str]:
    closing = {entry.removesuffix("?") for entry in table("questions")["closing"]}
    return [question.name for question in questions_for(category) if question.name not in closing]


def is_optional(draft: Draft, name: str) -> bool:
    """Whether the question may be left without a word: by the table, or because there is enough to check."""
    if any(question.optional for question in questions_for(draft.category) if question.name == name):
        return True
    free = name in questions_before_closing(draft.category) and name not in ("description", "category")
    return free and (name in draft.explained or is_checkable(draft))


def is_checkable(draft: Draft) -> bool:
    """Whether staff could look into it: the outlet or the article is known, or the place and the time."""
    if draft.answered("outlet") or draft.answered("article"):
        return True
    return draft.answered("place") and draft.answered("time")


def next_question(draft: Draft) -> str:
    """The most important question without an answer; the consent comes last and is never stored."""
    return next(
        question.name for question in questions_for(draft.category) if needs_asking(draft, question.name)
    )


def needs_asking(draft: Draft, name: str) -> bool:
    if name == "consent":
        return True
    if name in IDENTIFYING and draft.answers.get("anonymity") == ANONYMOUS:
        return False
    if name == "contact" and draft.answered("contact"):
        # Of who only told a name, the way to reach them is asked once.
        return not {"phone", "email"} & set(draft.answers["contact"]) and "contact" not in draft.explained
    return draft.answers.get(name) is None and not _is_found_by_link(draft, name)


def _is_found_by_link(draft: Draft, name: str) -> bool:
    """Behind a link staff see the outlet and the date themselves."""
    linked = draft.answered("article") and bool(draft.answers["article"].get("url"))
    return linked and name in table("questions")["seen_behind_a_link"]


def asked_together(draft: Draft, question: str) -> str | None:
    """A second fact that the same question can ask for, as long as it is open too."""
    second: str | None = table("questions")["together"].get(question)
    listed = questions_before_closing(draft.category)
    both = second is not None and second in listed and question in listed
    return second if both and second is not None and needs_asking(draft, second) else None


def time_question(category: str | None) -> str:
    """Which question a date in the story answers: when it happened, or when the article appeared."""
    listed = table("questions")["dated_by_article"]
    return "article_date" if category in listed else "time"


def place_date(draft: Draft) -> None:
    """A date told before the kind was known is the day of the article where the reports are dated by it."""
    dated = time_question(draft.category) == "article_date"
    if dated and draft.answered("time") and draft.answers.get("article_date") is None:
        draft.answer("article_date", draft.answers.pop("time"))


def wording(draft: Draft, question: str) -> str:
    """Other words for the question where the category needs them; empty for the usual ones."""
    worded: dict[str, str] = table("questions")["worded"].get(question, {})
    return worded.get(draft.kind) or worded.get(str(draft.category)) or ""


def offered_categories(*, further: bool) -> list[str]:
    return list(table("questions")["offered_further" if further else "offered"])


def known_categories() -> set[str]:
    return set(table("questions")["categories"])
