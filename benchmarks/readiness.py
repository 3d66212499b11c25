"""Readiness of 60 systems of 8 items over 131 days, against loading the same rows from the store.

Ours is the whole answer as the window asks for it: loading, judging every day, weighing the mends.
The other side reads the same records through the same store and stops there. The answer is held
against a judgement of each day by itself.
"""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figure import Figure, alternating, figure, seconds
from db import open_store
from osi_app.equipment.calibration import CalibrationStatus, status_on
from osi_app.equipment.readiness import Readiness
from osi_app.equipment.readiness_report import Asked, ReadinessReport, readiness_report
from osi_app.equipment.readiness_stock import ReadinessStock, load_stock
from osi_app.equipment.records import (
    Calibration,
    Certification,
    EquipmentSystem,
    EquipmentUse,
    Item,
    SystemMember,
)
from osi_app.treaty.values import shipped_values

SYSTEMS, ITEMS, SPARES, DAYS = 60, 8, 40, 130
FIRST = date(2026, 3, 1)
GOAL = 3.0
TECHNIQUES = [use for use in EquipmentUse if use is not EquipmentUse.AUXILIARY]


def measure(rounds: int = 7) -> list[Figure]:
    """The ratio. Raises ``AssertionError`` when a day is judged wrongly."""
    with TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "kit.osi"))
        _fill(store)
        asked, values = Asked(FIRST, DAYS), shipped_values()

        def report() -> ReadinessReport:
            with store.read() as reading:
                return readiness_report(reading, values, asked)

        def load() -> ReadinessStock:
            with store.read() as reading:
                return load_stock(reading)

        _check(report(), load())
        sides = alternating(lambda: seconds(report), lambda: seconds(load), rounds)
        store.close()
    return [figure("readiness-60", GOAL, sides)]


def _fill(store: Any) -> None:
    records: list[Any] = []
    for number in range(SYSTEMS):
        system = EquipmentSystem(
            code=f"SYS-{number:02d}", name="s", technique=TECHNIQUES[number % len(TECHNIQUES)]
        )
        records.append(system)
        for at in range(ITEMS):
            item, papers = _item(number * ITEMS + at)
            place = SystemMember(
                system_id=system.id, role=f"place {at}", item_type=item.item_type, item_id=item.id
            )
            records += [item, *papers, place]
    for spare in range(SPARES):
        item, papers = _item(SYSTEMS * ITEMS + spare)
        records += [item, *papers]
    with store.write("Fill") as work:
        work.add(*records)
        work.commit()


def _item(number: int) -> tuple[Item, list[Any]]:
    """An item with four certificates, of which some end within the 131 days."""
    item = Item(
        code=f"I{number:04d}", name="i", item_type=f"type {number % 12}", mass_kg=1,
        serial_number=f"S{number}", technique=EquipmentUse.GAMMA,
    )  # fmt: skip
    papers: list[Any] = [
        Certification(
            item_id=item.id, certificate_number="K", certified_on=FIRST - timedelta(days=9),
            valid_until=FIRST + timedelta(days=400),
        )
    ]  # fmt: skip
    for year in range(4):
        done = FIRST - timedelta(days=365 * year + number * 7 % 360)
        papers.append(
            Calibration(
                item_id=item.id, certificate_number=f"C{number}-{year}", performed_on=done,
                valid_until=done + timedelta(days=420), laboratory=f"LAB-{number % 4}",
            )
        )  # fmt: skip
    return item, papers


def _check(report: ReadinessReport, stock: ReadinessStock) -> None:
    red = 0
    for one in report.systems:
        system = one.readiness.system
        files = [
            stock.files[place.member.item_id]
            for place in stock.systems.places(system.id)
            if place.member.item_id is not None
        ]
        for number in range(DAYS + 1):
            day = FIRST + timedelta(days=number)
            good = all(
                status_on(file.item, file.calibrations, day) is CalibrationStatus.VALID
                for file in files
            )
            found = one.readiness.on(day).status
            assert (found is Readiness.NOT_READY) is not good, f"{system.code}, D+{number}"
            red += not good
    assert 0 < red < SYSTEMS * (DAYS + 1)
