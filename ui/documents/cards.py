"""Entries of a list as small cards: a heading, a status as shape and word, notes below."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.theme.colours import colours_of
from ui.theme.shapes import draw_shape, tone_colour
from ui.theme.style import code_font

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole.UserRole
PAD = 10
GAP = 3
SHAPE = 10


@dataclass(frozen=True, slots=True)
class Card:
    """What one entry says. ``key`` is what is chosen with it, ``code`` sets the heading in the
    font of codes, ``tone`` is the shape beside ``status``."""

    key: object
    heading: str
    notes: tuple[str, ...]
    status: str = ""
    tone: str = "empty"
    code: bool = False
    tip: str = ""

    @property
    def said(self) -> str:
        """The whole as one sentence, for those who hear it and for tests."""
        return ". ".join(part for part in (self.heading, self.status, *self.notes) if part)


class CardDelegate(QStyledItemDelegate):
    """Draws cards; notes wrap to the width of the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the notes need at this width."""
        card = index.data(ROLE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 260
        font = option.font
        line = option.fontMetrics.height()
        height = line + (GAP + line if card.status else 0)
        for note in card.notes:
            height += GAP + int(_laid_out(note, font, width - 2 * PAD).boundingRect().height() + 1)
        return QSize(120, height + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, heading, status, notes."""
        self.initStyleOption(option, index)
        card: Card = index.data(ROLE)
        option.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        painter.save()
        box = QRectF(option.rect).adjusted(PAD, PAD, -PAD, -PAD)
        if option.state & QStyle.StateFlag.State_Selected:
            bar = QRectF(option.rect.x(), option.rect.y() + 4, 3, option.rect.height() - 8)
            painter.fillRect(bar, option.palette.highlight())
        self._heading(painter, option, card, box)
        top = box.y() + option.fontMetrics.height() + GAP
        if card.status:
            self._status(painter, option, card, QPointF(box.x(), top))
            top += option.fontMetrics.height() + GAP
        self._notes(painter, option, card, QRectF(QPointF(box.x(), top), box.bottomRight()))
        painter.restore()

    @staticmethod
    def _heading(painter: QPainter, option: QStyleOptionViewItem, card: Card, box: QRectF) -> None:
        font = QFont(code_font() if card.code else option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(option.palette.text().color())
        text = painter.fontMetrics().elidedText(
            card.heading, Qt.TextElideMode.ElideMiddle, int(box.width())
        )
        line = QRectF(box.x(), box.y(), box.width(), option.fontMetrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)

    @staticmethod
    def _status(painter: QPainter, option: QStyleOptionViewItem, card: Card, at: QPointF) -> None:
        colours = colours_of(option.palette)
        height = option.fontMetrics.height()
        shape = QRectF(at.x(), at.y() + (height - SHAPE) / 2, SHAPE, SHAPE)
        draw_shape(painter, shape, card.tone, colours)
        painter.setFont(option.font)
        painter.setPen(tone_colour(card.tone, colours))
        word = QRectF(at.x() + SHAPE + 6, at.y(), 200, height)
        painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, card.status)

    @staticmethod
    def _notes(painter: QPainter, option: QStyleOptionViewItem, card: Card, box: QRectF) -> None:
        painter.setPen(option.palette.placeholderText().color())
        top = box.y()
        for note in card.notes:
            layout = _laid_out(note, option.font, int(box.width()))
            layout.draw(painter, QPointF(box.x(), top))
            top += int(layout.boundingRect().height() + 1) + GAP


class CardList(QListWidget):
    """A list of cards."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(CardDelegate(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        """Shows these; the one that was chosen stays chosen."""
        before = self.chosen
        self.clear()
        for card in cards:
            item = QListWidgetItem(card.heading)
            item.setData(ROLE, card)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, card.said)
            item.setToolTip(card.tip or card.said)
            self.addItem(item)
        if before is not None:
            self.choose(before.key)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Those shown."""
        return tuple(self.item(place).data(ROLE) for place in range(self.count()))

    @property
    def chosen(self) -> Card | None:
        """The current one."""
        place = self.currentRow()
        return self.cards[place] if place >= 0 else None

    def choose(self, key: object) -> None:
        """Makes the card of that key the current one."""
        for place, card in enumerate(self.cards):
            if card.key == key:
                self.setCurrentRow(place)

    def fit_height(self) -> None:
        """Exactly as high as its cards are at this width."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = sum(self.sizeHintForRow(place) for place in range(self.count()))
        self.setFixedHeight(rows + 2 * self.frameWidth())


class FittedCardList(CardList):
    """A short list that is never scrolled: as high as its cards."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes wrap anew."""
        super().resizeEvent(event)
        self.fit_height()


def _laid_out(text: str, font: QFont, width: int) -> QTextLayout:
    """A text broken into lines of that width."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout
