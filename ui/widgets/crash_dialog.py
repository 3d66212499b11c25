"""When the program itself is at fault: the text to copy, and a copy of the store to keep."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme.style import code_font
from ui.widgets.basics import button, hint, row, title


class CrashDialog(QDialog):
    """Says that it is a bug, what was kept, and what to do."""

    def __init__(
        self, text: str, copy_store: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong in OSI Planner")
        self.resize(640, 440)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setFont(code_font())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(10)
        lines.addWidget(title("This is a fault of the program"))
        lines.addWidget(
            hint(
                "What was stored before is safe; the step just taken was not stored. Copy the text "
                "below into a report. To be sure, save a copy of the store."
            )
        )
        lines.addWidget(self.text, 1)
        lines.addLayout(
            row(
                button("Copy the text", "", self.copy),
                button("Save a copy of the store…", "store", copy_store),
                None,
                button("Go on", "", self.accept, primary=True),
            )
        )

    def copy(self) -> None:
        """The text onto the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
