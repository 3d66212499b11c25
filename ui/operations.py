"""The only way from a widget to the services: off the GUI thread, answers back in it.

One lane writes, one reads (each a single thread that owns its connections), a few are free for
rendering and long computations. Answers to a widget that has gone are dropped.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import Cancelled
from osi_app.kernel.ports import Cancelled as CancelledAsk
from osi_app.kernel.ports import Progress

Done = Callable[[Any], None]
Failed = Callable[[Exception], bool]
"""Told of an error first; answers whether it dealt with it."""

SHOWN_AFTER_S = 0.4


@dataclass(eq=False)
class Work:
    """One thing under way. ``label`` "" means that it is never shown."""

    lane: str
    label: str
    done: Done | None
    failed: Failed | None
    undoable: bool = True
    cancellable: bool = False
    cancel: Event = field(default_factory=Event)
    started_s: float = field(default_factory=monotonic)
    steps: tuple[int, int] = (0, 0)


class Operations(QObject):
    """Lanes of work. ``written`` carries each ChangeSet and whether undo may take it;
    ``failed`` every error nobody dealt with; ``busy`` the work to show, or None."""

    written = Signal(object, bool)
    failed = Signal(object)
    busy = Signal(object)
    _answered = Signal(object, object, object)
    _stepped = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {
            "write": ThreadPoolExecutor(1, "writer"),
            "read": ThreadPoolExecutor(1, "reader"),
            "free": ThreadPoolExecutor(2, "free"),
        }
        self._under_way: list[Work] = []
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self._watch = QTimer(self)
        self._watch.setInterval(200)
        self._watch.timeout.connect(self._show)

    def write(
        self,
        fn: Callable[[], Any],
        done: Done | None = None,
        *,
        label: str = "Writing",
        failed: Failed | None = None,
        undoable: bool = True,
    ) -> Work:
        """One use case in the writer's thread. A ChangeSet it answers is broadcast."""
        work = Work("write", label, done, failed, undoable)
        return self._start(work, fn)

    def read(
        self,
        fn: Callable[[], Any],
        done: Done,
        *,
        label: str = "",
        failed: Failed | None = None,
    ) -> Work:
        """A question in the reader's thread."""
        return self._start(Work("read", label, done, failed), fn)

    def free(
        self,
        fn: Callable[[Progress, CancelledAsk], Any],
        done: Done | None = None,
        *,
        label: str = "Working",
        failed: Failed | None = None,
        lane: str = "free",
    ) -> Work:
        """Long work with progress and Cancel; ``lane`` puts it among the writes or reads."""
        work = Work(lane, label, done, failed, cancellable=True)

        def progress(steps_done: int, total: int) -> None:
            self._stepped.emit(work, steps_done, total)

        return self._start(work, lambda: fn(progress, work.cancel.is_set))

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._under_way

    def cancel(self) -> None:
        """Asks the cancellable work under way to stop."""
        for work in self._under_way:
            if work.cancellable:
                work.cancel.set()

    def forget(self) -> None:
        """Drops the answers still to come: those who asked are going."""
        self.cancel()
        self._under_way.clear()
        self.busy.emit(None)

    def shut(self) -> None:
        """Stops what can be stopped, waits for the rest, drops unheard answers."""
        self.cancel()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
        self._under_way.clear()
        self._watch.stop()

    def _start(self, work: Work, call: Callable[[], Any]) -> Work:
        self._under_way.append(work)
        self._watch.start()

        def body() -> None:
            answer, error = None, None
            try:
                answer = call()
            except Exception as caught:  # noqa: BLE001  # told in the GUI thread, never lost
                error = caught
            if isValid(self):
                self._answered.emit(work, answer, error)

        self._lanes[work.lane].submit(body)
        return work

    def _take(self, work: Work, answer: Any, error: Exception | None) -> None:
        if work not in self._under_way:
            return
        self._under_way.remove(work)
        self._show()
        if error is not None:
            dealt_with = _hears(work.failed) and work.failed is not None and work.failed(error)
            if not dealt_with and not isinstance(error, Cancelled):
                self.failed.emit(error)
            return
        if isinstance(answer, ChangeSet) and answer:
            self.written.emit(answer, work.undoable)
        if work.done is not None and _hears(work.done):
            work.done(answer)

    def _step(self, work: Work, done: int, total: int) -> None:
        work.steps = (done, total)

    def _show(self) -> None:
        now_s = monotonic()
        shown = [
            work
            for work in self._under_way
            if work.label and now_s - work.started_s >= SHOWN_AFTER_S
        ]
        self.busy.emit(shown[0] if shown else None)
        if not self._under_way:
            self._watch.stop()


def _hears(callback: Callable[..., Any] | None) -> bool:
    """Whether the widget behind a bound method still lives."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or bool(isValid(owner))
