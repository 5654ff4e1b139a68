"""Taking something back: "xóa số điện thoại đi", "bỏ tên tôi", "đừng lưu email"."""

from actions.cues import cues, table, words_of
from actions.intake.draft import Draft
from actions.intake.forgetting import forget_name
from actions.intake.names import own_names
from actions.intake.summary import label, show
from actions.intake.talk import Talk

LONGEST = 12  # words
# Without these there is no report; they can be changed, not removed.
_NEEDED = ("description", "category", "anonymity")


async def take_removal(talk: Talk) -> bool:
    words = words_of(talk.message.text)
    if talk.message.button or not words or len(words) > LONGEST:
        return False
    at = next(
        (start for start in range(min(4, len(words))) if cues("remove", "verbs").at(words, start)), None
    )
    if at is None:
        return False
    rest = words[at + cues("remove", "verbs").at(words, at) :]
    for part in ("phone", "email", "name"):
        if cues("remove", part).find(rest):
            return _remove_contact(talk, part)
    question = _named(rest)
    if question is None or question in _NEEDED or not talk.draft.answered(question):
        return False
    before = show(talk.turn, question, talk.draft.answers[question]) or talk.draft.typed.get(question, "")
    talk.draft.skip(question)
    talk.draft.typed.pop(question, None)
    talk.turn.say("utter_removed", label=label(talk.turn, question), before=before)
    return talk.ask_next()


def _named(words: list[str]) -> str | None:
    found = {
        question: cues("fields", question).find(words)
        for question in table("cues")["fields"]
        if question != "last"
    }
    sizes = {question: place[1] for question, place in found.items() if place and place[0] <= 1}
    return max(sizes, key=lambda question: sizes[question]) if sizes else None


def _remove_contact(talk: Talk, part: str) -> bool:
    """One of the ways to reach the reporter, or their name, which then leaves the story as well."""
    draft = talk.draft
    contact = dict(draft.answers["contact"]) if draft.answered("contact") else {}
    names = [contact["name"]] if part == "name" and contact.get("name") else []
    if part == "name" and isinstance(draft.answers.get("description"), str):
        names += [name for name in own_names(draft.answers["description"]) if name not in names]
    before = show(talk.turn, "contact", {part: contact.pop(part)}) if contact.get(part) else ", ".join(names)
    if not before:
        return False
    for name in names:
        forget_name(draft, name)
    _keep(draft, contact)
    talk.turn.say("utter_removed", label=talk.turn.phrase(f"utter_label_{part}"), before=before)
    return talk.ask_next()


def _keep(draft: Draft, contact: dict[str, str]) -> None:
    if "contact" not in draft.explained:
        draft.explained.append("contact")  # who takes it back is not asked for it again
    if contact:
        draft.answer("contact", contact)
    else:
        draft.skip("contact")
