"""When an item is due by the plans of its type: by days and by counters that go on evenly."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.care_records import CalibrationPlan, UseReading, UseUnit
from osi_app.equipment.intervals import default_interval, default_intervals
from osi_app.equipment.plans import (
    Care,
    PlanStatus,
    last_good_day,
    missing_procedures,
    next_due,
    plan_states,
    refuse_reading,
)
from osi_app.equipment.records import Calibration, EquipmentUse, Item
from osi_app.kernel.errors import RuleError

DONE = date(2026, 1, 1)
DAY = timedelta(days=1)
ITEM = Item(
    code="GEN-1",
    name="Generator",
    item_type="EU 22i",
    serial_number="1",
    technique=EquipmentUse.AUXILIARY,
    mass_kg=21,
)


def plan(every: float, unit: UseUnit = UseUnit.DAYS, procedure: str = "") -> CalibrationPlan:
    return CalibrationPlan(item_type="EU 22i", procedure=procedure, every=every, unit=unit)


def calibration(day: int = 0, procedure: str = "", days: int = 365) -> Calibration:
    performed = DONE + day * DAY
    return Calibration(
        item_id=ITEM.id,
        procedure=procedure,
        certificate_number="K-1",
        performed_on=performed,
        valid_until=performed + days * DAY,
    )


def reading(day: int, total: float, unit: UseUnit = UseUnit.HOURS) -> UseReading:
    return UseReading(item_id=ITEM.id, on=DONE + day * DAY, unit=unit, total=total)


def care(
    *plans: CalibrationPlan, readings: tuple[UseReading, ...] = (), bare: bool = False
) -> Care:
    return Care(ITEM, plans, () if bare else (calibration(),), readings)


@pytest.mark.parametrize(
    ("day", "status"), [(364, PlanStatus.GOOD), (365, PlanStatus.GOOD), (366, PlanStatus.OVERDUE)]
)
def test_the_due_day_is_the_last_good_one(day: int, status: PlanStatus) -> None:
    (state,) = plan_states(care(plan(365)), DONE + day * DAY)
    assert (state.status, state.due_on, state.left) == (status, date(2027, 1, 1), 365 - day)


def test_the_newest_calibration_of_the_procedure_by_that_day_counts() -> None:
    papers = [calibration(), calibration(100), calibration(50, "energy"), calibration(300)]
    (state,) = plan_states(Care(ITEM, [plan(365)], papers), DONE + 200 * DAY)
    assert state.due_on == DONE + 465 * DAY


def test_plans_of_other_types_and_items_without_need_ask_for_nothing() -> None:
    other = CalibrationPlan(item_type="BP-3", every=30)
    assert plan_states(care(other), DONE) == ()
    exempt = Care(ITEM.changed(needs_calibration=False), [plan(365)])
    assert plan_states(exempt, DONE) == ()
    assert missing_procedures(exempt, DONE) == ()


def test_a_counter_is_forecast_from_its_rate_since_the_calibration() -> None:
    """Idle before; 10 h a day since: 250 h are full after 25 days, counted from the calibration."""
    told = care(
        plan(250, UseUnit.HOURS), readings=(reading(-50, 90), reading(0, 100), reading(10, 200))
    )
    (state,) = plan_states(told, DONE + 12 * DAY)
    assert (state.per_day, state.due_on) == (10, DONE + 25 * DAY)
    assert (state.used, state.left, state.is_forecast) == (120, 130, True)


@pytest.mark.parametrize(("day", "good"), [(25, True), (26, False)])
def test_a_forecast_falls_due_without_a_new_reading(day: int, good: bool) -> None:
    told = care(plan(250, UseUnit.HOURS), readings=(reading(0, 100), reading(10, 200)))
    (state,) = plan_states(told, DONE + day * DAY)
    assert (state.status is PlanStatus.GOOD) is good


def test_between_readings_a_counter_goes_on_evenly() -> None:
    """10 h a day about the calibration: it stood at 150 then, and passed 400 on the 25th day."""
    told = care(
        plan(250, UseUnit.HOURS), readings=(reading(-10, 50), reading(10, 250), reading(40, 550))
    )
    (state,) = plan_states(told, DONE + 60 * DAY)
    assert (state.due_on, state.status) == (DONE + 25 * DAY, PlanStatus.OVERDUE)


def test_a_counter_read_only_before_the_calibration_goes_on_as_it_did() -> None:
    told = care(
        plan(100, UseUnit.KM), readings=(reading(-20, 0, UseUnit.KM), reading(-10, 50, UseUnit.KM))
    )
    (state,) = plan_states(told, DONE + 4 * DAY)
    assert (state.due_on, state.used) == (DONE + 20 * DAY, 20)


def test_a_counter_at_rest_is_never_due_and_one_never_read_says_nothing() -> None:
    resting = care(plan(250, UseUnit.HOURS), readings=(reading(0, 100), reading(90, 100)))
    (state,) = plan_states(resting, DONE + 100 * DAY)
    assert (state.status, state.due_on) == (PlanStatus.GOOD, None)
    (state,) = plan_states(care(plan(9, UseUnit.USES), readings=(reading(1, 5),)), DONE + DAY)
    assert (state.status, state.due_on) == (PlanStatus.NO_READING, None)


def test_readings_after_the_day_asked_for_are_not_known_yet() -> None:
    told = care(
        plan(250, UseUnit.HOURS), readings=(reading(0, 0), reading(10, 10), reading(20, 900))
    )
    (state,) = plan_states(told, DONE + 10 * DAY)
    assert state.due_on == DONE + 250 * DAY


def test_procedures_asked_for_and_never_performed_are_missing_and_come_first() -> None:
    told = care(plan(10), plan(365, procedure="energy"), plan(99, UseUnit.HOURS, "energy"))
    assert missing_procedures(told, DONE + 20 * DAY) == ("energy",)
    first = next_due(told, DONE + 20 * DAY)
    assert first is not None
    assert first.status is PlanStatus.MISSING
    assert last_good_day(told, DONE) is None
    assert missing_procedures(care(plan(10), bare=True), DONE) == ("",)


def test_of_days_and_hours_the_first_due_decides() -> None:
    told = care(plan(300), plan(250, UseUnit.HOURS), readings=(reading(0, 100), reading(10, 200)))
    first = next_due(told, DONE + 10 * DAY)
    assert first is not None
    assert (first.plan.unit, first.due_on) == (UseUnit.HOURS, DONE + 25 * DAY)
    assert last_good_day(told, DONE + 10 * DAY) == DONE + 25 * DAY


def test_the_certificate_may_end_before_the_plan() -> None:
    assert last_good_day(care(plan(900)), DONE) == DONE + 365 * DAY
    assert last_good_day(care(), DONE) == DONE + 365 * DAY
    assert last_good_day(care(bare=True), DONE) is None


@pytest.mark.parametrize(
    ("day", "total", "code"),
    [
        (5, 99, "counter_falls"),
        (5, 201, "counter_falls"),
        (10, 200, "counter_read_twice"),
        (5, 100, None),
        (5, 200, None),
        (-5, 100, None),
    ],
)
def test_a_counter_does_not_run_back(day: int, total: float, code: str | None) -> None:
    others = [reading(0, 100), reading(10, 200), reading(5, 9_000, UseUnit.KM)]
    if code is None:
        refuse_reading(others, reading(day, total))
        return
    with pytest.raises(RuleError, match=code):
        refuse_reading(others, reading(day, total))


def test_a_reading_may_be_corrected_and_another_item_has_its_own_counter() -> None:
    first, last = reading(0, 100), reading(10, 200)
    refuse_reading([first, last], last.changed(total=150))
    refuse_reading([first, last], reading(5, 1).changed(item_id=uuid4()))


@given(
    every=st.integers(1, 2_000),
    rate=st.integers(1, 50),
    read_on=st.integers(1, 60),
    ask=st.integers(60, 400),
)
def test_an_even_counter_is_due_when_its_interval_is_full(
    every: int, rate: int, read_on: int, ask: int
) -> None:
    told = care(
        plan(every, UseUnit.USES),
        readings=(reading(0, 7, UseUnit.USES), reading(read_on, 7 + rate * read_on, UseUnit.USES)),
    )
    (state,) = plan_states(told, DONE + ask * DAY)
    assert state.due_on == DONE + (every // rate) * DAY
    assert state.used == pytest.approx(rate * ask)
    assert (state.status is PlanStatus.OVERDUE) is (ask > every // rate)


def test_every_default_says_what_it_rests_on() -> None:
    assert len(default_intervals()) == 18
    for one in default_intervals():
        assert (one.tag, bool(one.source)) == ("E", True)
        assert (one.every is None) is bool(one.note)
        made = one.plan("EU 22i")
        assert made is None or made.source.endswith("[E]")


@pytest.mark.parametrize(
    ("item_type", "name", "key"),
    [
        ("Falcon 5000 HPGe", "", "hpge"),
        ("BP-3", "Backpack NaI spectrometer", "nai"),
        ("Backups", "Groups of naive cars", None),
        ("Personal dosemeter", "", "personal_dosemeter"),
        ("Electronic dosemeter", "", "dose_meter"),
        ("GENERATOR 6 kVA", "", "generator"),
        ("GNSS antenna", "", "gnss_antenna"),
    ],
)
def test_defaults_are_found_by_whole_words(item_type: str, name: str, key: str | None) -> None:
    found = default_interval(item_type, name)
    assert (found.key if found else None) == key
