"""Files on the Area page: shapes brought in, the planner's own maps, the ground written out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QFileDialog, QInputDialog

from osi_app.area.importing_ground import TARGETS
from osi_app.area.layers import DATUMS, LayerFacts, LayerWish, layer_facts
from osi_app.area.records import MapLayer
from osi_app.kernel.errors import ImportRefused, RuleError
from ui.area.layer_sources import snap_shapes, source_of
from ui.area.web_view import WebView
from ui.imports import ground_kind
from ui.widgets.import_preview import asks_where, start_import
from ui.widgets.map_features import scene_points

if TYPE_CHECKING:
    from ui.area.page import AreaPage

LAYERS = (
    "Maps (*.tif *.tiff *.hgt *.dem *.mbtiles *.pmtiles *.geojson *.json *.gpkg *.kml *.kmz "
    "*.gpx *.zip *.shp)"
)
CROSSING = ("are refused", "are mended, and it is noted")
LAYER_SUFFIXES = frozenset({".tif", ".tiff", ".hgt", ".dem", ".mbtiles", ".pmtiles"})
SHAPES = "Shapes (*.geojson *.json *.gpkg *.kml *.kmz *.gpx *.zip *.shp)"
FORMS = {
    "Web map, one file (*.html)": ".html",
    "GeoJSON (*.geojson)": ".geojson",
    "GeoPackage (*.gpkg)": ".gpkg",
    "Google Earth (*.kmz)": ".kmz",
    "KML (*.kml)": ".kml",
    "GPS (*.gpx)": ".gpx",
    "Shapefiles, zipped (*.zip)": ".zip",
    "Coordinates (*.csv)": ".csv",
}


class AreaFiles:
    """What one page reads from files and writes into them."""

    def __init__(self, page: AreaPage) -> None:
        self._page = page
        self._snapped: tuple[MapLayer, ...] = ()
        self.web = WebView(page)

    def bring(self) -> None:
        """Imports shapes as zones, sites, routes or places."""
        words = [target.replace("_", " ") for target in TARGETS]
        word, fine = QInputDialog.getItem(
            self._page, "Import shapes", "Take them as", words, 3, editable=False
        )
        if not fine:
            return
        name, _ = QFileDialog.getOpenFileName(self._page, f"Import {word}s", "", SHAPES)
        if not name:
            return
        way, fine = QInputDialog.getItem(
            self._page, "Import shapes", "Rings that cross themselves", CROSSING, 0, editable=False
        )
        if fine:
            target = TARGETS[words.index(word)]
            kind = ground_kind(self._page.context, target, mend=way == CROSSING[1])
            start_import(self._page.context, kind, Path(name), self._page)

    # ---- layers --------------------------------------------------------------------------

    def show_layers(self, layers: tuple[MapLayer, ...]) -> None:
        """Puts the visible layers under the features, the lowest first; points may jump to the
        shapes of those that have shapes."""
        visible = tuple(sorted((one for one in layers if one.visible), key=lambda one: one.place))
        found = [source_of(layer) for layer in visible]
        self._page.map.set_layers(tuple(one for one in found if one is not None))
        if visible != self._snapped:
            self._snapped = visible
            self._page.context.operations.free(
                lambda _p, _c: snap_shapes(visible), self._page.map.set_snap_layers, label=""
            )

    def fit_layer(self, key: UUID) -> None:
        """Brings a whole layer into view."""
        layer = next((one for one in self._page.ground.layers if one.id == key), None)
        if layer is None:
            return

        def show(facts: LayerFacts) -> None:
            if facts.bounds is not None:
                west, south, east, north = facts.bounds
                corners = scene_points(((west, south), (east, north)))
                self._page.map.show_box(QRectF(corners[0], corners[1]).normalized())

        path, crs = Path(layer.path), layer.crs
        self._page.context.operations.free(
            lambda _p, _c: layer_facts(path, crs), show, label=f"Looking at {layer.name}"
        )

    @staticmethod
    def is_layer(path: Path) -> bool:
        """Whether a file dropped on the page can only be a layer."""
        return path.suffix.lower() in LAYER_SUFFIXES

    def ask_layer(self) -> None:
        """Asks for a map file."""
        name, _ = QFileDialog.getOpenFileName(self._page, "Add layer", "", LAYERS)
        if name:
            self.add_layer(Path(name))

    def add_layer(self, path: Path, datum: str = "", crs: str = "") -> None:
        """Adds a map file; asks from where its heights are counted, or where it lies, when it
        does not say."""
        wish = LayerWish(vertical_datum=datum, crs=crs)
        self._page.steps.add_layer(path, wish, lambda error: self._asked(path, crs, error))
        self._page.side.show_tab(self._page.side.layers)

    def _asked(self, path: Path, crs: str, error: Exception) -> bool:
        if isinstance(error, ImportRefused) and asks_where(error):
            self._ask_where(path)
            return True
        if not (isinstance(error, RuleError) and error.code == "vertical_datum_missing"):
            return False
        datum, fine = QInputDialog.getItem(
            self._page, "Heights", f"From where are the heights of {path.name} counted?",
            list(DATUMS), 0, editable=True,
        )  # fmt: skip
        if fine and datum.strip():
            self.add_layer(path, datum.strip(), crs)
        return True

    def _ask_where(self, path: Path) -> None:
        crs, fine = QInputDialog.getText(
            self._page, "Reference system", f"{path.name} does not name its reference system "
            "(EPSG:4326 is longitude and latitude):", text="EPSG:4326",
        )  # fmt: skip
        if fine and crs.strip():
            self.add_layer(path, crs=crs.strip())

    # ---- out -----------------------------------------------------------------------------

    def toggle_web(self) -> None:
        """Shows the web page of the same map, or the native map again."""
        self.web.toggle()

    def export(self) -> None:
        """Writes the ground as a file: web page, GeoJSON, GeoPackage, KML, GPX, Shapefile, CSV."""
        if self._page.context.case is None:
            return
        name, form = QFileDialog.getSaveFileName(
            self._page, "Export the ground", "map.html", ";;".join(FORMS)
        )
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(FORMS.get(form, ".geojson")))

    def export_to(self, path: Path) -> None:
        """Writes the ground in the form of the file's ending."""
        from osi_app.area.survey_commands import form_of  # noqa: PLC0415  # brings the writers

        context = self._page.context
        if path.suffix.lower() == ".html":
            self.web.export(path)
            return
        house, key = context.house, context.inspection_id

        def write() -> Path:
            more = house.search.ground_features(key)
            done: Path = house.area.export(key, path, form_of(path), more)
            return done

        context.operations.free(
            lambda _p, _c: write(),
            lambda done: context.tell(f"The ground is in {done}.", "good"),
            label=f"Writing {path.name}",
            lane="read",
        )
