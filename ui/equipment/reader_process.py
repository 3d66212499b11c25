"""A reader's own program, run beside ours: it writes tags, we read them.

The program is the user's: fixed portals and hand-held readers speak protocols whose libraries are
not ours to ship. What it writes to its output is taken line by line: a tag, or tag, time and gate
separated by TAB or semicolon, as in a pasted list. What it writes to its error output is shown.
"""

import shlex
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, Signal

from osi_app.equipment.scan_reading import ScanContext, pasted_scans

STOP_MS = 2_000
LINE_LIMIT = 10_000
"""A line longer than this is no tag: the program is stopped."""


class ReaderProcess(QObject):
    """One program at a time. ``read`` carries ``ReadScans``, ``told`` a sentence and its tone,
    ``running`` whether the program runs."""

    read = Signal(object)
    told = Signal(str, str)
    running = Signal(bool)

    def __init__(self, parent: QObject, context_of: Callable[[], ScanContext | None]) -> None:
        super().__init__(parent)
        self._context_of = context_of
        self._half = b""
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._take)
        self._process.readyReadStandardError.connect(self._complaint)
        self._process.errorOccurred.connect(self._failed)
        self._process.stateChanged.connect(lambda _: self.running.emit(self.is_running))

    @property
    def is_running(self) -> bool:
        """Whether the program runs."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self, command: str) -> None:
        """Starts the program, without a shell."""
        try:
            program, *arguments = shlex.split(command)
        except ValueError:
            self.told.emit(f"“{command}” cannot be read as a command: a quote is open.", "warning")
            return
        self._half = b""
        self._process.start(program, arguments)

    def stop(self) -> None:
        """Asks the program to end, and ends it when it does not."""
        if self.is_running:
            self._process.terminate()
            if not self._process.waitForFinished(STOP_MS):
                self._process.kill()
                self._process.waitForFinished(STOP_MS)

    def _take(self) -> None:
        self._half += bytes(self._process.readAllStandardOutput().data())
        whole, mark, self._half = self._half.rpartition(b"\n")
        if len(self._half) > LINE_LIMIT:
            self.told.emit("The reader's program writes no lines: it was stopped.", "warning")
            self._half = b""
            self.stop()
        context = self._context_of() if mark else None
        if context is not None:
            self.read.emit(pasted_scans(whole.decode("utf-8", "replace"), context))

    def _complaint(self) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        if said.strip():
            self.told.emit(f"The reader's program says: {said.strip()[:300]}", "warning")

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            told = f"{self._process.program()} did not start: {self._process.errorString()}"
            self.told.emit(told, "warning")
