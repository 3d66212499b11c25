"""A store on disk with three States and one exercise, for the tests of any room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.store import open_store
from osi_app.inspection.records import (
    CaseMilestone,
    Event,
    Inspection,
    InspectionKind,
    Origin,
)
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.ports import Store
from osi_app.kernel.record import Record
from osi_app.library.records import State
from osi_app.treaty.words import Milestone

NOW = datetime(2026, 9, 3, 6, tzinfo=UTC)
T0 = datetime(2026, 8, 24, 6, tzinfo=UTC)


@pytest.fixture
def now() -> FixedClock:
    """3 September 2026 06:00 UTC, standing still."""
    return FixedClock(NOW)


@pytest.fixture
def field_store(tmp_path: Path, now: FixedClock) -> Iterator[Store]:
    """An empty store in a file of its own."""
    store = open_store(tmp_path / "field.osi", author="tester", clock=now)
    yield store
    store.close()


@pytest.fixture
def exercise(field_store: Store) -> Inspection:
    """An exercise with T0 on 24 August 2026 06:00 UTC and an event of two origins at 78 E 50 N;
    the second origin is the prime one. XAA is inspected at XFF's request; KAZ has no part."""
    inspected = State(code="XAA", name="Arcania", fictional=True)
    requesting = State(code="XFF", name="Fiducia", fictional=True)
    event = Event(code="EV-1", name="Tremor")
    first = Origin(event_id=event.id, agency="AAA", origin_code="1", at=T0, lon=78.2, lat=50.1)
    prime = Origin(
        event_id=event.id,
        agency="IDC",
        origin_code="2",
        at=T0,
        lon=78.0,
        lat=50.0,
        semi_major_m=12_000,
        semi_minor_m=8_000,
        azimuth_deg=70,
        prime=True,
    )
    inspection = Inspection(
        code="EX-1",
        title="Exercise",
        kind=InspectionKind.EXERCISE,
        requesting_state_id=requesting.id,
        inspected_state_id=inspected.id,
        event_id=event.id,
        requested_at=T0,
    )
    neutral = State(code="KAZ", name="Kazakhstan", name_zh="哈萨克斯坦")
    with field_store.write("Put") as work:
        work.add(inspected, requesting, neutral, event, first, prime, inspection)
        work.commit()
    return inspection


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
