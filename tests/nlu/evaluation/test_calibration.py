"""The gap between what is said and what is so."""

import pytest

from nlu.evaluation.calibration import Calibration


def filled(*given: tuple[float, bool]) -> Calibration:
    calibration = Calibration()
    for confidence, right in given:
        calibration.add(confidence, right)
    return calibration


def test_a_believable_model_is_not_off() -> None:
    given = [(0.8, True)] * 8 + [(0.8, False)] * 2
    assert filled(*given).error == pytest.approx(0)


def test_a_boastful_model_is_off_by_its_boast() -> None:
    assert filled(*[(1.0, False)] * 4).error == pytest.approx(1)


def test_bins_weigh_by_what_is_in_them() -> None:
    assert filled((1.0, False), (0.6, True), (0.6, True), (0.6, True)).error == pytest.approx(
        (1 + 3 * 0.4) / 4
    )


def test_lines_name_the_bins_that_hold_something() -> None:
    lines = list(filled((0.31, True), (0.99, True)).lines())
    assert [line.split(":")[0] for line in lines] == ["from 0.30", "from 0.97"]
    assert not list(Calibration().lines())
