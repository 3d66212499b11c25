"""Shapes that go with a word: colour is never the only sign."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ui.theme.colours import Colours

BREACH, WARNING, NOTE, GOOD, EMPTY = "breach", "warning", "note", "good", "empty"

TONES = {
    "breach": BREACH,
    "warning": WARNING,
    "note": NOTE,
    "lapsed": BREACH,
    "missing": BREACH,
    "passed": BREACH,
    "overdue": BREACH,
    "refused": BREACH,
    "unavailable": WARNING,
    "not_designated": WARNING,
    "soon": WARNING,
    "update": WARNING,
    "watch": WARNING,
    "incomplete": BREACH,
    "overweight": BREACH,
    "not_ready": BREACH,
    "wrong_box": WARNING,
    "extra": WARNING,
    "unknown": WARNING,
    "open": WARNING,
    "valid": GOOD,
    "ready": GOOD,
    "done": GOOD,
    "met": GOOD,
    "create": GOOD,
    "confirmed": GOOD,
    "answered": GOOD,
    "complete": GOOD,
    "fits": GOOD,
    "present": GOOD,
    "closed": GOOD,
}
"""Which tone a status word has; a word that is not here is neutral."""


def tone_of(word: str) -> str:
    """The tone of a status word."""
    return TONES.get(word, EMPTY)


def tone_colour(tone: str, colours: Colours) -> QColor:
    """The colour of a tone."""
    names = {BREACH: colours.breach, WARNING: colours.warning, GOOD: colours.good}
    return QColor(names.get(tone, colours.note))


def draw_shape(painter: QPainter, box: QRectF, tone: str, colours: Colours) -> None:
    """Diamond for a breach, triangle for a warning, disc for good, ring for the rest."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = tone_colour(tone, colours)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    middle = box.center()
    half = min(box.width(), box.height()) / 2
    if tone == BREACH:
        offsets = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)]
        painter.drawPolygon(
            QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in offsets])
        )
    elif tone == WARNING:
        offsets = [(0.0, -half), (half, half * 0.8), (-half, half * 0.8)]
        painter.drawPolygon(
            QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in offsets])
        )
    elif tone == GOOD:
        painter.drawEllipse(middle, half * 0.85, half * 0.85)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.6))
        painter.drawEllipse(middle, half * 0.7, half * 0.7)
    painter.restore()


def shape_icon(tone: str, colours: Colours, size: int = 14) -> QIcon:
    """A shape as an icon, sharp at 200 %."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_shape(painter, QRectF(1, 1, size - 2, size - 2), tone, colours)
    painter.end()
    return QIcon(pixmap)
