"""How cells are drawn: status as shape and word, rows 28 px high, names of five scripts."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from osi_app.kernel.lists import ColumnKind
from ui.theme.colours import colours_of
from ui.theme.shapes import draw_shape, tone_colour, tone_of
from ui.widgets.table_model import TableRole

ROW_HEIGHT = 28
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws a status cell with its shape; leaves everything else to Qt."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Elides at the right and keeps names of right-to-left scripts at the left."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of one height."""
        return QSize(super().sizeHint(option, index).width() + 12, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Shape and word for a status."""
        word = index.data(Qt.ItemDataRole.DisplayRole)
        if index.data(TableRole.KIND) != ColumnKind.STATUS or not word:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem,
            option,
            painter,
            option.widget,
        )
        colours = colours_of(option.palette)
        tone = tone_of(str(word).replace(" ", "_"))
        box = QRectF(option.rect)
        draw_shape(painter, QRectF(box.x() + 8, box.center().y() - 5, 10, 10), tone, colours)
        painter.save()
        painter.setPen(tone_colour(tone, colours))
        room = box.adjusted(25, 0, -4, 0)
        text = option.fontMetrics.elidedText(
            str(word), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()
