"""Makes previews in the free pool: debounced, cancellable, and only while they are seen."""

from PySide6.QtCore import QObject, QTimer, Signal

from osi_app.kernel.errors import Cancelled, OsiError
from osi_app.kernel.ports import Cancelled as CancelledAsk
from osi_app.kernel.ports import Progress
from ui.context import Context
from ui.documents.papers import Printed, Request, printed
from ui.messages import error_text
from ui.operations import Work

DEBOUNCE_MS = 600
STEP_MS = 80


class Making(QObject):
    """One preview at a time.

    ``made`` carries the ``Printed``; ``stood`` a word (making, outdated, current, cancelled,
    failed) and a sentence for failed; ``stepped`` pages done and in all (0 while unknown).
    """

    made = Signal(object)
    stood = Signal(str, str)
    stepped = Signal(int, int)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._request: Request | None = None
        self._work: Work | None = None
        self._due = False
        self._seen = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DEBOUNCE_MS)
        self._later.timeout.connect(self.start)
        self._steps = QTimer(self)
        self._steps.setInterval(STEP_MS)
        self._steps.timeout.connect(self._step)

    @property
    def under_way(self) -> bool:
        """Whether a preview is being made."""
        return self._work is not None

    def ask(self, request: Request | None) -> None:
        """Another document, or none: made at once if it can be seen."""
        if request == self._request:
            return
        self._drop()
        self._request, self._due = request, request is not None
        self.start()

    def outdate(self) -> None:
        """Data changed: made anew once they rest."""
        if self._request is None:
            return
        self._drop()
        self._due = True
        self.stood.emit("outdated", "")
        if self._seen:
            self._later.start()

    def see(self, seen: bool) -> None:
        """Whether anybody looks: nothing is made for nobody."""
        self._seen = seen
        if seen:
            self.start()
        else:
            self._drop()

    def again(self) -> None:
        """Made anew after it was cancelled or failed."""
        self._due = True
        self.start()

    def start(self) -> None:
        """Makes what is due."""
        request = self._request
        if request is None or not self._due or not self._seen or self._work is not None:
            return
        self._later.stop()
        documents = self._context.house.documents

        def make(progress: Progress, cancelled: CancelledAsk) -> Printed:
            return printed(documents, request, progress, cancelled)

        self._work = self._context.operations.free(
            make, self._done, label=f"Making the {request.paper.title.lower()}", failed=self._failed
        )
        self._steps.start()
        self.stepped.emit(0, 0)
        self.stood.emit("making", "")

    def cancel(self) -> None:
        """The person asked to stop; ``stood`` says cancelled when it has."""
        if self._work is not None:
            self._work.cancel.set()

    def _step(self) -> None:
        if self._work is not None:
            self.stepped.emit(*self._work.steps)

    def _done(self, made: Printed) -> None:
        self._end()
        self._due = False
        self.made.emit(made)
        self.stood.emit("current", "")

    def _failed(self, error: Exception) -> bool:
        self._end()
        self._due = False
        if isinstance(error, Cancelled):
            self.stood.emit("cancelled", "")
            return True
        self.stood.emit("failed", error_text(error) if isinstance(error, OsiError) else "")
        return isinstance(error, OsiError)

    def _drop(self) -> None:
        """Nobody waits for what is under way any more."""
        self._later.stop()
        if self._work is not None:
            self._work.cancel.set()
            self._work.done, self._work.failed = None, _unheard
        self._end()

    def _end(self) -> None:
        self._work = None
        self._steps.stop()


def _unheard(error: Exception) -> bool:
    """Whatever became of a preview nobody waits for."""
    del error
    return True
