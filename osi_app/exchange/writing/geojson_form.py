"""GeoJSON (RFC 7946) with every digit: nothing is rounded."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely

from osi_app.exchange.writing.features import OutFeature, attributes
from osi_app.exchange.writing.split import within_globe


def write_geojson(path: Path, features: Sequence[OutFeature]) -> None:
    """A FeatureCollection in UTF-8, one feature a line. Same features, same bytes.

    Rings are closed, outer ones counter-clockwise; what crosses the antimeridian is split there.
    """
    lines = ",\n".join(_text(_feature(feature)) for feature in features)
    text = f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="")


def _feature(feature: OutFeature) -> dict[str, Any]:
    geometry = shapely.geometry.mapping(within_globe(feature))
    return {"type": "Feature", "geometry": geometry, "properties": attributes(feature)}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
