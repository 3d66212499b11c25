"""The steps of certification: each only after the one it follows, signed by those who must."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.movement_records import StatusStep, Step
from osi_app.equipment.steps import (
    FOLLOWS,
    may_follow,
    refuse_history,
    refuse_step,
    standing,
    stands,
)
from osi_app.kernel.errors import RuleError

START = datetime(2026, 8, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
ITEM = uuid4()
WAY = (
    Step.STORED,
    Step.CONFIGURED,
    Step.CALIBRATED,
    Step.CERTIFIED,
    Step.SEALED,
    Step.PACKED,
    Step.SHIPPED,
    Step.ACCEPTED,
    Step.IN_USE,
    Step.RETURNED,
)


def taken(step: Step, hour: int = 0, of: UUID = ITEM, **values: object) -> StatusStep:
    signed = {
        "item_id": of,
        "step": step,
        "at": START + hour * HOUR,
        "signed_by": "Ada",
        "countersigned_by": "Bo",
        "reason": "no document",
        "seal_number": "S-1",
    }
    return StatusStep.model_validate({**signed, **values})


def history(*steps: Step) -> list[StatusStep]:
    return [taken(step, hour) for hour, step in enumerate(steps)]


@pytest.mark.parametrize("last", [Step.ACCEPTED, Step.EXCLUDED, Step.QUERY])
def test_the_way_to_the_point_of_entry(last: Step) -> None:
    refuse_history(history(*WAY[:7], last))


@pytest.mark.parametrize("last", [Step.RETURNED, Step.LEFT])
def test_the_way_there_and_back(last: Step) -> None:
    refuse_history(history(*WAY[:9], last))


def test_a_query_ends_accepted_or_excluded_and_the_excluded_is_not_used() -> None:
    assert may_follow(Step.QUERY) == (Step.ACCEPTED, Step.EXCLUDED)
    assert Step.IN_USE not in may_follow(Step.EXCLUDED)


def test_what_came_back_begins_on_the_shelf_and_what_was_left_stays() -> None:
    refuse_history(history(*WAY, *WAY))
    assert may_follow(Step.LEFT) == ()


@pytest.mark.parametrize("place", range(1, len(WAY) - 1))
def test_no_step_of_the_way_is_left_out(place: int) -> None:
    if WAY[place] is Step.IN_USE:
        return  # what was accepted may come back unused
    if WAY[place] is Step.ACCEPTED:
        with pytest.raises(RuleError, match="step_order"):
            refuse_history(history(*WAY[:7], Step.IN_USE))
        return
    with pytest.raises(RuleError, match="step_order"):
        refuse_history(history(*WAY[:place], *WAY[place + 1 :]))


def test_only_what_needs_no_calibration_is_certified_without() -> None:
    before, step = history(*WAY[:2]), taken(Step.CERTIFIED, 9)
    refuse_step(before, step, needs_calibration=False)
    with pytest.raises(RuleError) as refused:
        refuse_step(before, step)
    assert refused.value.values["allowed"] == "calibrated, stored"


@pytest.mark.parametrize("step", [one for one in Step if one is not Step.STORED])
def test_the_first_step_is_onto_the_shelf(step: Step) -> None:
    with pytest.raises(RuleError, match="step_order"):
        refuse_step([], taken(step))


@pytest.mark.parametrize("hour", [6, 5])
def test_a_step_is_later_than_the_one_it_follows(hour: int) -> None:
    with pytest.raises(RuleError, match="step_too_early"):
        refuse_step(history(*WAY[:7]), taken(Step.ACCEPTED, hour))


@pytest.mark.parametrize("step", [Step.ACCEPTED, Step.EXCLUDED, Step.QUERY])
@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"countersigned_by": " "}, "countersignature_missing"),
        ({"signed_by": " "}, "name_missing"),
        ({"countersigned_by": "ADA "}, "two_hands"),
    ],
)
def test_two_people_sign_at_the_point_of_entry(
    step: Step, values: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        refuse_step(history(*WAY[:7]), taken(step, 9, **values))


@pytest.mark.parametrize("step", [Step.EXCLUDED, Step.QUERY])
def test_excluding_and_asking_need_a_reason(step: Step) -> None:
    with pytest.raises(RuleError, match="reason_missing"):
        refuse_step(history(*WAY[:7]), taken(step, 9, reason=" "))


def test_accepting_needs_no_reason_and_other_steps_one_hand() -> None:
    refuse_step(history(*WAY[:7]), taken(Step.ACCEPTED, 9, reason=""))
    refuse_step(history(*WAY[:5]), taken(Step.PACKED, 9, reason="", countersigned_by=""))


def test_a_seal_has_a_number() -> None:
    with pytest.raises(RuleError, match="seal_number_missing"):
        refuse_step(history(*WAY[:4]), taken(Step.SEALED, 9, seal_number=""))


def test_the_newest_step_of_each_is_where_it_stands() -> None:
    other = uuid4()
    steps = [taken(Step.CONFIGURED, 1), taken(Step.STORED), taken(Step.STORED, 5, other)]
    assert standing(steps) == {ITEM: steps[0], other: steps[2]}
    assert stands(steps[:2]) == steps[0]
    assert stands([]) is None


@given(st.data())
def test_any_way_that_follows_the_table_is_taken_and_no_other(data: st.DataObject) -> None:
    before: list[StatusStep] = []
    for hour in range(data.draw(st.integers(1, 14))):
        newest = stands(before)
        allowed = FOLLOWS[newest.step if newest else None]
        step = data.draw(st.sampled_from(Step))
        if step in allowed:
            refuse_step(before, taken(step, hour))
            before.append(taken(step, hour))
        else:
            with pytest.raises(RuleError, match="step_order"):
                refuse_step(before, taken(step, hour))
    refuse_history(before)
