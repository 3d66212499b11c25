"""50,000 items with 200,000 calibrations held in memory: validated, previewed, applied, inserted,
journalled and committed, against raw ``executemany`` of the same rows into the same tables in one
transaction, both with synchronous=FULL."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figure import Figure, alternating, figure, seconds
from benchmarks.import_rows import PRAGMAS
from db import open_store
from db.rows import TABLES
from osi_app.equipment.records import Calibration, Item
from osi_app.equipment.service import EquipmentService
from osi_app.kernel.changes import Change
from osi_app.kernel.clock import system_clock
from osi_app.kernel.importing import ImportPreview, ImportRow

ITEMS, EACH = 50_000, 4
GOAL = 8.0
FIRST = date(2022, 1, 1)
Rows = list[tuple[dict[str, Any], list[dict[str, Any]]]]


def measure(rounds: int = 3) -> list[Figure]:
    """The ratio, after both stores were seen to hold the same rows."""
    with TemporaryDirectory() as folder:
        sides = alternating(
            _Turns(Path(folder), "ours", _imported),
            _Turns(Path(folder), "theirs", _inserted),
            rounds,
        )
        _compare(Path(folder))
    return [figure("import-50000-and-200000", GOAL, sides)]


class _Turns:
    """Each turn goes into a fresh store, made outside the time measured."""

    def __init__(self, folder: Path, name: str, work: Any) -> None:
        self._folder, self._name, self._work, self._turn = folder, name, work, 0

    def __call__(self) -> float:
        path = self._folder / f"{self._name}-{self._turn}.osi"
        self._turn += 1
        open_store(str(path)).close()
        return float(self._work(path, _rows()))


def _imported(path: Path, rows: Rows) -> float:
    store = open_store(str(path))
    service = EquipmentService(store, system_clock)
    taken = seconds(lambda: service.apply_import(_preview(rows)))
    store.close()
    return taken


def _preview(rows: Rows) -> ImportPreview:
    """What an importer makes of the rows: each validated, each to be created."""
    made = []
    for number, (row, calibrations) in enumerate(rows, start=2):
        item = Item.model_validate(row)
        papers = [Calibration.model_validate({**one, "item_id": item.id}) for one in calibrations]
        changes = tuple(Change(None, one) for one in (item, *papers))
        made.append(ImportRow(f"row {number}", "create", item.code, row, {}, changes))
    return ImportPreview("equipment", "memory", f"Import {len(rows)} items", tuple(made))


def _inserted(path: Path, rows: Rows) -> float:
    items, calibrations = _values(rows)
    plain = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        plain.execute(f"PRAGMA {pragma}")

    def insert() -> None:
        plain.execute("BEGIN IMMEDIATE")
        plain.executemany(_insert("item"), items)
        plain.executemany(_insert("calibration"), calibrations)
        plain.execute("COMMIT")

    taken = seconds(insert)
    plain.close()
    return taken


def _values(rows: Rows) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The rows as the driver wants them, made before the clock runs."""
    items, calibrations = [], []
    for row, papers in rows:
        item = Item.model_validate(row)
        items.append(_bound(item.model_dump(), "item"))
        for one in papers:
            made = Calibration.model_validate({**one, "item_id": item.id})
            calibrations.append(_bound(made.model_dump(), "calibration"))
    return items, calibrations


def _bound(record: dict[str, Any], table: str) -> tuple[Any, ...]:
    plain = record | {
        name: record[name].hex
        for name in ("id", "item_id", "container_id", "catalogue_line_id")
        if record.get(name)
    }
    if "documents" in plain:
        plain["documents"] = "[]"
    for name in ("performed_on", "valid_until"):
        if name in plain:
            plain[name] = plain[name].isoformat()
    return tuple(plain[name] for name in _columns(table))


def _columns(table: str) -> list[str]:
    return [column.name for column in TABLES[table][1].columns]


def _insert(table: str) -> str:
    names = _columns(table)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def _rows() -> Rows:
    return [
        (
            {
                "code": f"IT-{number:05d}", "name": "Backpack NaI gamma spectrometer",
                "item_type": "Isotrace BP-3", "serial_number": f"SN-{number}", "technique": "c",
                "maker": "Isotrace", "model": "BP-3", "mass_kg": 11.0, "length_m": 0.6,
                "width_m": 0.4, "height_m": 0.35, "location": "IFOS hall A, rack 09",
            },
            [
                {
                    "certificate_number": f"K-{number}-{turn}",
                    "performed_on": FIRST + timedelta(days=365 * turn + number % 300),
                    "valid_until": FIRST + timedelta(days=365 * (turn + 1) + number % 300),
                    "laboratory": "LAB-2",
                }
                for turn in range(EACH)
            ],
        )
        for number in range(ITEMS)
    ]  # fmt: skip


def _compare(folder: Path) -> None:
    """Both sides hold the same, but for the ids each makes. Raises ``AssertionError``."""
    asked = (
        "SELECT item.code, item.mass_kg, c.certificate_number, c.performed_on, c.valid_until "
        "FROM item JOIN calibration c ON c.item_id = item.id ORDER BY 1, 3"
    )
    found = []
    for name in ("ours", "theirs"):
        cx = sqlite3.connect(folder / f"{name}-0.osi")
        found.append(cx.execute(asked).fetchall())
        cx.close()
    assert found[0] == found[1]
    assert len(found[0]) == ITEMS * EACH
