"""Held-out sentences are held out, and the files of data/evaluation hold what the measurement needs."""

from datetime import datetime

import pytest

from nlu.evaluation.sets import (
    REFERENCE,
    SENTENCES,
    TIMES,
    TestSet,
    author_folds,
    random_folds,
    sentences,
    times,
)


def test_each_author_is_a_stranger_to_the_rest() -> None:
    folds = list(author_folds())
    assert len(folds) >= 3
    for fold in folds:
        assert fold.held
        held = {id(message) for message in fold.held}
        assert held.isdisjoint(id(message) for message in fold.learnt)


def test_random_folds_hold_every_sentence_once() -> None:
    folds = list(random_folds(3))
    held = [message.get("text") for fold in folds for message in fold.held]
    assert len(held) == len(folds[0].held) + len(folds[0].learnt)
    assert abs(len(folds[0].held) - len(folds[2].held)) < len(held) / 20


def test_what_components_write_stays_out_of_the_fold() -> None:
    (fold, *_) = random_folds(50)
    fold.training_data().training_examples[0].set("mark", True)
    assert fold.learnt[0].get("mark") is None


@pytest.mark.parametrize("one", SENTENCES, ids=lambda one: one.name)
def test_sentences_have_intents_and_reports_a_category(one: TestSet) -> None:
    for message in sentences(one):
        assert message.get("intent")
        reports = message.get("intent") == "report_violation"
        assert bool((message.get("metadata") or {}).get("intent", {}).get("category")) == reports


@pytest.mark.parametrize("one", TIMES, ids=lambda one: one.name)
def test_times_are_days_or_moments_of_the_past(one: TestSet) -> None:
    for row in times(one):
        if row["value"]:
            value = datetime.fromisoformat(row["value"])
            assert value.isoformat() <= REFERENCE
            assert (value.tzinfo is not None) == (row["precision"] in ("minute", "hour", "part_of_day")), row
