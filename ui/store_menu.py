"""The Store menu: new, open, recent, copy, import, appearance."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu

from ui.imports import import_kinds
from ui.preferences import APPEARANCES
from ui.widgets.import_preview import ImportKind, start_import

if TYPE_CHECKING:
    from ui.main_window import MainWindow

FILES = "Store of OSI Planner (*.osi *.db *.sqlite);;All files (*)"


class StoreMenu(QObject):
    """What concerns the store as a whole."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def fill(self) -> None:
        """Makes the menu anew: recent stores and what can be written may have changed."""
        window = self._window
        menu = QMenu(window.shell.rail.store)
        other = window.open_at is not None
        menu.addAction("New store…", self.new_store).setEnabled(other)
        menu.addAction("Open store…", self.open_store).setEnabled(other)
        recent = menu.addMenu("Recent stores")
        for place in window.preferences.recent_stores:
            recent.addAction(place, self._opener(place)).setEnabled(Path(place).exists())
        recent.setEnabled(other and bool(recent.actions()))
        menu.addAction("Copy store to…", self.copy_store).setEnabled(window.context is not None)
        menu.addSeparator()
        imports = menu.addMenu("Import")
        writable = window.context is not None and window.context.writable
        if window.context is not None:
            for kind in import_kinds(window.context):
                imports.addAction(f"{kind.title}…", self._importer(kind))
        imports.setEnabled(writable)
        menu.addSeparator()
        looks = menu.addMenu("Appearance")
        for appearance in APPEARANCES:
            action = looks.addAction(appearance.capitalize(), partial(window.appear, appearance))
            action.setCheckable(True)
            action.setChecked(window.preferences.appearance == appearance)
        menu.addSeparator()
        menu.addAction("Quit", window.shell.close)
        old = window.shell.rail.store.menu()
        window.shell.rail.store.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def first_actions(self) -> tuple[tuple[str, str, Callable[[], object]], ...]:
        """What to offer where no store is open."""
        if self._window.open_at is None:
            return ()
        return (("Open a store…", "store", self.open_store), ("New store…", "add", self.new_store))

    def commands(self) -> list[tuple[str, Callable[[], object]]]:
        """For the palette."""
        window = self._window
        found: list[tuple[str, Callable[[], object]]] = [
            ("New inspection…", window.cases.new_inspection),
            ("Copy store to…", self.copy_store),
            ("Shortcuts", window.show_shortcuts),
            ("Undo", window.undo.undo),
            ("Redo", window.undo.redo),
        ]
        if window.open_at is not None:
            found += [("New store…", self.new_store), ("Open store…", self.open_store)]
        if window.context is not None and window.context.writable:
            found += [
                (f"Import: {kind.title}…", self._importer(kind))
                for kind in import_kinds(window.context)
            ]
        return found

    def new_store(self) -> None:
        """Asks where, and makes an empty one there."""
        chosen, _ = QFileDialog.getSaveFileName(self._window.shell, "New store", "new.osi", FILES)
        if chosen:
            self._window.open_other(chosen, True)

    def open_store(self) -> None:
        """Asks which."""
        chosen, _ = QFileDialog.getOpenFileName(self._window.shell, "Open store", "", FILES)
        if chosen:
            self._window.open_other(chosen, False)

    def copy_store(self) -> None:
        """Asks where, and copies the open store whole."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window.shell, "Copy the store to", "copy.osi", FILES
        )
        if chosen:
            self.copy_to(Path(chosen))

    def copy_to(self, target: Path) -> None:
        """A whole copy of the open store; a file already there is not overwritten."""
        context = self._window.context
        if context is None:
            return
        if target.exists():
            context.tell(
                f"{target} is there already and was left as it is. Choose another.", "warning"
            )
            return
        care = context.house.store.care
        context.operations.free(
            lambda progress, _: care.backup(target, progress),
            lambda path: context.tell(f"Copied to {path}", "good"),
            label="Copying the store",
            lane="read",
        )

    def _opener(self, place: str) -> Callable[[], None]:
        return lambda: self._window.open_other(place, False)

    def _importer(self, kind: ImportKind) -> Callable[[], None]:
        def ask() -> None:
            shell = self._window.shell
            chosen, _ = QFileDialog.getOpenFileName(shell, f"Import {kind.title}", "", kind.files)
            if chosen and self._window.context is not None:
                start_import(self._window.context, kind, Path(chosen), shell)

        return ask
