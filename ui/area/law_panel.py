"""What the law says of the ring in view, at every drag: area and span against their limits."""

from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from osi_app.geo.geodesy import Span, area_m2, perimeter_m, span
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km, km2
from osi_app.treaty.values import RuleValues
from ui.theme.colours import colours_of
from ui.widgets.basics import Shape, hint, section


class LimitBar(QWidget):
    """How much of a limit is used; beyond it the bar turns and says by how much."""

    def __init__(self) -> None:
        super().__init__()
        self.found = 0.0
        self.limit = 1.0
        self.setFixedHeight(10)

    def show_value(self, found: float, limit: float) -> None:
        """Shows ``found`` of ``limit`` in the same unit."""
        self.found, self.limit = found, limit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A filled track; the limit stands at four fifths of its length."""
        del event
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(box, 4, 4)
        share = min(self.found / self.limit * 0.8, 1.0) if self.limit else 0.0
        ink = colours.breach if self.found > self.limit else colours.good
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(QRectF(0, 0, box.width() * share, box.height()), 4, 4)
        painter.setBrush(QColor(colours.text))
        painter.drawRect(QRectF(box.width() * 0.8, 0, 2, box.height()))
        painter.end()


class Limit(QWidget):
    """One limit: its name and paragraph, the number found, the bar, and the word."""

    def __init__(self, name: str, paragraph: str) -> None:
        super().__init__()
        self._name = section(f"{name}  ·  {paragraph}")
        self.number = QLabel()
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._shape = Shape("good")
        self.word = QLabel()
        self.bar = LimitBar()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._name, 0, 0, 1, 2)
        grid.addWidget(self.number, 0, 2)
        grid.addWidget(self.bar, 1, 0, 1, 3)
        grid.addWidget(self._shape, 2, 0)
        grid.addWidget(self.word, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)

    def show_value(self, found: float, limit: float, unit: str, digits: int) -> None:
        """Says how much is found of what is allowed, and by how much it is exceeded."""
        over = found - limit
        self.number.setText(f"{found:,.{digits}f} of {limit:,.0f} {unit}".replace(",", " "))
        self.bar.show_value(found, limit)
        self._shape.tone = "breach" if over > 0 else "good"
        self._shape.update()
        self.word.setText(
            f"exceeds by {over:,.{digits}f} {unit}".replace(",", " ")
            if over > 0
            else f"lawful, {-over:,.{digits}f} {unit} left".replace(",", " ")
        )


class LawPanel(QFrame):
    """Area, span and perimeter of one ring, on the ellipsoid of WGS 84 (P.2-3)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.heading = section("No boundary chosen")
        self.area = Limit("Area", "P.3")
        self.span = Limit("Longest distance", "P.3")
        self.chance = QLabel()
        self.chance.setWordWrap(True)
        self.more = hint("")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 10, 12, 12)
        for part in (self.heading, self.area, self.span, self.chance, self.more):
            lines.addWidget(part)

    def show_ring(self, shown: str, ring: Vertices, values: RuleValues) -> Span | None:
        """Judges a ring and answers its longest line; fewer than three corners show nothing."""
        self.heading.setText(shown)
        judged = len(ring) >= 3
        for part in (self.area, self.span, self.chance, self.more):
            part.setVisible(judged)
        if not judged:
            return None
        self.area.show_value(km2(area_m2(ring)), km2(values.number("area.max_area_m2")), "km²", 3)
        longest = span(ring)
        self.span.show_value(km(longest.distance_m), km(values.number("area.max_span_m")), "km", 3)
        self.more.setText(
            f"{len(ring)} corners, {km(perimeter_m(ring)):.1f} km around. "
            "Computed on the WGS 84 ellipsoid."
        )
        return longest

    def show_chance(self, share: float | None, margin_m: float, agency: str) -> None:
        """Says how probable it is that the true epicentre lies inside."""
        if share is None:
            self.chance.setText("No error ellipse: no probability that the event lies inside.")
            return
        self.chance.setText(
            f"Event inside with <b>{share * 100:.2f} %</b>, by the ellipse of "
            f"{escape(agency or 'the origin')} with {km(margin_m):g} km for systematic error."
        )
