"""How many are on territory on each day, against the limit."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme.colours import colours_of

LEFT, BOTTOM, TOP = 30.0, 18.0, 16.0


class CountChart(QWidget):
    """Bars a day; those above the limit are red and hatched, with their number."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[tuple[date, int], ...] = ()
        self._limit = 40
        self.setFixedHeight(104)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[tuple[date, int]], limit: int) -> None:
        """Shows counts by day (every day from first to last) and the limit."""
        self._counts, self._limit = tuple(counts), limit
        self.setVisible(bool(counts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws bars, limit and the first and last day."""
        del event
        if not self._counts:
            return
        painter = QPainter(self)
        colours = colours_of(self.palette())
        most = max(self._limit, *(n for _, n in self._counts)) * 1.1
        room = QRectF(LEFT, TOP, self.width() - LEFT - 8, self.height() - TOP - BOTTOM)
        step = room.width() / len(self._counts)
        for place, (_, number) in enumerate(self._counts):
            height = room.height() * number / most
            bar = QRectF(
                room.x() + place * step + 0.5, room.bottom() - height, max(1.0, step - 1.5), height
            )
            above = number > self._limit
            painter.fillRect(bar, QColor(colours.breach if above else colours.accent))
            if above:
                painter.fillRect(bar, Qt.BrushStyle.BDiagPattern)
        y = room.bottom() - room.height() * self._limit / most
        painter.setPen(QPen(QColor(colours.breach), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(room.x(), y), QPointF(room.right(), y))
        painter.drawText(QPointF(4, y + 4), str(self._limit))
        painter.setPen(QColor(colours.muted))
        base = self.height() - 4.0
        first, last = self._counts[0][0].isoformat(), self._counts[-1][0].isoformat()
        painter.drawText(QPointF(room.x(), base), first)
        if len(self._counts) > 1:
            width = painter.fontMetrics().horizontalAdvance(last)
            painter.drawText(QPointF(room.right() - width, base), last)
        peak = max(n for _, n in self._counts)
        words = f"on territory each day, at most {peak} of {self._limit}"
        painter.drawText(QPointF(room.x(), 11), words)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """The day and its count as a tool tip."""
        if isinstance(event, QHelpEvent) and self._counts:
            share = (event.pos().x() - LEFT) / max(1.0, self.width() - LEFT - 8)
            place = int(share * len(self._counts))
            if 0 <= place < len(self._counts):
                day, number = self._counts[place]
                QToolTip.showText(event.globalPos(), f"{day.isoformat()}: {number}", self)
                return True
        return super().event(event)
