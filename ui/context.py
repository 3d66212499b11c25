"""What every page is given: the house, the ways to ask and write, and what is chosen."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.findings import Finding
from ui.operations import Done, Failed, Operations, Work
from ui.preferences import Preferences
from ui.undo import Undo


class Context(QObject):
    """The window's shared state, changed by the main window only.

    ``house`` is osi_app's House. ``inspection_id`` and ``case`` are None while no inspection is
    chosen; ``findings`` are those of all rooms. Pages listen to the signals they care about.
    """

    changed = Signal(object)
    """ChangeSet: something was written (undo and redo included)."""
    inspection_changed = Signal(object)
    """UUID or None: another inspection was chosen."""
    case_changed = Signal(object)
    """Case or None: the chosen case was computed anew."""
    findings_changed = Signal(object)
    """tuple[Finding, ...] of the chosen inspection."""
    navigate = Signal(str, str, object)
    """Page's name, record's kind ("" for none), record's id (None for none)."""
    told = Signal(str, str)
    """Text and tone (note, good, warning, breach) for the message bar."""
    inspection_wanted = Signal(object)
    """UUID or None: asks the main window to choose this inspection."""

    def __init__(
        self, house: Any, operations: Operations, undo: Undo, preferences: Preferences
    ) -> None:
        super().__init__()
        self.house = house
        self.operations = operations
        self.undo = undo
        self.preferences = preferences
        self.inspection_id: UUID | None = None
        self.case: Any = None
        self.findings: tuple[Finding, ...] = ()

    @property
    def writable(self) -> bool:
        """Whether the store can be written."""
        return not self.house.store.read_only

    def write(
        self,
        fn: Callable[[], Any],
        done: Done | None = None,
        *,
        label: str = "Writing",
        failed: Failed | None = None,
    ) -> Work:
        """One use case; see ``Operations.write``."""
        return self.operations.write(fn, done, label=label, failed=failed)

    def read(
        self, fn: Callable[[], Any], done: Done, *, label: str = "", failed: Failed | None = None
    ) -> Work:
        """A question; see ``Operations.read``."""
        return self.operations.read(fn, done, label=label, failed=failed)

    def tell(self, text: str, tone: str = "note") -> None:
        """Shows a message above the page."""
        self.told.emit(text, tone)

    def go(self, page: str, kind: str = "", key: object = None) -> None:
        """Shows a page and, where given, selects a record on it."""
        self.navigate.emit(page, kind, key)

    def about_now(self, change_set: ChangeSet, kinds: frozenset[str]) -> bool:
        """Whether a change set touches any of these kinds."""
        return bool(change_set.kinds & kinds)
