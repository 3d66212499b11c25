"""What goes out, checked: one shape with its name, layer and properties."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices

Value = str | float | int | bool | None
OutKind = Literal["polygon", "line", "point"]

_LEAST = {"polygon": 3, "line": 2, "point": 1}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class GeometryForm(StrEnum):
    """The files shapes are written to."""

    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    KML = "kml"
    KMZ = "kmz"
    GPX = "gpx"
    SHAPEFILE = "shp"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class OutFeature:
    """One shape to be written. ``vertices`` are (lon, lat) in degrees on WGS 84; a ring is open
    and may go on beyond +-180 over the antimeridian. A point has one vertex.

    ``colour`` is ``#rrggbb`` or empty. ``layer`` groups shapes (a folder, a table).
    """

    kind: OutKind
    name: str
    layer: str
    vertices: Vertices
    holes: tuple[Vertices, ...] = ()
    properties: Mapping[str, Value] = field(default_factory=dict)
    colour: str = ""


def check(features: Sequence[OutFeature]) -> None:
    """Raises ``RuleError``, its ``index`` (from 1) and ``name`` telling the shape, for what no
    form can hold: no_features, invalid_kind, wrong_number_of_vertices, not_finite,
    latitude_out_of_range, longitude_out_of_range, holes_without_polygon, invalid_colour."""
    if not features:
        raise RuleError("no_features", field="features")
    for index, feature in enumerate(features, start=1):
        fault = _fault(feature)
        if fault is not None:
            code, where = fault
            raise RuleError(code, field=where, index=index, name=feature.name)


def _fault(feature: OutFeature) -> tuple[str, str] | None:
    if feature.kind not in _LEAST:
        return "invalid_kind", "kind"
    if feature.holes and feature.kind != "polygon":
        return "holes_without_polygon", "holes"
    if feature.colour and not _COLOUR.fullmatch(feature.colour):
        return "invalid_colour", "colour"
    for key, value in feature.properties.items():
        if isinstance(value, float) and not math.isfinite(value):
            return "not_finite", f"properties.{key}"
    return _vertices_fault(feature)


def _vertices_fault(feature: OutFeature) -> tuple[str, str] | None:
    for place, ring in (("vertices", feature.vertices), *(("holes", h) for h in feature.holes)):
        if len(ring) < _LEAST[feature.kind] or (feature.kind == "point" and len(ring) > 1):
            return "wrong_number_of_vertices", place
        for lon, lat in ring:
            if not (math.isfinite(lon) and math.isfinite(lat)):
                return "not_finite", place
            if abs(lat) > 90.0:
                return "latitude_out_of_range", place
            if abs(lon) > 540.0:
                return "longitude_out_of_range", place
    return None


def clean(text: str) -> str:
    """The text with what XML and UTF-8 cannot carry (control characters, lone surrogates) shown
    as U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def attributes(feature: OutFeature) -> dict[str, Value]:
    """All that is said of a shape, in every form alike: name, layer, colour where there is one,
    then its properties. Keys differ also when case is ignored, as tables ask: a property called
    "Name" becomes "Name_2". Texts are clean."""
    found: dict[str, Value] = {"name": clean(feature.name), "layer": clean(feature.layer)}
    if feature.colour:
        found["colour"] = feature.colour
    taken = {"name", "layer", "colour"}
    for key, value in feature.properties.items():
        shown = distinct(clean(key).strip() or "value", taken)
        found[shown] = clean(value) if isinstance(value, str) else value
    return found


def shown_value(value: Value) -> str:
    """A value where a form has texts only: true and false as JSON writes them, none as empty."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def distinct(word: str, taken: set[str]) -> str:
    """The word, or with _2, _3 ... behind it, so that no other in ``taken`` (casefolded) is the
    same; ``taken`` then holds it as well."""
    found, number = word, 1
    while found.casefold() in taken:
        number += 1
        found = f"{word}_{number}"
    taken.add(found.casefold())
    return found
