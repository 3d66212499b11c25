"""10,000 items held in memory: validated, inserted, journalled and committed, against raw
``executemany`` of the same rows into the same table in one transaction, both synchronous=FULL."""

import itertools
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figure import Figure, alternating, figure, seconds
from db import open_store
from db.rows import TABLES
from osi_app.equipment.records import Item

ROWS = 10_000
_turn = itertools.count()


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


def measure(rounds: int = 5) -> list[Figure]:
    """The ratio, after both stores were checked to hold the rows."""
    with TemporaryDirectory() as folder:
        return [_measured(Path(folder), rounds)]


def _measured(folder: Path, rounds: int) -> Figure:
    ours, theirs = folder / "ours.osi", folder / "theirs.osi"
    open_store(theirs).close()
    store = open_store(ours)
    plain = sqlite3.connect(theirs, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        plain.execute(f"PRAGMA {pragma}")
    names = [column.name for column in TABLES["item"][1].columns]
    statement = f"INSERT INTO item ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"

    def import_ours() -> float:
        rows = _raw_rows(next(_turn))

        def work() -> None:
            with store.write("Import items") as unit:
                unit.add(*(Item.model_validate(row) for row in rows))
                unit.commit()

        return seconds(work)

    def insert_raw() -> float:
        values = [_values(row, names) for row in _raw_rows(next(_turn))]

        def work() -> None:
            plain.execute("BEGIN IMMEDIATE")
            plain.executemany(statement, values)
            plain.execute("COMMIT")

        return seconds(work)

    sides = alternating(import_ours, insert_raw, rounds)
    count = plain.execute("SELECT count(*) FROM item").fetchone()[0]
    with store.read() as reading:
        assert len(reading.all(Item)) == count == rounds * ROWS
    assert store.journal.verify() == ()
    plain.close()
    store.close()
    return figure("import-10000", 8, sides)


def _values(row: dict[str, Any], names: list[str]) -> tuple[Any, ...]:
    record = Item.model_validate(row).model_dump()
    record["id"] = record["id"].hex
    return tuple(record[name] for name in names)
