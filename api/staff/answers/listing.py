"""The list of answers: legal entries with search and filter, and the texts about the hotline."""

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import Response

from api.answers import repository
from api.answers.importer import TOPICS
from api.answers.models import LegalAnswer
from api.clock import today
from api.staff import words
from api.staff.access import AnswersDep
from api.staff.answers.state import State, state_of
from nlu.text.fold import fold_search
from nlu.text.sorting import sort_key

router = APIRouter()
LONGEST_SEARCH = 200
SHOWS: dict[str, Callable[[LegalAnswer, State], bool]] = {
    "": lambda entry, state: state is not State.RETIRED,
    "unverified": lambda entry, state: state is State.UNVERIFIED,
    "shown": lambda entry, state: state is State.SHOWN,
    "out_of_date": lambda entry, state: state in (State.NOT_YET, State.EXPIRED),
    "news": lambda entry, state: entry.shipped_news,
    "retired": lambda entry, state: state is State.RETIRED,
}


@router.get("/answers")
async def show(visit: AnswersDep, q: str = "", show: str = "", notice: str = "") -> Response:
    session, day = visit.session, today()
    wanted = show if show in SHOWS else ""
    q = q.replace("\0", "").strip()[:LONGEST_SEARCH]
    entries = [(entry, state_of(entry, day)) for entry in await repository.laws(session)]
    counts = {key: sum(fits(entry, state) for entry, state in entries) for key, fits in SHOWS.items()}
    found = [(entry, state) for entry, state in entries if SHOWS[wanted](entry, state) and mentions(entry, q)]
    found.sort(key=lambda item: (sort_key(item[0].number), sort_key(item[0].article or ""), item[0].id))
    texts = {row.topic: row for row in await repository.texts(session)}
    return visit.render(
        "answers/list.html",
        entries=found,
        counts=counts,
        wanted=wanted,
        q=q,
        notice=notice,
        texts=[texts[topic] for topic in TOPICS if topic in texts],
        names=await words.load(session),
    )


def mentions(entry: LegalAnswer, q: str) -> bool:
    """Each word of the search stands somewhere in it; marks and capitals make no difference."""
    text = fold_search(
        f"{entry.number} {entry.article or ''} {entry.content} {entry.questions} {entry.source}"
    )
    return all(word in text for word in fold_search(q).split())
