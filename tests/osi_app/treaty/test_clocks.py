"""The clocks C01 to C42: due exactly when the paragraph says, and what passing them means."""

from datetime import UTC, datetime, timedelta

import pytest

from osi_app.treaty.deadlines import (
    Clock,
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
    days_for_f_and_g,
    field_days,
    field_days_before_report,
    timeline,
)
from osi_app.treaty.values import shipped_values
from osi_app.treaty.words import Milestone

M = Milestone

T0 = datetime(2026, 8, 24, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def standing(facts: Facts, now: datetime, **options: object) -> Standing:
    chosen = Options(T0, **options)  # type: ignore[arg-type]
    return Standing(facts, chosen, timeline(facts, chosen), shipped_values(), now)


def clock(name: str, facts: Facts, now: datetime = T0, **options: object) -> Deadline:
    return next(one for one in deadlines(standing(facts, now, **options)) if one.id == name)


def test_the_table_holds_every_clock_once() -> None:
    ids = [one.id for one in clocks()]
    numbers = sorted({int(name[1:].rstrip("ab")) for name in ids})
    assert numbers == list(range(1, 43))
    assert len(set(ids)) == len(ids)
    assert all(one.paragraph and one.title and one.tag for one in clocks())


LIMITS: list[tuple[str, dict[M, datetime], int]] = [
    # clock, facts it counts from, hours from T0 to its limit
    ("C01", {}, 2), ("C02", {}, 6), ("C03", {}, 24), ("C09", {}, 96), ("C16", {}, 144),
    ("C07", {M.CLARIFICATION_REQUESTED: T0 + 5 * HOUR}, 77),
    ("C10", {M.EC_APPROVED: T0 + 80 * HOUR}, 104),
    ("C11", {M.EC_APPROVED: T0 + 80 * HOUR}, 92),
    ("C12", {M.POE_ARRIVAL: T0 + 130 * HOUR}, 106),
    ("C13", {M.NOTIFIED: T0 + 84 * HOUR}, 96),
    ("C14", {M.DEPARTED_LAST_AIRFIELD: T0 + 120 * HOUR}, 114),
    ("C15", {M.DEPARTED_LAST_AIRFIELD: T0 + 120 * HOUR}, 117),
    ("C18", {M.POE_ARRIVAL: T0 + 130 * HOUR}, 166),
    ("C19", {M.POE_ARRIVAL: T0 + 130 * HOUR}, 202),
    ("C20a", {M.POE_ARRIVAL: T0 + 130 * HOUR}, 166),
    ("C20b", {M.POE_ARRIVAL: T0 + 130 * HOUR}, 202),
    ("C21", {M.EC_APPROVED: T0 + 80 * HOUR}, 80 + 25 * 24),
    ("C22", {M.PIR_RECEIVED: T0 + 600 * HOUR}, 672),
    ("C23", {M.DRILLING_PROPOSED: T0 + 700 * HOUR}, 772),
    ("C24", {M.EC_APPROVED: T0 + 80 * HOUR}, 80 + 60 * 24),
    ("C25", {M.EXTENSION_REQUESTED: T0 + 1400 * HOUR}, 1472),
    ("C26", {M.TERMINATION_RECOMMENDED: T0 + 900 * HOUR}, 972),
    ("C29", {M.DRAFT_REPORT_AVAILABLE: T0 + 2000 * HOUR}, 2048),
    ("C31", {M.BILATERAL_CLARIFICATION_REQUESTED: T0}, 48),
    ("C32", {M.EC_CLARIFICATION_REQUESTED: T0}, 24),
    ("C33", {M.EC_CLARIFICATION_FORWARDED: T0}, 48),
    ("C34", {M.EC_CLARIFICATION_ANSWERED: T0}, 24),
    ("C35", {M.EC_APPROVED: T0 + 80 * HOUR}, 80 + 24 * 24),
    ("C36", {M.PIR_RECEIVED: T0 + 600 * HOUR}, 672),
    ("C38", {M.EC_APPROVED: T0 + 80 * HOUR}, 80 + 57 * 24),
]  # fmt: skip


@pytest.mark.parametrize(("name", "facts", "hours"), LIMITS)
def test_a_clock_is_due_at_its_limit_and_not_a_second_later(
    name: str, facts: dict[M, datetime], hours: int
) -> None:
    limit = T0 + hours * HOUR
    due = clock(name, facts, limit)
    passed = DeadlineStatus.OVERDUE
    if due.kind is ClockKind.WINDOW:
        passed = DeadlineStatus.PASSED
    assert due.due_at == limit
    assert clock(name, facts, limit - SECOND).status in (DeadlineStatus.SOON, DeadlineStatus.OPEN)
    assert due.status is DeadlineStatus.SOON, "the limit itself is still in time"
    assert clock(name, facts, limit + SECOND).status is passed


def done_by(name: str, facts: dict[M, datetime]) -> M | None:
    """The milestone that a person sets for this duty and that does not move its own anchor."""
    rule: Clock = next(one for one in clocks() if one.id == name)
    moves_itself = {M.POE_ARRIVAL, M.PIR_RECEIVED, M.CONCLUDED}
    if rule.kind is not ClockKind.DUTY:
        return None
    return next((m for m in rule.done if m not in facts and m not in moves_itself), None)


DUTIES = [row for row in LIMITS if done_by(row[0], row[1]) is not None]


@pytest.mark.parametrize(("name", "facts", "hours"), DUTIES)
def test_done_at_the_limit_is_in_time_and_a_second_later_late(
    name: str, facts: dict[M, datetime], hours: int
) -> None:
    milestone = done_by(name, facts)
    assert milestone is not None
    limit = T0 + hours * HOUR
    in_time = clock(name, {**facts, milestone: limit}, limit + HOUR)
    late = clock(name, {**facts, milestone: limit + SECOND}, limit + HOUR)
    assert in_time.status is DeadlineStatus.DONE
    assert late.status is DeadlineStatus.LATE
    assert late.slack_s == -1.0


def test_arrival_counts_from_the_request_and_not_from_the_approval() -> None:
    early = clock("C16", {M.EC_APPROVED: T0 + 10 * HOUR})
    late = clock("C16", {M.EC_APPROVED: T0 + 96 * HOUR})
    assert early.due_at == late.due_at == T0 + 144 * HOUR


def test_silence_and_majorities() -> None:
    told = {
        name: (clock(name, {}).silence, clock(name, {}).votes)
        for name in ("C09", "C22", "C23", "C25", "C26")
    }
    assert told == {
        "C09": ("silence_is_no", 30),
        "C22": ("silence_goes_on", 26),
        "C23": ("silence_is_no", 26),
        "C25": ("silence_is_no", 26),
        "C26": ("silence_terminates", 34),
    }
    assert clock("C09", {}).of_members == 51


def test_the_worst_cases_fall_out_of_the_clocks() -> None:
    worst = timeline({}, Options(T0))
    assert worst.approval.at == T0 + 96 * HOUR
    assert worst.entry.at == T0 + 144 * HOUR
    assert worst.start.at - worst.approval.at == timedelta(days=5)
    assert field_days_before_report(worst) == 20.0
    assert field_days(worst) == 55.0
    assert days_for_f_and_g(worst) == 32.0


def test_an_early_report_opens_the_later_techniques_early() -> None:
    facts = {M.EC_APPROVED: T0, M.PIR_RECEIVED: T0 + timedelta(days=15)}
    assert days_for_f_and_g(timeline(facts, Options(T0))) == 42.0


def test_an_area_beyond_jurisdiction_hides_what_needs_a_state() -> None:
    hidden = {"C06", "C07", "C11", "C13", "C20a", "C20b", "C29", "C40", "C42"}
    found = deadlines(standing({}, T0, under_jurisdiction=False))
    assert {one.id for one in found if one.status is DeadlineStatus.OFF} == hidden


def test_a_refused_request_stops_everything_but_the_word_about_it() -> None:
    facts = {M.EC_REFUSED: T0 + 90 * HOUR}
    later = T0 + timedelta(days=70)
    live = {
        one.id: one.status
        for one in deadlines(standing(facts, later))
        if one.due_at is not None
        and one.due_at > T0 + 90 * HOUR
        and one.status is not DeadlineStatus.OFF
    }
    assert set(live) <= {"C09", "C10", "C39", "C08"}
    assert "C16" not in live
