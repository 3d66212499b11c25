# Qt names the methods it calls
"""Fusion with check boxes that are seen on dark ground and combo boxes as high as lines."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from ui.theme.colours import colours_of

BOXES = (
    QStyle.PrimitiveElement.PE_IndicatorCheckBox,
    QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck,
)
CONTROL_HEIGHT = 30


class HouseStyle(QProxyStyle):
    """Fusion but for two things."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Check boxes with an outline of the muted colour and a tick of the accent."""
        if element not in BOXES:
            super().drawPrimitive(element, option, painter, widget)
            return
        colours = colours_of(option.palette)
        on = bool(option.state & QStyle.StateFlag.State_On)
        box = QRectF(option.rect)
        side = min(box.width(), box.height(), 14.0)
        square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if on else colours.muted), 1.2))
        painter.setBrush(QColor(colours.accent if on else colours.base))
        painter.drawRoundedRect(square.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
        if on:
            painter.setPen(QPen(QColor(colours.on_accent), 1.9))
            points = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
            painter.drawPolyline(
                [QPointF(square.x() + x * side, square.y() + y * side) for x, y in points]
            )
        painter.restore()

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Combo boxes as high as the lines beside them."""
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind == QStyle.ContentsType.CT_ComboBox:
            found.setHeight(max(found.height(), CONTROL_HEIGHT))
        return found
