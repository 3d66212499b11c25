"""From the event to an area: origins side by side, one chosen or several combined, and the lawful
areas about it with the probability that the event lies inside."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDoubleSpinBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from osi_app.area.proposing import MARGIN, combination, probability
from osi_app.geo.proposal import Proposed
from osi_app.inspection.case import Case
from osi_app.inspection.records import Origin
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km, km2
from ui import texts
from ui.widgets.basics import button, hint, row, section
from ui.widgets.delegates import ROW_HEIGHT

ORIGINS = ("Agency", "Inside", "Weight", "Ellipse (km)", "Depth", "Time")
AREAS = ("Proposed area", "Inside", "km²", "km")
WORDS = {
    "greatest": "Greatest probability",
    "ellipse": "Ellipse to the limit",
    "box_along": "Box along the ellipse",
    "box_north": "Box north and east",
    "circle": "Largest circle",
}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EventTab(QWidget):
    """Origins above, proposals below.

    ``origin_chosen`` carries an origin's id, ``combine_wanted`` the ids to combine,
    ``margin_typed`` metres, ``previewed`` a proposal (None for none), ``used`` the one to take.
    """

    origin_chosen = Signal(object)
    combine_wanted = Signal(object)
    margin_typed = Signal(float)
    previewed = Signal(object)
    used = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._origins: tuple[Origin, ...] = ()
        self._proposals: tuple[Proposed, ...] = ()
        self.origins, self.areas = _table(ORIGINS, many=True), _table(AREAS)
        self.origins.setAccessibleName("Origins of the event")
        self.areas.setAccessibleName("Proposed areas")
        self.told = hint("")
        self.use_origin = button("Use this origin", "", self._choose)
        self.combine = button("Combine selected", "combine", self._combine)
        self.margin = QDoubleSpinBox()
        self.margin.setRange(0.0, 50.0)
        self.margin.setDecimals(1)
        self.margin.setSuffix(" km")
        self.margin.setKeyboardTracking(False)
        self.margin.setAccessibleName("Margin for systematic error")
        self.margin.valueChanged.connect(lambda value: self.margin_typed.emit(value * 1000.0))
        self.use_area = button("Use as requested boundary", "", self._use, primary=True)
        self.origins.itemSelectionChanged.connect(self._origins_selected)
        self.areas.itemSelectionChanged.connect(self._looked)
        self._lay()

    def _lay(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(section("Origins of the event"))
        lines.addWidget(self.origins, 2)
        lines.addLayout(row(None, self.combine, self.use_origin))
        lines.addWidget(self.told)
        lines.addLayout(row(QLabel("Margin for systematic error"), self.margin, None))
        lines.addWidget(section("Lawful areas about it"))
        lines.addWidget(self.areas, 2)
        lines.addLayout(row(None, self.use_area))

    def show_case(self, case: Case, area: Vertices, *, writable: bool) -> None:
        """Shows the origins of a case and how probable each puts the event inside the area."""
        self._origins = case.origins
        weights = _weights(case.origins)
        with QSignalBlocker(self.origins):
            self.origins.setRowCount(len(case.origins))
            for at, origin in enumerate(case.origins):
                inside = probability(origin, area, case.values) if area else None
                chosen = case.origin is not None and origin.id == case.origin.id
                cells = _origin_cells(origin, inside, weights.get(origin.id))
                tip = f"{origin.origin_code} {texts.instant(origin.at)} {origin.derivation}"
                _fill(self.origins, at, cells, bold=chosen, tip=tip.strip())
        with QSignalBlocker(self.margin):
            self.margin.setValue(km(case.values.number(MARGIN)))
        self.told.setText(_about(case.origin))
        for part in (self.use_origin, self.combine, self.use_area, self.margin):
            part.setEnabled(writable)
        self._origins_selected()

    def show_proposals(self, proposals: Sequence[Proposed]) -> None:
        """Shows lawful areas, the most probable first."""
        self._proposals = tuple(proposals)
        with QSignalBlocker(self.areas):
            self.areas.setRowCount(len(self._proposals))
            for at, one in enumerate(self._proposals):
                tip = f"{len(one.vertices)} corners; the {one.binding} binds (P.3)"
                _fill(self.areas, at, _area_cells(one), bold=at == 0, tip=tip)
            self.areas.clearSelection()
        self.use_area.setEnabled(False)

    @property
    def selected_origins(self) -> tuple[Origin, ...]:
        """The origins selected, in the order shown."""
        rows = sorted({index.row() for index in self.origins.selectedIndexes()})
        return tuple(self._origins[at] for at in rows)

    @property
    def proposal(self) -> Proposed | None:
        """The proposal looked at."""
        rows = {index.row() for index in self.areas.selectedIndexes()}
        return self._proposals[rows.pop()] if rows else None

    def _origins_selected(self) -> None:
        chosen = self.selected_origins
        self.use_origin.setEnabled(len(chosen) == 1 and self.margin.isEnabled())
        with_ellipse = [one for one in chosen if one.semi_major_m is not None]
        self.combine.setEnabled(len(with_ellipse) >= 2 and self.margin.isEnabled())

    def _choose(self) -> None:
        self.origin_chosen.emit(self.selected_origins[0].id)

    def _combine(self) -> None:
        self.combine_wanted.emit(tuple(one.id for one in self.selected_origins))

    def _looked(self) -> None:
        self.use_area.setEnabled(self.proposal is not None and self.margin.isEnabled())
        self.previewed.emit(self.proposal)

    def _use(self) -> None:
        if self.proposal is not None:
            self.used.emit(self.proposal)


def _table(headers: tuple[str, ...], *, many: bool = False) -> QTableWidget:
    table = QTableWidget(0, len(headers))
    table.setHorizontalHeaderLabels(headers)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    modes = QAbstractItemView.SelectionMode
    table.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    if not many:
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _fill(table: QTableWidget, at: int, cells: Sequence[str], *, bold: bool, tip: str = "") -> None:
    for column, text in enumerate(cells):
        item = QTableWidgetItem(text)
        item.setToolTip(tip)
        font = item.font()
        font.setBold(bold)
        item.setFont(font)
        if column and (not text or text[0].isdigit() or text[0] in "–-"):
            item.setTextAlignment(RIGHT)
        table.setItem(at, column, item)


def _origin_cells(origin: Origin, inside: float | None, weight: float | None) -> list[str]:
    axes = "–"
    if origin.semi_major_m is not None and origin.semi_minor_m is not None:
        turned = f"{origin.azimuth_deg or 0:.0f}°"
        axes = f"{km(origin.semi_major_m):.1f} × {km(origin.semi_minor_m):.1f}, {turned}"
        axes += f" ({origin.confidence_percent:g} %)"
    depth = "–" if origin.depth_m is None else f"{km(origin.depth_m):.1f} km"
    fixed = " f" if origin.depth_fixed and origin.depth_m is not None else ""
    return [
        origin.agency or origin.origin_code or "origin",
        _percent(inside),
        _percent(weight),
        axes,
        depth + fixed,
        f"{origin.at:%H:%M:%S}Z",
    ]


def _area_cells(one: Proposed) -> list[str]:
    return [
        WORDS.get(one.kind.value, one.kind.value),
        _percent(one.probability),
        f"{km2(one.area_m2):.1f}",
        f"{km(one.span_m):.2f}",
    ]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f} %"


def _weights(origins: Sequence[Origin]) -> dict[UUID, float]:
    """The weight each origin would have in the combination of all that were located."""
    located = [one for one in origins if one.semi_major_m is not None and not one.derivation]
    try:
        found = combination(located)
    except RuleError:
        return {}
    return {one.id: share for one, share in zip(located, found.weights, strict=True)}


def _about(origin: Origin | None) -> str:
    if origin is None:
        return "The case has no event yet: import its bulletins on the overview."
    told = f" It combines {origin.derivation}." if origin.derivation else ""
    return f"The case uses {origin.agency or 'the origin'} (bold); f marks a fixed depth.{told}"
