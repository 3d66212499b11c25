"""A store on disk with two fictional States and one exercise, as every test here needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.store import open_store
from osi_app.inspection.records import CaseMilestone, Inspection, InspectionKind
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.ports import Store
from osi_app.kernel.record import Record
from osi_app.library.records import State
from osi_app.treaty.words import Milestone

NOW = datetime(2026, 9, 3, 6, tzinfo=UTC)
T0 = datetime(2026, 8, 24, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ground:
    """The store, the exercise and its States. T0 is 24 August 2026 06:00, now 3 September."""

    store: Store
    clock: FixedClock
    inspection: Inspection
    inspected: State
    requesting: State
    neutral: State

    def put(self, *records: Record) -> None:
        """Stores records as they are, past every service."""
        with self.store.write("Put") as work:
            work.add(*records)
            work.commit()

    def happened(self, milestone: Milestone, at: datetime) -> None:
        """Records a milestone."""
        self.put(CaseMilestone(inspection_id=self.inspection.id, milestone=milestone, at=at))


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """An exercise of the request of 24 August: entry 30 August, end 27 October by the plan."""
    clock = FixedClock(NOW)
    store = open_store(tmp_path / "field.osi", author="tester", clock=clock)
    inspected = State(code="XA", name="Arcania", fictional=True)
    requesting = State(code="XF", name="Fiducia", fictional=True)
    neutral = State(code="KAZ", name="Kazakhstan", name_zh="哈萨克斯坦")
    inspection = Inspection(
        code="EX-1",
        title="Exercise",
        kind=InspectionKind.EXERCISE,
        requesting_state_id=requesting.id,
        inspected_state_id=inspected.id,
        requested_at=T0,
    )
    found = Ground(store, clock, inspection, inspected, requesting, neutral)
    found.put(inspected, requesting, neutral, inspection)
    yield found
    store.close()
