"""The roster's use cases and its import, on a real store."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from osi_app.inspection.records import Mandate
from osi_app.kernel.errors import ImportRefused, RuleError, StaleDataError
from osi_app.roster.records import (
    Acceptance,
    Inspector,
    Level,
    MedicalClearance,
    Qualification,
    TeamMember,
)
from osi_app.roster.service import RosterService
from osi_app.treaty.words import Milestone, Technique

HEADERS = (
    "code",
    "name",
    "latin_name",
    "nationality",
    "languages",
    "techniques",
    "training_course",
    "training_completed_on",
    "medical_examined_on",
    "medical_valid_until",
    "passport_number",
    "passport_valid_until",
    "available_from",
    "available_until",
    "designated_on",
    "acceptance",
)
ROW = {
    "code": "I-1",
    "name": "李明",
    "latin_name": "Li Ming",
    "nationality": "KAZ",
    "languages": "en; zh",
    "techniques": "a:expert; c:operator",
    "training_course": "3TC",
    "training_completed_on": "2025-01-01",
    "medical_examined_on": "2026-01-01",
    "medical_valid_until": "2027-01-01",
    "passport_number": "N1",
    "passport_valid_until": "2030-01-01",
    "available_from": "2026-08-01",
    "available_until": "2026-12-31",
    "designated_on": "2024-01-01",
    "acceptance": "XA:2023-02-01",
}


def csv_of(path: Path, *rows: dict[str, str]) -> Path:
    lines = [",".join(HEADERS), *(",".join(row[h] for h in HEADERS) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def everybody(ground: Any, kind: Any) -> Any:
    with ground.store.read() as reading:
        return reading.all(kind)


@pytest.fixture
def service(ground: Any) -> RosterService:
    return RosterService(ground.store, ground.clock)


def test_import_creates_then_leaves_then_updates(
    ground: Any, service: RosterService, tmp_path: Path
) -> None:
    people = [{**ROW, "code": f"I-{n}", "passport_number": f"N{n}"} for n in range(1, 4)]
    preview = service.preview_import(csv_of(tmp_path / "r.csv", *people))
    assert (preview.count("create"), preview.refusals) == (3, ())
    done = service.apply_import(preview, frozenset({"row 4"}))
    assert done.label == "Import roster r.csv"
    assert [i.code for i in everybody(ground, Inspector)] == ["I-1", "I-2"]
    again = service.preview_import(tmp_path / "r.csv")
    assert (again.count("unchanged"), again.count("create")) == (2, 1)
    people[0] |= {"techniques": "a:lead; e:operator", "medical_valid_until": "2028-01-01"}
    changed = service.preview_import(csv_of(tmp_path / "r2.csv", people[0]))
    assert changed.count("update") == 1
    service.apply_import(changed)
    first = everybody(ground, Inspector)[0]
    skills = {
        q.technique: q.level for q in everybody(ground, Qualification) if q.inspector_id == first.id
    }
    assert skills == {Technique.POSITION: Level.LEAD, Technique.PASSIVE_SEISMIC: Level.OPERATOR}
    assert len(everybody(ground, MedicalClearance)) == 2
    ground.store.revert(done.seq + 1, "Undo")
    ground.store.revert(done.seq, "Undo")
    assert everybody(ground, Inspector) == ()


@pytest.mark.parametrize(
    ("changes", "where", "reason"),
    [
        ({"nationality": "Atlantis"}, "row 2, column nationality", "no State"),
        ({"techniques": "z:expert"}, "row 2, column techniques", "no technique"),
        ({"techniques": "a"}, "row 2, column techniques", "no technique"),
        ({"medical_valid_until": "2025-01-01"}, "row 2, column medical_valid_until", "before"),
        ({"medical_valid_until": ""}, "row 2, column medical_valid_until", "empty"),
        ({"acceptance": "XA:2024-02-30"}, "row 2, column acceptance", "cannot be read"),
        ({"acceptance": "XA:2024-02-02:2024-02-01"}, "row 2, column acceptance", "before"),
        ({"designated_on": "2023-02-29"}, "row 2, column designated_on", "leap year"),
        ({"code": ""}, "row 2, column code", "empty"),
    ],
)
def test_refused_rows_say_where_and_why(
    service: RosterService, tmp_path: Path, changes: dict[str, str], where: str, reason: str
) -> None:
    other = {**ROW, "code": "I-2", "passport_number": "N2"}
    preview = service.preview_import(csv_of(tmp_path / "r.csv", {**ROW, **changes}, other))
    (refusal,) = preview.refusals
    assert refusal.where == where
    assert reason in refusal.reason
    with pytest.raises(ImportRefused):
        service.apply_import(preview)
    assert service.apply_import(preview, accept_refusals=True)


def test_duplicates_are_all_listed(service: RosterService, tmp_path: Path) -> None:
    rows = [{**ROW, "passport_number": f"N{n}"} for n in range(3)]
    preview = service.preview_import(csv_of(tmp_path / "r.csv", *rows))
    assert [r.where for r in preview.refusals] == [f"row {n}, column code" for n in (2, 3, 4)]
    assert "3 times" in preview.refusals[0].reason
    assert preview.rows == ()


def test_a_workbook_with_other_headers_is_mapped(
    ground: Any, service: RosterService, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Roster", 0)
    sheet.append(["Inspector", "Name in passport", "Staat", "Refused by", "Designated"])
    sheet.append(["I-9", "<b>Ana</b>", "哈萨克斯坦", "XA:2024-01-01:2024-01-20", date(2024, 1, 1)])
    book.save(tmp_path / "r.xlsx")
    preview = service.preview_import(tmp_path / "r.xlsx", mapping={"Staat": "nationality"})
    service.apply_import(preview)
    (person,) = everybody(ground, Inspector)
    assert (person.name, person.nationality_id) == ("<b>Ana</b>", ground.neutral.id)
    (answer,) = everybody(ground, Acceptance)
    assert answer.objected_on == date(2024, 1, 20)


def test_an_import_that_went_stale_changes_nothing(
    ground: Any, service: RosterService, tmp_path: Path
) -> None:
    service.apply_import(service.preview_import(csv_of(tmp_path / "r.csv", ROW)))
    renamed = {**ROW, "latin_name": "Li M."}
    preview = service.preview_import(csv_of(tmp_path / "r2.csv", renamed))
    (person,) = everybody(ground, Inspector)
    service.correct("Correct rank", Inspector, [person.id], {"rank": "Dr"})
    with pytest.raises(StaleDataError):
        service.apply_import(preview)
    assert everybody(ground, Inspector)[0].latin_name == "Li Ming"


@pytest.fixture
def people(service: RosterService, tmp_path: Path, ground: Any) -> tuple[Inspector, ...]:
    rows = [{**ROW, "code": f"I-{n:02d}", "passport_number": f"N{n}"} for n in range(42)]
    service.apply_import(service.preview_import(csv_of(tmp_path / "people.csv", *rows)))
    found: tuple[Inspector, ...] = everybody(ground, Inspector)
    return found


def test_assign_withdraw_and_count(
    ground: Any, service: RosterService, people: tuple[Inspector, ...]
) -> None:
    key = ground.inspection.id
    service.assign_members(key, [people[0].id], "Team leader", leader=True)
    done = service.assign_members(key, [p.id for p in people[1:41]], "Field team")
    assert len(done.changes) == 40
    counts = service.territory_count(key)
    assert (min(counts), max(counts)) == (date(2026, 8, 30), date(2026, 10, 27))
    assert set(counts.values()) == {41}
    (found,) = service.findings(key)
    assert (found.rule, found.values["exceeded_by"]) == ("roster.on_territory", 1)
    last = next(one for one in everybody(ground, TeamMember) if not one.leader)
    service.withdraw_members([last.id])
    assert service.findings(key) == ()
    wrong = service.assign_members(key, [people[41].id], "Late", date(2026, 9, 1), date(2026, 9, 2))
    assert wrong.changes
    (found,) = service.findings(key)
    assert found.values["first_day"] == date(2026, 9, 1)


def test_a_candidate_is_judged_without_being_assigned(
    ground: Any, service: RosterService, people: tuple[Inspector, ...]
) -> None:
    key = ground.inspection.id
    service.assign_members(key, [p.id for p in people[:40]], "Field team")
    (found,) = service.candidate_findings(key, people[41].id)
    assert found.rule == "roster.on_territory"
    assert service.candidate_findings(key, people[0].id) == ()
    late = service.candidate_findings(key, people[0].id, date(2026, 12, 1), date(2027, 1, 2))
    assert {f.rule for f in late} == {"roster.medical", "roster.unavailable"}
    assert len(everybody(ground, TeamMember)) == 40


def test_refused_after_notification_stays_when_named_in_the_mandate(
    ground: Any, service: RosterService, people: tuple[Inspector, ...]
) -> None:
    key, person = ground.inspection.id, people[0]
    service.assign_members(key, [person.id], "Team leader", leader=True)
    (answer,) = [a for a in everybody(ground, Acceptance) if a.inspector_id == person.id]
    values = {"notified_on": date(2026, 8, 15), "objected_on": date(2026, 8, 31)}
    service.correct("Object", Acceptance, [answer.id], values)
    assert [f.rule for f in service.findings(key)] == ["roster.refused"]
    ground.happened(Milestone.NOTIFIED, datetime(2026, 8, 29, 12, tzinfo=UTC))
    assert service.findings(key) == ()
    ground.put(
        Mandate(inspection_id=key, version=1, issued_at=ground.clock(), member_codes=("I-77",))
    )
    assert [f.rule for f in service.findings(key)] == ["roster.refused"]


def test_what_cannot_stand_is_refused(
    ground: Any, service: RosterService, people: tuple[Inspector, ...]
) -> None:
    key = ground.inspection.id
    with pytest.raises(RuleError, match="stay_order"):
        service.assign_members(key, [people[0].id], "x", date(2026, 9, 2), date(2026, 9, 1))
    with pytest.raises(RuleError, match="medical_order"):
        service.correct(
            "x",
            MedicalClearance,
            [everybody(ground, MedicalClearance)[0].id],
            {"valid_until": date(2020, 1, 1)},
        )
    with pytest.raises(RuleError, match="one_leader"):
        service.assign_members(key, [p.id for p in people[:2]], "x", leader=True)
    assert everybody(ground, TeamMember) == ()


def test_many_rows_are_one_step(service: RosterService, tmp_path: Path) -> None:
    rows = [{**ROW, "code": f"I-{n}", "passport_number": f"N{n}"} for n in range(1500)]
    done = service.apply_import(service.preview_import(csv_of(tmp_path / "many.csv", *rows)))
    assert len(done.changes) == 1500 * 8
