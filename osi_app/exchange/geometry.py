"""Shapes of any supported file, and the one polygon of an inspection area."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate

from osi_app.exchange.files import MEBIBYTE, check_file, opening, refusal, refuse
from osi_app.exchange.geojson import read_geojson
from osi_app.exchange.gpx import read_gpx
from osi_app.exchange.kml import read_kml, read_kmz
from osi_app.exchange.ogr_layers import (
    read_flatgeobuf,
    read_geopackage,
    read_shapefile,
    read_zipped_shapefiles,
)
from osi_app.exchange.ogr_sources import SHAPEFILE_START, has_shapefile
from osi_app.exchange.shapes import FeatureRow, GeometryFile, Shapes, vertices_of
from osi_app.kernel.errors import ImportRefused
from osi_app.kernel.record import Vertices

GEOMETRY_LIMIT_BYTES = 64 * MEBIBYTE
_CUT_DEG = 1e-9
_FORMS_REMEDY = "export it as GeoPackage, GeoJSON or KML"


def read_geometries(path: Path, *, mend: bool = False, assume_wgs84: bool = False) -> GeometryFile:
    """Every point, line and polygon of a GeoJSON, KML, KMZ, GPX, GeoPackage, FlatGeobuf or
    Shapefile (a zip archive, or a .shp with its files beside it), recognised by content.

    All vector layers are read; other reference systems are brought to WGS 84. ``mend`` repairs
    rings that cross themselves where that gives one polygon; otherwise they are refused.
    ``assume_wgs84`` answers for a layer that states no reference system; otherwise it is asked:
    the file is refused. Raises ``ImportRefused`` when it cannot be read or has no usable shape.
    """
    path = Path(path)
    check_file(path, GEOMETRY_LIMIT_BYTES)
    shapes = Shapes(path, mend)
    start = opening(path)
    if start.startswith(b"PK\x03\x04"):
        _read_zip(path, shapes, assume_wgs84)
    elif start.startswith(b"SQLite format 3\0"):
        read_geopackage(path, shapes, assume_wgs84)
    elif start.startswith(SHAPEFILE_START):
        read_shapefile(path, shapes, assume_wgs84)
    elif start.startswith(b"fgb"):
        read_flatgeobuf(path, shapes, assume_wgs84)
    else:
        _read_text(path, start, shapes)
    return shapes.result()


def _read_zip(path: Path, shapes: Shapes, assume_wgs84: bool) -> None:
    if path.suffix.casefold() != ".kmz" and has_shapefile(path):
        read_zipped_shapefiles(path, shapes, assume_wgs84)
    else:
        read_kmz(path, shapes)


def _read_text(path: Path, start: bytes, shapes: Shapes) -> None:
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain.startswith((b"{", b"[")):
        read_geojson(path, shapes)
    elif plain.startswith(b"<"):
        is_gpx = b"<gpx" in plain
        (read_gpx if is_gpx else read_kml)(path, shapes)
    else:
        refuse(path, "file", "it is in none of the forms that are read", _FORMS_REMEDY)


def read_area(
    path: Path,
    *,
    mend: bool = False,
    near: tuple[float, float] | None = None,
    assume_wgs84: bool = False,
) -> GeometryFile:
    """The file's one polygon as ``features[0]``: what an inspection area must be (Protocol P.3).

    Points and lines beside it are noted. ``near`` is the (lon, lat) of the event: an area that
    would lie nearer to it with latitude and longitude swapped is noted. ``mend`` and
    ``assume_wgs84`` as in ``read_geometries``. Raises ``ImportRefused`` for no polygon, several
    ("must be continuous"), holes, or any refused shape.
    """
    found = read_geometries(path, mend=mend, assume_wgs84=assume_wgs84)
    if found.refusals:
        raise ImportRefused(found.file, found.refusals)
    polygons = [feature for feature in found.features if feature.kind == "polygon"]
    notes = list(found.notes)
    if not polygons:
        raise refusal(path, "file", "it has no polygon", "draw the area as a polygon")
    if len(polygons) > 1:
        polygons = _joined(path, polygons)
    area = polygons[0]
    if area.holes:
        reason = f"the area has {len(area.holes)} holes"
        remedy = "remove them; sites inside are declared as restricted-access sites"
        raise refusal(path, area.where, reason, remedy)
    others = len(found.features) - sum(f.kind == "polygon" for f in found.features)
    if others:
        notes.append(f"{others} points and lines beside the area are not used")
    if near is not None and _looks_swapped(area, near):
        notes.append("warning: with latitude and longitude swapped the area lies at the event")
    return replace(found, features=(area,), notes=tuple(dict.fromkeys(notes)))


def _joined(path: Path, polygons: list[FeatureRow]) -> list[FeatureRow]:
    """Two halves cut at the antimeridian (RFC 7946) are one area; anything else is refused."""
    shifted = [_east(shapely.Polygon(part.vertices, part.holes)) for part in polygons]
    sides = {part.vertices[0][0] < 0 for part in polygons}
    at_edge = all(
        math.isclose(180, shape.bounds[0]) or math.isclose(180, shape.bounds[2])
        for shape in shifted
    )
    union = shapely.union_all(shifted)
    if len(sides) == 2 and at_edge and isinstance(union, shapely.Polygon):
        union = shapely.orient_polygons(shapely.remove_repeated_points(union))
        vertices = _without_cut(shapely.get_coordinates(union.exterior)[:-1])
        holes = tuple(_without_cut(shapely.get_coordinates(r)[:-1]) for r in union.interiors)
        return [replace(polygons[0], vertices=vertices, holes=holes)]
    reason = f"it has {len(polygons)} polygons; an inspection area must be continuous"
    remedy = "keep one polygon, or join them into one"
    raise refusal(path, f"{polygons[0].where} and {polygons[1].where}", reason, remedy)


def _without_cut(ring: NDArray[np.float64]) -> Vertices:
    """The ring without the vertices that the cut put on the antimeridian, on the straight edge
    between two others: they would bend its geodesic edges and change the area."""
    before, after = np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0)
    step = after - before
    with np.errstate(divide="ignore", invalid="ignore"):
        straight = before[:, 1] + step[:, 1] * (180.0 - before[:, 0]) / step[:, 0]
    across = (before[:, 0] - 180.0) * (after[:, 0] - 180.0) < 0.0
    put = across & (abs(ring[:, 0] - 180.0) < _CUT_DEG) & (abs(ring[:, 1] - straight) < _CUT_DEG)
    return vertices_of(ring[~put])


def _east(polygon: shapely.Polygon) -> shapely.Polygon:
    """West of the antimeridian stays, east of it continues beyond 180."""
    moved: shapely.Polygon = translate(polygon, xoff=360.0) if polygon.bounds[0] < 0 else polygon
    return moved


def _looks_swapped(area: FeatureRow, near: tuple[float, float]) -> bool:
    lon = sum(vertex[0] for vertex in area.vertices) / len(area.vertices)
    lat = sum(vertex[1] for vertex in area.vertices) / len(area.vertices)
    as_is = math.hypot(lon - near[0], lat - near[1])
    swapped = math.hypot(lat - near[0], lon - near[1])
    return swapped < 1.0 < as_is
