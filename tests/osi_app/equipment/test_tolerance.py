"""Readings against their tolerance: at, below and above each limit, and what blocks issue."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.records import Calibration, Concession, EquipmentUse, Item
from osi_app.equipment.stock import ItemPapers
from osi_app.equipment.tolerance import (
    Verdict,
    as_found,
    as_left,
    conceded,
    findings,
    judge,
    out_of_tolerance,
    refuse_issue,
)
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Severity
from osi_app.texts import finding_sentence, mend_sentence, refused

DONE = date(2026, 6, 1)
TODAY = date(2026, 9, 3)
DAY = timedelta(days=1)
ITEM = Item(
    code="GS-01",
    name="Backpack spectrometer",
    item_type="NaI",
    serial_number="1",
    technique=EquipmentUse.GAMMA,
    mass_kg=11,
)


def calibration(performed: date = DONE, **values: object) -> Calibration:
    told = {
        "item_id": ITEM.id,
        "certificate_number": "K-1",
        "performed_on": performed,
        "valid_until": performed + 365 * DAY,
        "tolerance": 2.0,
        "unit": "%",
    }
    return Calibration.model_validate({**told, **values})


def concession(first: date, last: date) -> Concession:
    return Concession(
        item_id=ITEM.id, first_day=first, last_day=last, reason="spare", signed_by="Ada"
    )


@pytest.mark.parametrize(
    ("deviation", "uncertainty", "verdict"),
    [
        (2.0, None, Verdict.IN),
        (-2.0, 0, Verdict.IN),
        (2.0001, 0, Verdict.OUT),
        (1.5, 0.5, Verdict.IN),
        (-1.5001, 0.5, Verdict.UNDECIDED),
        (2.0, 0.5, Verdict.UNDECIDED),
        (2.5, 0.5, Verdict.UNDECIDED),
        (-2.5001, 0.5, Verdict.OUT),
        (0, 2.5, Verdict.UNDECIDED),
        (None, 0.5, Verdict.NOT_STATED),
    ],
)
def test_the_guard_band_lies_on_both_sides_of_the_limit(
    deviation: float | None, uncertainty: float | None, verdict: Verdict
) -> None:
    assert judge(deviation, 2.0, uncertainty).verdict is verdict


def test_the_guard_band_is_stated() -> None:
    told = judge(2.2, 2.0, 0.5)
    assert (told.guard_band, told.in_to, told.out_from) == (0.5, 1.5, 2.5)
    assert told.exceeded_by == 0.2
    assert judge(1.0, 2.0, 3.0).in_to == 0


def test_on_the_limit_is_meant_as_it_is_written() -> None:
    assert judge(0.2, 0.3, 0.1).verdict is Verdict.IN
    assert judge(0.1 * 3, 0.3).verdict is Verdict.OUT  # 0.30000000000000004 was written


def test_without_a_tolerance_nothing_is_said() -> None:
    assert judge(5, None, 1).verdict is Verdict.NOT_STATED
    assert findings(ItemPapers(ITEM, (calibration(as_left=9, tolerance=None),)), (), TODAY) == []


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.floats(0, 1e6))
def test_more_uncertainty_never_decides_otherwise(
    deviation: float, tolerance: float, uncertainty: float
) -> None:
    sure, told = judge(deviation, tolerance).verdict, judge(deviation, tolerance, uncertainty)
    assert told.verdict in (sure, Verdict.UNDECIDED)
    assert judge(-deviation, tolerance, uncertainty).verdict is told.verdict


def test_what_was_not_adjusted_left_as_it_was_found() -> None:
    one = calibration(as_found=2.5)
    assert as_left(one).verdict is as_found(one).verdict is Verdict.OUT
    assert as_left(calibration(as_found=2.5, as_left=0.1)).verdict is Verdict.IN


@pytest.mark.parametrize(("day", "allowed"), [(-1, False), (0, True), (9, True), (10, False)])
def test_issue_is_blocked_but_on_the_days_a_concession_covers(day: int, allowed: bool) -> None:
    papers, on = [calibration(as_left=2.5)], TODAY + day * DAY
    signed = [concession(TODAY, TODAY + 9 * DAY)]
    assert (conceded(signed, on) is not None) is allowed
    if allowed:
        refuse_issue(papers, signed, on)
        return
    with pytest.raises(RuleError) as error:
        refuse_issue(papers, signed, on)
    assert error.value.code == "out_of_tolerance"
    assert "+2.5 %" in refused(error.value.code, error.value.values)


def test_undecided_does_not_block() -> None:
    refuse_issue([calibration(as_left=2.0, uncertainty=0.5)], (), TODAY)


def test_the_newest_of_each_procedure_decides() -> None:
    bad = calibration(as_left=9, certificate_number="K-bad")
    better = calibration(DONE + DAY, as_left=0)
    energy = calibration(DONE - DAY, as_left=9, procedure="energy", certificate_number="K-energy")
    (found,) = out_of_tolerance([bad, better, energy], (), TODAY)
    assert found.calibration == energy
    (earlier,) = out_of_tolerance([bad, better], (), DONE)
    assert earlier.calibration == bad


@pytest.mark.parametrize(
    ("readings", "signed", "code", "severity"),
    [
        ({"as_left": 2.5}, False, "equipment.out_of_tolerance", Severity.BREACH),
        ({"as_left": 2.5}, True, "equipment.out_of_tolerance.conceded", Severity.NOTE),
        (
            {"as_left": 2.0, "uncertainty": 0.5},
            False,
            "equipment.tolerance_undecided",
            Severity.WARNING,
        ),
        (
            {"as_left": 0, "as_found": 3.0},
            False,
            "equipment.found_out_of_tolerance",
            Severity.WARNING,
        ),
    ],
)
def test_what_the_readings_say_is_told_with_its_mend(
    readings: dict[str, Any], signed: bool, code: str, severity: Severity
) -> None:
    papers = ItemPapers(ITEM, (calibration(**readings),))
    (found,) = findings(papers, [concession(TODAY, TODAY)] if signed else [], TODAY)
    assert (found.message_code, found.severity) == (code, severity)
    told = finding_sentence(found) + mend_sentence(found)
    assert "[" not in told
    assert "equipment." not in told
    assert bool(found.mend) is not signed
