"""The equipment room's use cases and its import, on a real store."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from osi_app.equipment.calibration import CalibrationStatus
from osi_app.equipment.records import (
    Calibration,
    Certification,
    EquipmentAssignment,
    EquipmentUse,
    Item,
)
from osi_app.equipment.service import EquipmentService
from osi_app.kernel.errors import ImportRefused, NotFoundError, RuleError
from osi_app.treaty.timeline import Phase

HEADER = (
    "code,name,item_type,serial_number,technique,maker,mass_kg,calibration_certificate,"
    "calibration_performed_on,calibration_valid_until,certification_certificate,certified_on,"
    "certification_valid_until,seal_number"
)
SOUND = "CAL-1,2026-08-01,2027-08-01,CERT-1,2026-08-20,2027-08-01,S1"


def everything(ground: Any, kind: Any) -> Any:
    with ground.store.read() as reading:
        return reading.all(kind)


def csv_of(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return path


@pytest.fixture
def service(ground: Any) -> EquipmentService:
    return EquipmentService(ground.store, ground.clock)


def test_import_list_and_judge(ground: Any, service: EquipmentService, tmp_path: Path) -> None:
    path = csv_of(
        tmp_path / "e.csv",
        f"GS-1,Spectrometer,BP-3,IS1,c,Isotrace,11,{SOUND}",
        "GS-2,Spectrometer,BP-3,IS2,c,Isotrace,11,C-2,2026-01-01,2026-09-18,T-2,2026-08-20,2027-08-01,",
        "GE-1,Generator,GS-40,VO1,aux,Voltaic,1180,,,,,,,",
    )
    preview = service.preview_import(path)
    assert (preview.count("create"), preview.refusals) == (3, ())
    service.apply_import(preview)
    assert service.preview_import(path).count("unchanged") == 3
    items = everything(ground, Item)
    service.list_items(ground.inspection.id, [i.id for i in items])
    found = {(f.subject.shown, f.rule) for f in service.findings(ground.inspection.id)}
    assert found == {
        ("GS-2", "equipment.calibration_lapsed"),
        ("GS-2", "equipment.seal_missing"),
        ("GE-1", "equipment.calibration_missing"),
        ("GE-1", "equipment.certification_missing"),
    }


def test_a_new_certificate_is_added_and_the_old_one_kept(
    ground: Any, service: EquipmentService, tmp_path: Path
) -> None:
    row = "GS-1,Spectrometer,BP-3,IS1,c,Isotrace,11,"
    service.apply_import(service.preview_import(csv_of(tmp_path / "a.csv", row + SOUND)))
    renewed = SOUND.replace("CAL-1,2026-08-01,2027-08-01", "CAL-2,2026-09-01,2027-09-01")
    preview = service.preview_import(csv_of(tmp_path / "b.csv", row + renewed))
    assert preview.count("update") == 1
    assert preview.rows[0].changed["calibration_valid_until"][1] == date(2027, 9, 1)
    service.apply_import(preview)
    numbers = {c.certificate_number for c in everything(ground, Calibration)}
    assert numbers == {"CAL-1", "CAL-2"}


@pytest.mark.parametrize(
    ("row", "where", "reason"),
    [
        (f"G,N,T,S,c,M,-1,{SOUND}", "column mass_kg", "less than 0"),
        (f"G,N,T,S,c,M,,{SOUND}", "column mass_kg", "empty"),
        (f"G,N,T,S,q,M,1,{SOUND}", "column technique", "not one of"),
        ("G,N,T,S,c,M,1,C,2026-08-02,2026-08-01,,,,", "calibration_valid_until", "before"),
        ("G,N,T,S,c,M,1,,2026-08-01,2027-08-01,,,,", "calibration_certificate", "empty"),
        ("G,N,T,S,c,M,=1+1,,,,,,,", "column mass_kg", "formula"),
    ],
)
def test_refused_rows(
    service: EquipmentService, tmp_path: Path, row: str, where: str, reason: str
) -> None:
    preview = service.preview_import(csv_of(tmp_path / "e.csv", row))
    (refusal,) = preview.refusals
    assert where in refusal.where
    assert reason in refusal.reason
    with pytest.raises(ImportRefused):
        service.apply_import(preview)


def test_duplicate_serials_are_all_listed(
    ground: Any, service: EquipmentService, tmp_path: Path
) -> None:
    rows = [f"G-{n},N,T,S1,c,M,1,,,,,,," for n in range(3)]
    preview = service.preview_import(csv_of(tmp_path / "e.csv", *rows))
    wanted = [f"row {n}, column serial_number" for n in (2, 3, 4)]
    assert [r.where for r in preview.refusals] == wanted
    service.apply_import(service.preview_import(csv_of(tmp_path / "one.csv", rows[0])))
    (refusal,) = service.preview_import(csv_of(tmp_path / "two.csv", rows[1])).refusals
    assert "item G-0 already" in refusal.reason
    assert len(everything(ground, Item)) == 1


def put_item(ground: Any, **changes: Any) -> Item:
    values = {
        "code": "GS-1",
        "name": "n",
        "item_type": "t",
        "serial_number": "s",
        "technique": EquipmentUse.GAMMA,
        "mass_kg": 1,
        **changes,
    }
    thing: Item = Item.model_validate(values)
    ground.put(thing)
    return thing


def test_what_ends_before_it_begins_is_refused(ground: Any, service: EquipmentService) -> None:
    thing = put_item(ground)
    day = date(2026, 8, 1)
    values: dict[str, Any] = {"item_id": thing.id, "certificate_number": "C"}
    wrong = Calibration(**values, performed_on=day, valid_until=date(2026, 7, 31))
    with pytest.raises(RuleError, match="calibration_order"):
        service.record_calibration(wrong)
    paper = Certification(**values, certified_on=day, valid_until=date(2026, 7, 31))
    with pytest.raises(RuleError, match="certification_order"):
        service.record_certification(paper)
    assert service.record_calibration(wrong.changed(valid_until=day))
    with pytest.raises(RuleError, match="serial_duplicate"):
        service.record("New", thing.changed(id=uuid4(), code="GS-2"))
    assert service.correct("Rename", Item, [thing.id], {"name": "m"})


def test_listing_is_repeatable_and_undone_by_unlisting(
    ground: Any, service: EquipmentService
) -> None:
    key, thing = ground.inspection.id, put_item(ground)
    assert service.list_items(key, [thing.id, thing.id])
    assert not service.list_items(key, [thing.id])
    assert len(everything(ground, EquipmentAssignment)) == 1
    with pytest.raises(NotFoundError):
        service.list_items(key, [uuid4()])
    assert service.unlist_items(key, [thing.id])
    assert not service.unlist_items(key, [thing.id])


def test_calibration_state_on_each_phase_s_last_day(ground: Any, service: EquipmentService) -> None:
    thing = put_item(ground)
    ground.put(
        Calibration(
            item_id=thing.id,
            certificate_number="C",
            performed_on=date(2026, 1, 1),
            valid_until=date(2026, 9, 30),
        )
    )
    service.list_items(ground.inspection.id, [thing.id])
    (found,) = service.calibration_state(ground.inspection.id)
    assert [(s.phase, s.last_day, s.status) for s in found.states] == [
        (Phase.INITIAL, date(2026, 9, 25), CalibrationStatus.VALID),
        (Phase.CONTINUATION, date(2026, 10, 27), CalibrationStatus.LAPSED),
    ]
