"""Questions as people type them: the right entry, or none. Most stand in no table of ours."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.answers.importer import read_legal
from api.answers.matching import ENOUGH, rank
from api.answers.models import LegalAnswer
from api.answers.service import MOST_ANSWERS, Verdict, find, judge
from api.answers.terms import terms
from api.clock import now, today
from nlu.text.fold import fold

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent


def shipped(*, verified: bool) -> list[LegalAnswer]:
    entries = []
    for entry_id, content in read_legal(ROOT / "data" / "answers" / "legal_basis.csv").items():
        entry = LegalAnswer(id=entry_id)
        content.write_to(entry)
        entry.valid_to = None  # one of them has expired, but is a good question
        if verified:
            entry.verified_by, entry.verified_at = "lan", now()
        entries.append(entry)
    return entries


ENTRIES = shipped(verified=True)


def questions(name: str) -> list[tuple[str, set[str]]]:
    """A question, and the entries that would be right; none: it is no question about the law on the press."""
    with (HERE / f"questions_{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["question"], set(filter(None, row["entries"].split(";")))) for row in csv.DictReader(file)
        ]


def first(question: str) -> str:
    found = find(question, ENTRIES, today())
    return found[0].id if found else ""


@pytest.mark.parametrize(
    ("name", "least_right", "most_wrong"), [("tuned", 0.88, 0.05), ("unseen", 0.75, 0.15)]
)
def test_questions_nobody_wrote_into_the_table(name: str, least_right: float, most_wrong: float) -> None:
    """The numbers were chosen with `tuned`; `unseen` was written afterwards and shows what to expect."""
    asked = [(first(question), entries) for question, entries in questions(name) if entries]
    assert sum(found in entries for found, entries in asked) >= least_right * len(asked)
    assert sum(found not in {*entries, ""} for found, entries in asked) <= most_wrong * len(asked)


@pytest.mark.parametrize("name", ["tuned", "unseen"])
def test_other_matters_are_not_answered(name: str) -> None:
    others = [first(question) for question, entries in questions(name) if not entries]
    assert sum(map(bool, others)) <= 0.1 * len(others)


def test_each_way_to_ask_finds_its_entry_with_and_without_marks() -> None:
    for entry in ENTRIES:
        for question in entry.questions.splitlines():
            assert entry in find(question, ENTRIES, today()), question
            assert rank(fold(question), ENTRIES)[0].score >= ENOUGH, question


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pv ko có thẻ", "phóng viên không có thẻ"),
        ("toà soạn", "báo chí"),
        ("đính chính", "cải chính"),
        ("giấu tên", "nặc danh"),
    ],
)
def test_chat_words_and_synonyms_count_as_what_they_mean(typed: str, meant: str) -> None:
    assert terms(typed, marked=True) == terms(meant, marked=True)


def test_marks_that_were_typed_tell_words_apart() -> None:
    assert "thẻ" in terms("cái thẻ này", marked=True).sure
    assert not terms("như thế này", marked=True).sure
    assert not terms("nhu the nay", marked=False).sure


@given(st.text(max_size=200))
def test_anything_may_be_typed(text: str) -> None:
    found = judge(text, ENTRIES, today())
    assert sum(item.verdict is Verdict.GIVEN for item in found) <= MOST_ANSWERS
    assert [item.match.score for item in found] == sorted((item.match.score for item in found), reverse=True)


@given(st.sampled_from([question for question, _ in questions("unseen")]))
def test_what_is_not_verified_is_never_found(question: str) -> None:
    assert find(question, shipped(verified=False), today()) == []


def test_every_verdict_has_its_reason() -> None:
    entries = {entry.id: entry for entry in shipped(verified=True)}
    question = "phóng viên không có thẻ nhà báo chỉ có giấy giới thiệu"

    def verdict() -> Verdict:
        [item] = [
            item for item in judge(question, list(entries.values()), today()) if item.match.entry is wanted
        ]
        return item.verdict

    wanted = entries["lbc-27-4"]
    assert verdict() is Verdict.GIVEN
    wanted.valid_from = today().replace(year=today().year + 1, day=1)
    assert verdict() is Verdict.NOT_YET
    wanted.valid_from, wanted.valid_to = None, today().replace(year=2020, day=1)
    assert verdict() is Verdict.EXPIRED
    wanted.verified_at = None
    assert verdict() is Verdict.UNVERIFIED
    wanted.retired_at = now()
    assert verdict() is Verdict.RETIRED
