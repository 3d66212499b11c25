"""Use cases of the equipment room."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.equipment import box_importing, importing, system_importing
from osi_app.equipment.care_records import CheckSource, QcReading, QcSeries, UseReading
from osi_app.equipment.care_view import ItemCare, item_care
from osi_app.equipment.decay import half_life
from osi_app.equipment.findings import findings
from osi_app.equipment.phases import ItemPhases, phase_states
from osi_app.equipment.plans import refuse_reading
from osi_app.equipment.quality import QcChart, chart
from osi_app.equipment.readiness_report import Asked, ReadinessReport, readiness_report
from osi_app.equipment.records import (
    Calibration,
    Certification,
    EquipmentAssignment,
    Item,
    SystemMember,
)
from osi_app.equipment.stock_service import StockService, refuse_move
from osi_app.equipment.systems import RollUp, load_systems, refuse_member, roll_up
from osi_app.equipment.un_numbers import plain_number, un_numbers
from osi_app.exchange.typed_table import TableChoices
from osi_app.inspection.case import load_case
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.kernel.findings import Finding
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress
from osi_app.kernel.record import Record
from osi_app.treaty.values import shipped_values

IMPORTERS = {
    "items": importing.preview,
    "containers": box_importing.preview,
    "systems": system_importing.preview,
}
"""The lists that can be brought in, in the order in which they need one another."""


class EquipmentService(StockService):
    """Items, their certificates, and the equipment list of an inspection."""

    def findings(self, inspection_id: UUID) -> tuple[Finding, ...]:
        """What the rules say about the items on the inspection's list."""
        with self._store.read() as reading:
            return tuple(findings(reading, load_case(reading, inspection_id, self._clock)))

    def refuse(self, reading: Reading, record: Record) -> None:
        """Certificates that end before they begin, and a serial number that is taken."""
        super().refuse(reading, record)
        if isinstance(record, Calibration) and record.valid_until < record.performed_on:
            raise RuleError(
                "calibration_order", field="valid_until", performed_on=record.performed_on
            )
        if isinstance(record, Certification) and record.valid_until < record.certified_on:
            raise RuleError(
                "certification_order", field="valid_until", certified_on=record.certified_on
            )
        if isinstance(record, Item):
            _refuse_taken_serial(reading, record)
            _refuse_unknown_number(record)
            refuse_move(reading, record)
        if isinstance(record, CheckSource):
            half_life(record.nuclide)
        if isinstance(record, UseReading):
            refuse_reading(reading.all(UseReading, item_id=record.item_id), record)
        if isinstance(record, SystemMember):
            refuse_member(reading, record)

    def list_items(self, inspection_id: UUID, item_ids: Sequence[UUID]) -> ChangeSet:
        """Puts items on the inspection's equipment list (P.42(j)); those on it already stay."""
        label = f"List {len(item_ids)} items" if len(item_ids) != 1 else "List an item"
        with self._store.write(label) as work:
            known = {item.id for item in work.among(Item, "id", list(item_ids))}
            unknown = [key for key in item_ids if key not in known]
            if unknown:
                raise NotFoundError("no_such_record", kind="item", id=str(unknown[0]))
            listed = work.all(EquipmentAssignment, inspection_id=inspection_id)
            on_it = {found.item_id for found in listed}
            work.add(
                *(
                    EquipmentAssignment(inspection_id=inspection_id, item_id=key)
                    for key in dict.fromkeys(item_ids)
                    if key not in on_it
                )
            )
            return work.commit()

    def unlist_items(self, inspection_id: UUID, item_ids: Sequence[UUID]) -> ChangeSet:
        """Takes items off the inspection's equipment list; those not on it are left alone."""
        label = f"Unlist {len(item_ids)} items" if len(item_ids) != 1 else "Unlist an item"
        with self._store.write(label) as work:
            wanted = set(item_ids)
            listed = work.all(EquipmentAssignment, inspection_id=inspection_id)
            going = [found for found in listed if found.item_id in wanted]
            if going:
                work.remove(*going)
            return work.commit()

    assign = list_items
    withdraw = unlist_items

    def record_calibration(self, calibration: Calibration) -> ChangeSet:
        """A new certificate. Raises ``RuleError('calibration_order')``."""
        return self.record(f"Record calibration {calibration.certificate_number}", calibration)

    def record_certification(self, certification: Certification) -> ChangeSet:
        """A certification with its seal. Raises ``RuleError('certification_order')``."""
        return self.record(
            f"Record certification {certification.certificate_number}", certification
        )

    def calibration_state(self, inspection_id: UUID) -> tuple[ItemPhases, ...]:
        """The calibration of every listed item on the last day of every phase, by item code."""
        with self._store.read() as reading:
            return phase_states(reading, load_case(reading, inspection_id, self._clock))

    def readiness(self, asked: Asked, inspection_id: UUID | None = None) -> ReadinessReport:
        """Every system on every day asked about, by the rule values of an inspection or, without
        one, by those that ship. The inspection's own bookings do not stand in its way."""
        with self._store.read() as reading:
            values = (
                shipped_values()
                if inspection_id is None
                else load_case(reading, inspection_id, self._clock).values
            )
            return readiness_report(reading, values, asked.of(inspection_id))

    def qc_chart(self, series_id: UUID) -> QcChart:
        """A QC series with its baseline, limits, signals and trend."""
        with self._store.read() as reading:
            series = reading.load(QcSeries, series_id)
            readings = reading.all(QcReading, series_id=series_id)
            key = series.check_source_id
            source = reading.load(CheckSource, key) if key is not None else None
        return chart(series, readings, source)

    def roll_up(self, system_id: UUID) -> RollUp:
        """What a system comes to, parts included."""
        with self._store.read() as reading:
            return roll_up(load_systems(reading), system_id)

    def care(self, item_id: UUID, on: date) -> ItemCare:
        """Plans, interval hints and tolerance of one item on a day. Raises ``NotFoundError``."""
        with self._store.read() as reading:
            return item_care(reading, item_id, on)

    def preview_import(
        self,
        path: Path,
        mapping: Mapping[str, str] | None = None,
        *,
        what: str = "items",
        choices: TableChoices | None = None,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
        **settled: Any,
    ) -> ImportPreview:
        """What a list of ``what`` (a key of ``IMPORTERS``) would do. ``mapping`` is header -> field
        ("" drops a column); ``settled`` are further fields of ``TableChoices`` (encoding,
        delimiter, sheet, formats, units, fixed). Raises ``ImportRefused``, ``Cancelled``."""
        chosen = choices or TableChoices(columns=mapping or {}, **settled)
        with self._store.read() as reading:
            return IMPORTERS[what](reading, path, chosen, progress=progress, cancelled=cancelled)


def _refuse_taken_serial(reading: Reading, item: Item) -> None:
    twin = reading.find(Item, item_type=item.item_type, serial_number=item.serial_number)
    if twin is not None and twin.id != item.id:
        raise RuleError(
            "serial_duplicate", field="serial_number", serial=item.serial_number, other=twin.code
        )


def _refuse_unknown_number(item: Item) -> None:
    if item.un_number and plain_number(item.un_number) not in un_numbers():
        raise RuleError("unknown_un_number", field="un_number", value=item.un_number)
