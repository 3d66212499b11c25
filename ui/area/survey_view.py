"""Surveys on the Area page: computed off the GUI thread, drawn over the map, proved, exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFileDialog

from osi_app.area.records import SurveyPlan
from osi_app.area.surveys import Survey, coverage_of, terrain_of
from osi_app.geo.coverage.proof import Coverage
from osi_app.kernel.record import Vertices
from ui.area.overlays import gap_overlay, survey_overlay
from ui.widgets.map_tools import total

if TYPE_CHECKING:
    from ui.area.page import AreaPage

PLANNED_OVER = frozenset({"area_of_interest", "hazard_zone", "route"})
"""What a survey may be planned over when it is chosen; otherwise it takes the whole area."""
FORMS = (
    "Ground control station (*.plan);;GPS (*.gpx);;GeoJSON (*.geojson);;GeoPackage (*.gpkg);;"
    "Google Earth (*.kmz);;Coordinates (*.csv)"
)


class SurveyView:
    """The surveys of the case in view."""

    def __init__(self, page: AreaPage) -> None:
        self._page = page
        self._asked = 0

    def connect(self) -> None:
        """Connects the tab, once it stands."""
        tab = self._page.side.surveys
        tab.wanted.connect(self.plan)
        tab.chosen_changed.connect(self._show_chosen)
        tab.correct_wanted.connect(self.correct)
        tab.remove_wanted.connect(self.remove)
        tab.proof_wanted.connect(self.prove)
        tab.export_wanted.connect(self.ask_export)
        tab.profile_wanted.connect(self.show_profile)
        self._page.map.measured.connect(self.measured)
        self._page.side.tabs.currentChanged.connect(lambda _: self._draw())

    @property
    def chosen(self) -> Survey | None:
        """The survey chosen in its tab."""
        return self._page.side.surveys.chosen

    def refresh(self) -> None:
        """Computes the surveys anew; an answer to an older question is dropped."""
        context = self._page.context
        area, key = context.house.area, context.inspection_id
        self._asked += 1
        asked = self._asked

        def show(found: tuple[Survey, ...]) -> None:
            if asked == self._asked:
                self._page.side.surveys.show_surveys(found, writable=context.writable)

        context.read(lambda: area.surveys(key), show)

    def plan(self, method: str) -> None:
        """A new plan over the area of interest or zone chosen, or over the whole area."""
        feature = self._page.feature(self._page.chosen)
        own = feature is not None and feature.kind in PLANNED_OVER
        ring: Vertices = feature.vertices if own and feature is not None else ()
        self._page.steps.plan_survey(method, ring)

    def _show_chosen(self, _plan_id: UUID | None) -> None:
        self._page.map.set_overlay("gaps", ())
        self._draw()

    def _draw(self) -> None:
        """Lines are drawn while their tab is in front."""
        side = self._page.side
        shown = self.chosen if side.tabs.currentWidget() is side.surveys else None
        self._page.map.set_overlay("survey", survey_overlay(shown))
        if shown is None:
            self._page.map.set_overlay("gaps", ())

    def correct(self) -> None:
        """Opens the figures of the chosen plan."""
        if self.chosen is not None and self._page.context.writable:
            self._page.wishes.correct_survey(self.chosen.plan)

    def remove(self) -> None:
        """Removes the chosen plan."""
        if self.chosen is None:
            return
        area, plan = self._page.context.house.area, self.chosen.plan
        label = f"Remove survey plan {plan.code}"
        self._page.context.write(lambda: area.remove(label, SurveyPlan, [plan.id]), label=label)

    def prove(self) -> None:
        """Computes what the lines leave uncovered, and draws it."""
        made = self.chosen
        if made is None:
            return

        def show(proof: Coverage | None) -> None:
            if self.chosen is made:
                self._page.side.surveys.show_coverage(proof)
                self._page.map.set_overlay("gaps", gap_overlay(proof))

        self._page.context.operations.free(
            lambda _p, _c: coverage_of(made), show, label="Proving coverage"
        )

    def ask_export(self) -> None:
        """Asks where to write the chosen survey."""
        if self.chosen is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._page, "Export survey", f"{self.chosen.plan.code}.plan", FORMS
        )
        if name:
            self.export(Path(name))

    def export(self, path: Path) -> None:
        """Writes the chosen survey in the form of the file's ending."""
        from osi_app.area.survey_commands import write_survey  # noqa: PLC0415  # brings writers

        context, made = self._page.context, self.chosen
        if made is None:
            return
        case, store = context.case, context.house.store
        boundary = self._page.record(self._page.main_boundary())

        def write() -> Path:
            with store.read() as reading:
                terrain = terrain_of(reading, case, boundary)  # type: ignore[arg-type]
            assert terrain is not None
            write_survey(path, made, terrain)
            return path

        context.read(write, lambda done: context.tell(f"The survey is in {done}.", "good"),
                     label=f"Writing {path.name}")  # fmt: skip

    def show_profile(self) -> None:
        """The ground under the chosen survey's longest line, from the topmost elevation layer."""
        from ui.area.profile import ask_of, show_profile  # noqa: PLC0415  # brings GDAL

        if self.chosen is not None:
            show_profile(self._page, ask_of(self.chosen))

    def measured(self, points: Vertices) -> None:
        """What was measured, told; with elevation its profile too."""
        from ui.area.profile import Ask, elevation_layer, show_profile  # noqa: PLC0415  # as above

        if len(points) >= 2:
            self._page.context.tell(f"Measured: {total(points)}.")
            if elevation_layer(self._page.ground.layers) is not None:
                show_profile(self._page, Ask((("measured line", points),)))
