"""What is due within 90 days among 50,000 items with 200,000 calibrations: the due list in memory
against the grouped SQL query over the same store. Both answers are compared row by row, on several
days and after changes, a removal and an undo.

Ours is kept true by change sets, so what it is made from is read once; that time is shown beside.
"""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from benchmarks.figure import Figure, alternating, figure, seconds
from db import open_store
from osi_app.equipment.due import DueDay, DueList
from osi_app.equipment.records import Calibration, EquipmentUse, Item
from osi_app.kernel.ports import Store

ITEMS, EACH = 50_000, 4
ON, WITHIN = date(2026, 9, 3), 90
DAY = timedelta(days=1)
GROUPED = """
SELECT item_id, min(until) FROM (
    SELECT item_id, substr(max(performed_on || valid_until), 11) AS until
    FROM calibration WHERE performed_on <= :day GROUP BY item_id, procedure)
JOIN item ON item.id = item_id WHERE item.needs_calibration
GROUP BY item_id HAVING min(until) <= :last ORDER BY min(until), item_id
"""


def measure(rounds: int = 9) -> list[Figure]:
    """The ratio. Raises ``AssertionError`` when the two sides differ."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "items.osi"
        store = open_store(path)
        with store.write("Items") as work:
            items = [_item(number) for number in range(ITEMS)]
            work.add(*items)
            work.add(*(one for number, item in enumerate(items) for one in _papers(number, item)))
            work.commit()
        try:
            return [_measured(store, path, rounds)]
        finally:
            store.close()


def _measured(store: Store, path: Path, rounds: int) -> Figure:
    plain = sqlite3.connect(path)
    made: list[DueList] = []
    making = seconds(lambda: made.append(_listed(store)))
    (listed,) = made
    sides = alternating(
        lambda: seconds(lambda: listed.due(ON, WITHIN)),
        lambda: seconds(lambda: _grouped(plain, ON)),
        rounds,
    )
    _same(listed, plain)
    _follow(listed, store)
    _same(listed, plain)
    plain.close()
    found = figure("due-90-days", 0.05, sides)
    shown = f"{found.shown}, {len(listed.due(ON, WITHIN))} due; made once in {making:.1f} s"
    return Figure(found.name, found.ratio, found.goal, shown)


def _listed(store: Store) -> DueList:
    with store.read() as reading:
        return DueList.of(reading.all(Item), reading.all(Calibration))


def _grouped(plain: sqlite3.Connection, on: date) -> list[tuple[str, str]]:
    days = {"day": on.isoformat(), "last": (on + WITHIN * DAY).isoformat()}
    return plain.execute(GROUPED, days).fetchall()


def _same(listed: DueList, plain: sqlite3.Connection) -> None:
    for on in (ON, ON - 400 * DAY, ON + 60 * DAY):
        ours: tuple[DueDay, ...] = listed.due(on, WITHIN)
        theirs = [(UUID(key), date.fromisoformat(until)) for key, until in _grouped(plain, on)]
        assert 0 < len(ours) < ITEMS
        assert list(ours) == theirs


def _follow(listed: DueList, store: Store) -> None:
    """New certificates, one taken back, one removed: each is followed by its change set."""
    with store.read() as reading:
        items = [reading.load(Item, key) for key, _ in listed.due(ON, WITHIN)[:50]]
        gone = reading.among(Calibration, "item_id", [items[-1].id])
    with store.write("Record calibrations") as work:
        work.add(*(_paper(item, ON, 365) for item in items))
        added = work.commit()
    listed.apply(added)
    with store.write("Remove calibrations") as work:
        work.remove(*gone)
        listed.apply(work.commit())
    with store.write("Exempt") as work:
        work.change(items[0].changed(needs_calibration=False))
        exempted = work.commit()
    listed.apply(exempted)
    listed.apply(store.revert(exempted.seq, "Undo"))


def _item(number: int) -> Item:
    return Item(
        code=f"IT-{number:05d}",
        name="Backpack NaI gamma spectrometer",
        item_type="Isotrace BP-3",
        serial_number=f"SN-{number}",
        technique=EquipmentUse.GAMMA,
        mass_kg=11,
        needs_calibration=number % 20 != 0,
    )


def _papers(number: int, item: Item) -> list[Calibration]:
    """Four certificates: three years of the main procedure, the newest of some items performed
    after the day asked for, and one of another procedure."""
    newest = ON + (30 - (number * 7919) % 400) * DAY
    dated = [_paper(item, newest - back * 365 * DAY, 365) for back in range(EACH - 1)]
    return [*dated, _paper(item, newest - 100 * DAY, 730, "energy")]


def _paper(item: Item, performed: date, days: int, procedure: str = "") -> Calibration:
    return Calibration(
        item_id=item.id,
        procedure=procedure,
        certificate_number=f"K-{item.code}",
        performed_on=performed,
        valid_until=performed + days * DAY,
    )
