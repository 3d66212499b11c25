"""Deadlines drawn on an axis of time, with now."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import texts
from ui.theme.colours import Colours, colours_of
from ui.theme.shapes import BREACH, EMPTY, GOOD, WARNING, draw_shape
from ui.widgets.moments import LATE, MET, PASSED, SOON, Moment

TONES = {MET: GOOD, PASSED: BREACH, LATE: BREACH, SOON: WARNING}
SIDE, TOP, LANES, LANE = 16.0, 26.0, 5, 15.0
STEPS_H = (6, 12, 24, 48, 120, 240, 480, 720, 1440)


class Timeline(QWidget):
    """``chosen`` carries the key of the deadline clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._moments: tuple[Moment, ...] = ()
        self._now: datetime | None = None
        self._zero: datetime | None = None
        self._places: list[tuple[QRectF, Moment]] = []
        self.setMinimumHeight(int(TOP + LANES * LANE + 30))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_moments(self, moments: tuple[Moment, ...], now: datetime, zero: datetime) -> None:
        """Shows deadlines (those without a time are left out), now, and days since ``zero``."""
        self._moments = tuple(sorted((m for m in moments if m.due), key=_due))
        self._now, self._zero = now, zero
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axis, deadlines in lanes, now."""
        del event
        self._places = []
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        if self._zero is not None and self._now is not None and self._moments:
            first, last = self._ends(self._zero, self._now)
            self._draw_axis(painter, colours, first, last, self._zero)
            self._draw_moments(painter, colours, first, last, self._now)
            self._draw_now(painter, colours, self._x(self._now, first, last))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """The deadline under the pointer as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            moment = self._at(QPointF(event.pos()))
            if moment is not None and moment.due is not None:
                told = (
                    f"{moment.key}  {moment.text}\n{texts.instant(moment.due)} · {moment.paragraph}"
                )
                QToolTip.showText(event.globalPos(), told, self)
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the deadline."""
        moment = self._at(event.position())
        if moment is not None:
            self.chosen.emit(moment.key)

    def _ends(self, zero: datetime, now: datetime) -> tuple[datetime, datetime]:
        near = [m.due for m in self._moments if m.due and abs((m.due - zero).days) <= 150]
        first = min([zero, *near])
        last = max([zero + timedelta(days=1), *near])
        if first - timedelta(days=30) < now < last + timedelta(days=30):
            first, last = min(first, now), max(last, now)
        margin = (last - first) / 60
        return first - margin, last + margin

    def _x(self, at: datetime, first: datetime, last: datetime) -> float:
        share = (at - first) / (last - first)
        return SIDE + share * (self.width() - 2 * SIDE)

    def _draw_axis(
        self, painter: QPainter, colours: Colours, first: datetime, last: datetime, zero: datetime
    ) -> None:
        y = TOP + LANES * LANE + 4
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(QPointF(SIDE, y), QPointF(self.width() - SIDE, y))
        hours = (last - first).total_seconds() / 3600
        most = max(2, int((self.width() - 2 * SIDE) / 62))
        step = next((s for s in STEPS_H if hours / s <= most), STEPS_H[-1])
        metrics = QFontMetricsF(painter.font())
        count = int((first - zero).total_seconds() // 3600 // step)
        while (at := zero + timedelta(hours=count * step)) <= last:
            if at >= first:
                x = self._x(at, first, last)
                painter.setPen(QPen(QColor(colours.line), 1))
                painter.drawLine(QPointF(x, TOP - 4), QPointF(x, y + 4))
                h = count * step
                name = "T0" if h == 0 else f"D{h / 24:+g}" if step >= 24 else f"H{h:+d}"
                painter.setPen(QColor(colours.muted))
                width = metrics.horizontalAdvance(name)
                painter.drawText(QPointF(x - width / 2, y + 18), name)
            count += 1

    def _draw_moments(
        self, painter: QPainter, colours: Colours, first: datetime, last: datetime, now: datetime
    ) -> None:
        ends = [-1e9] * LANES
        for moment in self._moments:
            due = moment.due
            if due is None or not first <= due <= last:
                continue
            x = self._x(due, first, last)
            lane = min(range(LANES), key=lambda n: (ends[n] > x - 13, n))
            ends[lane] = x
            y = TOP + (LANES - 1 - lane) * LANE + LANE / 2
            box = QRectF(x - 6, y - 6, 12, 12)
            draw_shape(painter, box, TONES.get(moment.state(now), EMPTY), colours)
            self._places.append((box, moment))

    def _draw_now(self, painter: QPainter, colours: Colours, x: float) -> None:
        if not 0 <= x <= self.width():
            return
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawLine(QPointF(x, 18), QPointF(x, TOP + LANES * LANE + 4))
        width = QFontMetricsF(painter.font()).horizontalAdvance("now")
        left = min(max(0.0, x - width / 2), self.width() - width)
        painter.drawText(QPointF(left, 13), "now")

    def _at(self, point: QPointF) -> Moment | None:
        near = (m for box, m in self._places if box.adjusted(-3, -3, 3, 3).contains(point))
        return next(near, None)


def _due(moment: Moment) -> datetime:
    if moment.due is None:
        raise ValueError("a moment without a time")
    return moment.due
