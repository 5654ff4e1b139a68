"""Telling a whole report, and what the ticket must hold then."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from nlu.text.fold import fold_search
from tests.conversations.dialogue import Dialogue

DOMAIN = Path(__file__).resolve().parents[2] / "domain.yml"
MOST_TURNS = 25
USUAL = {"anonymity": "ẩn danh"}
# One question may ask for both: the answer to the second then does for the first.
TOGETHER = {"subject": "outlet", "place": "time", "outlet": "article_date"}
# Which question fills a field of the ticket.
FIELDS = {
    "outlet": ("outlet",),
    "article": ("url", "title"),
    "article_date": ("article_date",),
    "subject": ("subject", "credential"),
    "place": ("place", "commune"),
    "time": ("time", "precision"),
    "affected": ("affected",),
    "wish": ("wish",),
}
# What a report of a kind must be asked for; other questions may be left out, to ask no more than needed.
NEEDED = {
    "PV-NN": ("subject", "outlet", "place", "time"),
    "PV-MD": ("subject", "place", "time"),
    "PV-CT": ("place", "time"),
    "PV-DD": ("subject",),
    "BC-SST": ("article", "outlet", "article_date"),
    "BC-CCPH": ("article", "outlet", "article_date", "wish"),
    "BC-TCMD": ("outlet",),
    "BC-VPDD": ("outlet", "place"),
    "PN-CPN": ("subject",),
    "TT-THOP": ("article",),
    "MX-SST": ("article",),
    "QC-LK": ("outlet",),
    "KH-PBCXB": (),
    "NPN-CN": ("subject",),
}


def answer(dialogue: Dialogue, until: str = "consent", **answers: str | list[str]) -> None:
    """Answer whatever is asked until `until` is asked; "bỏ qua" where no answer is given.

    A list holds the answers to one question that is asked again.
    """
    left = {name: [said] if isinstance(said, str) else list(said) for name, said in (USUAL | answers).items()}
    dialogue.known |= set(answers)
    for _ in range(MOST_TURNS):
        asked = dialogue.asked
        if asked and until in (asked, TOGETHER.get(asked)):
            return
        assert asked, f"nothing is asked:\n{dialogue.text}"
        ready = left.get(asked) or left.get(TOGETHER.get(asked, "")) or ["bỏ qua"]
        dialogue.say(ready.pop(0))
    raise AssertionError(f"{until} is never asked:\n{dialogue.text}")


def tell(dialogue: Dialogue, *opening: str, **answers: Any) -> Dialogue:
    """From the first words to the summary."""
    dialogue.say(*opening)
    answer(dialogue, **answers)
    return dialogue


def agree(dialogue: Dialogue, words: str = "tôi đồng ý gửi") -> Dialogue:
    """Say yes to the summary; the ticket must be there now and not before."""
    assert dialogue.asked == "consent"
    before = dialogue.codes
    dialogue.say(words)
    assert len(dialogue.codes) == len(before) + 1, f"not filed:\n{dialogue.text}"
    assert dialogue.code == dialogue.codes[-1]
    assert str(dialogue.code) in dialogue.text
    assert "⟦receipt⟧" in dialogue.text
    return dialogue


def consent_version() -> str:
    responses = yaml.safe_load(DOMAIN.read_text())["responses"]
    return str(responses["utter_question_consent"][0]["metadata"]["version"])


def check_filed(dialogue: Dialogue, *story: str, **wanted: Any) -> None:
    """The one ticket of the dialogue holds exactly what is wanted; `story` are words of the description.

    Texts match by key words, marks and case aside; what is not named must be empty; `...` allows anything.
    """
    ticket, reporter = dialogue.ticket, dialogue.reporter
    assert ticket["status"] == "TIEP_NHAN"
    assert ticket["channel"] == "web"
    assert ticket["consent"]["version"] == consent_version()
    assert same_moment(ticket["consent"]["at"], dialogue.body["metadata"]["received_at"])
    for word in story:
        assert fold_search(word) in fold_search(ticket["description"]), ticket["description"]
    got = flat(ticket) | {name: reporter[name] for name in ("name", "phone", "email")}
    allowed = wanted.pop("category")
    assert got["category"] in ([allowed] if isinstance(allowed, str) else allowed), got.pop("category")
    wanted = {"anonymous": True, "keep_secret": ..., "urgency": ..., "category": ...} | wanted
    if wanted["anonymous"] is False and "keep_secret" not in wanted:
        wanted["keep_secret"] = False
    spared = never_asked(dialogue, str(got["category"]))
    wrong = {
        name: (value, wanted.get(name))
        for name, value in got.items()
        if not fits(value, wanted.get(name)) and not (value is None and name in spared)
    }
    assert not wrong, f"(filed, wanted): {wrong}"
    check_nothing_kept(dialogue)


def never_asked(dialogue: Dialogue, category: str) -> set[str]:
    """Fields that the user could have told, but that this kind of report need not be asked for."""
    asked = {name for names in dialogue.asked_for for name in names}
    asked |= {TOGETHER[name] for name in asked if name in TOGETHER}
    left_out = dialogue.known - asked - set(NEEDED[category])
    return {field for question in left_out for field in FIELDS.get(question, ())}


def flat(ticket: dict[str, Any]) -> dict[str, Any]:
    """The ticket's fields on one level."""
    article, subject = ticket["article"] or {}, ticket["subject"] or {}
    occurred, place = ticket["occurred_at"] or {}, ticket["place"] or {}
    return {
        "category": ticket["category"],
        "urgency": ticket["urgency"],
        "outlet": ticket["outlet"],
        "url": article.get("url"),
        "title": article.get("title"),
        "article_date": article.get("date"),
        "subject": subject.get("name"),
        "credential": subject.get("credential"),
        "time": occurred.get("value"),
        "precision": occurred.get("precision") if occurred else None,
        "commune": place.get("commune_code"),
        "place": place.get("text"),
        "affected": ticket["affected_party"],
        "wish": ticket["wish"],
        "files": [item["id"] for item in ticket["evidence_announced"]],
        "anonymous": ticket["reporter"]["anonymous"],
        "keep_secret": ticket["reporter"]["keep_secret"],
    }


def fits(value: Any, wanted: Any) -> bool:
    if wanted is ...:
        return True
    if isinstance(wanted, tuple):  # one of these
        return any(fits(value, one) for one in wanted)
    if isinstance(wanted, str) and isinstance(value, str):
        return all(word in fold_search(value).split() for word in fold_search(wanted).split()) or (
            value.startswith(wanted)
        )
    return bool(value == wanted) or (not value and not wanted)


def same_moment(one: str, other: str) -> bool:
    return datetime.fromisoformat(one) == datetime.fromisoformat(other)


def check_nothing_kept(dialogue: Dialogue) -> None:
    """No part of a closed report is left in Rasa's memory."""
    slots = dialogue.kept["slots"]
    left = {name for name, value in slots.items() if value is not None and name.startswith("report_")}
    assert not left, left
    assert slots.get("draft") is None
    assert dialogue.asked is None
