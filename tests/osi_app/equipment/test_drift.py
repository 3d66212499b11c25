"""The interval hint: from three points on, and never so long that the drift leaves tolerance."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.drift import drift, drift_points, interval_hint
from osi_app.equipment.records import Calibration

START = date(2020, 1, 1)


def calibration(day: int, as_found: float | None, **values: object) -> Calibration:
    performed = START + timedelta(days=day)
    told = {
        "item_id": uuid4(),
        "certificate_number": f"K-{day}",
        "performed_on": performed,
        "valid_until": performed + timedelta(days=365),
        "as_found": as_found,
        "as_left": 0.0,
        "tolerance": 2.0,
        "unit": "%",
    }
    return Calibration.model_validate({**told, **values})


def yearly(*found: float, **values: object) -> list[Calibration]:
    """Calibrations a hundred days apart, each adjusted to zero."""
    return [calibration(100 * n, one, **values) for n, one in enumerate((0.0, *found))]


def test_under_three_points_there_is_no_hint() -> None:
    assert interval_hint(yearly(0.5, 0.5)) is None
    told = interval_hint(yearly(0.5, 0.5, 0.5))
    assert told is not None
    assert told.count == 3


def test_the_hint_ends_where_drift_reaches_the_tolerance() -> None:
    """0.02 % a day reaches 2 % after 100 days; 1.9 % would be left after 95."""
    told = interval_hint(yearly(2.0, 2.0, 2.0))
    assert told is not None
    assert (told.days, told.bounded, told.drift.per_day) == (100, False, 0.02)
    with_uncertainty = interval_hint(yearly(2.0, 2.0, 2.0, uncertainty=0.1))
    assert with_uncertainty is not None
    assert (with_uncertainty.days, with_uncertainty.uncertainty) == (95, 0.1)


def test_drift_back_through_zero_lasts_longer() -> None:
    papers = [*yearly(-1.0, -1.0, -1.0), calibration(400, -1.0, as_left=0.5)]
    told = interval_hint(papers)
    assert told is not None
    assert (told.start, told.drift.per_day, told.days) == (0.5, -0.01, 200)
    assert told.bounded


def test_points_are_counted_from_what_the_calibration_before_left() -> None:
    papers = [calibration(0, None, as_left=0.3), calibration(50, 0.8), calibration(90, None)]
    (point,) = drift_points(papers)
    assert (point.days, point.moved, point.certificate_number) == (50, 0.5, "K-50")


def test_an_item_that_was_not_adjusted_goes_on_from_where_it_was_found() -> None:
    papers = [calibration(100 * n, 0.2 * n, as_left=None) for n in range(4)]
    line = drift(papers)
    assert line is not None
    assert line.per_day == pytest.approx(0.002)
    assert line.scatter == pytest.approx(0, abs=1e-12)


def test_no_drift_gives_twice_the_longest_interval_seen() -> None:
    told = interval_hint(yearly(0.0, 0.0, 0.0))
    assert told is not None
    assert (told.days, told.bounded) == (200, True)


def test_scatter_shortens_the_hint() -> None:
    calm, wild = interval_hint(yearly(1.0, 1.0, 1.0)), interval_hint(yearly(0.5, 1.0, 1.5))
    assert calm is not None
    assert wild is not None
    assert wild.drift.per_day == calm.drift.per_day
    assert (wild.drift.scatter, wild.uncertainty) == (0.5, 1.0)
    assert (calm.days, wild.days) == (200, 100)


def test_without_room_in_the_tolerance_the_hint_is_no_day() -> None:
    told = interval_hint(yearly(0.1, 0.1, 0.1, uncertainty=2.5))
    assert told is not None
    assert told.days == 0


def test_only_one_procedure_and_one_unit_make_a_line() -> None:
    papers = yearly(0.5, 0.5, 0.5)
    assert drift([*papers[:2], papers[2].changed(procedure="energy"), papers[3]]) is None
    assert drift([*papers[:3], papers[3].changed(unit="mGal")]) is None
    assert interval_hint([*papers[:3], papers[3].changed(tolerance=None)]) is None
    assert interval_hint([]) is None


moves = st.lists(
    st.tuples(st.integers(20, 800), st.floats(-3, 3, allow_subnormal=False)), min_size=3, max_size=9
)


@given(moves, st.floats(-2, 2), st.floats(0, 1))
def test_within_the_hint_drift_and_uncertainty_stay_within_the_tolerance(
    told: Sequence[tuple[int, float]], left: float, uncertainty: float
) -> None:
    papers, day = [calibration(0, 0.0)], 0
    for days, moved in told:
        day += days
        papers.append(calibration(day, moved))
    papers[-1] = papers[-1].changed(as_left=left, uncertainty=uncertainty)
    hint = interval_hint(papers)
    assert hint is not None
    beyond = hint.tolerance - hint.uncertainty
    after = hint.start + hint.drift.per_day * hint.days
    assert hint.days == 0 or abs(after) <= beyond + 1e-6
    assert hint.days <= 2 * max(days for days, _ in told)
    if hint.days and not hint.bounded:
        assert abs(hint.start + hint.drift.per_day * (hint.days + 1)) >= beyond - 1e-6
    assert math.isfinite(hint.drift.slope_error)
