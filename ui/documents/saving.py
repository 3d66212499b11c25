"""Saving what is shown: asked where to, written whole, noted in the register."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import StorageError
from ui.context import Context
from ui.documents.papers import Printed, save_copy, save_issued

ISSUES = "Writes the file and notes its number in the register  (Ctrl+P)"
COPIES = "The store is only read: the file is written, the register stays as it is  (Ctrl+P)"


class Saving:
    """Issues a document; from a store that is only read it saves a copy instead."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent
        self.word = "Save PDF…" if context.writable else "Save a copy…"
        self.tip = ISSUES if context.writable else COPIES

    def ask(self, made: Printed) -> None:
        """Asks for the place; the number is the name that is proposed."""
        name, _ = QFileDialog.getSaveFileName(
            self._parent, "Save PDF", f"{made.stamp.number}.pdf", "PDF (*.pdf)"
        )
        if name:
            self.save(made, Path(name))

    def save(self, made: Printed, target: Path) -> None:
        """Writes the file. An issued paper has left the house: undo does not take it back."""
        target = target if target.suffix else target.with_suffix(".pdf")
        number, documents = made.stamp.number, self._context.house.documents
        issuing = self._context.writable
        told = (f"{number} is issued and saved in {target}.", "good") if issuing else (
            f"{number} is saved in {target}. It was not registered as issued: this store is only "
            "read.",
            "warning",
        )  # fmt: skip

        def save() -> ChangeSet | None:
            if issuing:
                return save_issued(documents, made, target)
            save_copy(made, target)
            return None

        self._context.operations.write(
            save,
            lambda _: self._context.tell(*told),
            label=f"Saving {number}",
            failed=lambda error: self._failed(error, target),
            undoable=False,
        )

    def _failed(self, error: Exception, target: Path) -> bool:
        if not (isinstance(error, StorageError) and error.code == "not_writable"):
            return False
        cause = str(error.values.get("reason") or "the place cannot be written")
        self._context.tell(
            f"{target.name} was not saved and nothing was registered ({cause}). Close the program "
            "that has it open, or choose another place.",
            "breach",
        )
        return True
