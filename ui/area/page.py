"""The Area page: the inspection area drawn, judged and edited; the same map as a web page."""

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from osi_app.area.proposing import MARGIN, probability
from osi_app.area.records import RestrictedSite
from osi_app.geo.coordinates import CoordinateForm, format_as, parse
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Record, Vertices
from ui.area.features import KINDS, Ground, ground_of
from ui.area.overlays import ring_overlay, span_overlay
from ui.area.side import AreaSide
from ui.area.steps import AreaSteps
from ui.area.toolbar import MapToolbar, PromptBar
from ui.area.wishes import AreaWishes
from ui.context import Context
from ui.imports import ask_import, import_kind
from ui.widgets.basics import EmptyState, quiet, row, title
from ui.widgets.import_preview import start_import
from ui.widgets.list_page import Page, page_lines
from ui.widgets.map_features import MapFeature
from ui.widgets.map_ground import warm
from ui.widgets.map_view import MapView

FORMS = (CoordinateForm.DD, CoordinateForm.UTM, CoordinateForm.MGRS)
JUDGED = ("mandated", "requested")


class AreaPage(Page):
    """Tools and map at the left; area, event, objects, layers and surveys at the right."""

    kinds = KINDS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.ground = Ground((), {})
        self.chosen = ""
        self._fit_next = True
        self.map, self.side = MapView(), AreaSide()
        self.tools, self.prompt = MapToolbar(), PromptBar()
        self.stack = QStackedWidget()
        self.steps = AreaSteps(context, self._not_stored)
        self.wishes = AreaWishes(self)
        self._build()
        self._connect()
        context.operations.free(lambda _p, _c: warm(("land_50m",)), self.map.layers_ready, label="")
        context.operations.free(lambda _p, _c: warm(), self.map.layers_ready, label="")
        self.refresh()

    # ---- building ------------------------------------------------------------------------

    def _build(self) -> None:
        self.web_button = quiet("Web map", "map", self.wishes.files.toggle_web)
        self.web_button.setCheckable(True)
        head = row(
            title("Area"),
            None,
            quiet("Propose", "magic", self.wishes.show_proposals),
            quiet("Import…", "import", lambda: ask_import(self.context, "area", self)),
            quiet("Show all", "fit", self.map.fit),
            self.web_button,
            quiet("Export…", "export", self.wishes.files.export),
        )
        self.edit_button = self.tools.buttons["corners"]
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self.map, 1)
        lines.addWidget(self.prompt)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([640, 480])
        split.setHandleWidth(12)
        self.side.setMinimumWidth(380)
        self.stack.addWidget(self._empty())
        self.stack.addWidget(split)
        whole = page_lines(self)
        whole.addLayout(head)
        whole.addWidget(self.tools)
        whole.addWidget(self.stack, 1)

    def _empty(self) -> EmptyState:
        return EmptyState(
            "No inspection yet",
            "An inspection area belongs to an inspection. Open one: it proposes a lawful area "
            "around the event.",
            ("Go to the overview", "overview", lambda: self.context.go("overview")),
        )

    def _connect(self) -> None:
        self.context.case_changed.connect(lambda _: self.refresh())
        self.context.inspection_changed.connect(self._other_inspection)
        self.map.picked.connect(lambda _kind, key: self.choose(key))
        self.map.pointed.connect(self._point)
        self.map.dragging.connect(self._judge)
        self.map.edited.connect(self._store_ring)
        self.map.edit_ended.connect(lambda _: self._tool_down())
        self.map.prompted.connect(self.prompt.ask)
        self.tools.tool.connect(self.use_tool)
        self.tools.grid.connect(self.map.set_grid)
        self.tools.snapping.connect(self.map.set_snapping)
        self.prompt.typed.connect(self._typed)
        self.side.area.typed.connect(lambda ring: self._store_ring(self.chosen, ring))
        self.side.area.refused.connect(self._refused)
        self.side.objects.picked.connect(self.choose)
        self.wishes.connect()
        QShortcut(QKeySequence("Ctrl+E"), self, self.edit_button.click)
        for number, name in enumerate(self.tools.buttons, 1):
            click = self.tools.buttons[name].click
            QShortcut(QKeySequence(f"Alt+{number}"), self, click)
        QShortcut(QKeySequence("Ctrl+L"), self, self.prompt.line.setFocus)
        self.map.set_runner(self._picture)

    def _picture(self, work: Any, done: Any) -> None:
        """Makes a picture of a layer off the GUI thread."""
        self.context.operations.free(lambda _p, _c: work(), done, label="")

    # ---- showing -------------------------------------------------------------------------

    def _other_inspection(self, _key: UUID | None) -> None:
        self._fit_next = True
        self.refresh()

    def refresh(self) -> None:
        """Reads the ground anew."""
        case = self.context.case
        self.stack.setCurrentIndex(0 if case is None else 1)
        self.tools.setVisible(case is not None)
        if case is None:
            return
        store = self.context.house.store

        def look() -> Ground:
            with store.read() as reading:
                return ground_of(reading, case)

        self.context.read(look, self._show)

    def _show(self, ground: Ground) -> None:
        self.ground = ground
        self.map.show_features(ground.features)
        self.side.objects.show_features(ground.features)
        keys = {feature.key for feature in ground.features}
        if self.chosen not in keys:
            self.chosen = self.main_boundary()
        if self._fit_next and ground.features:
            self._fit_next = False
            near = tuple(f.key for f in ground.features if f.kind in (*JUDGED, "ellipse"))
            self.map.fit(near)
        self._show_chosen()
        self.wishes.show(ground)

    def main_boundary(self) -> str:
        """The key of the boundary that binds: the mandated one, else the requested one."""
        for kind in JUDGED:
            for feature in self.ground.features:
                if feature.kind == kind:
                    return feature.key
        return ""

    def feature(self, key: str) -> MapFeature | None:
        """The feature of that key."""
        return next((found for found in self.ground.features if found.key == key), None)

    def record(self, key: str = "") -> Record | None:
        """The record behind a feature, by default the chosen one."""
        return self.ground.records.get(key or self.chosen)

    def choose(self, key: str) -> None:
        """Chooses a thing on map and list alike."""
        self.chosen = key
        self.map.select(key)
        self.side.objects.choose(key)
        self._show_chosen()

    def select(self, kind: str, key: UUID) -> None:
        """Where a finding's click arrives."""
        if kind == "survey_plan":
            self.side.show_tab(self.side.surveys)
            self.side.surveys.choose(key)
        elif kind == "map_layer":
            self.side.show_tab(self.side.layers)
        else:
            self.choose(str(key))

    def _show_chosen(self) -> None:
        feature, record = self.feature(self.chosen), self.record()
        self._judge(feature.vertices if feature else ())
        editable = bool(feature and feature.editable and self.context.writable)
        self.tools.allow(on_chosen=editable)
        self.side.objects.allow(
            writable=self.context.writable,
            record=record is not None,
            site=isinstance(record, RestrictedSite),
        )
        self.wishes.offer_repairs(record)

    def _judge(self, ring: Vertices) -> None:
        feature, case = self.feature(self.chosen), self.context.case
        if feature is None or case is None:
            return
        judged = feature.kind in JUDGED
        self.side.model.show_ring(ring, editable=feature.editable and self.context.writable)
        longest = self.side.law.show_ring(feature.shown, ring if judged else (), case.values)
        self.map.set_overlay("span", span_overlay(longest, case.values.number("area.max_span_m")))
        if judged:
            inside = probability(case.origin, ring, case.values)
            agency = case.origin.agency if case.origin else ""
            self.side.law.show_chance(inside, case.values.number(MARGIN), agency)
        self._judge_site(feature, ring)

    def _judge_site(self, feature: MapFeature, ring: Vertices) -> None:
        panel, case = self.side.area.site, self.context.case
        site = feature.kind == "restricted_site" and len(ring) >= 3
        panel.setVisible(site)
        self.side.law.setVisible(not site)
        if site:
            others = [
                one.vertices
                for one in self.ground.features
                if one.kind == feature.kind and one.key != feature.key
            ]
            panel.show_site(feature.shown, ring, others, case.values)
            area = self.feature(self.main_boundary())
            panel.show_place(ring, area.vertices if area else ())

    def preview(self, ring: Vertices, label: str) -> None:
        """Draws a ring that is proposed; none takes it away."""
        self.map.set_overlay("proposed", ring_overlay(ring, label) if ring else ())

    def _point(self, lon: float, lat: float) -> None:
        self.prompt.pointer.setText("   ".join(format_as(lon, lat, form) for form in FORMS))

    # ---- tools ---------------------------------------------------------------------------

    def use_tool(self, name: str) -> None:
        """Takes a tool in hand for what is chosen, or puts it down."""
        if not name:
            self.map.end_tool()
            self._tool_down()
            return
        started = self.map.start_tool(name, self.chosen)
        self.tools.show_tool(name if started else "")

    def toggle_edit(self) -> None:
        """Starts or ends the edit of the chosen ring's corners."""
        self.use_tool("" if self.map.edit is not None else "corners")

    def _tool_down(self) -> None:
        self.tools.show_tool("")
        self.prompt.ask("")
        self.wishes.tool_down()

    def _typed(self, text: str) -> None:
        if self.map.tool_name:
            understood = self.map.type_in(text)
            self.prompt.taken(understood=understood)
            if not understood:
                self._refused(text)
            return
        try:
            self.map.go_to(parse(text))
        except RuleError:
            self.prompt.taken(understood=False)
            self._refused(text)

    # ---- changing ------------------------------------------------------------------------

    def _store_ring(self, key: str, ring: Vertices) -> None:
        record = self.ground.records.get(key)
        if record is not None:
            self.steps.ring(record, ring)

    def _not_stored(self, _error: Exception) -> bool:
        """Shows what is stored again; the error itself is told by the message bar."""
        self.refresh()
        return False

    def _refused(self, typed: str) -> None:
        self.context.tell(
            f"“{typed}” is not understood. Type degrees, degrees and minutes, UTM, UPS or MGRS, "
            "for example 49.868 N 78.079 E.",
            "warning",
        )

    def dropped(self, path: Path) -> bool:
        """Takes a boundary file, or a map file as a layer, dropped on it."""
        if self.context.case is None:
            return False
        if self.side.tabs.currentWidget() is self.side.layers or self.wishes.files.is_layer(path):
            self.wishes.files.add_layer(path)
            return True
        start_import(self.context, import_kind(self.context, "area"), path, self)
        return True
