"""A page on the real house: a small exercise, real paper, real lanes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

import templates
from db import open_store
from osi_app.house import House, house
from osi_app.inspection.records import Inspection, InspectionKind
from osi_app.kernel.clock import FixedClock
from osi_app.library.records import State
from ui.context import Context
from ui.documents.page import DocumentsPage
from ui.operations import Operations
from ui.preferences import Preferences
from ui.undo import Undo

Patience = Callable[[Callable[[], bool]], None]


@pytest.fixture
def paper_house(tmp_path: Path, at: Callable[[str], FixedClock]) -> Iterator[House]:
    """The house over a store with an exercise opened around coordinates."""
    clock = at("2026-05-04T06:00")
    made = house(
        open_store(tmp_path / "case.osi", author="maria", clock=clock), templates.renderers(), clock
    )
    asking = State(code="XFA", name="Fiducia", fictional=True)
    inspected = State(code="XAA", name="Arcania", fictional=True)
    made.library.record("Import States", asking, inspected)
    made.open_inspection(
        kind=InspectionKind.EXERCISE,
        requesting_state_id=asking.id,
        inspected_state_id=inspected.id,
        requested_at="2026-05-01 06:00Z",
        lon=78.079,
        lat=49.868,
        entry_name="Semey airport",
        entry_lon=80.234,
        entry_lat=50.351,
        code="EX08",
        title="Exercise in Arcania",
    )
    yield made
    made.close()


@pytest.fixture
def paper_context(
    paper_house: House, operations: Operations, preferences: Preferences
) -> Iterator[Context]:
    """What the page is given, with the exercise chosen."""
    undo = Undo(operations)
    undo.use(paper_house.store)
    made = Context(paper_house, operations, undo, preferences)
    made.inspection_id = paper_house.inspections()[0].id
    operations.written.connect(lambda change_set, _: made.changed.emit(change_set))
    yield made
    operations.shut()


@pytest.fixture
def told(paper_context: Context) -> list[tuple[str, str]]:
    """Every message the page gave."""
    messages: list[tuple[str, str]] = []
    paper_context.told.connect(lambda text, tone: messages.append((text, tone)))
    return messages


@pytest.fixture
def until(qtbot: QtBot) -> Patience:
    """``until(condition)``: waits for what follows from work in the lanes."""

    def wait(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=15000)

    return wait


@pytest.fixture
def opened(paper_context: Context, qtbot: QtBot, until: Patience) -> Any:
    """The page once its first preview stands."""
    page = DocumentsPage(paper_context)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitExposed(page)
    until(lambda: page.state.state == "current" and paper_context.operations.idle)
    return page


@pytest.fixture
def rename(paper_context: Context) -> Callable[[str], None]:
    """``rename("New title")``: a change of data, as any other page would make it."""

    def change(title: str) -> None:
        cases, key = paper_context.house.inspection, paper_context.inspection_id
        paper_context.write(
            lambda: cases.correct("Rename the case", Inspection, [key], {"title": title})
        )

    return change
