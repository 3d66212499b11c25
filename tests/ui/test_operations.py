"""Work leaves the GUI thread and its answer comes back into it."""

from datetime import UTC, datetime
from threading import current_thread, main_thread
from uuid import uuid4

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.errors import Cancelled, RuleError
from osi_app.kernel.ports import Cancelled as CancelledAsk
from osi_app.kernel.ports import Progress
from osi_app.library.records import State
from ui.operations import Operations

AT = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)


def change_set(label: str = "Record State AUT") -> ChangeSet:
    state = State(code="AUT", name="Austria")
    return ChangeSet(uuid4(), AT, "maria", label, (Change(None, state),), 1, "0" * 64)


def test_reads_in_another_thread_and_answers_in_this_one(
    operations: Operations, qtbot: QtBot
) -> None:
    threads: list[str] = []
    answers: list[tuple[int, bool]] = []

    def ask() -> int:
        threads.append(current_thread().name)
        return 7

    operations.read(ask, lambda n: answers.append((n, current_thread() is main_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(7, True)]
    assert threads[0].startswith("reader")


def test_each_lane_is_one_thread_and_keeps_its_order(operations: Operations, qtbot: QtBot) -> None:
    done: list[int] = []
    threads: set[str] = set()

    def write(number: int) -> int:
        threads.add(current_thread().name)
        return number

    for number in range(20):
        operations.write(lambda number=number: write(number), done.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))
    assert len(threads) == 1


def test_a_change_set_is_broadcast_before_done_is_told(
    operations: Operations, qtbot: QtBot
) -> None:
    seen: list[str] = []
    operations.written.connect(lambda changed, _: seen.append(changed.label))
    operations.write(change_set, lambda _: seen.append("done"))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["Record State AUT", "done"]


def test_an_error_goes_to_whoever_deals_with_it_else_to_all(
    operations: Operations, qtbot: QtBot
) -> None:
    told: list[Exception] = []
    mine: list[Exception] = []
    operations.failed.connect(told.append)

    def refuse() -> None:
        raise RuleError("invalid_value", field="code")

    def deal(error: Exception) -> bool:
        mine.append(error)
        return True

    operations.write(refuse, failed=deal)
    operations.write(refuse)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert len(mine) == 1


def test_long_work_shows_progress_and_is_cancelled(operations: Operations, qtbot: QtBot) -> None:
    shown: list[tuple[int, int]] = []
    told: list[Exception] = []
    operations.busy.connect(lambda work: shown.append(work.steps) if work else None)
    operations.failed.connect(told.append)

    def long(progress: Progress, cancelled: CancelledAsk) -> None:
        progress(3, 9)
        while not cancelled():
            pass
        raise Cancelled

    operations.free(long, label="Rendering")
    qtbot.waitUntil(lambda: (3, 9) in shown, timeout=20_000)
    operations.cancel()
    qtbot.waitUntil(lambda: operations.idle)
    assert told == []


def test_an_answer_to_a_widget_that_has_gone_is_dropped(
    operations: Operations, qtbot: QtBot
) -> None:
    class Asker(QObject):
        def took(self, answer: int) -> None:
            raise AssertionError(answer)

    asker = Asker()
    took = asker.took
    operations.read(lambda: 1, took)
    delete(asker)
    qtbot.waitUntil(lambda: operations.idle)
