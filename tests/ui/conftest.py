"""A window's parts on a real store, real lanes, and preferences in a file of their own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from db import open_store
from osi_app.demo import build_demo
from osi_app.equipment.records import Calibration, EquipmentUse, Item
from osi_app.house import house
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.service import RoomService
from osi_app.library.records import State
from templates import renderers
from ui.context import Context
from ui.operations import Operations
from ui.preferences import Preferences
from ui.undo import Undo

NOW = FixedClock(datetime(2026, 5, 4, 6, 0, tzinfo=UTC))


LOOKS = 3
"""Turns of the event loop without anything under way."""


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Preferences that are nobody's."""
    return Preferences(QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def operations(qapp: object) -> Iterator[Operations]:
    """Lanes that are shut in the end."""
    del qapp
    lanes = Operations()
    yield lanes
    lanes.shut()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Any]:
    """An empty store in a file."""
    opened = open_store(tmp_path / "case.osi", author="maria", clock=NOW)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Any) -> Any:
    """The store with two States and thirty items, one of them calibrated."""
    service = RoomService(store, NOW)
    service.record(
        "Import States",
        State(code="AUT", name="Austria"),
        State(code="XAA", name="Arcania", fictional=True),
    )
    items = [
        Item(
            code=f"GS-{n:02d}",
            name=f"HPGe gamma spectrometer {n}",
            item_type="spectrometer",
            serial_number=f"SN-{n:04d}",
            technique=EquipmentUse.GAMMA if n % 2 else EquipmentUse.PASSIVE_SEISMIC,
            mass_kg=10 + n,
        )
        for n in range(30)
    ]
    service.record("Import equipment", *items)
    service.record(
        "Record calibration K-1",
        Calibration(
            item_id=items[3].id,
            certificate_number="K-1",
            performed_on=date(2026, 1, 1),
            valid_until=date(2027, 1, 1),
        ),
    )
    return store


@pytest.fixture
def context(filled: Any, operations: Operations, preferences: Preferences) -> Iterator[Context]:
    """What widgets are given, no inspection chosen."""
    yield joined(filled, operations, preferences)
    operations.shut()


def joined(store: Any, operations: Operations, preferences: Preferences) -> Context:
    """The rooms over a store, and the context the main window would make of them."""
    undo = Undo(operations)
    undo.use(store)
    made = Context(house(store, renderers(), NOW), operations, undo, preferences)
    operations.written.connect(lambda change_set, _: made.changed.emit(change_set))
    return made


@pytest.fixture
def exercise(store: Any, operations: Operations, preferences: Preferences) -> Iterator[Context]:
    """The demo exercise, chosen as the main window does."""
    made = joined(store, operations, preferences)
    build_demo(made.house)
    made.inspection_id = made.house.inspections()[0].id
    made.case = made.house.inspection.case(made.inspection_id)
    yield made
    operations.shut()


@pytest.fixture
def settled(operations: Operations, qtbot: QtBot) -> Any:
    """Waits until nothing is under way, and nothing follows from what was: a list asks for its
    lines only when it is painted."""

    def wait() -> None:
        calm = 0

        def quiet() -> bool:
            nonlocal calm
            calm = calm + 1 if operations.idle else 0
            return calm >= LOOKS

        qtbot.waitUntil(quiet, timeout=20_000)

    return wait


@pytest.fixture
def item(filled: Any) -> Any:
    """``item("GS-03")``: the item as it stands."""

    def standing(code: str) -> Item:
        with filled.read() as reading:
            found = reading.find(Item, code=code)
            assert isinstance(found, Item)
            return found

    return standing
