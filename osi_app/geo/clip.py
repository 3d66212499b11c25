"""What of a base-map layer lies in a window: clipped, so that drawing stays cheap."""

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from osi_app.geo.basemap import Layer, LayerKind, load_layer

Window = tuple[float, float, float, float]
"""West, south, east, north in degrees; west or east may lie beyond +-180."""

Lines = list[NDArray[np.float64]]
"""Rings or lines, each (n, 2) lon/lat."""


@lru_cache(maxsize=16)
def kept_layer(name: str) -> Layer:
    """A layer kept in memory once read: for views that draw it again and again."""
    return load_layer(name)


@lru_cache(maxsize=16)
def _geometries(name: str) -> NDArray[np.object_]:
    """The parts of a layer as shapely geometries, made once."""
    layer = kept_layer(name)
    coordinates = layer.coordinates.astype(np.float64)
    part_of = np.repeat(np.arange(len(layer)), np.diff(layer.starts))
    if layer.kind is LayerKind.POLYGON:
        rings = shapely.linearrings(coordinates, indices=part_of)
        return np.asarray(shapely.polygons(rings))
    return np.asarray(shapely.linestrings(coordinates, indices=part_of))


def clipped(name: str, window: Window, highest_rank: int = 12) -> Lines:
    """Rings or lines of a layer cut to the window; rings are closed and are to be filled together
    by the odd-even rule. A window across the antimeridian gets both sides, unwrapped."""
    parts = kept_layer(name).within(window, highest_rank)
    west, south, east, north = window
    found: Lines = []
    for turn in (-360.0, 0.0, 360.0):
        if west > turn + 180.0 or east < turn - 180.0:
            continue
        pieces = shapely.clip_by_rect(
            _geometries(name)[parts], west - turn, south, east - turn, north
        )
        found.extend(line + np.array((turn, 0.0)) for line in _lines(pieces))
    return found


def _lines(pieces: NDArray[np.object_]) -> Lines:
    found: Lines = []
    for piece in shapely.get_parts(pieces):
        if piece.geom_type == "Polygon":
            rings = (piece.exterior, *piece.interiors)
            found.extend(shapely.get_coordinates(ring) for ring in rings if not ring.is_empty)
        elif piece.geom_type == "LineString" and not piece.is_empty:
            found.append(shapely.get_coordinates(piece))
    return found
