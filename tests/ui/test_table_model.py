"""The list model: blocks, old answers dropped, Qt's own model tester."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from osi_app.kernel.lists import Column, ColumnKind, Key, ListQuery
from ui.operations import Operations
from ui.widgets.table_model import RecordTableModel, TableRole


@dataclass(frozen=True)
class NumberLine:
    id: UUID
    code: str
    mass_kg: float
    status: str


class Numbers:
    """A list of any length: sorted and filtered keys first, lines when asked for."""

    columns = (
        Column("code", ColumnKind.CODE, editable=True),
        Column("mass_kg", ColumnKind.NUMBER),
        Column("status", ColumnKind.STATUS, words=("valid", "lapsed")),
    )

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[int] = []

    def keys(self, query: ListQuery) -> Sequence[Key]:
        numbers = [n for n in range(self.count) if query.text in f"N-{n:05d}"]
        descending = bool(query.sort and query.sort[0].descending)
        return sorted(numbers, reverse=descending)

    def lines(self, keys: Sequence[Key], query: ListQuery) -> tuple[NumberLine | None, ...]:
        del query
        self.asked.append(len(keys))
        numbers = [int(str(key)) for key in keys]
        return tuple(
            NumberLine(UUID(int=n), f"N-{n:05d}", n / 2, "lapsed" if n % 7 == 0 else "valid")
            for n in numbers
        )


def shown_model(operations: Operations, qtbot: QtBot, count: int) -> RecordTableModel:
    model = RecordTableModel(operations, Numbers(count))
    with qtbot.waitSignal(model.counted):
        model.refresh()
    return model


def test_holds_what_qt_asks_of_a_model(
    operations: Operations, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    model = shown_model(operations, qtbot, 450)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.data(model.index(430, 0))
    qtbot.waitUntil(lambda: operations.idle)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_asks_only_for_the_block_in_view(operations: Operations, qtbot: QtBot) -> None:
    model = shown_model(operations, qtbot, 50_000)
    assert model.rowCount() == 50_000
    assert model.index(30_010, 0).data() is None
    with qtbot.waitSignal(model.arrived) as arrived:
        pass
    assert arrived.args == [30_000, 30_199]
    assert model.index(30_010, 0).data() == "N-30010"
    assert isinstance(model.records, Numbers)
    assert model.records.asked == [200]


def test_an_answer_to_an_older_question_is_dropped(operations: Operations, qtbot: QtBot) -> None:
    model = RecordTableModel(operations, Numbers(1000))
    counts: list[int] = []
    model.counted.connect(counts.append)
    model.show_query(ListQuery(text="N-0000"))
    model.show_query(ListQuery(text="N-00001"))
    qtbot.waitUntil(lambda: operations.idle)
    assert counts == [1]
    assert model.rowCount() == 1


def test_sorting_asks_the_store(operations: Operations, qtbot: QtBot) -> None:
    model = shown_model(operations, qtbot, 300)
    with qtbot.waitSignal(model.counted):
        model.sort(0, Qt.SortOrder.DescendingOrder)
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: operations.idle)
    assert model.index(0, 0).data() == "N-00299"


def test_numbers_stand_right_and_lines_are_handed_out(operations: Operations, qtbot: QtBot) -> None:
    model = shown_model(operations, qtbot, 3)
    model.line_at(0)
    qtbot.waitUntil(lambda: operations.idle)
    alignment = model.index(1, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight
    assert model.index(1, 0).data(TableRole.LINE).code == "N-00001"
    assert model.flags(model.index(-1, 0)) == Qt.ItemFlag.NoItemFlags


def test_a_record_is_found_by_its_id(operations: Operations, qtbot: QtBot) -> None:
    model = shown_model(operations, qtbot, 700)
    rows: list[int] = []
    model.find_row(UUID(int=612), rows.append)
    model.find_row(UUID(int=9_999), rows.append)
    qtbot.waitUntil(lambda: len(rows) == 2)
    assert rows == [612, -1]
