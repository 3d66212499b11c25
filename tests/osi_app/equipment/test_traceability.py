"""From a bad standard to the exact set of what it touched, no less and no more."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import open_store
from osi_app.equipment.records import Calibration, CalibrationStandard, EquipmentUse, Item
from osi_app.equipment.traceability import BadStandard, Use, read_touched, touched_by

BAD, SECOND, SENSOR, OTHER = (UUID(int=number) for number in range(1, 5))
SINCE = date(2026, 3, 1)
DAY = timedelta(days=1)


def calibration(of: UUID, day: int, procedure: str = "") -> Calibration:
    performed = SINCE + day * DAY
    return Calibration(
        item_id=of,
        procedure=procedure,
        certificate_number=f"K-{day:04d}",
        performed_on=performed,
        valid_until=performed + 365 * DAY,
    )


def used(one: Calibration, *standards: UUID) -> list[CalibrationStandard]:
    return [CalibrationStandard(calibration_id=one.id, item_id=item) for item in standards]


def mission(first: int, last: int, shown: str = "M-1") -> Use:
    return Use("mission", uuid4(), shown, SINCE + first * DAY, SINCE + last * DAY)


@pytest.mark.parametrize(("day", "touched"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_calibration_is_touched_from_the_first_bad_day_to_the_last(
    day: int, touched: bool
) -> None:
    one = calibration(SENSOR, day)
    bad = BadStandard(BAD, SINCE, SINCE + 9 * DAY)
    assert touched_by(bad, [one], used(one, BAD)).calibrations == ((one,) if touched else ())


def test_a_calibration_with_another_standard_is_not_touched() -> None:
    one, two = calibration(SENSOR, 5), calibration(OTHER, 5)
    found = touched_by(BadStandard(BAD, SINCE), [one, two], [*used(one, SECOND), *used(two, BAD)])
    assert found.item_ids == (OTHER,)


def test_one_bad_standard_among_several_is_enough() -> None:
    one = calibration(SENSOR, 5)
    found = touched_by(BadStandard(BAD, SINCE), [one], used(one, SECOND, BAD))
    assert found.calibrations == (one,)


def test_doubt_goes_through_a_standard_calibrated_with_it() -> None:
    second, sensor = calibration(SECOND, 3), calibration(SENSOR, 8)
    found = touched_by(
        BadStandard(BAD, SINCE), [second, sensor], [*used(second, BAD), *used(sensor, SECOND)]
    )
    assert found.item_ids == (SECOND, SENSOR)
    assert found.doubts[-1].through == (second.id, sensor.id)


@pytest.mark.parametrize(("day", "touched"), [(2, False), (3, True), (7, True), (8, False)])
def test_a_standard_passes_doubt_on_only_while_its_doubtful_certificate_counts(
    day: int, touched: bool
) -> None:
    second, sound, sensor = calibration(SECOND, 3), calibration(SECOND, 8), calibration(SENSOR, day)
    found = touched_by(
        BadStandard(BAD, SINCE),
        [sensor, sound, second],
        [*used(second, BAD), *used(sensor, SECOND), *used(sound, OTHER)],
    )
    assert (sensor in found.calibrations) is touched
    assert sound not in found.calibrations


def test_a_newer_certificate_of_another_procedure_does_not_end_the_doubt() -> None:
    second, energy, sensor = (
        calibration(SECOND, 3),
        calibration(SECOND, 8, "energy"),
        calibration(SENSOR, 9),
    )
    found = touched_by(
        BadStandard(BAD, SINCE),
        [second, energy, sensor],
        [*used(second, BAD), *used(sensor, SECOND)],
    )
    assert found.calibrations == (second, sensor)


def test_standards_that_calibrated_each_other_come_to_an_end() -> None:
    second, back = calibration(SECOND, 3), calibration(BAD, 5)
    found = touched_by(
        BadStandard(BAD, SINCE), [second, back], [*used(second, BAD), *used(back, SECOND)]
    )
    assert found.calibrations == (second, back)


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [(-4, 2, False), (-4, 3, True), (5, 5, True), (7, 20, True), (8, 20, False)],
)
def test_a_use_is_touched_when_a_day_of_it_was_in_doubt(
    first: int, last: int, touched: bool
) -> None:
    bad_one, sound = calibration(SENSOR, 3), calibration(SENSOR, 8)
    use = mission(first, last)
    found = touched_by(
        BadStandard(BAD, SINCE),
        [bad_one, sound],
        used(bad_one, BAD),
        {SENSOR: [use], OTHER: [mission(0, 99, "M-other")]},
    )
    assert [one.use for one in found.uses] == ([use] if touched else [])


def test_a_use_is_told_once_however_many_certificates_are_in_doubt() -> None:
    first, second = calibration(SENSOR, 3), calibration(SENSOR, 8)

    class Known:
        def of_items(self, item_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Use]]:
            assert set(item_ids) == {BAD, SENSOR}
            return {SENSOR: [mission(4, 20)]}

    found = touched_by(
        BadStandard(BAD, SINCE), [first, second], [*used(first, BAD), *used(second, BAD)], Known()
    )
    assert [one.use.shown for one in found.uses] == ["M-1"]


ITEMS = tuple(UUID(int=number) for number in range(1, 7))
done = st.lists(
    st.tuples(
        st.sampled_from(ITEMS), st.integers(-3, 12), st.sets(st.sampled_from(ITEMS), max_size=3)
    ),
    max_size=14,
)


@given(done)
def test_exactly_what_a_slow_search_finds(told: list[tuple[UUID, int, set[UUID]]]) -> None:
    papers = [calibration(item, day) for item, day, _ in told]
    links = [link for one, (_, _, by) in zip(papers, told, strict=True) for link in used(one, *by)]
    standards = {one.id: by for one, (_, _, by) in zip(papers, told, strict=True)}
    by_day = sorted(papers, key=lambda one: (one.performed_on, one.valid_until))
    doubtful: set[UUID] = set()

    def in_doubt(item: UUID, day: date) -> bool:
        if item == BAD and day >= SINCE:
            return True
        mine = [one for one in by_day if one.item_id == item and one.performed_on <= day]
        that_day = [one for one in mine if one.performed_on == day]
        return any(one.id in doubtful for one in [*mine[-1:], *that_day])

    for _ in papers:
        doubtful |= {
            one.id
            for one in papers
            if any(in_doubt(standard, one.performed_on) for standard in standards[one.id])
        }
    found = touched_by(BadStandard(BAD, SINCE), papers, links)
    assert {one.id for one in found.calibrations} == doubtful


def test_a_planted_bad_standard_is_traced_through_the_store(tmp_path: Path) -> None:
    items = [
        Item(
            id=key,
            code=f"IT-{key.int}",
            name="Thing",
            item_type="T",
            serial_number=str(key.int),
            technique=EquipmentUse.GAMMA,
            mass_kg=1,
        )
        for key in (BAD, SECOND, SENSOR, OTHER)
    ]
    second, sensor, sound = calibration(SECOND, 3), calibration(SENSOR, 8), calibration(OTHER, 8)
    links = [*used(second, BAD), *used(sensor, SECOND), *used(sound, OTHER)]
    store = open_store(tmp_path / "items.osi")
    with store.write("Plant") as work:
        work.add(*items)
        work.add(second, sensor, sound, calibration(SENSOR, 20))
        work.add(*links)
        work.commit()
    uses = {SENSOR: [mission(9, 9, "M-in"), mission(20, 21, "M-after")]}
    with store.read() as reading:
        found = read_touched(reading, BadStandard(BAD, SINCE), uses)
    store.close()
    assert found.calibrations == (second, sensor)
    assert found.item_ids == (SECOND, SENSOR)
    assert [one.use.shown for one in found.uses] == ["M-in"]
