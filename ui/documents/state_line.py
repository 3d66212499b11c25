"""One line above the preview: what it shows, whether it still holds, how far the next one is."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui import texts
from ui.documents.papers import Printed
from ui.widgets.basics import ElidedLabel, Shape, quiet

OUTDATED = "Out of date: data changed since this was made. A new preview follows."
CANCELLED = "Cancelled. Nothing was stored."
FAILED = "The preview could not be made."
TONES = {"outdated": "warning", "cancelled": "warning", "failed": "breach"}


class StateLine(QFrame):
    """Always of one height, so that the page below does not jump."""

    def __init__(self, cancel: Callable[[], object], again: Callable[[], object]) -> None:
        super().__init__()
        self.state = ""
        self._outdated = False
        self.shape = Shape("note")
        self.text = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(QSize(150, 8))
        self.cancel = quiet("Cancel", "close", cancel)
        self.again = quiet("Make it now", "print", again)
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 0, 0, 0)
        line.setSpacing(8)
        parts: tuple[QWidget, ...] = (self.shape, self.text, self.bar, self.cancel, self.again)
        for part in parts:
            line.addWidget(part)
        line.setStretchFactor(self.text, 1)
        self.setFixedHeight(32)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No document is asked for."""
        self._show("", "", "note")

    def show_current(self, made: Printed) -> None:
        """What is shown, and the state of the data it rests on."""
        stamp = made.stamp
        told = (
            f"{stamp.number} · data revision {stamp.data_seq}, {stamp.data_sha256[:8]} · "
            f"as of {texts.instant(stamp.as_of)}"
        )
        self._show("current", told, "note", tip=f"{told}\nData {stamp.data_sha256}")

    def show_state(self, state: str, told: str, *, outdated: bool) -> None:
        """The words outdated, making, cancelled or failed; ``told`` is a failure's sentence.
        ``outdated``: pages made before data
        changed stand below."""
        words = {
            "outdated": OUTDATED,
            "making": "Gathering the data",
            "cancelled": CANCELLED + (" The pages below are out of date." if outdated else ""),
            "failed": told or FAILED,
        }
        self._outdated = outdated
        self._show(state, words[state], TONES.get(state, "warning" if outdated else "note"))

    def show_steps(self, done: int, total: int) -> None:
        """ "Making page 7 of 24"; total 0 while it is not known."""
        if self.state != "making":
            return
        text = f"Making page {min(done + 1, total)} of {total}" if total else "Gathering the data"
        self.text.show_whole(f"Out of date. {text}" if self._outdated else text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show(self, state: str, text: str, tone: str, tip: str = "") -> None:
        self.state = state
        self.text.show_whole(text, tip)
        self.shape.tone = tone
        self.shape.setVisible(bool(text))
        self.shape.update()
        for part in (self.bar, self.cancel):
            part.setVisible(state == "making")
        self.again.setVisible(state in ("cancelled", "failed"))
