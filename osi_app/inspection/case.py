"""One case as every rule sees it: records, facts, timeline, rule values and the present moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from osi_app.inspection.records import CaseMilestone, Event, Inspection, InspectionKind, Origin
from osi_app.kernel.clock import Clock
from osi_app.kernel.findings import Subject
from osi_app.kernel.ports import Reading
from osi_app.library.records import RuleOverride, State
from osi_app.treaty.deadlines import Deadline, Standing, deadlines
from osi_app.treaty.timeline import Options, Phase, Timeline, phase, timeline
from osi_app.treaty.values import Override, RuleValues, shipped_values
from osi_app.treaty.words import Milestone


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules of all rooms are given.

    ``facts`` are the milestones that have happened; ``now`` is the exercise time where one is
    set. ``origin`` is the chosen one, else the prime one, else the only one.
    """

    inspection: Inspection
    requesting: State
    inspected: State
    event: Event | None
    origin: Origin | None
    origins: tuple[Origin, ...]
    facts: Mapping[Milestone, datetime]
    options: Options
    timeline: Timeline
    values: RuleValues
    now: datetime

    @property
    def marked_exercise(self) -> bool:
        """Whether every screen and page says that this is not real."""
        return self.inspection.kind is not InspectionKind.INSPECTION

    @property
    def phase(self) -> Phase:
        """Where the case stands now."""
        return phase(self.timeline, self.now)

    @property
    def subject(self) -> Subject:
        """The case itself, for findings about it."""
        return Subject("inspection", self.inspection.id, self.inspection.code)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """C01 to C42 as they stand now."""
        standing = Standing(self.facts, self.options, self.timeline, self.values, self.now)
        return deadlines(standing)


def load_case(reading: Reading, inspection_id: UUID, clock: Clock) -> Case:
    """The case as it stands. Raises ``NotFoundError``."""
    inspection = reading.load(Inspection, inspection_id)
    event = None if inspection.event_id is None else reading.load(Event, inspection.event_id)
    origins = () if event is None else reading.all(Origin, event_id=event.id)
    happened = reading.all(CaseMilestone, inspection_id=inspection_id)
    facts = MappingProxyType({one.milestone: one.at for one in happened})
    options = _options(inspection)
    return Case(
        inspection=inspection,
        requesting=reading.load(State, inspection.requesting_state_id),
        inspected=reading.load(State, inspection.inspected_state_id),
        event=event,
        origin=chosen_origin(inspection.origin_id, origins),
        origins=origins,
        facts=facts,
        options=options,
        timeline=timeline(facts, options),
        values=_values(reading, inspection),
        now=present(inspection, clock),
    )


def chosen_origin(chosen: UUID | None, origins: tuple[Origin, ...]) -> Origin | None:
    """The origin chosen, else the prime one, else the last: never simply the first."""
    for origin in origins:
        if origin.id == chosen:
            return origin
    prime = [origin for origin in origins if origin.prime]
    ranked = prime or list(origins)
    return ranked[-1] if ranked else None


def present(inspection: Inspection, clock: Clock) -> datetime:
    """Now, in the case's own time: exercise time stands still, or runs from when it was set."""
    if inspection.exercise_time is None:
        return clock()
    if inspection.exercise_set_at is None:
        return inspection.exercise_time
    return inspection.exercise_time + (clock() - inspection.exercise_set_at)


def _options(inspection: Inspection) -> Options:
    return Options(
        requested_at=inspection.requested_at,
        under_jurisdiction=inspection.under_jurisdiction,
        non_scheduled_aircraft=inspection.non_scheduled_aircraft,
        aircraft_by_inspected_state=inspection.aircraft_by_inspected_state,
        observer_proposed=inspection.observer_proposed,
        extension_days=inspection.extension_days,
        extension_techniques=inspection.extension_techniques,
    )


def _values(reading: Reading, inspection: Inspection) -> RuleValues:
    overrides = {
        one.key: Override(one.value, one.author, one.reason)
        for one in reading.all(RuleOverride, inspection_id=inspection.id)
    }
    real = inspection.kind is InspectionKind.INSPECTION
    return shipped_values().overridden(overrides, real=real)
