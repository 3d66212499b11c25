"""A QC series as a control chart: readings, the mean as the source decays, limits, signals."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from osi_app.equipment.quality import QcChart, QcPoint
from ui import texts
from ui.theme.colours import Colours, colours_of

LEFT, RIGHT, TOP, FOOT = 74.0, 14.0, 14.0, 26.0
NEAR_PX = 10.0
LIMITS = (2.0, 3.0)


class QcChartView(QWidget):
    """Draws one chart; the reading under the pointer is told."""

    def __init__(self) -> None:
        super().__init__()
        self.chart: QcChart | None = None
        self.setAccessibleName("Control chart")
        self.setMinimumHeight(110)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: QcChart | None) -> None:
        """Shows a chart, or none."""
        self.chart = chart
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, limits, readings, axis."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        painter.fillRect(self.rect(), QColor(colours.base))
        if self.chart is not None and self.chart.points:
            self._paint_limits(painter, colours)
            self._paint_points(painter, colours)
            self._paint_axis(painter, colours)
        else:
            painter.setPen(QColor(colours.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "No readings yet")
        painter.end()

    def event(self, event: QEvent) -> bool:
        """The reading under the pointer as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            near = self._near(QPointF(event.pos()))
            if near is not None:
                QToolTip.showText(event.globalPos(), self._told(near), self)
                return True
        return super().event(event)

    # ---- painting -------------------------------------------------------------------------

    def _paint_limits(self, painter: QPainter, colours: Colours) -> None:
        for sigmas in LIMITS:
            tone = colours.breach if sigmas > 2 else colours.warning
            painter.setPen(QPen(QColor(tone), 1.0, Qt.PenStyle.DashLine))
            for side in (0, 1):
                line = [self._at(point, limits[side]) for point, limits in self._limited(sigmas)]
                painter.drawPolyline(QPolygonF(line))
        painter.setPen(QPen(QColor(colours.muted), 1.2))
        mean = [
            self._at(point, point.expected)
            for point in self._points()
            if point.expected is not None
        ]
        painter.drawPolyline(QPolygonF(mean))

    def _paint_points(self, painter: QPainter, colours: Colours) -> None:
        """Readings of the baseline open, later ones filled; beyond three sigma a diamond."""
        painter.setPen(QPen(QColor(colours.line), 1.0))
        painter.drawPolyline(QPolygonF([self._at(one, one.value) for one in self._points()]))
        for point in self._points():
            at = self._at(point, point.value)
            out = point.sigmas is not None and abs(point.sigmas) > LIMITS[-1]
            ink = QColor(colours.breach if out else colours.accent)
            painter.setPen(QPen(ink, 1.4))
            painter.setBrush(QColor(colours.base) if point.in_baseline else ink)
            if out:
                ring = [QPointF(0, -5), QPointF(5, 0), QPointF(0, 5), QPointF(-5, 0)]
                painter.drawPolygon(QPolygonF([at + one for one in ring]))
            else:
                painter.drawEllipse(at, 3.0, 3.0)

    def _paint_axis(self, painter: QPainter, colours: Colours) -> None:
        room, points = self._room(), list(self._points())
        painter.setPen(QPen(QColor(colours.line), 1.0))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.setPen(QColor(colours.muted))
        low, high = self._range()
        for share in (0.0, 0.5, 1.0):
            value = low + share * (high - low)
            y = room.bottom() - share * room.height()
            box = QRectF(0, y - 9, LEFT - 8, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{value:,.4g}")
        for point, side in ((points[0], Qt.AlignmentFlag.AlignLeft),
                            (points[-1], Qt.AlignmentFlag.AlignRight)):  # fmt: skip
            box = QRectF(room.left(), room.bottom() + 6, room.width(), 18)
            painter.drawText(box, side, point.at.date().isoformat())

    # ---- places ---------------------------------------------------------------------------

    def _points(self) -> tuple[QcPoint, ...]:
        return self.chart.points if self.chart is not None else ()

    def _limited(self, sigmas: float) -> Iterator[tuple[QcPoint, tuple[float, float]]]:
        for point in self._points():
            limits = point.limits(sigmas)
            if limits is not None:
                yield point, limits

    def _room(self) -> QRectF:
        return QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - FOOT)

    def _range(self) -> tuple[float, float]:
        values = [point.value for point in self._points()]
        values += [limit for _, limits in self._limited(LIMITS[-1]) for limit in limits]
        low, high = min(values), max(values)
        margin = (high - low or abs(high) or 1.0) * 0.06
        return low - margin, high + margin

    def _at(self, point: QcPoint, value: float) -> QPointF:
        room, points = self._room(), self._points()
        low, high = self._range()
        first, last = points[0].at, points[-1].at
        whole = (last - first).total_seconds() or 1.0
        x = room.left() + (point.at - first).total_seconds() / whole * room.width()
        return QPointF(x, room.bottom() - (value - low) / (high - low) * room.height())

    def _near(self, place: QPointF) -> QcPoint | None:
        for point in self._points():
            away = self._at(point, point.value) - place
            if away.manhattanLength() <= NEAR_PX:
                return point
        return None

    def _told(self, point: QcPoint) -> str:
        unit = self.chart.series.unit if self.chart is not None else ""
        told = f"{texts.instant(point.at)}: {point.value:,.5g} {unit}"
        if point.expected is not None and point.sigmas is not None:
            told += f"\nexpected {point.expected:,.5g}, {point.sigmas:+.1f} standard deviations"
        return told + ("\nbaseline" if point.in_baseline else "")
