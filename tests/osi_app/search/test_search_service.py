"""The search logic's use cases and its import, on a real store."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from osi_app.area.records import AreaBoundary, BoundaryKind, RestrictedSite
from osi_app.geo.geodesy import destination
from osi_app.kernel.errors import ImportRefused, RuleError
from osi_app.roster.records import Inspector, TeamMember
from osi_app.search.records import (
    AreaOfInterest,
    AreaOfInterestStatus,
    GeometryKind,
    InformationNeed,
    Mission,
    MissionMember,
    MissionStatus,
    Question,
    QuestionStatus,
    Result,
)
from osi_app.search.service import SearchService
from osi_app.treaty.words import Technique

HOME = (78.0, 50.0)


def square(side_m: float) -> tuple[tuple[float, float], ...]:
    return tuple(destination(HOME, turn, side_m / 2**0.5) for turn in (225, 135, 45, 315))


PACKAGE: dict[str, Any] = {
    "areas_of_interest": [
        {"code": "AOI-1", "title": "Portals", "priority": 5, "status": "active",
         "vertices": [list(p) for p in square(2000)], "rationale": "Fresh spoil."},
    ],
    "questions": [
        {"code": "Q-01", "area_of_interest": "AOI-1", "text": "Aftershocks?", "value": 5},
    ],
    "information_needs": [
        {"code": "N-01", "question": "Q-01", "observable": "Events", "techniques": ["e", "g"]},
    ],
    "missions": [
        {"code": "M-1", "need": "N-01", "title": "Arrays", "technique": "e", "airborne": False,
         "geometry": "points", "vertices": [list(HOME)], "starts_at": "2026-09-04T05:00:00+00:00",
         "ends_at": "2026-09-04T12:00:00+00:00", "members": ["I-1", "I-2"]},
    ],
}  # fmt: skip


@pytest.fixture
def service(ground: Any) -> SearchService:
    return SearchService(ground.store, ground.clock)


@pytest.fixture
def team(ground: Any) -> tuple[TeamMember, ...]:
    people = [
        Inspector(code=f"I-{n}", name="n", latin_name="n", nationality_id=ground.neutral.id)
        for n in (1, 2)
    ]
    members = [
        TeamMember(
            inspection_id=ground.inspection.id,
            inspector_id=person.id,
            seat="field",
            arrives_on=date(2026, 8, 30),
            departs_on=date(2026, 10, 27),
        )
        for person in people
    ]
    ground.put(*people)
    ground.put(*members)
    return tuple(members)


def written(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def everything(ground: Any, kind: Any) -> Any:
    with ground.store.read() as reading:
        return reading.all(kind)


@pytest.mark.usefixtures("team")
def test_a_package_is_one_step_and_repeatable(
    ground: Any, service: SearchService, tmp_path: Path
) -> None:
    key = ground.inspection.id
    path = written(tmp_path / "s.json", PACKAGE)
    preview = service.preview_import(path, key)
    assert preview.count("create") == 4
    done = service.apply_import(preview)
    leaders = {m.leader for m in everything(ground, MissionMember)}
    assert leaders == {True, False}
    assert service.preview_import(path, key).count("unchanged") == 4
    changed = json.loads(json.dumps(PACKAGE))
    changed["missions"][0] |= {"title": "Arrays 1", "members": ["I-2"]}
    service.apply_import(service.preview_import(written(tmp_path / "t.json", changed), key))
    (crew,) = everything(ground, MissionMember)
    assert crew.leader
    ground.store.revert(done.seq + 1, "Undo")
    ground.store.revert(done.seq, "Undo")
    assert everything(ground, AreaOfInterest) == ()


@pytest.mark.parametrize(
    ("section", "changes", "reason"),
    [
        ("areas_of_interest", {"vertices": [[78, 50], [78.1, 50.1], [78.1, 50], [78, 50.1]]},
         "self_crossing"),
        ("areas_of_interest", {"priority": 6}, "priority"),
        ("areas_of_interest", {"surprise": 1}, "surprise"),
        ("questions", {"area_of_interest": "AOI-9"}, "AOI-9"),
        ("missions", {"members": ["I-1", "I-9"]}, "I-9"),
        ("missions", {"ends_at": "2026-09-04T04:00:00+00:00"}, "ends before"),
        ("missions", {"starts_at": "2026-09-04T04:00:00"}, "zone"),
        ("missions", {"code": ""}, "no code"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("team")
def test_a_faulty_package_changes_nothing(
    ground: Any,
    service: SearchService,
    tmp_path: Path,
    section: str,
    changes: dict[str, Any],
    reason: str,
) -> None:
    document = json.loads(json.dumps(PACKAGE))
    document[section][0] |= changes
    with pytest.raises(ImportRefused, match=reason):
        service.preview_import(written(tmp_path / "s.json", document), ground.inspection.id)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"missions": {}}', '{"x": []}', "{", '{"missions": [NaN]}']
)
def test_what_is_no_package_is_refused(
    ground: Any, service: SearchService, tmp_path: Path, text: str
) -> None:
    (tmp_path / "s.json").write_text(text)
    with pytest.raises(ImportRefused):
        service.preview_import(tmp_path / "s.json", ground.inspection.id)


def chain(ground: Any) -> tuple[AreaOfInterest, Question, InformationNeed]:
    area = AreaOfInterest(
        inspection_id=ground.inspection.id, code="A", title="A", priority=3, vertices=square(2000)
    )
    question = Question(area_of_interest_id=area.id, code="Q", text="?", value=3)
    need = InformationNeed(question_id=question.id, code="N", observable="x")
    return area, question, need


def mission(ground: Any, need: UUID, **changes: Any) -> Mission:
    start = ground.clock() + timedelta(days=1)
    return Mission.model_validate(
        {
            "inspection_id": ground.inspection.id,
            "information_need_id": need,
            "code": "M",
            "title": "M",
            "technique": Technique.GAMMA,
            "geometry": GeometryKind.POINTS,
            "vertices": (HOME,),
            "starts_at": start,
            "ends_at": start + timedelta(hours=6),
            **changes,
        }
    )


def test_from_area_of_interest_to_result(
    ground: Any, service: SearchService, team: tuple[TeamMember, ...]
) -> None:
    area, question, need = chain(ground)
    service.open_area_of_interest(area)
    service.ask_question(question)
    service.state_information_need(need)
    going = mission(ground, need.id)
    service.propose_mission(going, [member.id for member in team])
    service.order_mission(going.id)
    with pytest.raises(RuleError, match="mission_not_proposed"):
        service.order_mission(going.id)
    result = Result(
        mission_id=going.id, code="R", recorded_at=ground.clock(), summary="Seen.", answers=True
    )
    done = service.record_result(result)
    assert done.kinds == {"result", "mission", "question"}
    assert service.load(Mission, going.id).status is MissionStatus.DONE
    assert service.load(Question, question.id).status is QuestionStatus.ANSWERED


def test_an_area_of_interest_is_excluded_and_never_removed(
    ground: Any, service: SearchService
) -> None:
    area, question, _ = chain(ground)
    service.open_area_of_interest(area)
    with pytest.raises(RuleError, match="excluded_not_removed"):
        service.remove("Remove", AreaOfInterest, [area.id])
    with pytest.raises(RuleError, match="reason_missing"):
        service.exclude_area_of_interest(area.id, "  ")
    service.exclude_area_of_interest(area.id, "Quarry blasts explain it.")
    stored = service.load(AreaOfInterest, area.id)
    assert stored.status is AreaOfInterestStatus.EXCLUDED
    assert "Quarry blasts" in stored.rationale
    with pytest.raises(RuleError, match="area_of_interest_excluded"):
        service.ask_question(question)


def test_what_cannot_be_proposed(ground: Any, service: SearchService) -> None:
    area, question, need = chain(ground)
    ground.put(area, question, need)
    going = mission(ground, need.id)
    with pytest.raises(RuleError, match="mission_order"):
        service.propose_mission(going.changed(ends_at=going.starts_at))
    with pytest.raises(RuleError, match="not_in_team"):
        service.propose_mission(going, [area.id])
    bow = ((78.0, 50.0), (78.1, 50.1), (78.1, 50.0), (78.0, 50.1))
    with pytest.raises(RuleError, match="self_crossing"):
        service.propose_mission(going.changed(geometry=GeometryKind.POLYGON, vertices=bow))


def test_findings_take_the_mandated_boundary_first(
    ground: Any, service: SearchService, team: tuple[TeamMember, ...]
) -> None:
    key = ground.inspection.id
    ground.put(*chain(ground))
    (need,) = everything(ground, InformationNeed)
    going = mission(ground, need.id, vertices=(destination(HOME, 90, 1500),))
    service.propose_mission(going, [team[0].id])
    assert service.findings(key) == ()
    requested, mandated = BoundaryKind.REQUESTED, BoundaryKind.MANDATED
    ground.put(AreaBoundary(inspection_id=key, boundary=requested, vertices=square(20_000)))
    assert service.findings(key) == ()
    ground.put(AreaBoundary(inspection_id=key, boundary=mandated, vertices=square(2_000)))
    ground.put(RestrictedSite(inspection_id=key, code="RAS", vertices=square(4_000)))
    rules = [found.rule for found in service.findings(key)]
    assert sorted(rules) == ["search.in_restricted_site", "search.outside_area"]
