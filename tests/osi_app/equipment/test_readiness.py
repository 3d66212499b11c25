"""Each system is judged on every day; the worst member decides, and says why."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osi_app.equipment.care_records import Maintenance, MaintenanceKind
from osi_app.equipment.readiness import Readiness, WhatIf, by_technique, judge
from osi_app.equipment.readiness_mends import MendKind, Workshop, cheapest, ways
from osi_app.equipment.readiness_report import Asked, cause_told, mend_told, span_chain
from osi_app.equipment.records import (
    Concession,
    EquipmentUse,
    MemberKind,
    Reservation,
    ReservationPurpose,
)
from osi_app.equipment.troubles import Days, ItemFile
from osi_app.treaty.values import shipped_values
from tests.osi_app.equipment.kit import (
    D0,
    calibrated,
    certified,
    day,
    file,
    item,
    part,
    place,
    stock,
    system,
)

SYS = system()
GS = item("GS-0113")
SENSOR = place(SYS, "sensor", item_id=GS.id)
DAYS = 130
READY, WARNING, NOT_READY = Readiness.READY, Readiness.WARNING, Readiness.NOT_READY


def judged(*files: ItemFile, members: Any = (SENSOR,), what_if: WhatIf | None = None) -> Any:
    """SYS-07 over D0 to D+130."""
    return judge(stock((SYS,), members, files), D0, DAYS, what_if)[0]


def statuses(one: Any) -> list[tuple[int, int, Readiness]]:
    return [((s.first - D0).days, (s.last - D0).days, s.status) for s in one.spans]


# ---- what a day finds ----------------------------------------------------------------------


def test_the_last_day_of_a_certificate_is_ready_and_the_next_is_not() -> None:
    found = judged(file(GS, calibrated(GS, -300, 40)))
    assert statuses(found) == [(0, 40, READY), (41, 130, NOT_READY)]
    chain = span_chain("SYS-07", found.spans[1], Asked(D0, DAYS))
    until = day(40)
    assert chain == f"SYS-07 red from D+41: item GS-0113, calibration by LAB-2 lapses {until}"


@pytest.mark.parametrize(("until", "red"), [(129, True), (130, False), (131, False)])
def test_a_certificate_is_asked_for_to_the_last_day_judged(until: int, red: bool) -> None:
    found = judged(file(GS, calibrated(GS, -300, until)))
    assert (found.worst is NOT_READY) is red


def test_the_newest_performed_counts_though_an_older_one_would_last() -> None:
    old, new = calibrated(GS, -300, 200), calibrated(GS, 10, 20)
    assert statuses(judged(file(GS, old, new))) == [
        (0, 20, READY), (21, 130, NOT_READY),
    ]  # fmt: skip


def test_each_procedure_has_a_newest_of_its_own() -> None:
    files = file(GS, calibrated(GS, -300, 200), calibrated(GS, -20, 5, procedure="efficiency"))
    found = judged(files)
    assert statuses(found) == [(0, 5, READY), (6, 130, NOT_READY)]
    assert "efficiency calibration" in cause_told(found.spans[1])


def test_a_procedure_that_the_plan_asks_for_and_nobody_did_is_missing() -> None:
    found = judged(file(GS, calibrated(GS, -300, 200), procedures=("", "efficiency")))
    assert statuses(found) == [(0, 130, NOT_READY)]


@pytest.mark.parametrize(
    ("left", "status"),
    [(-5.0, READY), (4.9, READY), (5.0, READY), (5.1, NOT_READY), (-5.1, NOT_READY)],
)
def test_what_was_left_on_the_limit_is_in_and_beyond_it_is_out(
    left: float, status: Readiness
) -> None:
    one = calibrated(GS, -30, 300, as_found=9.0, as_left=left, tolerance=5.0, unit="%")
    assert judged(file(GS, one)).worst is status


def test_found_out_and_not_adjusted_is_out() -> None:
    one = calibrated(GS, -30, 300, as_found=5.5, tolerance=5.0)
    assert judged(file(GS, one)).worst is NOT_READY


def test_a_signed_concession_turns_its_days_amber_both_ends_inclusive() -> None:
    signed = Concession(
        item_id=GS.id, first_day=day(50), last_day=day(60), reason="r", signed_by="Li"
    )
    found = judged(file(GS, calibrated(GS, -300, 40), concessions=(signed,)))
    assert statuses(found) == [
        (0, 40, READY), (41, 49, NOT_READY), (50, 60, WARNING), (61, 130, NOT_READY),
    ]  # fmt: skip


def test_an_item_not_certified_yet_is_a_warning_one_whose_certification_ended_is_red() -> None:
    ready = calibrated(GS, -300, 300)
    assert judged(file(GS, ready, certifications=())).worst is WARNING
    ended = (certified(GS, -10, 3),)
    assert statuses(judged(file(GS, ready, certifications=ended))) == [
        (0, 3, READY), (4, 130, NOT_READY),
    ]  # fmt: skip


@pytest.mark.parametrize("last", [12, None])
def test_maintenance_takes_its_days_and_open_maintenance_all_after(last: int | None) -> None:
    work = Maintenance(
        item_id=GS.id, kind=MaintenanceKind.REPAIR, first_day=day(10), description="d",
        last_day=None if last is None else day(last),
    )  # fmt: skip
    found = judged(file(GS, calibrated(GS, -300, 300), maintenance=(work,)))
    end = DAYS if last is None else last
    assert statuses(found)[:2] == [(0, 9, READY), (10, end, NOT_READY)]


def booking(**values: Any) -> Reservation:
    named = {
        "code": "R-1", "purpose": ReservationPurpose.TRAINING, "first_day": day(5),
        "last_day": day(9),
    }  # fmt: skip
    return Reservation.model_validate({**named, **values})


def test_a_booking_for_something_else_stands_in_the_way_its_own_does_not() -> None:
    own = SYS.id  # any id does: it names the inspection judged
    ready = calibrated(GS, -300, 300)
    files = file(GS, ready, reservations=(booking(item_id=GS.id, inspection_id=own),))
    assert statuses(judged(files))[1] == (5, 9, NOT_READY)
    assert judged(files, what_if=WhatIf(inspection_id=own)).worst is READY
    branch = file(GS, ready, reservations=(booking(item_id=GS.id, branch="B"),))
    assert judged(branch).worst is READY
    assert judged(branch, what_if=WhatIf(branch="B")).worst is NOT_READY


def test_a_booked_system_is_booked_whole() -> None:
    files = file(GS, calibrated(GS, -300, 300))
    held = stock((SYS,), (SENSOR,), (files,))
    held = stock((SYS,), (SENSOR,), (files,), booked_systems={SYS.id: (booking(system_id=SYS.id),)})
    (found,) = judge(held, D0, DAYS)
    assert statuses(found)[1] == (5, 9, NOT_READY)
    assert "SYS-07 is booked for training (R-1)" in cause_told(found.spans[1])


@pytest.mark.parametrize(("present", "red"), [(9, True), (10, False), (11, False)])
def test_consumables_are_counted(present: float, red: bool) -> None:
    bags = place(SYS, "bags", kind=MemberKind.CONSUMABLE, quantity=10, present=present)
    found = judged(file(GS, calibrated(GS, -300, 300)), members=(SENSOR, bags))
    assert (found.worst is NOT_READY) is red


def test_what_expires_may_be_used_on_its_last_day() -> None:
    gas = place(SYS, "gas", kind=MemberKind.CONSUMABLE, quantity=1, present=1, expires_on=day(30))
    found = judged(file(GS, calibrated(GS, -300, 300)), members=(SENSOR, gas))
    assert statuses(found) == [(0, 30, READY), (31, 130, NOT_READY)]


def test_an_empty_place_is_red_and_an_empty_spare_place_amber() -> None:
    good = file(GS, calibrated(GS, -300, 300))
    assert judged(good, members=(SENSOR, place(SYS, "cable"))).worst is NOT_READY
    spare = place(SYS, "cable", required=False)
    assert judged(good, members=(SENSOR, spare)).worst is WARNING


def test_a_part_hands_its_trouble_up_with_the_way_to_it() -> None:
    inner, outer = system("SYS-02"), SYS
    sensor = place(inner, "sensor", item_id=GS.id)
    held = stock(
        (inner, outer), (sensor, part(outer, inner)), (file(GS, calibrated(GS, -300, 40)),)
    )
    first, second = judge(held, D0, DAYS)
    assert statuses(first) == statuses(second) == [(0, 40, READY), (41, 130, NOT_READY)]
    assert cause_told(second.spans[1]).startswith("part SYS-02, item GS-0113")


def test_a_part_of_itself_is_judged_once_and_ends() -> None:
    held = stock((SYS,), (SENSOR, part(SYS, SYS)), (file(GS, calibrated(GS, -300, 300)),))
    assert judge(held, D0, DAYS)[0].worst is READY


@pytest.mark.parametrize("lost", ["SYS-07", "GS-0113"])
def test_what_if_it_were_lost(lost: str) -> None:
    found = judged(file(GS, calibrated(GS, -300, 300)), what_if=WhatIf(lost=frozenset({lost})))
    assert statuses(found) == [(0, 130, NOT_READY)]


def test_a_closed_laboratory_does_no_calibration_that_is_still_to_be_done() -> None:
    files = file(GS, calibrated(GS, -300, 40), calibrated(GS, 30, 300))
    assert judged(files).worst is READY
    closed = WhatIf(closed=frozenset({"LAB-2"}))
    assert statuses(judged(files, what_if=closed)) == [(0, 40, READY), (41, 130, NOT_READY)]


@pytest.mark.parametrize(("days", "fine"), [(-1, False), (0, True), (3660, True), (3661, False)])
def test_so_many_days_can_be_judged(days: int, fine: bool) -> None:
    held = stock((SYS,), (SENSOR,), (file(GS, calibrated(GS, -300, 40)),))
    if not fine:
        with pytest.raises(ValueError, match=str(days)):
            judge(held, D0, days)
        return
    (found,) = judge(held, D0, days)
    assert (found.spans[0].first, found.spans[-1].last) == (D0, day(days))


# ---- properties ----------------------------------------------------------------------------

STRETCH = st.tuples(st.integers(-20, 60), st.integers(0, 40))
CERTIFICATES = st.lists(
    st.tuples(STRETCH, st.sampled_from(["", "efficiency"]), st.booleans()), max_size=4
)


def certificates(given_: Any) -> tuple[Any, ...]:
    return tuple(
        calibrated(GS, start, start + length, procedure=name, certificate_number=f"C{at}",
                   as_left=9.0 if out else 0.0, tolerance=5.0)
        for at, ((start, length), name, out) in enumerate(given_)
    )  # fmt: skip


def works(given_: Any) -> tuple[Maintenance, ...]:
    return tuple(
        Maintenance(item_id=GS.id, kind=MaintenanceKind.REPAIR, first_day=day(start),
                    last_day=day(start + length), description="d")
        for start, length in given_
    )  # fmt: skip


def alone(on: date, files: ItemFile) -> Readiness:
    """One day judged by itself, in the words of the rule."""
    names = {one.procedure for one in files.calibrations} or {""}
    for name in names:
        done = [c for c in files.calibrations if c.procedure == name and c.performed_on <= on]
        if not done:
            return NOT_READY
        counts = max(done, key=lambda c: (c.performed_on, c.valid_until))
        if on > counts.valid_until or abs(counts.as_left or 0.0) > 5.0:
            return NOT_READY
    if any(one.first_day <= on <= (one.last_day or on) for one in files.maintenance):
        return NOT_READY
    return READY


@settings(max_examples=150, deadline=None)
@given(CERTIFICATES, st.lists(STRETCH, max_size=2))
def test_spans_say_of_every_day_what_the_day_alone_says(done: Any, off: Any) -> None:
    # of two performed on one day the later to end counts: only then is their tolerance one
    made = {(c.procedure, c.performed_on): c for c in sorted(
        certificates(done), key=lambda c: c.valid_until)}  # fmt: skip
    files = file(GS, *made.values(), maintenance=works(off))
    (found,) = judge(stock((SYS,), (SENSOR,), (files,)), D0, 60)
    for number in range(61):
        assert found.on(day(number)).status is alone(day(number), files), number
    ends = [span.last + timedelta(days=1) for span in found.spans[:-1]]
    assert ends == [span.first for span in found.spans[1:]], "spans touch and do not overlap"


@settings(max_examples=60, deadline=None)
@given(CERTIFICATES, STRETCH)
def test_one_more_fault_never_makes_a_day_better(done: Any, off: Any) -> None:
    files = file(GS, *certificates(done))
    worse = file(GS, *certificates(done), maintenance=works([off]))
    before, after = judged(files), judged(worse)
    for number in range(DAYS + 1):
        assert after.on(day(number)).status in (before.on(day(number)).status, NOT_READY)


# ---- mends ---------------------------------------------------------------------------------


def shop(held: Any, **values: Any) -> Workshop:
    return Workshop(held, Days(D0, day(DAYS)), shipped_values(), **values)


def test_a_free_spare_is_the_cheapest_and_mends_it() -> None:
    spare = item("GS-0120")
    lapsing = file(GS, calibrated(GS, -300, 40))
    fit = file(spare, calibrated(spare, -300, 300))
    held = stock((SYS,), (SENSOR,), (lapsing, fit))
    (found,) = judge(held, D0, DAYS)
    mend = cheapest(found.spans[1].causes[0], shop(held))
    assert mend is not None
    assert (mend.kind, mend.lead_days, mend.values["spare"]) == (MendKind.SUBSTITUTE, 0, "GS-0120")
    assert mend_told(mend) == "Take GS-0120 as sensor: it is free and stays valid."
    taken = stock((SYS,), (place(SYS, "sensor", item_id=spare.id),), (lapsing, fit))
    assert judge(taken, D0, DAYS)[0].worst is READY


def test_a_spare_that_lapses_itself_or_is_of_another_type_is_none() -> None:
    spare, other = item("GS-0120"), item("XX-1", item_type="magnetometer")
    files = (
        file(GS, calibrated(GS, -300, 40)),
        file(spare, calibrated(spare, -300, 129)),
        file(other, calibrated(other, -300, 300)),
    )
    held = stock((SYS,), (SENSOR,), files)
    (found,) = judge(held, D0, DAYS)
    mend = cheapest(found.spans[1].causes[0], shop(held))
    assert mend is not None
    assert mend.kind is MendKind.RECALIBRATE
    permitted = place(SYS, "sensor", item_id=GS.id, substitutes=("magnetometer",))
    held = stock((SYS,), (permitted,), files)
    (found,) = judge(held, D0, DAYS)
    mend = cheapest(found.spans[1].causes[0], shop(held))
    assert mend is not None
    assert mend.values["spare"] == "XX-1"


def test_a_calibration_before_packing_is_offered_where_it_would_last() -> None:
    lead = int(shipped_values().number("equipment.lead_recalibrate_days"))
    for length, kind in ((DAYS - lead, MendKind.RECALIBRATE), (DAYS - lead - 1, None)):
        held = stock((SYS,), (SENSOR,), (file(GS, calibrated(GS, 40 - length, 40)),))
        (found,) = judge(held, D0, DAYS)
        kinds = {one.kind for one in ways(found.spans[1].causes[0], shop(held))}
        assert (MendKind.RECALIBRATE in kinds) is (kind is not None), length


def test_with_every_laboratory_closed_a_concession_is_left() -> None:
    held = stock((SYS,), (SENSOR,), (file(GS, calibrated(GS, -300, 40)),))
    world = WhatIf(closed=frozenset({"LAB-2"}))
    (found,) = judge(held, D0, DAYS, world)
    mend = cheapest(found.spans[1].causes[0], shop(held, what_if=world))
    assert mend is not None
    assert mend.kind is MendKind.CONCESSION


def test_the_standard_is_carried_where_it_is_fit() -> None:
    one = calibrated(GS, -300, 2)
    held = stock((SYS,), (SENSOR,), (file(GS, one),))
    (found,) = judge(held, D0, DAYS)
    mend = cheapest(found.spans[1].causes[0], shop(held, standards={one.id: ("ST-1",)}))
    assert mend is not None
    assert (mend.kind, mend.in_time) == (MendKind.CARRY_STANDARD, True), "a laboratory is too late"
    assert "Carry the standard ST-1" in mend_told(mend)


def test_what_cannot_be_done_before_it_begins_says_so() -> None:
    held = stock((SYS,), (SENSOR,), (file(GS, calibrated(GS, -300, -1)),))
    (found,) = judge(held, D0, DAYS)
    mend = cheapest(found.spans[0].causes[0], shop(held))
    assert mend is not None
    assert (mend.kind, mend.in_time) == (MendKind.CONCESSION, False)
    assert mend_told(mend).endswith("Not before it begins.")


# ---- techniques ----------------------------------------------------------------------------


def test_a_technique_is_ready_while_any_of_its_systems_is() -> None:
    other, second = item("GS-2"), system("SYS-08")
    held = stock(
        (SYS, second, system("SYS-09", "a")),
        (SENSOR, place(second, "sensor", item_id=other.id)),
        (file(GS, calibrated(GS, -300, 40)), file(other, calibrated(other, -300, 60))),
    )
    counted = by_technique(judge(held, D0, DAYS))
    assert list(counted) == [EquipmentUse.POSITION, EquipmentUse.GAMMA]
    gamma = [((one.first - D0).days, one.ready, one.not_ready, one.status)
             for one in counted[EquipmentUse.GAMMA]]  # fmt: skip
    assert gamma == [(0, 2, 0, READY), (41, 1, 1, READY), (61, 0, 2, NOT_READY)]
