"""The moments of a case: those that happened, the rest from the latest lawful plan.

Days are exact spans of 24 hours in UTC (our default where the text is silent).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from osi_app.treaty.words import Milestone, Technique

Facts = Mapping[Milestone, datetime]
"""What has happened, aware instants in UTC."""

DECISION_H = 96
ENTRY_D = 6
START_H = 72
REPORT_D = 25
CONTINUATION_H = 72
BASE_D = 60
LONGEST_D = 130
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Options:
    """What of the case bends the clocks. ``extension_days`` counts only once approved."""

    requested_at: datetime
    under_jurisdiction: bool = True
    non_scheduled_aircraft: bool = True
    aircraft_by_inspected_state: bool = False
    observer_proposed: bool = True
    extension_days: int = 0
    extension_techniques: tuple[Technique, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment. ``happened`` tells a fact from the latest lawful plan."""

    at: datetime
    happened: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """T0, T0d, TA, TP and what follows. ``ended_at`` is set when the case ended before its time
    (request withdrawn or refused, inspection stopped) or was concluded."""

    request: Moment
    request_by_dg: Moment
    approval: Moment
    entry: Moment
    start: Moment
    report_received: Moment
    continuation: Moment
    base_end: Moment
    end: Moment
    conclusion: Moment
    ended_at: datetime | None
    approved: bool
    continuation_approved: bool
    drilling_approved_at: datetime | None
    extension_approved: bool
    extension_techniques: tuple[Technique, ...]

    def anchor(self, word: str) -> Moment:
        """The moment behind an anchor word: T0, T0d, TA, TP or TE."""
        return {
            "T0": self.request,
            "T0d": self.request_by_dg,
            "TA": self.approval,
            "TP": self.entry,
            "TE": self.conclusion,
        }[word]


def timeline(facts: Facts, options: Options) -> Timeline:
    """The moments of a case from its facts, the rest as late as the law allows."""
    request = Moment(options.requested_at, True)
    approval = _happened(facts, Milestone.EC_APPROVED, _after(request, hours=DECISION_H))
    entry = _happened(facts, Milestone.POE_ARRIVAL, _after(request, days=ENTRY_D))
    report = _happened(facts, Milestone.PIR_RECEIVED, _after(approval, days=REPORT_D))
    extended = Milestone.EXTENSION_APPROVED in facts
    base_end = _after(approval, days=BASE_D)
    end = _after(base_end, days=options.extension_days if extended else 0)
    ended = _ended(facts)
    conclusion = Moment(ended, True) if ended and Milestone.EC_APPROVED in facts else end
    # silence of the Council for 72 hours is continuation (IV.47)
    continuation = _happened(
        facts, Milestone.CONTINUATION_APPROVED, _after(report, hours=CONTINUATION_H)
    )
    return Timeline(
        request=request,
        request_by_dg=_happened(facts, Milestone.REQUEST_RECEIVED_BY_DG, request),
        approval=approval,
        entry=entry,
        start=_happened(facts, Milestone.ACTIVITIES_STARTED, _after(entry, hours=START_H)),
        report_received=report,
        continuation=continuation,
        base_end=base_end,
        end=end,
        conclusion=conclusion,
        ended_at=ended,
        approved=Milestone.EC_APPROVED in facts,
        continuation_approved=continuation.happened,
        drilling_approved_at=facts.get(Milestone.DRILLING_APPROVED),
        extension_approved=extended,
        extension_techniques=options.extension_techniques if extended else (),
    )


def _after(moment: Moment, *, days: int = 0, hours: int = 0) -> Moment:
    return Moment(moment.at + timedelta(days=days, hours=hours), False)


def _happened(facts: Facts, milestone: Milestone, planned: Moment) -> Moment:
    return Moment(facts[milestone], True) if milestone in facts else planned


def _ended(facts: Facts) -> datetime | None:
    endings = (
        Milestone.REQUEST_WITHDRAWN,
        Milestone.EC_REFUSED,
        Milestone.INSPECTION_STOPPED,
        Milestone.CONCLUDED,
    )
    found = [facts[ending] for ending in endings if ending in facts]
    return min(found) if found else None


def field_days_before_report(line: Timeline) -> float:
    """Days from the start of activities to the day the progress report is due: 20 at worst."""
    due = line.approval.at + timedelta(days=REPORT_D)
    return (due - line.start.at).total_seconds() / DAY_S


def field_days(line: Timeline) -> float:
    """Days from the start of activities to the end of the base period: 55 at worst."""
    return (line.base_end.at - line.start.at).total_seconds() / DAY_S


def days_for_f_and_g(line: Timeline) -> float:
    """Days for techniques (f) and (g) in the base period: 32 at worst."""
    return (line.base_end.at - line.continuation.at).total_seconds() / DAY_S


class Phase(StrEnum):
    """Where a case stands."""

    BEFORE = "before_request"
    LAUNCH = "launch"
    PRE_INSPECTION = "pre_inspection"
    INITIAL = "initial_period"
    GAP = "awaiting_continuation"
    CONTINUATION = "continuation"
    EXTENSION = "extension"
    POST = "post_inspection"
    CLOSED = "closed"


def phase(line: Timeline, now: datetime) -> Phase:
    """The phase a case is in, each beginning at its moment (inclusive)."""
    if now < line.request.at:
        return Phase.BEFORE
    if line.ended_at is not None and now >= line.ended_at:
        return Phase.POST if line.approved else Phase.CLOSED
    steps = (
        (line.end.at, Phase.POST),
        (line.base_end.at, Phase.EXTENSION),
        (line.continuation.at, Phase.CONTINUATION),
        (line.approval.at + timedelta(days=REPORT_D), Phase.GAP),
        (line.start.at, Phase.INITIAL),
        (line.approval.at, Phase.PRE_INSPECTION),
    )
    return next((word for at, word in steps if now >= at), Phase.LAUNCH)


@dataclass(frozen=True, slots=True)
class PhaseWindow:
    """One phase of field work and its days: what calibrations are judged by."""

    phase: Phase
    opens_at: datetime
    closes_at: datetime


def windows(line: Timeline) -> tuple[PhaseWindow, ...]:
    """Initial period, continuation and, when approved, extension."""
    found = [
        PhaseWindow(Phase.INITIAL, line.start.at, line.continuation.at),
        PhaseWindow(Phase.CONTINUATION, line.continuation.at, line.base_end.at),
    ]
    if line.extension_approved:
        found.append(PhaseWindow(Phase.EXTENSION, line.base_end.at, line.end.at))
    return tuple(found)
