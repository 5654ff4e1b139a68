"""Leaving a question open, with what is best in its place."""

from actions.intake.draft import Draft
from actions.intake.prefill import CATCH_ALL
from actions.intake.questions import asked_together, known_categories

# A guess that is not sure enough to be taken is still better than none.
LEAST_GUESS = 0.35


def leave(draft: Draft, question: str) -> None:
    """Leave a question open, and with it the second fact that was asked for in the same breath."""
    second = asked_together(draft, question)
    if question == "category":
        draft.answer("category", likely_category(draft))
    elif question == "contact" and draft.answered("contact"):
        draft.explained.append("contact")  # the name that was told stays
    elif question == "description":
        draft.answer("description", draft.typed["opening"])
    else:
        draft.skip(question)
    if second and second in draft.explained:
        draft.skip(second)


def likely_category(draft: Draft) -> str:
    guess = draft.inferred.get("category")
    if guess and guess["value"] in known_categories() and guess["confidence"] >= LEAST_GUESS:
        return str(guess["value"])
    return CATCH_ALL
