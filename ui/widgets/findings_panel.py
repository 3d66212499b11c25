"""What the rules say about the page in view; a click goes to the record."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.findings import Finding, Severity
from ui.theme.colours import colours_of
from ui.theme.shapes import draw_shape, tone_colour
from ui.widgets.basics import EmptyState, hint, row, section

FINDING = Qt.ItemDataRole.UserRole
PAD = 12
SCROLL_BAR = 14


class FindingDelegate(QStyledItemDelegate):
    """Shape, severity and paragraph in the first line, the record, then the whole sentence."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the sentence needs at this width."""
        # room for the scroll bar is always kept: it comes after the heights were asked
        width = self._view.width() - SCROLL_BAR
        metrics = QFontMetrics(option.font)
        text = metrics.boundingRect(
            0, 0, width - 2 * PAD - 4, 10_000, Qt.TextFlag.TextWordWrap, str(index.data())
        )
        return QSize(width, text.height() + metrics.height() * 2 + 24)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draws one finding."""
        finding = index.data(FINDING)
        colours = colours_of(option.palette)
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, QColor(colours.accent_ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        metrics = QFontMetrics(option.font)
        inner = box.adjusted(PAD, 8, -PAD, -8)
        tone = finding.severity.value
        draw_shape(painter, QRectF(inner.x(), inner.y() + 3, 11, 11), tone, colours)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(tone_colour(tone, colours))
        first = QRectF(inner.x() + 18, inner.y(), inner.width() - 18, metrics.height())
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft, tone.capitalize())
        painter.setFont(option.font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight, finding.paragraph)
        second = inner.adjusted(0, metrics.height() + 2, 0, 0)
        shown = metrics.elidedText(
            finding.subject.shown, Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(second, Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QColor(colours.text))
        third = second.adjusted(0, metrics.height() + 3, 0, 0)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(third, flags, str(index.data()))
        painter.restore()


class FindingsPanel(QWidget):
    """``chosen`` carries the finding clicked. ``sentence`` turns a finding into text."""

    chosen = Signal(object)

    def __init__(self, sentence: Callable[[Finding], str]) -> None:
        super().__init__()
        self._sentence = sentence
        self._findings: tuple[Finding, ...] = ()
        self._prefixes: tuple[str, ...] = ()
        self.counts = hint("")
        self.list = QListWidget()
        self.list.setItemDelegate(FindingDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { border: none; border-radius: 0; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.itemClicked.connect(self._tell)
        self.list.itemActivated.connect(self._tell)
        self.none = EmptyState("Nothing to mend", "The rules have no finding about this page.")
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(4)
        head.addLayout(row(section("Findings"), None))
        head.addWidget(self.counts)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self.list, 1)
        lines.addWidget(self.none, 1)
        self._show()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """All findings of the inspection."""
        self._findings = tuple(findings)
        self._show()

    def show_rules(self, prefixes: tuple[str, ...]) -> None:
        """Lists only rules that begin so; none given, all."""
        self._prefixes = prefixes
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap anew."""
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings listed."""
        if not self._prefixes:
            return self._findings
        return tuple(f for f in self._findings if f.rule.startswith(self._prefixes))

    def _show(self) -> None:
        self.list.clear()
        for finding in self.shown:
            item = QListWidgetItem(self._sentence(finding))
            item.setData(FINDING, finding)
            item.setToolTip(f"Go to {finding.subject.shown}")
            self.list.addItem(item)
        self.list.setVisible(bool(self.shown))
        self.none.setVisible(not self.shown)
        self.counts.setText(counts_text(self.shown))

    def _tell(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(FINDING))


def counts_text(findings: Sequence[Finding]) -> str:
    """ "2 breaches · 3 warnings · 1 note"."""
    words = {
        Severity.BREACH: ("breach", "breaches"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.NOTE: ("note", "notes"),
    }
    counts = {s: sum(1 for f in findings if f.severity is s) for s in words}
    parts = [f"{n} {words[s][0] if n == 1 else words[s][1]}" for s, n in counts.items() if n]
    return " · ".join(parts) or "none"
