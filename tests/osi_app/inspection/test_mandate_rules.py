"""The newest mandate against the records of today."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.inspection.mandate import MandateNow, differing_findings, same_ring
from osi_app.inspection.records import Mandate
from osi_app.kernel.findings import Severity

RING = ((78.0, 50.0), (78.1, 50.0), (78.1, 50.1), (78.0, 50.1))
ISSUED = Mandate(
    inspection_id=UUID(int=1),
    version=2,
    issued_at=datetime(2026, 8, 27, tzinfo=UTC),
    area=RING,
    point_of_entry="Semey",
    leader_code="INS-001",
    member_codes=("INS-001", "INS-002"),
    equipment_codes=("GS-01", "GS-02"),
)
SAME = MandateNow(RING, "Semey", "INS-001", ("INS-002", "INS-001"), ("GS-02", "GS-01"))


def test_records_that_agree_or_are_not_there_yet_are_no_finding() -> None:
    assert not differing_findings(ISSUED, SAME)
    assert not differing_findings(ISSUED, MandateNow())


@pytest.mark.parametrize(
    ("now", "code", "severity"),
    [
        (MandateNow(member_codes=("INS-001", "INS-003")), "member", Severity.WARNING),
        (MandateNow(equipment_codes=("GS-01",)), "equipment", Severity.WARNING),
        (MandateNow(point_of_entry="Almaty"), "point_of_entry", Severity.BREACH),
        (MandateNow(leader_code="INS-002"), "leader_code", Severity.BREACH),
        (MandateNow(area=RING[:3]), "area", Severity.BREACH),
    ],
)
def test_each_difference_is_found(now: MandateNow, code: str, severity: Severity) -> None:
    (found,) = differing_findings(ISSUED, now)
    assert found.rule == "inspection.mandate_differs"
    assert found.paragraph == "P.42"
    assert code in found.message_code
    assert found.severity is severity
    assert found.subject.shown == "version 2"


def test_who_came_and_who_went_is_said() -> None:
    (found,) = differing_findings(ISSUED, MandateNow(member_codes=("INS-001", "INS-003")))
    assert found.values == {"added": "INS-003", "left": "INS-002"}


@given(st.integers(0, 3), st.booleans())
def test_a_ring_is_the_same_from_any_corner_either_way(start: int, backward: bool) -> None:
    turned = RING[start:] + RING[:start]
    assert same_ring(RING, turned[::-1] if backward else turned)
    assert not same_ring(RING, (turned[1], turned[0], *turned[2:]))
