"""Undo and redo of use cases: a stack of change sets that lives with the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import StaleDataError
from osi_app.kernel.ports import Store
from ui.operations import Operations

MOST = 200


class Undo(QObject):
    """What can be taken back and done again. ``moved`` is emitted when the stacks change."""

    moved = Signal()

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._store: Store | None = None
        self._done: list[ChangeSet] = []
        self._undone: list[tuple[str, ChangeSet]] = []
        operations.written.connect(self._took)

    def use(self, store: Store) -> None:
        """Starts anew with a store."""
        self._store = store
        self._done, self._undone = [], []
        self.moved.emit()

    @property
    def undo_text(self) -> str:
        """ "Undo assign 3 inspectors", or "" when there is nothing to take back."""
        return f"Undo {_lowered(self._done[-1].label)}" if self._done else ""

    @property
    def redo_text(self) -> str:
        """ "Redo assign 3 inspectors", or ""."""
        return f"Redo {_lowered(self._undone[-1][0])}" if self._undone else ""

    def undo(self) -> None:
        """Takes the newest step back. A stale step is dropped and said so."""
        if self._store is None or not self._done:
            return
        step = self._done.pop()
        store, label = self._store, f"Undo {_lowered(step.label)}"

        def took(inverse: ChangeSet) -> None:
            self._undone.append((step.label, inverse))
            self.moved.emit()

        self._revert(store, step, label, took, lambda: self._done.append(step))

    def redo(self) -> None:
        """Does the step taken back last again."""
        if self._store is None or not self._undone:
            return
        label, inverse = self._undone.pop()

        def took(again: ChangeSet) -> None:
            # undo names the step, not the redoing of it
            self._done.append(_named(again, label))
            self.moved.emit()

        store = self._store
        self._revert(store, inverse, label, took, lambda: self._undone.append((label, inverse)))

    def _revert(
        self,
        store: Store,
        step: ChangeSet,
        label: str,
        took: Callable[[ChangeSet], None],
        keep: Callable[[], None],
    ) -> None:
        def failed(error: Exception) -> bool:
            if not isinstance(error, StaleDataError):
                keep()
            self.moved.emit()
            return False

        self.moved.emit()
        self._operations.write(
            lambda: store.revert(step.seq, label),
            took,
            label=label,
            failed=failed,
            undoable=False,
        )

    def _took(self, change_set: ChangeSet, undoable: bool) -> None:
        if not undoable or change_set.seq == 0:
            return
        self._done = [*self._done, change_set][-MOST:]
        self._undone = []
        self.moved.emit()


def _named(change_set: ChangeSet, label: str) -> ChangeSet:
    return ChangeSet(
        change_set.id,
        change_set.at,
        change_set.author,
        label,
        change_set.changes,
        change_set.seq,
        change_set.sha256,
    )


def _lowered(label: str) -> str:
    head, _, _ = label.partition(" ")
    return label if head.isupper() else label[:1].lower() + label[1:]
