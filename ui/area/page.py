"""The Area page: the inspection area drawn, judged and edited; the same map as a web page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QSplitter, QStackedWidget

from osi_app.area.records import AreaBoundary, BoundaryKind
from osi_app.geo.coordinates import CoordinateForm, format_as
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.record import Record, Vertices, kind_of
from ui import texts
from ui.area.features import KINDS, Ground, ground_of
from ui.area.new_things import NewThings
from ui.area.side import AreaSide
from ui.context import Context
from ui.imports import ask_import, import_kind
from ui.widgets.basics import EmptyState, quiet, row, title
from ui.widgets.import_preview import start_import
from ui.widgets.list_page import Page, page_lines
from ui.widgets.map_features import MapFeature
from ui.widgets.map_ground import warm
from ui.widgets.map_view import MapView

if TYPE_CHECKING:
    from ui.area.web_map import WebMap

NOT_AS_ROOT = (
    "The web map needs an ordinary account: its engine does not run as root. Export writes the "
    "same page, for any browser."
)


class AreaPage(Page):
    """Map at the left, law and corners at the right."""

    kinds = KINDS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.ground = Ground((), {})
        self.chosen = ""
        self._fit_next = True
        self.map = MapView()
        self.side = AreaSide()
        self.pointer = QLabel("Point at the map to read coordinates; drag to move, wheel to zoom.")
        self.pointer.setObjectName("muted")
        self.stack = QStackedWidget()
        self.web: WebMap | None = None
        self.things = NewThings(self)
        self._build()
        self._connect()
        context.operations.free(lambda _p, _c: warm(("land_50m",)), self.map.layers_ready, label="")
        context.operations.free(lambda _p, _c: warm(), self.map.layers_ready, label="")
        self.refresh()

    # ---- building ------------------------------------------------------------------------

    def _build(self) -> None:
        self.edit_button = quiet("Edit", "edit", self.toggle_edit)
        self.edit_button.setCheckable(True)
        self.web_button = quiet("Web map", "map", self.toggle_web)
        self.web_button.setCheckable(True)
        tools = row(
            title("Area"),
            None,
            self.edit_button,
            quiet("Propose", "magic", self.propose),
            quiet("Import…", "import", lambda: ask_import(self.context, "area", self)),
            self.things.button(),
            quiet("Show all", "fit", self.map.fit),
            self.web_button,
            quiet("Export…", "export", self.export),
        )
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.map)
        split.addWidget(self.side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([720, 400])
        split.setHandleWidth(12)
        self.side.setMinimumWidth(330)
        self.stack.addWidget(self._empty())
        self.stack.addWidget(split)
        lines = page_lines(self)
        lines.addLayout(tools)
        lines.addWidget(self.stack, 1)
        lines.addWidget(self.pointer)

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
        self.map.edit_ended.connect(lambda _: self.edit_button.setChecked(False))
        self.side.picked.connect(self.choose)
        self.side.typed.connect(lambda ring: self._store_ring(self.chosen, ring))
        self.side.refused.connect(self._refused)
        QShortcut(QKeySequence("Ctrl+E"), self, self.edit_button.click)

    # ---- showing -------------------------------------------------------------------------

    def _other_inspection(self, _key: UUID | None) -> None:
        self._fit_next = True
        self.refresh()

    def refresh(self) -> None:
        """Reads the ground anew."""
        case = self.context.case
        self.stack.setCurrentIndex(0 if case is None else 1)
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
        self.side.show_features(ground.features)
        keys = {feature.key for feature in ground.features}
        if self.chosen not in keys:
            self.chosen = self._main_boundary()
        if self._fit_next and ground.features:
            self._fit_next = False
            self.map.fit(tuple(f.key for f in ground.features if f.kind != "point_of_entry"))
        self._show_chosen()

    def _main_boundary(self) -> str:
        for kind in ("mandated", "requested"):
            for feature in self.ground.features:
                if feature.kind == kind:
                    return feature.key
        return ""

    def feature(self, key: str) -> MapFeature | None:
        """The feature of that key."""
        return next((found for found in self.ground.features if found.key == key), None)

    def choose(self, key: str) -> None:
        """Chooses a thing on map and list alike."""
        self.chosen = key
        self.map.select(key)
        self._show_chosen()

    def select(self, kind: str, key: UUID) -> None:
        """Where a finding's click arrives."""
        del kind
        self.choose(str(key))

    def _show_chosen(self) -> None:
        feature = self.feature(self.chosen)
        self._judge(feature.vertices if feature else ())
        self.edit_button.setEnabled(bool(feature and feature.editable and self.context.writable))

    def _judge(self, ring: Vertices) -> None:
        feature, case = self.feature(self.chosen), self.context.case
        if feature is None or case is None:
            return
        self.side.show_ring(
            feature.shown,
            ring,
            case.values,
            editable=feature.editable and self.context.writable,
            judged=feature.kind in ("mandated", "requested"),
        )

    def _point(self, lon: float, lat: float) -> None:
        forms = (CoordinateForm.DD, CoordinateForm.UTM, CoordinateForm.MGRS)
        self.pointer.setText("     ".join(format_as(lon, lat, form) for form in forms))

    # ---- changing ------------------------------------------------------------------------

    def toggle_edit(self) -> None:
        """Starts or ends the edit of the chosen ring."""
        if self.map.edit is not None:
            self.map.end_edit()
        else:
            self.edit_button.setChecked(self.map.start_edit(self.chosen))

    def _store_ring(self, key: str, ring: Vertices) -> None:
        record = self.ground.records.get(key)
        if record is None:
            return
        word = texts.kind_word(kind_of(record))
        area = self.context.house.area
        kind = type(record)
        self.context.write(
            lambda: area.correct(_label(record, word), kind, [record.id], {"vertices": ring}),
            label="Storing the ring",
            failed=self._not_stored,
        )

    def _not_stored(self, _error: Exception) -> bool:
        """Shows what is stored again; the error itself is told by the message bar."""
        self.refresh()
        return False

    def _refused(self, typed: str) -> None:
        self.context.tell(
            f"“{typed}” is not a coordinate. Type degrees, degrees and minutes, UTM or MGRS, "
            "for example 49.868 N 78.079 E.",
            "warning",
        )

    def propose(self) -> None:
        """Proposes a lawful area around the event and stores it as the requested boundary."""
        case, area = self.context.case, self.context.house.area
        if case is None or case.origin is None:
            self.context.tell("An area is proposed around an event: choose one first.", "warning")
            return
        key = case.inspection.id

        def store() -> ChangeSet:
            ring = area.propose_boundary(key)
            stored: ChangeSet = area.set_boundary(
                key, BoundaryKind.REQUESTED, ring, "proposed from the event"
            )
            return stored

        self.context.write(store, label="Proposing an area")

    def dropped(self, path: Path) -> bool:
        """Takes a boundary file dropped on it."""
        if self.context.case is None:
            return False
        start_import(self.context, import_kind(self.context, "area"), path, self)
        return True

    # ---- the web page --------------------------------------------------------------------

    def toggle_web(self) -> None:
        """Shows the folium page of the same map, or the native map again."""
        if not self.web_button.isChecked():
            self.stack.setCurrentIndex(1 if self.context.case else 0)
            return
        if self.context.case is None or as_root():
            self.web_button.setChecked(False)
            if as_root():
                self.context.tell(NOT_AS_ROOT, "warning")
            return
        self._page_html(self._show_web)

    def _page_html(self, done: Callable[[str], None]) -> None:
        documents, case = self.context.house.documents, self.context.case
        self.context.operations.free(
            lambda _p, _c: documents.map_page(case.inspection.id), done, label="Making the web map"
        )

    def _show_web(self, html: str) -> None:
        if self.web is None:
            # WebEngine loads when it is first wanted: it would double the start-up time
            from ui.area.web_map import WebMap  # noqa: PLC0415

            self.web = WebMap()
            self.stack.addWidget(self.web)
        self.web.show_page(html)
        self.stack.setCurrentWidget(self.web)

    def export(self) -> None:
        """Writes the web page as one file that opens without a network."""
        if self.context.case is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "Export the map", "map.html", "Web page (*.html)"
        )
        if name:
            self._page_html(lambda html: self._write_page(Path(name), html))

    def _write_page(self, target: Path, html: str) -> None:
        target.write_text(html, encoding="utf-8")
        self.context.tell(
            f"The map is in {target}. It opens in any browser without a network.", "good"
        )


def as_root() -> bool:
    """Whether the web view would end the program: Chromium refuses to run as root unless its
    sandbox is switched off, which is not ours to do."""
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    return hasattr(os, "geteuid") and os.geteuid() == 0 and "--no-sandbox" not in flags


def _label(record: Record, word: str) -> str:
    if isinstance(record, AreaBoundary):
        return f"Move corner of {record.boundary.value} boundary"
    code = getattr(record, "code", "")
    return f"Move corner of {word} {code}".strip()
