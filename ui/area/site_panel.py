"""What the law says of a restricted-access site at every drag: its size, all sites together, the
distance to the next one, and whether it touches the inspection area (P.92-93)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from osi_app.geo.geodesy import area_m2
from osi_app.geo.polygons import overlap_m2, separation_m
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km2
from osi_app.treaty.values import RuleValues
from ui.area.law_panel import Limit
from ui.widgets.basics import Shape, row, section


class _Sentence(QFrame):
    """A shape and a sentence: lawful or not."""

    def __init__(self) -> None:
        super().__init__()
        self._shape, self.text = Shape("good"), QLabel()
        self.text.setWordWrap(True)
        line = row(self._shape, self.text)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(1, 1)
        self.setLayout(line)

    def say(self, text: str, tone: str) -> None:
        """Shows a sentence in that tone."""
        self._shape.tone = tone
        self._shape.update()
        self.text.setText(text)


class SitePanel(QFrame):
    """Judges one site among the others."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.heading = section("")
        self.own = Limit("This site", "P.92")
        self.total = Limit("All sites", "P.92")
        self.apart, self.where = _Sentence(), _Sentence()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 10, 12, 12)
        for part in (self.heading, self.own, self.total, self.apart, self.where):
            lines.addWidget(part)

    def show_site(
        self, shown: str, ring: Vertices, others: Sequence[Vertices], values: RuleValues
    ) -> None:
        """Judges a ring among the other sites."""
        self.heading.setText(f"Restricted-access site {shown}")
        own = area_m2(ring)
        most = values.number("area.site_max_area_m2")
        self.own.show_value(km2(own), km2(most), "km²", 3)
        total = own + sum(area_m2(other) for other in others)
        self.total.show_value(km2(total), km2(values.number("area.sites_total_m2")), "km²", 3)
        least = values.number("area.site_separation_m")
        nearest = min((separation_m(ring, other) for other in others), default=None)
        if nearest is None:
            self.apart.say("No other site is declared.", "good")
        elif nearest < least:
            told = f"{nearest:,.1f} m from the next site, {least - nearest:,.1f} m too close."
            self.apart.say(told, "breach")
        else:
            self.apart.say(f"{nearest:,.1f} m from the next site ({least:g} m asked).", "good")

    def show_place(self, ring: Vertices, area: Vertices) -> None:
        """Says whether it lies in the inspection area."""
        if not area:
            self.where.say("There is no inspection area yet.", "warning")
            return
        share = overlap_m2(ring, area) / max(area_m2(ring), 1.0)
        if share <= 0.0:
            self.where.say("It does not touch the inspection area.", "warning")
        elif share < 0.9999:
            self.where.say(f"{share * 100:.0f} % of it lies inside the inspection area.", "note")
        else:
            self.where.say("It lies inside the inspection area.", "good")
