"""Small parts: headings, buttons with a word and an icon, cards, the message bar, empty states."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme.colours import colours_of
from ui.theme.icons import icon
from ui.theme.shapes import draw_shape


def title(text: str) -> QLabel:
    """A page's heading."""
    return _named(text, "title")


def section(text: str) -> QLabel:
    """A part's heading."""
    return _named(text, "section")


def hint(text: str) -> QLabel:
    """A quiet sentence that wraps."""
    found = _named(text, "hint")
    found.setWordWrap(True)
    return found


def button(
    text: str,
    glyph: str = "",
    clicked: Callable[[], object] | None = None,
    *,
    primary: bool = False,
) -> QPushButton:
    """A push button with its word and, where given, an icon."""
    found = QPushButton(text)
    found.setMinimumHeight(32)
    found.setAutoDefault(primary)
    if primary:
        found.setObjectName("primary")
    elif glyph:
        found.setIcon(icon(glyph, found.palette()))
    if clicked is not None:
        found.clicked.connect(lambda _=False: clicked())
    return found


def quiet(text: str, glyph: str = "", clicked: Callable[[], object] | None = None) -> QToolButton:
    """A smaller button for tool rows."""
    found = QToolButton()
    found.setObjectName("quiet")
    found.setText(text)
    found.setMinimumHeight(30)
    found.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if glyph:
        found.setIcon(icon(glyph, found.palette()))
        found.setIconSize(QSize(16, 16))
    if clicked is not None:
        found.clicked.connect(lambda _=False: clicked())
    return found


def card(*parts: QWidget) -> QFrame:
    """A framed group of parts, one under the other."""
    frame = QFrame()
    frame.setObjectName("card")
    lines = QVBoxLayout(frame)
    lines.setContentsMargins(12, 10, 12, 12)
    lines.setSpacing(8)
    for part in parts:
        lines.addWidget(part)
    return frame


def row(*parts: QWidget | None) -> QHBoxLayout:
    """Parts in a line; None is a gap that grows."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    return line


class Shape(QWidget):
    """The shape of a tone, by itself."""

    def __init__(self, tone: str, size: int = 12) -> None:
        super().__init__()
        self.tone = tone
        self.setFixedSize(size + 2, size + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the shape in the colours in force."""
        del event
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        draw_shape(painter, box, self.tone, colours_of(self.palette()))
        painter.end()


class MessageBar(QFrame):
    """One message above the page, with an optional action; stays until closed."""

    def __init__(self) -> None:
        super().__init__()
        self._shape = Shape("note")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = quiet("Close", "close", self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 8, 6)
        line.addWidget(self._shape)
        line.addWidget(self.label, 1)
        line.addWidget(self._close)
        self.hide()

    def show_text(self, text: str, tone: str) -> None:
        """Shows a message in the tone note, good, warning or breach."""
        self._shape.tone = tone
        self.label.setText(text)
        self._tint()
        self._shape.update()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the appearance."""
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def _tint(self) -> None:
        colours = colours_of(self.palette())
        grounds = {
            "breach": colours.breach_ground,
            "warning": colours.warning_ground,
            "good": colours.good_ground,
        }
        ground = grounds.get(self._shape.tone, colours.accent_ground)
        wanted = f"MessageBar {{ background: {ground}; border-bottom: 1px solid {colours.line}; }}"
        if self.styleSheet() != wanted:
            self.setStyleSheet(wanted)


class EmptyState(QWidget):
    """What an empty place says: what to do first, offered as buttons."""

    def __init__(
        self, heading: str, sentence: str, *actions: tuple[str, str, Callable[[], object]]
    ) -> None:
        super().__init__()
        self.heading, self.sentence = title(heading), hint(sentence)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.buttons = [
            button(text, glyph, clicked, primary=number == 0)
            for number, (text, glyph, clicked) in enumerate(actions)
        ]
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(10)
        lines.addStretch(2)
        lines.addWidget(self.heading)
        lines.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addLayout(row(None, *self.buttons, None))
        lines.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence as wide as is readable, as high as it then needs."""
        super().resizeEvent(event)
        width = max(160, min(440, self.width() - 48))
        self.sentence.setFixedSize(width, self.sentence.heightForWidth(width))


class ElidedLabel(QLabel):
    """One line that loses its end where there is no room, and says the whole as a tool tip."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_whole(self, text: str, tip: str = "") -> None:
        """Shows a text; ``tip`` is said in place of it as the tool tip."""
        self._whole = text
        self.setToolTip(tip or text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elides anew."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or weight needs another width."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()

    def _elide(self) -> None:
        room = max(0, self.width() - 2)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)


def _named(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    return label
