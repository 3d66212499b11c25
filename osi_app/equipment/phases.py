"""Calibration of listed items phase by phase: what the plan prints."""

from dataclasses import dataclass
from datetime import date

from osi_app.equipment.calibration import CalibrationStatus, status_on, that_counts
from osi_app.equipment.paper_rules import PlannedUse
from osi_app.equipment.records import Item
from osi_app.equipment.stock import ItemPapers, listed_items
from osi_app.inspection.case import Case
from osi_app.kernel.ports import Reading
from osi_app.treaty.timeline import Phase, Timeline, windows


@dataclass(frozen=True, slots=True)
class PhaseState:
    """The calibration of an item on the last day of a phase; ``valid_until`` is that of the
    certificate that counts then, None without one."""

    phase: Phase
    last_day: date
    status: CalibrationStatus
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class ItemPhases:
    """One listed item through all phases of the present plan, in order."""

    item: Item
    states: tuple[PhaseState, ...]


def last_days(line: Timeline) -> tuple[tuple[Phase, date], ...]:
    """Each phase of field work with its last day by the present plan."""
    return tuple((window.phase, window.closes_at.date()) for window in windows(line))


def planned_use(case: Case) -> PlannedUse:
    """From entry to conclusion by the present plan; certificates should last
    ``equipment.warn_until_days`` beyond the base period."""
    line = case.timeline
    first = line.entry.at.date()
    last = max(first, line.conclusion.at.date())
    days = int(case.values.number("equipment.warn_until_days"))
    reserve = date.fromordinal(line.base_end.at.date().toordinal() + days)
    return PlannedUse(first, last, max(last, reserve))


def phase_states(reading: Reading, case: Case) -> tuple[ItemPhases, ...]:
    """Every listed item on the last day of every phase, by item code."""
    days = last_days(case.timeline)
    return tuple(
        ItemPhases(papers.item, tuple(_state(papers, phase, day) for phase, day in days))
        for papers in listed_items(reading, case.inspection.id)
    )


def _state(papers: ItemPapers, phase: Phase, day: date) -> PhaseState:
    counts = that_counts(papers.calibrations, day)
    until = counts.valid_until if counts is not None else None
    return PhaseState(phase, day, status_on(papers.item, papers.calibrations, day), until)
