"""Which technique when (P.70): at each moment where the answer changes, and around it."""

from datetime import UTC, datetime, timedelta

import pytest

from osi_app.treaty.techniques import UseFromAir, allowed, periods
from osi_app.treaty.timeline import Options, Timeline, timeline
from osi_app.treaty.values import Override, RuleValues, shipped_values
from osi_app.treaty.words import Milestone, Technique

M = Milestone
T0 = datetime(2026, 8, 24, 6, tzinfo=UTC)
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
TA = T0 + 96 * HOUR
GROUND = UseFromAir()
VALUES = shipped_values()
INITIAL = [Technique(letter) for letter in "abcde"]
LATER = [Technique(letter) for letter in "fg"]


def line(**facts: datetime) -> Timeline:
    happened = {Milestone(word): at for word, at in facts.items()}
    options = Options(requested_at=T0, extension_days=70, extension_techniques=(Technique.VISUAL,))
    return timeline({M.EC_APPROVED: TA, **happened}, options)


def barred(technique: Technique, at: datetime, plan: Timeline, values: RuleValues = VALUES) -> bool:
    return any(not one.permitted for one in allowed(technique, at, plan, GROUND, values))


@pytest.mark.parametrize("technique", INITIAL)
def test_a_to_e_from_approval_to_the_end_of_the_base_period(technique: Technique) -> None:
    plan = line()
    assert barred(technique, TA - SECOND, plan)
    assert not barred(technique, TA, plan)
    assert not barred(technique, TA + 60 * DAY - SECOND, plan)
    assert barred(technique, TA + 60 * DAY, plan)


@pytest.mark.parametrize("technique", LATER)
def test_f_and_g_from_the_continuation_on(technique: Technique) -> None:
    plan = line()
    opens = TA + 28 * DAY
    assert barred(technique, opens - SECOND, plan)
    assert not barred(technique, opens, plan)
    assert not barred(technique, TA + 60 * DAY - SECOND, plan)
    assert barred(technique, TA + 60 * DAY, plan)
    (ruling,) = allowed(technique, opens - SECOND, plan, GROUND, VALUES)
    assert ruling.earliest == opens
    early = line(pir_received=TA + 10 * DAY)
    assert not barred(technique, TA + 13 * DAY, early)


def test_in_the_gap_before_the_continuation_a_to_e_go_on_with_a_note_or_not_at_all() -> None:
    plan = line()
    in_gap = TA + 25 * DAY
    assert not allowed(Technique.GAMMA, in_gap - SECOND, plan, GROUND, VALUES)
    (note,) = allowed(Technique.GAMMA, in_gap, plan, GROUND, VALUES)
    assert note.permitted
    stops = VALUES.overridden(
        {"technique.gap_allows_a_to_e": Override("no", "tester", "strict reading")}, real=True
    )
    assert barred(Technique.GAMMA, in_gap, plan, stops)
    assert not barred(Technique.GAMMA, in_gap - SECOND, plan, stops)
    assert not barred(Technique.GAMMA, TA + 28 * DAY, plan, stops)


def test_drilling_wants_a_vote() -> None:
    assert barred(Technique.DRILLING, TA + 40 * DAY, line())
    approved = TA + 40 * DAY
    voted = line(drilling_proposed=TA + 38 * DAY, drilling_approved=approved)
    assert barred(Technique.DRILLING, approved - SECOND, voted)
    assert not barred(Technique.DRILLING, approved, voted)


def test_in_the_extension_only_what_its_request_named() -> None:
    plan = line(extension_requested=TA + 55 * DAY, extension_approved=TA + 57 * DAY)
    at = TA + 61 * DAY
    assert not barred(Technique.VISUAL, at, plan)
    assert barred(Technique.GAMMA, at, plan)
    assert barred(Technique.VISUAL, TA + 130 * DAY, plan)


def test_the_table_of_periods_agrees_with_the_rulings() -> None:
    plan = line()
    table = {period.technique: period for period in periods(plan)}
    assert set(table) == set(Technique)
    assert table[Technique.DRILLING].opens_at is None
    for technique in (*INITIAL, *LATER):
        period = table[technique]
        assert period.opens_at is not None
        assert period.closes_at is not None
        assert not barred(technique, period.opens_at, plan)
        assert not barred(technique, period.closes_at - SECOND, plan)
        assert barred(technique, period.closes_at, plan)
