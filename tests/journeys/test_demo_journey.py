"""The demo exercise: its findings are the planted ones, its mandate is what stands."""

import tomllib
from pathlib import Path

import pytest

from osi_app.area.records import AreaBoundary, BoundaryKind, PointOfEntry
from osi_app.house import House
from osi_app.inspection.records import Mandate
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, Severity
from osi_app.roster.records import Inspector, TeamMember
from osi_app.texts import finding_sentence, mend_sentence
from osi_app.treaty.words import Technique

PLANTED = Path(__file__).resolve().parents[2] / "examples" / "planted.toml"


def test_the_findings_are_the_planted_ones(demo_house: House) -> None:
    rows = tomllib.loads(PLANTED.read_text(encoding="utf-8"))["planted"]
    planted = {(row["rule"], row["record"], row["paragraph"]) for row in rows}
    found = demo_house.findings(demo_house.inspections()[0].id)
    assert {(one.rule, one.subject.shown, one.paragraph) for one in found} == planted


def test_every_finding_speaks(demo_house: House) -> None:
    for finding in demo_house.findings(demo_house.inspections()[0].id):
        for text in (finding_sentence(finding), mend_sentence(finding)):
            assert not text.startswith((finding.message_code, finding.mend or " "))
            assert "[" not in text


def differing(house: House) -> list[Finding]:
    found = house.findings(house.inspections()[0].id)
    return [finding for finding in found if finding.rule == "inspection.mandate_differs"]


def test_a_change_of_team_asks_for_a_new_version_of_the_mandate(demo_house: House) -> None:
    key = demo_house.inspections()[0].id
    assert not differing(demo_house)
    with demo_house.store.read() as reading:
        team = reading.all(TeamMember)
        member = next(one for one in team if not one.leader)
        code = reading.load(Inspector, member.inspector_id).code
        seated = {one.inspector_id for one in team}
        spare = next(one for one in reading.all(Inspector) if one.id not in seated)
    relieved = {"inspector_id": spare.id}
    demo_house.roster.correct("Relieve", TeamMember, [member.id], relieved)
    (found,) = differing(demo_house)
    assert found.severity is Severity.WARNING
    assert found.values == {"added": spare.code, "left": code}

    activities = (Technique.POSITION, Technique.VISUAL)
    demo_house.issue_mandate(key, activities, "EC-EX/2026/2")
    assert not differing(demo_house)
    first, second = demo_house.inspection.mandates(key)
    assert (first.version, second.version) == (1, 2)
    assert second.decision == "EC-EX/2026/2"
    assert second.activities == activities
    assert code not in second.member_codes
    assert second.leader_code == first.leader_code


def test_what_the_mandate_fixed_cannot_move_unseen(demo_house: House) -> None:
    key = demo_house.inspections()[0].id
    with demo_house.store.read() as reading:
        boundary = reading.find(AreaBoundary, inspection_id=key, boundary=BoundaryKind.MANDATED)
        (entry,) = reading.all(PointOfEntry)
    assert boundary is not None
    demo_house.area.set_boundary(key, BoundaryKind.MANDATED, boundary.vertices[1:])
    demo_house.area.correct("Rename", PointOfEntry, [entry.id], {"name": "Almaty airport"})
    codes = {finding.message_code for finding in differing(demo_house)}
    assert codes == {"mandate_area_differs", "mandate_point_of_entry_differs"}
    assert all(finding.breaks_rule for finding in differing(demo_house))
    # turning the ring about is no change
    turned = boundary.vertices[3:] + boundary.vertices[:3]
    demo_house.area.set_boundary(key, BoundaryKind.MANDATED, turned)
    assert {one.message_code for one in differing(demo_house)} == {"mandate_point_of_entry_differs"}


def test_the_first_mandate_is_drafted_from_what_stands(demo_house: House) -> None:
    key = demo_house.inspections()[0].id
    (issued,) = demo_house.inspection.mandates(key)
    demo_house.inspection.remove("Take back", Mandate, [issued.id])
    demo_house.issue_mandate(key, issued.activities)
    (drafted,) = demo_house.inspection.mandates(key)
    for name in ("states", "point_of_entry", "leader_code", "observer", "member_codes"):
        assert getattr(drafted, name) == getattr(issued, name)
    assert drafted.equipment_codes == issued.equipment_codes
    with pytest.raises(RuleError, match="mandate_fixed_fields"):
        demo_house.inspection.issue_mandate(drafted.changed(observer="Somebody else"))


def test_the_whole_demo_can_be_undone_step_by_step(demo_house: House) -> None:
    seq = demo_house.store.journal.head().seq
    for step in range(seq, 0, -1):
        demo_house.store.revert(step, "Undo")
    assert not demo_house.inspections()
    assert not demo_house.store.journal.verify()
    assert not demo_house.store.care.verify()
