"""10,000 items held in memory: validated, previewed, applied, inserted, journalled and committed,
against raw ``executemany`` of the same rows into the same table in one transaction, both with
synchronous=FULL."""

import itertools
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figure import Figure, alternating, figure, seconds
from db import open_store
from db.rows import TABLES
from osi_app.equipment.records import Item
from osi_app.equipment.service import EquipmentService
from osi_app.kernel.changes import Change
from osi_app.kernel.clock import system_clock
from osi_app.kernel.importing import ImportPreview, ImportRow

ROWS = 10_000
COLUMNS = [column.name for column in TABLES["item"][1].columns]
INSERT = f"INSERT INTO item ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


def measure(rounds: int = 7) -> list[Figure]:
    """The ratio, after both stores were seen to hold the same rows."""
    with TemporaryDirectory() as folder:
        return [_measured(Path(folder), rounds)]


def _measured(folder: Path, rounds: int) -> Figure:
    ours, theirs = folder / "ours.osi", folder / "theirs.osi"
    open_store(theirs).close()
    store = open_store(ours)
    service = EquipmentService(store, system_clock)
    plain = sqlite3.connect(theirs, isolation_level=None)
    for pragma in PRAGMAS:
        plain.execute(f"PRAGMA {pragma}")
    turns = itertools.count()

    def import_ours() -> float:
        rows = _raw_rows(next(turns) // 2)
        return seconds(lambda: service.apply_import(_preview(rows)))

    def insert_raw() -> float:
        values = [_values(row) for row in _raw_rows(next(turns) // 2)]
        return seconds(lambda: _insert(plain, values))

    sides = alternating(import_ours, insert_raw, rounds)
    with store.read() as reading:
        kept = {item.code: _comparable(item.model_dump()) for item in reading.all(Item)}
    raw = plain.execute(f"SELECT {', '.join(COLUMNS)} FROM item").fetchall()
    told = [dict(zip(COLUMNS, row, strict=True)) for row in raw]
    assert {row["code"]: _comparable(row) for row in told} == kept
    assert len(kept) == rounds * ROWS
    assert store.journal.verify() == ()
    plain.close()
    store.close()
    return figure("import-10000", 8, sides)


def _preview(rows: list[dict[str, Any]]) -> ImportPreview:
    """What an importer makes of the rows: each validated, each to be created."""
    made = []
    for number, row in enumerate(rows, start=2):
        item = Item.model_validate(row)
        change = Change(None, item)
        made.append(ImportRow(f"row {number}", "create", item.code, row, {}, (change,)))
    return ImportPreview("equipment", "memory", f"Import {len(rows)} items", tuple(made))


def _insert(plain: sqlite3.Connection, values: list[tuple[Any, ...]]) -> None:
    plain.execute("BEGIN IMMEDIATE")
    plain.executemany(INSERT, values)
    plain.execute("COMMIT")


def _raw_rows(turn: int) -> list[dict[str, Any]]:
    return [
        {
            "code": f"IT-{turn}-{number:05d}",
            "name": "Backpack NaI gamma spectrometer",
            "item_type": "Isotrace BP-3",
            "serial_number": f"SN{turn}-{number}",
            "technique": "c",
            "maker": "Isotrace",
            "model": "BP-3",
            "mass_kg": 11.0,
            "length_m": 0.6,
            "width_m": 0.4,
            "height_m": 0.35,
            "power_w": 8.0,
            "un_number": "UN3481",
            "location": "IFOS hall A, rack 09",
        }
        for number in range(ROWS)
    ]


def _values(row: dict[str, Any]) -> tuple[Any, ...]:
    """The row as the driver wants it."""
    record = Item.model_validate(row).model_dump()
    record["id"] = record["id"].hex
    return tuple(record[name] for name in COLUMNS)


def _comparable(row: dict[str, Any]) -> dict[str, Any]:
    """What both sides must hold alike: everything but the id, which each side makes."""
    return {name: value for name, value in row.items() if name != "id"}
