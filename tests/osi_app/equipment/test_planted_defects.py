"""A store that is sound but for thirty defects: all are found, none is invented."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from osi_app.equipment.care_records import QcReading, QcSeries
from osi_app.equipment.movement_records import ContainerMovement, Scan, StockTake
from osi_app.equipment.readiness import Readiness
from osi_app.equipment.readiness_report import Asked
from osi_app.equipment.records import (
    Calibration,
    CalibrationStandard,
    Certification,
    Container,
    EquipmentAssignment,
    EquipmentSystem,
    Item,
    Location,
    Reservation,
    SystemMember,
)
from osi_app.equipment.scanning import Verdict
from osi_app.equipment.service import EquipmentService
from osi_app.equipment.traceability import BadStandard, read_touched
from osi_app.inspection.records import Inspection
from osi_app.kernel.clock import Clock
from osi_app.kernel.ports import Store
from osi_app.kernel.record import Record

NOW = datetime(2026, 9, 3, 6, tzinfo=UTC)
EARLY, LATE = date(2026, 1, 10), date(2027, 12, 31)


class Shelf:
    """Forty items in ten boxes, each with sound papers, in ten systems of four; then what is done
    to them."""

    def __init__(self, inspection: Inspection) -> None:
        self.inspection = inspection
        self.hall = Location(code="HALL", kind="building")  # type: ignore[arg-type]
        self.boxes = {f"BX-{n:02d}": self._box(n) for n in range(10)}
        self.items = {f"IT-{n:02d}": self._item(n) for n in range(40)}
        self.calibrations = {code: self._calibrated(one) for code, one in self.items.items()}
        self.certifications = {code: self._certified(one) for code, one in self.items.items()}
        self.systems = {f"SYS-{n:02d}": self._system(n) for n in range(10)}
        self.members = {code: self._member(n, code) for n, code in enumerate(self.items)}
        self.seen = {code: self._seen(box) for code, box in self.boxes.items()}
        self.more: list[Record] = []

    def _box(self, number: int) -> Container:
        return Container(
            code=f"BX-{number:02d}", name="case", tare_kg=5, max_gross_kg=100, inner_length_m=1,
            inner_width_m=1, inner_height_m=1, rfid=f"E2{number:02d}", location_id=self.hall.id,
        )  # fmt: skip

    def _item(self, number: int) -> Item:
        return Item.model_validate(
            {
                "code": f"IT-{number:02d}", "name": "sensor", "item_type": "sensor",
                "serial_number": f"SN{number:02d}", "technique": "c", "mass_kg": 10,
                "length_m": 0.5, "width_m": 0.2, "height_m": 0.2, "barcode": f"B{number:02d}",
                "container_id": self.boxes[f"BX-{number // 4:02d}"].id,
            }
        )  # fmt: skip

    def _calibrated(self, item: Item, **values: Any) -> Calibration:
        named = {
            "item_id": item.id, "certificate_number": f"K-{item.code}", "performed_on": EARLY,
            "valid_until": LATE, "laboratory": "LAB-1",
        }  # fmt: skip
        return Calibration.model_validate({**named, **values})

    def _certified(self, item: Item) -> Certification:
        return Certification(
            item_id=item.id, certificate_number=f"Z-{item.code}", certified_on=EARLY,
            valid_until=LATE, seal_number=f"S-{item.code}",
        )  # fmt: skip

    def _system(self, number: int) -> EquipmentSystem:
        return EquipmentSystem(code=f"SYS-{number:02d}", name="Gamma", technique="c")  # type: ignore[arg-type]

    def _member(self, number: int, code: str) -> SystemMember:
        return SystemMember(
            system_id=self.systems[f"SYS-{number // 4:02d}"].id, role=f"sensor {number % 4}",
            item_type="sensor", item_id=self.items[code].id, present=1,
        )  # fmt: skip

    def _seen(self, box: Container) -> ContainerMovement:
        at = NOW - timedelta(days=2)
        return ContainerMovement(container_id=box.id, at=at, location_id=self.hall.id)

    def item(self, code: str, **values: Any) -> None:
        self.items[code] = self.items[code].changed(**values)

    def calibration(self, code: str, **values: Any) -> None:
        self.calibrations[code] = self.calibrations[code].changed(**values)

    def certification(self, code: str, **values: Any) -> None:
        self.certifications[code] = self.certifications[code].changed(**values)

    def box(self, code: str, **values: Any) -> None:
        self.boxes[code] = self.boxes[code].changed(**values)

    def put_into(self, store: Store) -> None:
        listed = [
            EquipmentAssignment(inspection_id=self.inspection.id, item_id=one.id)
            for one in self.items.values()
        ]
        with store.write("A store") as work:
            work.add(
                self.hall, *self.boxes.values(), *self.items.values(), *self.systems.values(),
                *self.calibrations.values(), *self.certifications.values(),
                *self.members.values(), *self.seen.values(), *listed, *self.more,
            )  # fmt: skip
            work.commit()


@pytest.fixture
def shelf(exercise: Inspection) -> Shelf:
    return Shelf(exercise)


def told(store: Store, now: Clock, inspection: Inspection, take: UUID | None) -> set[Any]:
    """Everything any part of the room says: (what, about which code)."""
    service = EquipmentService(store, now)
    found = {(one.rule, one.subject.shown) for one in service.findings(inspection.id)}
    found |= {(one.rule, one.subject.shown) for one in service.track_exceptions()}
    report = service.readiness(Asked(date(2026, 8, 24), 130), inspection.id)
    found |= {
        ("not ready", one.readiness.system.code)
        for one in report.systems
        if one.readiness.worst is not Readiness.READY
    }
    if take is not None:
        found |= {
            (one.scanned.verdict.value, one.scanned.tag)
            for one in service.count(take).lines
            if one.scanned.verdict is not Verdict.PRESENT
        }
    return found


def test_a_sound_store_has_nothing_to_tell(
    shelf: Shelf, field_store: Store, now: Clock, exercise: Inspection
) -> None:
    shelf.put_into(field_store)
    assert told(field_store, now, exercise, None) == set()


def test_thirty_defects_are_found_and_none_invented(
    shelf: Shelf, field_store: Store, now: Clock, exercise: Inspection
) -> None:
    take = plant(shelf)
    shelf.put_into(field_store)
    assert len(PLANTED) == 30
    found = told(field_store, now, exercise, take)
    red = {f"SYS-{int(code[3:]) // 4:02d}" for code in RED_ITEMS}
    expected = PLANTED | {("not ready", code) for code in red}
    assert found - expected == set()
    assert expected - found == set()


def test_the_bad_standard_touches_exactly_what_it_calibrated(
    shelf: Shelf, field_store: Store
) -> None:
    plant(shelf)
    shelf.put_into(field_store)
    bad = BadStandard(shelf.items["IT-36"].id, EARLY)
    with field_store.read() as reading:
        touched = read_touched(reading, bad)
    numbers = {one.certificate_number for one in touched.calibrations}
    assert numbers == {"K-IT-37", "K-IT-38"}
    codes = {one.id: code for code, one in shelf.items.items()}
    assert {codes[one.item_id] for one in touched.doubts} == {"IT-36", "IT-37", "IT-38"}


PLANTED = {
    ("equipment.calibration_lapsed", "IT-00"),
    ("equipment.calibration_lapsed", "IT-01"),
    ("equipment.calibration_missing", "IT-02"),
    ("equipment.calibration_order", "IT-04"),
    ("equipment.calibration_lapsed", "IT-04"),
    ("equipment.certification_missing", "IT-05"),
    ("equipment.certification_lapsed", "IT-06"),
    ("equipment.seal_missing", "IT-07"),
    ("equipment.not_approved", "IT-08"),
    ("equipment.serial_duplicate", "IT-09"),
    ("equipment.serial_duplicate", "IT-10"),
    ("equipment.out_of_tolerance", "IT-12"),
    ("equipment.found_out_of_tolerance", "IT-13"),
    ("equipment.tolerance_undecided", "IT-14"),
    ("equipment.un_number", "IT-16"),
    ("equipment.un_number", "IT-17"),
    ("equipment.two_places", "IT-18"),
    ("equipment.too_large", "IT-20"),
    ("equipment.overweight", "BX-06"),
    ("equipment.container_unplaced", "BX-07"),
    ("equipment.tag_duplicate", "BX-08"),
    ("equipment.tag_duplicate", "IT-32"),
    ("equipment.double_booking", "R-2"),
    ("equipment.not_seen", "BX-02"),
    ("equipment.qc_rule_1", "QC-1"),
    ("missing", "IT-35"),
    ("wrong_box", "IT-03"),
    ("extra", "IT-40"),
    ("unknown", "NOBODY"),
    ("equipment.calibration_lapsed", "IT-39"),
}
RED_ITEMS = ("IT-00", "IT-01", "IT-02", "IT-04", "IT-05", "IT-06", "IT-07", "IT-08", "IT-12",
             "IT-30", "IT-39")  # fmt: skip
"""Those that keep their systems from being ready on some day; two of them by a booking."""


def plant(shelf: Shelf) -> UUID:
    """Thirty things go wrong; the count of box 9 that finds some of them."""
    _papers(shelf)
    _things(shelf)
    _desk(shelf)
    return _count(shelf)


def _papers(shelf: Shelf) -> None:
    shelf.calibration("IT-00", valid_until=date(2026, 9, 20))
    shelf.calibration("IT-01", valid_until=date(2026, 8, 1))
    del shelf.calibrations["IT-02"]
    shelf.calibration("IT-04", valid_until=date(2025, 12, 1))
    del shelf.certifications["IT-05"]
    shelf.certification("IT-06", valid_until=date(2026, 10, 1))
    shelf.certification("IT-07", seal_number="")
    shelf.item("IT-08", on_approved_list=False)
    shelf.item("IT-09", maker="Isotrace")
    shelf.item("IT-10", maker="ISOTRACE", item_type="sensor 2", serial_number="SN09")
    shelf.members["IT-10"] = shelf.members["IT-10"].changed(item_type="sensor 2")
    shelf.calibration("IT-39", valid_until=date(2026, 10, 10))


def _things(shelf: Shelf) -> None:
    shelf.item("IT-16", un_number="UN 9999")
    shelf.item("IT-17", un_number="0001")
    shelf.item("IT-18", location="elsewhere")
    shelf.item("IT-20", length_m=1.2)
    shelf.item("IT-24", mass_kg=70)
    shelf.box("BX-07", location_id=None)
    shelf.box("BX-09", rfid="E208")
    shelf.item("IT-33", barcode="B32")
    shelf.seen["BX-02"] = shelf.seen["BX-02"].changed(at=NOW - timedelta(days=31))
    span = {"purpose": "inspection", "first_day": EARLY, "last_day": LATE}
    for code in ("R-1", "R-2"):
        values = {"code": code, "item_id": shelf.items["IT-30"].id, **span}
        shelf.more.append(Reservation.model_validate(values))


def _desk(shelf: Shelf) -> None:
    limits = {"tolerance": 2, "uncertainty": 0.2, "unit": "%"}
    shelf.calibration("IT-12", as_found=1, as_left=3, **limits)
    shelf.calibration("IT-13", as_found=3, as_left=0, **limits)
    shelf.calibration("IT-14", as_found=1.9, as_left=1.9, **limits)
    for code in ("IT-37", "IT-38"):
        used, standard = shelf.calibrations[code], shelf.items["IT-36"]
        shelf.more.append(CalibrationStandard(calibration_id=used.id, item_id=standard.id))
    series = QcSeries.model_validate(
        {"code": "QC-1", "item_id": shelf.items["IT-28"].id, "quantity": "rate",
         "sensor": "nai_backpack", "baseline_points": 20}
    )  # fmt: skip
    shelf.more.append(series)
    for number in range(30):
        value = 100 + (-1) ** number + (0 if number < 29 else 30)
        at = NOW - timedelta(days=30 - number)
        shelf.more.append(QcReading(series_id=series.id, at=at, value=value))


def _count(shelf: Shelf) -> UUID:
    take = StockTake(code="ST-1", place="BX-08", opened_at=NOW)
    nine = shelf.boxes["BX-08"].id
    shelf.more.append(take)
    stray = shelf.items["IT-39"].changed(
        id=uuid4(), code="IT-40", serial_number="SN40", barcode="B40", container_id=None
    )
    shelf.more.append(stray)
    for tag in ("IT-32", "IT-33", "IT-34", "IT-03", "IT-40", "NOBODY"):
        shelf.more.append(Scan(tag=tag, at=NOW, container_id=nine, stock_take_id=take.id))
    return take.id
