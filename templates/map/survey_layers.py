"""Surveys on the map page: one layer each, its lines and points as one piece of GeoJSON."""

from collections.abc import Sequence
from typing import Any

import folium
from folium.utilities import JsCode

from osi_app.documents.map_value import FeatureKind, MapFeature, Shape
from templates.map.escaping import safe
from templates.map.looks import FLOWN_DASH, LOOKS, POINT_LOOK, key_of

PLACES = 6
"""Decimals of a degree: a tenth of a metre."""
NAMED_LINE = JsCode("function (feature, layer) { layer.bindTooltip(feature.properties.name); }")


def survey_groups(lines: Sequence[MapFeature]) -> list[tuple[folium.FeatureGroup, MapFeature, Any]]:
    """One group for each survey, with a feature that stands for it and what carries its popup."""
    surveys: dict[Any, list[MapFeature]] = {}
    for line in lines:
        surveys.setdefault(line.record_id, []).append(line)
    return [_group(parts) for parts in surveys.values()]


def _group(parts: list[MapFeature]) -> tuple[folium.FeatureGroup, MapFeature, Any]:
    first = parts[0]
    look = dict(LOOKS[FeatureKind.SURVEY])
    if first.airborne:
        look["dash_array"] = FLOWN_DASH
    style = {_camel(key): value for key, value in look.items()}
    drawn = folium.GeoJson(
        {"type": "FeatureCollection", "features": [_feature(part) for part in parts]},
        style_function=lambda _feature: style,
        marker=folium.CircleMarker(**{**look, **POINT_LOOK}),
        on_each_feature=NAMED_LINE,
        control=False,
    )
    code = survey_code(first)
    shown = f"{key_of(FeatureKind.SURVEY)}{safe(code)} {safe(first.title)}"
    group = folium.FeatureGroup(name=shown)
    drawn.add_to(group)
    return group, first, drawn


def survey_code(line: MapFeature) -> str:
    """The survey's own code, from that of one of its lines."""
    return line.code if line.shape is Shape.POINTS else line.code.rpartition(" ")[0]


def _feature(part: MapFeature) -> dict[str, Any]:
    kind = "MultiPoint" if part.shape is Shape.POINTS else "LineString"
    places = [[round(lon, PLACES), round(lat, PLACES)] for lon, lat in part.vertices]
    return {
        "type": "Feature",
        "properties": {"name": safe(part.code)},
        "geometry": {"type": kind, "coordinates": places},
    }


def _camel(name: str) -> str:
    """``dash_array`` as Leaflet writes it."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
