"""A layer's file as pictures for the map: tiles, imagery, elevation, lines and areas.

Files are opened off the GUI thread when a picture is first asked for; one that cannot be read
shows nothing, and the findings say why.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from osi_app.area.records import LayerKind, MapLayer
from osi_app.kernel.errors import OsiError
from ui.area.layers_tab import COLOUR
from ui.widgets.map_features import MapFeature, Shape
from ui.widgets.map_layers import LayerSource, TilePicture, VectorPart, VectorPicture

if TYPE_CHECKING:
    from osi_app.geo.terrain.grid import ElevationGrid

Window = tuple[float, float, float, float]
"""Left, bottom, right, top in metres of the Mercator plane."""
SLOPES = ("#f7f4ea", "#f2dfa7", "#e8b45a", "#d9762f", "#b33a1e", "#6b1414")
"""Colours of the slope classes, gentle to steep: light to dark also in grey."""


def source_of(layer: MapLayer) -> LayerSource | None:
    """What draws a layer; None for a file that is not there."""
    path = Path(layer.path)
    if not path.is_file():
        return None
    return _MAKERS[layer.kind](layer, path)


def _tiles(layer: MapLayer, path: Path) -> LayerSource:
    from osi_app.exchange.tiles import open_tiles  # noqa: PLC0415  # loads with the first layer

    return TilePicture(_key(layer), layer.opacity, lambda: open_tiles(path))


def _vector(layer: MapLayer, path: Path) -> LayerSource:
    look = (layer.colour or COLOUR, layer.line_width)
    return VectorPicture(_key(layer), layer.opacity, lambda: vector_parts(path, layer.crs), look)


@lru_cache(maxsize=8)
def vector_parts(path: Path, crs: str = "") -> tuple[VectorPart, ...]:
    """The shapes of a vector layer, read once. Raises ``ImportRefused``."""
    from osi_app.exchange.geometry import read_geometries  # noqa: PLC0415  # see above

    shapes = {"polygon": Shape.POLYGON, "line": Shape.LINE, "point": Shape.POINTS}
    return tuple(
        VectorPart(shapes[one.kind], one.vertices)
        for one in read_geometries(path, mend=True, assume_wgs84=bool(crs)).features
    )


def snap_shapes(layers: Sequence[MapLayer]) -> tuple[MapFeature, ...]:
    """The shapes of the vector layers among these; none of one whose file cannot be read."""
    found: list[MapFeature] = []
    for layer in layers:
        path = Path(layer.path)
        if layer.kind is not LayerKind.VECTOR or not path.is_file():
            continue
        try:
            parts = vector_parts(path, layer.crs)
        except OsiError:
            continue
        name = str(layer.id)
        found += [MapFeature(name, "layer", "", part.shape, part.vertices) for part in parts]
    return tuple(found)


def _key(layer: MapLayer) -> str:
    """Another key for another look: an old picture is never taken for a new one."""
    look = (layer.hillshade, layer.slope, layer.contour_m, layer.colour, layer.line_width)
    return f"{layer.id}:{look}"


class ImageryPicture:
    """A GeoTIFF as it is."""

    def __init__(self, layer: MapLayer, path: Path) -> None:
        self.key, self.opacity = _key(layer), layer.opacity
        self._path, self._crs = path, layer.crs

    def picture(self, window: Window, width: int, height: int) -> QImage | None:
        """What of it lies in the window."""
        from osi_app.exchange.rasters import read_window  # noqa: PLC0415  # brings GDAL

        try:
            pixels = np.ascontiguousarray(read_window(self._path, window, width, height, self._crs))
        except OsiError:
            return None
        form = QImage.Format.Format_RGBA8888
        return QImage(pixels.tobytes(), width, height, 4 * width, form).copy()


class ElevationPicture:
    """Elevation as hillshade, slope classes and contours."""

    def __init__(self, layer: MapLayer, path: Path) -> None:
        self.key, self.opacity = _key(layer), layer.opacity
        self._layer, self._path = layer, path

    def picture(self, window: Window, width: int, height: int) -> QImage | None:
        """Shade, classes and contours for the window."""
        from osi_app.exchange.rasters import read_elevation  # noqa: PLC0415  # brings GDAL

        try:
            grid = read_elevation(self._path, window, width, height, self._layer.crs)
        except OsiError:
            return None
        heights = grid.heights
        pixels = np.zeros((*heights.shape, 4), dtype=np.uint8)
        known = np.isfinite(heights)
        if self._layer.hillshade:
            from osi_app.geo.terrain.hillshade import hillshade  # noqa: PLC0415

            pixels[..., :3] = hillshade(grid)[..., None]
            pixels[..., 3] = np.where(known, 255, 0)
        if self._layer.slope:
            _paint_slope(pixels, grid, known, over=self._layer.hillshade)
        rows, columns = heights.shape
        form = QImage.Format.Format_RGBA8888
        image = QImage(pixels.tobytes(), columns, rows, 4 * columns, form).copy()
        if self._layer.contour_m > 0:
            _paint_contours(image, grid, self._layer.contour_m, window)
        return image


def _paint_slope(
    pixels: np.ndarray, grid: "ElevationGrid", known: np.ndarray, *, over: bool
) -> None:
    from osi_app.geo.terrain.slope import slope_classes, slope_degrees  # noqa: PLC0415

    classes = slope_classes(slope_degrees(grid))
    for at, name in enumerate(SLOPES):
        colour = QColor(name)
        within = known & (classes == at)
        ink = np.array((colour.red(), colour.green(), colour.blue()), dtype=np.float32)
        if over:
            pixels[within, :3] = (pixels[within, :3] * (ink / 255.0)).astype(np.uint8)
        else:
            pixels[within, :3] = ink.astype(np.uint8)
            pixels[within, 3] = 190


def _paint_contours(
    image: QImage, grid: "ElevationGrid", interval_m: float, window: Window
) -> None:
    from osi_app.geo.terrain.contours import contours  # noqa: PLC0415  # with elevation only

    left, _, right, top = window
    scale = image.width() / (right - left)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line in contours(grid, interval_m).lines:
        painter.setPen(QPen(QColor("#7a4a1e"), 1.6 if line.index else 0.7))
        points = line.points.tolist()
        drawn = [QPointF((x - left) * scale, (top - y) * scale) for x, y in points]
        painter.drawPolyline(QPolygonF(drawn))
    painter.end()


_MAKERS = {
    LayerKind.TILES: _tiles,
    LayerKind.VECTOR: _vector,
    LayerKind.IMAGERY: ImageryPicture,
    LayerKind.ELEVATION: ElevationPicture,
}
