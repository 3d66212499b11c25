"""Every planted defect mended by an ordinary use case: then no rule has anything left to say."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from osi_app.area.records import RestrictedSite
from osi_app.checklist.records import Task
from osi_app.equipment.records import Calibration, Certification, Item
from osi_app.geo.geodesy import destination
from osi_app.geo.polygons import plane_about
from osi_app.house import House
from osi_app.inspection.records import Inspection
from osi_app.kernel.record import Record
from osi_app.roster.records import (
    Acceptance,
    Inspector,
    MedicalClearance,
    Passport,
    TeamMember,
    Training,
)
from osi_app.search.records import Mission, MissionMember, MissionStatus
from osi_app.treaty.words import Milestone

LONG = date(2028, 1, 1)
BEFORE = date(2026, 8, 1)


class Mender:
    """Use cases by the codes that findings show."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.inspection = house.inspections()[0]

    def coded(self, kind: type[Record], code: str) -> Any:
        with self.house.store.read() as reading:
            return reading.find(kind, code=code)

    def member(self, code: str) -> TeamMember:
        with self.house.store.read() as reading:
            found = reading.find(TeamMember, inspector_id=self.coded(Inspector, code).id)
        assert found is not None
        return found

    def people(self) -> None:
        """Papers renewed, the refusal taken back, the relieved one home in time."""
        roster = self.house.roster
        with self.house.store.read() as reading:
            about = {one.code: one.id for one in reading.all(Inspector)}
            passport = reading.all(Passport, inspector_id=about["INS-019"])[0]
            refusal = next(
                one
                for one in reading.all(Acceptance, inspector_id=about["INS-024"])
                if one.objected_on is not None
            )
        roster.record(
            "Renew papers",
            MedicalClearance(inspector_id=about["INS-007"], examined_on=BEFORE, valid_until=LONG),
            Training(
                inspector_id=about["INS-013"],
                course="Refresher",
                completed_on=BEFORE,
                valid_until=LONG,
            ),
        )
        roster.correct("Renew", Passport, [passport.id], {"valid_until": LONG})
        roster.correct("Take back", Acceptance, [refusal.id], {"objected_on": None})
        home = {"departs_on": date(2026, 9, 20)}
        roster.correct("Relieve", TeamMember, [self.member("INS-040").id], home)

    def things(self) -> None:
        """Calibrated, certified, sealed, approved."""
        equipment = self.house.equipment
        codes = ("HP-002", "GS-004", "SA-011", "XE-001", "MG-003", "DM-017", "LR-003")
        for code in codes:
            item = self.coded(Item, code)
            equipment.record_calibration(
                Calibration(
                    item_id=item.id,
                    certificate_number=f"NEW-{code}",
                    performed_on=date(2026, 8, 20),
                    valid_until=LONG,
                )
            )
        equipment.record_certification(
            Certification(
                item_id=self.coded(Item, "EM-002").id,
                certificate_number="CERT-EM-002",
                certified_on=date(2026, 8, 20),
                valid_until=LONG,
                seal_number="S1",
            )
        )
        with self.house.store.read() as reading:
            (unsealed,) = reading.all(Certification, item_id=self.coded(Item, "AS-002").id)
        equipment.correct("Seal", Certification, [unsealed.id], {"seal_number": "S2"})
        approved = {"on_approved_list": True}
        equipment.correct("Approve", Item, [self.coded(Item, "UP-004").id], approved)

    def ground(self) -> None:
        """One site shrunk, one moved."""
        large, close = self.coded(RestrictedSite, "RAS-2"), self.coded(RestrictedSite, "RAS-3")
        plane = plane_about(large.vertices)
        smaller = plane.unproject(plane.project(large.vertices) * 0.96)
        area = self.house.area
        area.correct("Shrink", RestrictedSite, [large.id], {"vertices": smaller})
        other = self.coded(RestrictedSite, "RAS-4")
        east = close.vertices[0][0] > other.vertices[0][0]
        moved = tuple(destination(corner, 90 if east else 270, 7) for corner in close.vertices)
        area.correct("Move", RestrictedSite, [close.id], {"vertices": moved})

    def missions(self) -> None:
        """Overflights agreed, a crew changed, what may not be flown or drilled called off."""
        agreed = {"additional_overflights_agreed": True}
        self.house.inspection.correct("Agree", Inspection, [self.inspection.id], agreed)
        with self.house.store.read() as reading:
            seat = reading.find(
                MissionMember,
                mission_id=self.coded(Mission, "M-0017").id,
                team_member_id=self.member("INS-041").id,
            )
        assert seat is not None
        self.house.search.remove("Take off", MissionMember, [seat.id])
        codes = ("M-0020", "M-0021", "M-0022", "M-0023", "M-0025")
        keys = [self.coded(Mission, code).id for code in codes]
        self.house.search.correct("Call off", Mission, keys, {"status": MissionStatus.CANCELLED})

    def moments(self) -> None:
        """The answer came in time, the position is confirmed."""
        answered = datetime(2026, 8, 28, 2, tzinfo=UTC)
        self.house.inspection.record_milestone(
            self.inspection.id, Milestone.OBSERVER_ANSWERED, answered
        )
        task = self.coded(Task, "D-25")
        self.house.checklist.tick([task.id], datetime(2026, 8, 31, tzinfo=UTC), "Team leader")


@pytest.fixture
def mended(demo_house: House) -> House:
    """The demo with every planted defect mended."""
    mender = Mender(demo_house)
    mender.people()
    mender.things()
    mender.ground()
    mender.missions()
    mender.moments()
    return demo_house


def test_the_mended_exercise_has_no_finding(mended: House) -> None:
    found = mended.findings(mended.inspections()[0].id)
    assert [(one.rule, one.subject.shown) for one in found] == []


def test_its_plan_prints_without_findings(mended: House) -> None:
    plan = mended.documents.inspection_plan(mended.inspections()[0].id)
    assert not plan.findings
    assert mended.documents.printed(plan).startswith(b"%PDF")


def test_the_shell_is_told_that_all_is_fine(mended: House, door: Callable[..., Any]) -> None:
    done = door("--store", mended.store.location, "check", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["findings"] == []
