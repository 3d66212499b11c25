"""One paper with its choices above and its proof below, to be saved from where it is needed."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.context import Context
from ui.documents.making import Making
from ui.documents.papers import SIZES, Paper, Printed, Request
from ui.documents.saving import Saving
from ui.widgets.basics import button, hint, row
from ui.widgets.pdf_view import PdfView

STOOD = {
    "making": "Making the pages …",
    "cancelled": "Cancelled.",
    "failed": "It could not be made.",
    "current": "",
}


class PaperDialog(QDialog):
    """Shows the proof of what ``paper`` says, anew whenever ``change`` is called."""

    def __init__(
        self, context: Context, paper: Callable[[], Paper], parent: QWidget, *choices: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._paper = context, paper
        self._made: Printed | None = None
        self.resize(760, 820)
        self.setWindowTitle(paper().title)
        self.pdf = PdfView()
        self.told = hint("")
        self._saving = Saving(context, self)
        self.save = button(self._saving.word, "save", self._save, primary=True)
        self.save.setToolTip(self._saving.tip)
        self._making = Making(context, self)
        self._making.made.connect(self._show)
        self._making.stood.connect(self._stood)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 14, 16, 14)
        lines.setSpacing(10)
        if choices:
            lines.addLayout(row(*choices, None))
        lines.addWidget(self.pdf, 1)
        lines.addLayout(row(self.told, None, button("Close", "", self.reject), self.save))
        self._making.see(True)
        self.finished.connect(lambda _: self._making.see(False))
        self.change()

    def change(self) -> None:
        """Makes the proof anew from what is chosen now."""
        if self._context.inspection_id is None:
            self.told.setText("Choose an inspection first: its words stand on every page.")
            return
        request = Request(self._paper(), self._context.inspection_id, SIZES[0][0])
        self.save.setEnabled(False)
        self._making.ask(request)

    def _show(self, made: Printed) -> None:
        self._made = made
        self.pdf.show_pdf(made.pdf, stay=True)

    def _stood(self, state: str, told: str) -> None:
        self.told.setText(told or STOOD.get(state, ""))
        self.save.setEnabled(state == "current")

    def _save(self) -> None:
        if self._made is not None:
            self._saving.ask(self._made)
