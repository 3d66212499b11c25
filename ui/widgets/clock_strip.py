"""The clock of the case: phase, hours and days since the request, the next two deadlines."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import texts
from ui.theme.colours import colours_of
from ui.theme.style import code_font
from ui.widgets.basics import ElidedLabel
from ui.widgets.moments import PASSED, SOON, Moment, pending


class ClockStrip(QWidget):
    """Ticks once a second. ``now`` answers the case's present instant."""

    def __init__(self) -> None:
        super().__init__()
        self._now: Callable[[], datetime] | None = None
        self._zero: datetime | None = None
        self._site: tzinfo | None = None
        self._phase = ""
        self._moments: tuple[Moment, ...] = ()
        self.clock, self.counter = QLabel(), QLabel()
        self.phase, self.first, self.second = QLabel(), ElidedLabel(), ElidedLabel()
        self.clock.setFont(code_font())
        self.counter.setObjectName("muted")
        self.phase.setObjectName("section")
        left, right = QVBoxLayout(), QVBoxLayout()
        for lines, labels in (
            (left, (self.clock, self.counter)),
            (right, (self.first, self.second)),
        ):
            lines.setSpacing(1)
            for label in labels:
                lines.addWidget(label)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(4, 0, 4, 0)
        whole.setSpacing(16)
        whole.addLayout(left)
        whole.addLayout(right, 1)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.show_now)
        self.hide()

    def show_case(
        self,
        now: Callable[[], datetime],
        zero: datetime,
        site: tzinfo,
        phase: str,
        moments: tuple[Moment, ...],
    ) -> None:
        """Shows a case from now on."""
        self._now, self._zero, self._site, self._phase = now, zero, site, phase
        self._moments = moments
        self.show()
        self._tick.start()
        self.show_now()

    def clear(self) -> None:
        """Shows nothing: no inspection is chosen."""
        self._now = None
        self._tick.stop()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the appearance."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_now()

    def show_now(self) -> None:
        """Everything as it stands this second."""
        if self._now is None or self._zero is None or self._site is None:
            return
        now = self._now()
        hours = (now - self._zero).total_seconds() / 3600
        self.clock.setText(texts.both_times(now, self._site))
        day = int(hours // 24) if hours >= 0 else -int(-hours // 24)
        count = f"H{texts.counter(hours)}   D{texts.counter(day)}"
        self.counter.setText(f"{count}   {self._phase}".rstrip())
        due = pending(self._moments, now)
        passed = [m for m in due if m.state(now) == PASSED]
        ahead = [m for m in due if m.state(now) != PASSED]
        # the last one missed matters most, then what comes next
        shown = (passed[-1:] + ahead)[:2]
        for label, moment in zip((self.first, self.second), (*shown, None, None), strict=False):
            self._show_moment(label, moment, now, len(passed))

    def _show_moment(
        self, label: ElidedLabel, moment: Moment | None, now: datetime, passed: int
    ) -> None:
        if moment is None or moment.due is None:
            label.show_whole("")
            return
        away = texts.span((moment.due - now).total_seconds())
        state = moment.state(now)
        mark = {PASSED: "◆ ", SOON: "▲ "}.get(state, "○ ")
        more = f" (+{passed - 1} more)" if state == PASSED and passed > 1 else ""
        when = f"{away} late{more}" if state == PASSED else f"in {away}"
        text = f"{mark}{when} · {moment.paragraph} {moment.text}"
        tip = f"{moment.text}\n{moment.paragraph} · {texts.instant(moment.due)}"
        label.show_whole(text, tip)
        colours = colours_of(self.palette())
        tone = {PASSED: colours.breach, SOON: colours.warning}.get(state, colours.text)
        wanted = f"color: {tone};" + ("font-weight: 600;" if state == PASSED else "")
        if label.styleSheet() != wanted:
            label.setStyleSheet(wanted)
