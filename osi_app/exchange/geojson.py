"""GeoJSON (RFC 7946), in and out."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.affinity import translate

from osi_app.exchange.encodings import encoding_of
from osi_app.exchange.files import refuse
from osi_app.exchange.position_decoder import NotFiniteError, decode
from osi_app.exchange.shapes import FeatureRow, ShapeKind, Shapes
from osi_app.kernel.record import Vertices

BRACKET_LIMIT = 1_500_000
"""Opening brackets and braces: one a vertex; what comes beyond would not fit in memory."""
COMMA_LIMIT = 500_000
"""Commas beyond the four of each bracket."""
DECIMALS = 7
"""About a centimetre: RFC 7946 asks for no more."""
_WGS84_NAMES = ("crs84", "4326", "wgs84", "wgs 84")
_NAMES = ("name", "title", "Name", "NAME", "label", "id")
_SINGLE: dict[str, ShapeKind] = {"Point": "point", "LineString": "line", "Polygon": "polygon"}
_MULTI: dict[str, ShapeKind] = {
    "MultiPoint": "point",
    "MultiLineString": "line",
    "MultiPolygon": "polygon",
}


def read_geojson(path: Path, shapes: Shapes) -> None:
    """Puts every geometry of the file into ``shapes``. Raises ``ImportRefused``."""
    document = _document(path)
    if not isinstance(document, dict) or "type" not in document:
        refuse(path, "file", "it is JSON but no GeoJSON", "choose a GeoJSON file")
    _check_crs(path, document.get("crs"))
    for number, feature in enumerate(_features(path, document), start=1):
        where = f"feature {number}"
        if not isinstance(feature, dict):
            shapes.refuse(where, "it is no feature", "correct it at its source")
            continue
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        name = next((properties[key] for key in _NAMES if properties.get(key)), "")
        geometry = feature.pop("geometry", None)  # popped: a million positions are freed early
        if geometry is None:
            shapes.notes.append(f"{where} has no geometry")
            continue
        _take(shapes, where, name, geometry, properties, 0)


def _document(path: Path) -> Any:
    data = path.read_bytes()
    brackets = data.count(b"[") + data.count(b"{")
    if brackets > BRACKET_LIMIT or data.count(b",") > COMMA_LIMIT + 4 * brackets:
        refuse(path, "file", "it has too many elements", "simplify the shapes or split the file")
    try:
        text = data.decode(encoding_of(path))
        del data
        return decode(text)
    except NotFiniteError as error:
        refuse(path, "file", f"it holds {error}, which is no number", "correct it at its source")
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        refuse(path, where, f"it is not JSON: {error.msg}", "save it again at its source")
    except UnicodeDecodeError:
        refuse(path, "file", "it is not UTF-8", "save it as UTF-8")
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:100]
        refuse(path, "file", f"it cannot be read: {reason}", "save it again at its source")


def _check_crs(path: Path, crs: Any) -> None:
    """The old "crs" member: only names of WGS 84 are taken."""
    if crs is None:
        return
    name = json.dumps(crs).casefold()
    if not any(known in name for known in _WGS84_NAMES):
        reason = "its coordinates are in another reference system than WGS 84"
        refuse(path, "member crs", reason, "export it in WGS 84 (EPSG:4326)")


def _features(path: Path, document: dict[str, Any]) -> Iterator[Any]:
    if document["type"] == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            refuse(path, "member features", "it is no list", "save it again at its source")
        yield from features
    elif document["type"] == "Feature":
        yield document
    else:
        yield {"geometry": document}


def _take(
    shapes: Shapes,
    where: str,
    name: object,
    geometry: Any,
    properties: dict[str, Any],
    depth: int,
) -> None:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "GeometryCollection" and depth < 5:
        parts = geometry.get("geometries")
        for number, part in enumerate(parts if isinstance(parts, list) else [], start=1):
            _take(shapes, f"{where}, part {number}", name, part, properties, depth + 1)
        return
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind in _SINGLE and isinstance(coordinates, (list, np.ndarray)):
        rings = _rings(_SINGLE[kind], coordinates)
        shapes.add(where, name, _SINGLE[kind], rings, properties)
    elif kind in _MULTI and isinstance(coordinates, (list, np.ndarray)):
        single = _MULTI[kind]
        for number, part in enumerate(coordinates, start=1):
            place = f"{where}, part {number}" if len(coordinates) > 1 else where
            rings = _rings(single, part if isinstance(part, (list, np.ndarray)) else [])
            shapes.add(place, name, single, rings, properties)
    else:
        shapes.refuse(where, f"{str(kind)[:40]!r} is no geometry that is known", "correct it")


def _rings(kind: ShapeKind, coordinates: Any) -> list[Any]:
    if kind == "polygon":
        return list(coordinates)
    return [[coordinates]] if kind == "point" else [coordinates]


def write_geojson(features: Iterable[FeatureRow]) -> str:
    """An RFC 7946 FeatureCollection: seven decimals, outer rings counter-clockwise, shapes that
    cross the antimeridian split there. Same features, same text."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": _geometry(feature),
                "properties": {"name": feature.name, **feature.properties},
            }
            for feature in features
        ],
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _geometry(feature: FeatureRow) -> dict[str, Any]:
    if feature.kind == "point":
        lon, lat = feature.vertices[0]
        return {"type": "Point", "coordinates": _position(((lon + 180) % 360) - 180, lat)}
    if feature.kind == "line":
        parts = [_line(part.coords) for part in _split(shapely.LineString(feature.vertices))]
        return _one_or_many("LineString", parts)
    polygon = shapely.Polygon(feature.vertices, feature.holes)
    return _one_or_many("Polygon", [_polygon(part) for part in _split(polygon)])


def _split(shape: Any) -> list[Any]:
    """The shape, or its parts on both sides of the antimeridian, each within +-180."""
    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return [shape]
    parts: list[Any] = []
    for turn in (-1, 0, 1):
        window = shapely.box(-180 + 360 * turn, -91, 180 + 360 * turn, 91)
        for part in shapely.get_parts(shape.intersection(window)):
            if part.geom_type == shape.geom_type and not part.is_empty:
                parts.append(translate(part, xoff=-360.0 * turn))
    return parts


def _polygon(polygon: Any) -> list[list[list[float]]]:
    polygon = shapely.orient_polygons(polygon)
    return [_line(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]


def _line(vertices: Iterable[Any] | Vertices) -> list[list[float]]:
    return [_position(vertex[0], vertex[1]) for vertex in vertices]


def _position(lon: float, lat: float) -> list[float]:
    return [round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0]  # + 0.0: no minus zero


def _one_or_many(kind: str, parts: list[Any]) -> dict[str, Any]:
    if len(parts) == 1:
        return {"type": kind, "coordinates": parts[0]}
    return {"type": f"Multi{kind}", "coordinates": parts}
