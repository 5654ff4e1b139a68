"""Which questions a report needs, read from data/conversation/questions.toml."""

from dataclasses import dataclass
from functools import cache

from actions.cues import table
from actions.intake.draft import ANONYMOUS, Draft


@dataclass(frozen=True)
class Question:
    """A question of the list; an optional one may be skipped without a word about why it is asked."""

    name: str
    optional: bool


@cache
def questions_for(category: str | None) -> tuple[Question, ...]:
    """All questions in the order in which they are asked."""
    tables = table("questions")
    listed = tables["categories"].get(category) or tables["categories"]["KH-PBCXB"]
    entries = [*listed, *tables["closing"]]
    named = [Question(entry.removesuffix("?"), entry.endswith("?")) for entry in entries]
    # What happened comes before what kind of thing it is: the story often tells the kind.
    return (named[0], Question("category", False), *named[1:])


def questions_before_closing(category: str | None) -> list[str]:
    closing = {entry.removesuffix("?") for entry in table("questions")["closing"]}
    return [question.name for question in questions_for(category) if question.name not in closing]


def is_optional(category: str | None, name: str) -> bool:
    return any(question.optional for question in questions_for(category) if question.name == name)


def next_question(draft: Draft) -> str:
    """The most important question without an answer; the consent comes last and is never stored."""
    for question in questions_for(draft.category):
        if question.name == "contact" and draft.answers.get("anonymity") == ANONYMOUS:
            continue
        if draft.answers.get(question.name) is None:
            return question.name
    raise AssertionError("the consent is always open")


def time_question(category: str | None) -> str:
    """Which question a date in the story answers: when it happened, or when the article appeared."""
    names = [question.name for question in questions_for(category)]
    return "article_date" if "article_date" in names and "time" not in names else "time"


def offered_categories(*, further: bool) -> list[str]:
    return list(table("questions")["offered_further" if further else "offered"])


def known_categories() -> set[str]:
    return set(table("questions")["categories"])
