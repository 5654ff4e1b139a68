"""How an answer about a typed agency is judged."""

import pytest

from api.directory.evaluation import Verdict, judge
from api.directory.resolver import Outcome, Resolution
from api.directory.succession import Candidate, Heir


def found(agency_id: str) -> Resolution:
    return Resolution(Outcome.FOUND, agency_id)


def asked(*agency_ids: str) -> Resolution:
    return Resolution(
        Outcome.AMBIGUOUS, None, (), tuple(Candidate(agency_id, "") for agency_id in agency_ids)
    )


def succeeded(*heirs: str) -> Resolution:
    return Resolution(Outcome.SUCCEEDED, "so-cu", tuple(Heir(heir, None, None) for heir in heirs))


UNKNOWN = Resolution(Outcome.UNKNOWN)


@pytest.mark.parametrize(
    ("resolution", "wanted", "verdict"),
    [
        (found("so-yt"), {"so-yt"}, Verdict.RIGHT),
        (found("so-yt"), {"so-tc"}, Verdict.WRONG),
        (found("so-yt"), set(), Verdict.WRONG),
        (succeeded("so-nnmt"), {"so-nnmt"}, Verdict.RIGHT),
        (succeeded("so-khcn", "so-vhttdl"), {"so-vhttdl", "so-khcn"}, Verdict.RIGHT),
        (succeeded("so-khcn"), {"so-nv"}, Verdict.WRONG),
        (asked("so-yt", "so-tc"), {"so-tc"}, Verdict.ASKED),
        (asked("so-yt"), {"so-tc"}, Verdict.MISSED),
        (asked("so-yt"), set(), Verdict.MISSED),
        (UNKNOWN, {"so-yt"}, Verdict.MISSED),
        (UNKNOWN, set(), Verdict.RIGHT),
    ],
)
def test_verdicts(resolution: Resolution, wanted: set[str], verdict: Verdict) -> None:
    assert judge(resolution, wanted) is verdict
