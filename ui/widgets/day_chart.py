"""Rows of spans over an axis of days: bookings of things, readiness of systems, stays of people.

The head with the days stands still while the rows scroll. Colour is never the only sign: what is
broken is hatched, and the word of a span stands in it or in its tool tip.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from ui.theme.colours import Colours, colours_of

HEAD, ROW, LEFT, RIGHT = 38, 26, 168, 10
TICKS = (1, 2, 7, 14, 28, 56, 91, 182)
TICK_PX = 74
GROUNDS = {
    "breach": "breach_ground",
    "warning": "warning_ground",
    "good": "good_ground",
    "accent": "accent_ground",
    "note": "raised",
}
HATCHED = {"breach": Qt.BrushStyle.BDiagPattern, "warning": Qt.BrushStyle.Dense7Pattern}


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From ``first`` to ``last``, both inclusive. ``tone`` is breach, warning, good, accent or
    note; ``word`` stands in it where it fits, ``told`` in its tool tip."""

    first: date
    last: date
    tone: str
    word: str = ""
    told: str = ""
    key: object = None


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row: its name, and its spans in the order they are painted. ``heads`` says that it sums
    up those below it, which are drawn a step to the right."""

    name: str
    spans: tuple[DaySpan, ...]
    key: object = None
    heads: bool = False
    inner: bool = False


class DayChart(QAbstractScrollArea):
    """``chosen`` carries the key of a row, the day, and the key of the span there (or None)."""

    chosen = Signal(object, object, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("chart")
        self.setFrameShape(QAbstractScrollArea.Shape.StyledPanel)
        self.rows: tuple[DayRow, ...] = ()
        self.first = self.last = date(2000, 1, 1)
        self.zero: date | None = None
        self.mark: date | None = None
        self.at: tuple[int, date] | None = None
        self.verticalScrollBar().valueChanged.connect(lambda _: self.viewport().update())

    def show_rows(
        self,
        rows: Sequence[DayRow],
        days: tuple[date, date],
        *,
        zero: date | None = None,
        mark: date | None = None,
    ) -> None:
        """Shows rows from the first to the last of ``days``, both inclusive. ``zero`` is the day
        counted from (D+0), ``mark`` the day drawn as today."""
        self.rows, (self.first, self.last) = tuple(rows), days
        self.zero, self.mark = zero, mark
        if self.at is not None and not (self.at[0] < len(self.rows) and self._in(self.at[1])):
            self.at = None
        self._fit()
        self.viewport().update()

    @property
    def days(self) -> int:
        """How many days the axis has."""
        return (self.last - self.first).days + 1

    def sizeHint(self) -> QSize:
        """As high as all its rows, up to ten."""
        return QSize(640, HEAD + ROW * min(max(len(self.rows), 3), 10) + 6)

    def choose(self, row: int, day: date) -> None:
        """Makes a cell the current one and tells it."""
        if not 0 <= row < len(self.rows):
            return
        self.at = (row, min(max(day, self.first), self.last))
        found = span_at(self.rows[row], self.at[1])
        bar, top = self.verticalScrollBar(), row * ROW
        if not bar.value() <= top <= bar.value() + self._room() - ROW:
            bar.setValue(top)
        self.viewport().update()
        self.chosen.emit(self.rows[row].key, self.at[1], found.key if found else None)

    # ---- events ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar follows the room."""
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the row and the day."""
        found = self._cell(event.position().toPoint())
        if found is not None:
            self.choose(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, a week with Ctrl; Home and End to the ends."""
        row, day = self.at or (0, self.first)
        wide = 7 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
        moves = {
            Qt.Key.Key_Left: (row, -wide), Qt.Key.Key_Right: (row, wide),
            Qt.Key.Key_Up: (row - 1, 0), Qt.Key.Key_Down: (row + 1, 0),
            Qt.Key.Key_Home: (row, -self.days), Qt.Key.Key_End: (row, self.days),
        }  # fmt: skip
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        at = (day - self.first).days + move[1]
        self.choose(move[0], self.first + timedelta(days=min(max(at, 0), self.days - 1)))

    def viewportEvent(self, event: QEvent) -> bool:
        """What is told of the span under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._cell(event.pos())
            span = span_at(self.rows[found[0]], found[1]) if found else None
            told = (span.told or span.word) if span else ""
            day = self._told_day(found[1]) if found else ""
            QToolTip.showText(event.globalPos(), f"{day}\n{told}".strip(), self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, then the head over them."""
        del event
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        painter.fillRect(self.viewport().rect(), QColor(colours.base))
        if self.rows:
            self._paint_rows(painter, colours)
            self._paint_head(painter, colours)
        painter.end()

    # ---- painting -------------------------------------------------------------------------

    def _paint_rows(self, painter: QPainter, colours: Colours) -> None:
        width = self.viewport().width()
        for place, row in enumerate(self.rows):
            top = self._top(place)
            if top + ROW < HEAD or top > self.viewport().height():
                continue
            if place % 2:
                painter.fillRect(QRectF(0, top, width, ROW), QColor(colours.raised))
            for span in row.spans:
                self._paint_span(painter, colours, span, top)
            painter.setPen(QColor(colours.text))
            font = painter.font()
            font.setBold(row.heads)
            painter.setFont(font)
            inset = 22 if row.inner else 8
            box = QRectF(inset, top, LEFT - inset - 6, ROW)
            shown = painter.fontMetrics().elidedText(
                row.name, Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
            font.setBold(False)
            painter.setFont(font)
        if self.at is not None:
            row_at, day = self.at
            box = QRectF(self._x(day), self._top(row_at) + 1, max(self._day_px(), 4.0), ROW - 2)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)

    def _paint_span(self, painter: QPainter, colours: Colours, span: DaySpan, top: float) -> None:
        first, last = max(span.first, self.first), min(span.last, self.last)
        if first > last:
            return
        left, right = self._x(first), self._x(last) + self._day_px()
        box = QRectF(left + 0.5, top + 3.5, max(right - left - 1, 2.0), ROW - 7)
        ink = QColor(getattr(colours, span.tone))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(QColor(getattr(colours, GROUNDS[span.tone])))
        painter.drawRect(box)
        if span.tone in HATCHED:
            hatch = QColor(ink)
            hatch.setAlpha(110)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hatch)
            brush = painter.brush()
            brush.setStyle(HATCHED[span.tone])
            painter.setBrush(brush)
            painter.drawRect(box)
        if painter.fontMetrics().horizontalAdvance(span.word) + 8 <= box.width():
            painter.setPen(QColor(colours.text))
            painter.drawText(box.adjusted(5, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter, span.word)

    def _paint_head(self, painter: QPainter, colours: Colours) -> None:
        painter.fillRect(QRectF(0, 0, self.viewport().width(), HEAD), QColor(colours.base))
        bottom = float(self.viewport().height())
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(0, HEAD, self.viewport().width(), HEAD)
        step = next((s for s in TICKS if s * self._day_px() >= TICK_PX), TICKS[-1])
        line = painter.fontMetrics().height()
        for at in range(0, self.days, step):
            day = self.first + timedelta(days=at)
            x = self._x(day)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(int(x), HEAD - 4, int(x), int(bottom))
            if x + TICK_PX > self.viewport().width():
                continue
            painter.setPen(QColor(colours.muted))
            painter.drawText(int(x) + 3, line - 1, day.isoformat())
            if self.zero is not None:
                painter.drawText(int(x) + 3, 2 * line - 4, f"D{(day - self.zero).days:+d}")
        if self.mark is not None and self._in(self.mark):
            painter.setPen(QPen(QColor(colours.accent), 1.6, Qt.PenStyle.DashLine))
            middle = int(self._x(self.mark) + self._day_px() / 2)
            painter.drawLine(middle, HEAD, middle, int(bottom))

    # ---- places ---------------------------------------------------------------------------

    def _day_px(self) -> float:
        return max(self.viewport().width() - LEFT - RIGHT, 1) / self.days

    def _x(self, day: date) -> float:
        return LEFT + (day - self.first).days * self._day_px()

    def _top(self, row: int) -> float:
        return float(HEAD + row * ROW - self.verticalScrollBar().value())

    def _room(self) -> int:
        return self.viewport().height() - HEAD

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(max(self._room(), 1))
        bar.setSingleStep(ROW)
        bar.setRange(0, max(0, len(self.rows) * ROW - self._room()))

    def _in(self, day: date) -> bool:
        return self.first <= day <= self.last

    def _cell(self, place: QPoint) -> tuple[int, date] | None:
        row = int((place.y() - HEAD + self.verticalScrollBar().value()) // ROW)
        at = int((place.x() - LEFT) // self._day_px())
        if place.y() < HEAD or not 0 <= row < len(self.rows):
            return None
        return row, self.first + timedelta(days=min(max(at, 0), self.days - 1))

    def _told_day(self, day: date) -> str:
        return f"{day} D{(day - self.zero).days:+d}" if self.zero is not None else day.isoformat()


def span_at(row: DayRow, day: date) -> DaySpan | None:
    """The span painted last of those that hold the day, or None."""
    return next((one for one in reversed(row.spans) if one.first <= day <= one.last), None)
