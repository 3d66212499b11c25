"""The clocks C01 to C42: due when the Treaty says, met at that very moment, missed after it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.treaty.deadlines import (
    ClockKind,
    Deadline,
    DeadlineStatus,
    Standing,
    clocks,
    deadlines,
)
from osi_app.treaty.timeline import (
    Facts,
    Options,
    Phase,
    days_for_f_and_g,
    field_days,
    field_days_before_report,
    phase,
    timeline,
)
from osi_app.treaty.values import shipped_values
from osi_app.treaty.words import Milestone

M = Milestone
T0 = datetime(2026, 8, 24, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
TA, TP, TE = T0 + 80 * HOUR, T0 + 130 * HOUR, T0 + 50 * DAY
MOMENT = T0 + 40 * DAY
"""When the moment that a clock counts from happened, where that is no anchor of the case."""

ANCHORS = {M.EC_APPROVED: TA, M.POE_ARRIVAL: TP, M.CONCLUDED: TE}

DUE = {
    "C01": T0 + 2 * HOUR,
    "C02": T0 + 6 * HOUR,
    "C03": T0 + 24 * HOUR,
    "C07": MOMENT + 72 * HOUR,
    "C09": T0 + 96 * HOUR,
    "C10": TA + 24 * HOUR,
    "C11": TA + 12 * HOUR,
    "C12": TP - 24 * HOUR,
    "C13": MOMENT + 12 * HOUR,
    "C14": MOMENT - 6 * HOUR,
    "C15": MOMENT - 3 * HOUR,
    "C16": T0 + 6 * DAY,
    "C18": TP + 36 * HOUR,
    "C19": TP + 72 * HOUR,
    "C20a": TP + 36 * HOUR,
    "C20b": TP + 72 * HOUR,
    "C21": TA + 25 * DAY,
    "C23": MOMENT + 72 * HOUR,
    "C24": TA + 60 * DAY,
    "C25": MOMENT + 72 * HOUR,
    "C26": MOMENT + 72 * HOUR,
    "C27": TE + 24 * HOUR,
    "C29": MOMENT + 48 * HOUR,
    "C31": MOMENT + 48 * HOUR,
    "C32": MOMENT + 24 * HOUR,
    "C33": MOMENT + 48 * HOUR,
    "C34": MOMENT + 24 * HOUR,
    "C35": TA + 24 * DAY,
    "C37": MOMENT + 24 * HOUR,
    "C38": TA + 57 * DAY,
    "C39": TA,
}


def standing(facts: Facts, now: datetime, **options: object) -> Standing:
    chosen = Options(requested_at=T0, **options)  # type: ignore[arg-type]
    return Standing(facts, chosen, timeline(facts, chosen), shipped_values(), now)


def one(clock: str, facts: Facts, now: datetime, **options: object) -> Deadline:
    found = {deadline.id: deadline for deadline in deadlines(standing(facts, now, **options))}
    return found[clock]


def facts_for(clock: str) -> dict[Milestone, datetime]:
    """The anchors, and the moment that this clock counts from."""
    anchor = next(row.anchor for row in clocks() if row.id == clock)
    given = dict(ANCHORS)
    if anchor in set(Milestone):
        given[Milestone(anchor)] = MOMENT
    if clock in ("C09", "C16", "C21", "C24", "C38"):
        given.pop(M.CONCLUDED)
    return given


def test_the_table_is_whole_and_every_clock_has_its_paragraph() -> None:
    ids = [clock.id for clock in clocks()]
    assert ids == sorted(set(ids))
    assert {clock[:3] for clock in ids} == {f"C{n:02d}" for n in range(1, 43)}
    assert all(clock.paragraph and clock.title and clock.tag for clock in clocks())
    assert all(clock.tag == "T" for clock in clocks() if clock.kind is ClockKind.DUTY)


@pytest.mark.parametrize("clock", sorted(DUE))
def test_a_clock_is_due_when_the_text_says(clock: str) -> None:
    assert one(clock, facts_for(clock), T0).due_at == DUE[clock]


DUTIES = sorted(row.id for row in clocks() if row.kind is ClockKind.DUTY)


@pytest.mark.parametrize("clock", DUTIES)
def test_a_duty_is_met_until_the_very_moment_and_late_after_it(clock: str) -> None:
    facts = facts_for(clock)
    done = next(row.done for row in clocks() if row.id == clock)[0]
    if done is M.INSPECTION_STOPPED or clock in ("C09", "C16", "C24"):
        facts.pop(done, None)
    due = one(clock, facts, T0).due_at
    assert due is not None
    for at, status in (
        (due - SECOND, DeadlineStatus.DONE),
        (due, DeadlineStatus.DONE),
        (due + SECOND, DeadlineStatus.LATE),
    ):
        found = one(clock, {**facts, done: at}, at + DAY)
        assert (found.status, found.slack_s) == (status, (due - at).total_seconds())


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (DUE["C09"] - 25 * HOUR, DeadlineStatus.OPEN),
        (DUE["C09"] - 24 * HOUR, DeadlineStatus.SOON),
        (DUE["C09"], DeadlineStatus.SOON),
        (DUE["C09"] + SECOND, DeadlineStatus.OVERDUE),
    ],
)
def test_what_is_not_done_becomes_due_and_then_overdue(
    now: datetime, status: DeadlineStatus
) -> None:
    assert one("C09", {}, now).status is status


@pytest.mark.parametrize(
    ("clock", "votes", "silence"),
    [
        ("C09", 30, "silence_is_no"),
        ("C22", 26, "silence_goes_on"),
        ("C23", 26, "silence_is_no"),
        ("C25", 26, "silence_is_no"),
        ("C26", 34, "silence_terminates"),
    ],
)
def test_votes_of_fifty_one_and_what_silence_means(clock: str, votes: int, silence: str) -> None:
    found = one(clock, {}, T0)
    assert (found.votes, found.of_members, found.silence) == (votes, 51, silence)


def test_without_facts_the_latest_lawful_plan_counts() -> None:
    found = one("C19", {}, T0)
    assert found.planned
    assert found.due_at == T0 + 6 * DAY + 72 * HOUR
    assert not one("C19", ANCHORS, T0).planned


def test_clocks_of_the_inspected_state_are_off_where_there_is_none() -> None:
    hidden = {
        deadline.id
        for deadline in deadlines(standing({}, T0, under_jurisdiction=False))
        if deadline.status is DeadlineStatus.OFF
    }
    assert {"C06", "C07", "C11", "C13"} <= hidden
    assert "C09" not in hidden


def test_no_clock_of_an_inspection_runs_after_a_refusal() -> None:
    refused = {M.EC_REFUSED: T0 + 90 * HOUR}
    overdue = {
        deadline.id
        for deadline in deadlines(standing(refused, T0 + 200 * DAY))
        if deadline.status is DeadlineStatus.OVERDUE
    }
    assert not overdue & {"C16", "C18", "C19", "C21", "C24", "C27"}
    assert one("C10", refused, T0 + 200 * DAY).status is DeadlineStatus.OVERDUE


def test_the_worst_case_leaves_twenty_thirty_two_and_fifty_five_days() -> None:
    worst = {M.EC_APPROVED: T0 + 96 * HOUR}
    line = timeline(worst, Options(requested_at=T0))
    assert field_days_before_report(line) == 20
    assert days_for_f_and_g(line) == 32
    assert field_days(line) == 55
    assert timeline({}, Options(requested_at=T0)).base_end.at == T0 + 96 * HOUR + 60 * DAY


def test_an_early_report_opens_the_continuation_early() -> None:
    facts = {M.EC_APPROVED: TA, M.PIR_RECEIVED: TA + 10 * DAY}
    line = timeline(facts, Options(requested_at=T0))
    assert line.continuation.at == TA + 13 * DAY
    assert not line.continuation.happened


def test_an_extension_counts_only_when_approved_and_ends_after_130_days_at_most() -> None:
    options = Options(requested_at=T0, extension_days=70)
    assert timeline(ANCHORS, options).end.at == TA + 60 * DAY
    approved = {M.EC_APPROVED: TA, M.EXTENSION_APPROVED: TA + 58 * DAY}
    assert timeline(approved, options).end.at == TA + 130 * DAY


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (T0 - SECOND, Phase.BEFORE),
        (T0, Phase.LAUNCH),
        (TA - SECOND, Phase.LAUNCH),
        (TA, Phase.PRE_INSPECTION),
        (TP + 72 * HOUR - SECOND, Phase.PRE_INSPECTION),
        (TP + 72 * HOUR, Phase.INITIAL),
        (TA + 25 * DAY - SECOND, Phase.INITIAL),
        (TA + 25 * DAY, Phase.GAP),
        (TA + 28 * DAY, Phase.CONTINUATION),
        (TA + 60 * DAY - SECOND, Phase.CONTINUATION),
        (TA + 60 * DAY, Phase.POST),
    ],
)
def test_each_phase_begins_at_its_moment(now: datetime, expected: Phase) -> None:
    facts = {M.EC_APPROVED: TA, M.POE_ARRIVAL: TP}
    assert phase(timeline(facts, Options(requested_at=T0)), now) is expected


@given(
    hours=st.dictionaries(st.sampled_from(list(Milestone)), st.integers(0, 3_500), max_size=12),
    now_h=st.integers(-100, 4_000),
)
def test_any_history_gives_every_clock_an_answer(hours: dict[Milestone, int], now_h: int) -> None:
    facts = {milestone: T0 + at * HOUR for milestone, at in hours.items()}
    now = T0 + now_h * HOUR
    for deadline in deadlines(standing(facts, now)):
        if deadline.status is DeadlineStatus.OVERDUE:
            assert deadline.due_at is not None
            assert now > deadline.due_at
            assert deadline.done_at is None
        if deadline.status is DeadlineStatus.LATE:
            assert deadline.slack_s is not None
            assert deadline.slack_s < 0
        if deadline.status is DeadlineStatus.WAITING:
            assert deadline.due_at is None
