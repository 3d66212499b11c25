"""Points, lines and polygons as they enter: checked, rings open and counter-clockwise.

WGS 84, (lon, lat) in degrees. A shape that crosses the antimeridian is unwrapped beyond +-180.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import shapely

from osi_app.kernel.errors import ImportRefused, Refusal
from osi_app.kernel.record import Vertices

ShapeKind = Literal["polygon", "line", "point"]
Pairs = npt.NDArray[np.float64]

VERTEX_LIMIT = 1_200_000
"""Vertices of all features of a file together."""
FEATURE_LIMIT = 50_000
REFUSAL_LIMIT = 200
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """One shape. A ring is open; ``vertices`` is counter-clockwise, ``holes`` are clockwise.

    ``where`` finds it in the file ("feature 3", "feature 3, part 2", "placemark 1").
    """

    where: str
    name: str
    kind: ShapeKind
    vertices: Vertices
    holes: tuple[Vertices, ...] = ()
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GeometryFile:
    """The shapes of a file, those refused, and what was mended or not fetched."""

    file: str
    features: tuple[FeatureRow, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


class ShapeError(ValueError):
    """Why a shape is not accepted (the message) and what to do (``remedy``)."""

    def __init__(self, reason: str, remedy: str = "correct it at its source") -> None:
        super().__init__(reason)
        self.remedy = remedy


class Shapes:
    """Takes the shapes of one file and keeps what is right. ``mend`` repairs crossing rings."""

    def __init__(self, path: Path, mend: bool = False) -> None:
        self.path = path
        self.features: list[FeatureRow] = []
        self.refusals: list[Refusal] = []
        self.notes: list[str] = []
        self._mend = mend
        self._count = 0

    def result(self) -> GeometryFile:
        """What was taken. Raises ``ImportRefused`` when that is nothing."""
        if not self.features:
            reasons = tuple(self.refusals) or (
                Refusal("file", "it has no point, line or polygon", "choose another file"),
            )
            raise ImportRefused(self.path.name, reasons)
        return GeometryFile(
            self.path.name,
            tuple(self.features),
            tuple(self.refusals),
            tuple(dict.fromkeys(self.notes)),
        )

    def add(
        self,
        where: str,
        name: object,
        kind: ShapeKind,
        rings: Sequence[object],
        properties: dict[str, Any],
    ) -> None:
        """One shape from raw positions; a polygon's further rings are its holes."""
        try:
            shown = _name(name)
            arrays = [self._pairs(ring) for ring in rings]
            vertices, holes = self._shaped(where, kind, arrays)
        except ShapeError as error:
            self.refuse(where, str(error), error.remedy)
            return
        self.features.append(FeatureRow(where, shown, kind, vertices, holes, properties))
        if len(self.features) > FEATURE_LIMIT:
            refusal = Refusal(where, f"more than {FEATURE_LIMIT:,} shapes", "split the file")
            raise ImportRefused(self.path.name, (refusal,))

    def refuse(self, where: str, reason: str, remedy: str) -> None:
        """Leaves a shape out; a file full of such shapes is refused as a whole."""
        self.refusals.append(Refusal(where, reason, remedy))
        if len(self.refusals) >= REFUSAL_LIMIT:
            raise ImportRefused(self.path.name, tuple(self.refusals))

    def _pairs(self, raw: object) -> Pairs:
        pairs = pairs_of(raw)
        self._count += len(pairs)
        if self._count > VERTEX_LIMIT:
            refusal = Refusal("file", f"more than {VERTEX_LIMIT:,} vertices", "simplify the shapes")
            raise ImportRefused(self.path.name, (refusal,))
        return pairs

    def _shaped(
        self, where: str, kind: ShapeKind, arrays: list[Pairs]
    ) -> tuple[Vertices, tuple[Vertices, ...]]:
        if kind == "polygon":
            return self._polygon(where, arrays)
        if kind == "line" and len(arrays[0]) < 2:
            raise ShapeError("a line needs two points", "leave it out")
        if len(arrays[0]) < 1:
            raise ShapeError("it has no position", "leave it out")
        unwrapped, turn = unwrap(arrays[0], closed=False)
        if turn:
            self.notes.append(f"{where}: it crosses the antimeridian")
        return vertices_of(unwrapped), ()

    def _polygon(self, where: str, arrays: list[Pairs]) -> tuple[Vertices, tuple[Vertices, ...]]:
        if not arrays:
            raise ShapeError("the polygon has no ring")
        rings = [self._ring(where, pairs) for pairs in arrays]
        outer, holes = rings[0], [_beside(rings[0], hole) for hole in rings[1:]]
        polygon = shapely.Polygon(outer, holes)
        del rings, outer, holes  # a million vertices are held as few times as possible
        if not shapely.is_valid(polygon):
            polygon = self._mended(where, polygon)
        if polygon.area <= 0:
            raise ShapeError("the polygon has no area")
        polygon = shapely.orient_polygons(polygon)
        inner = tuple(_open(np.asarray(ring.coords)) for ring in polygon.interiors)
        return _open(np.asarray(polygon.exterior.coords)), inner

    def _ring(self, where: str, pairs: Pairs) -> Pairs:
        if len(pairs) and not np.array_equal(pairs[0], pairs[-1]):
            self.notes.append(f"{where}: its ring was not closed; it is closed")
        elif len(pairs) > 1:
            pairs = pairs[:-1]
        if len(pairs) > 1:
            new = np.any(pairs != np.roll(pairs, 1, axis=0), axis=1)
            pairs = pairs if new.all() else pairs[new]
        if len(pairs) < 3:
            raise ShapeError("a ring needs three different vertices")
        if np.any(np.abs(pairs[:, 1]) == 90):
            raise ShapeError("a ring through a pole is not supported", "keep off the pole")
        unwrapped, turn = unwrap(pairs, closed=True)
        if turn:
            self.notes.append(f"{where}: it crosses the antimeridian")
        return unwrapped

    def _mended(self, where: str, polygon: shapely.Polygon) -> shapely.Polygon:
        reason = shapely.is_valid_reason(polygon)
        place = reason.partition("[")[2].rstrip("]").replace(" ", ", ")
        cause = reason.partition("[")[0].strip().casefold() or "not a valid ring"
        shown = f"the ring crosses or touches itself ({cause} at lon, lat {place})"
        if not self._mend:
            raise ShapeError(shown, "draw it anew, or ask for it to be mended")
        parts = [
            part
            for part in shapely.get_parts(shapely.make_valid(polygon))
            if isinstance(part, shapely.Polygon) and part.area > 0
        ]
        if len(parts) != 1:
            reason = f"{shown}; mended it would fall into {len(parts)} parts"
            raise ShapeError(reason, "draw it anew")
        self.notes.append(f"{where}: {shown}; it was mended on request")
        return parts[0]


def pairs_of(raw: object) -> Pairs:
    """An (n, 2) array of (lon, lat) from positions of two numbers or more (elevation, time).

    Raises ``ShapeError`` for anything that is no place on the globe, naming the vertex.
    """
    pairs: Pairs = _columns(raw) if isinstance(raw, np.ndarray) else _array(raw)
    if not np.isfinite(pairs).all():
        index = int(np.argmax(~np.isfinite(pairs).all(axis=1)))
        raise ShapeError(f"vertex {index + 1} is not a finite number")
    outside = (np.abs(pairs[:, 0]) > 180) | (np.abs(pairs[:, 1]) > 90)
    if outside.any():
        _raise_outside(pairs, int(np.argmax(outside)))
    return pairs


def _columns(raw: npt.NDArray[Any]) -> Pairs:
    if raw.ndim != 2 or raw.shape[1] < 2:
        raise ShapeError("a position is not a pair of numbers (lon, lat)")
    return np.ascontiguousarray(raw[:, :2], dtype=np.float64)


def _array(raw: object) -> Pairs:
    if not isinstance(raw, (list, tuple)) or not len(raw):
        raise ShapeError("it has no positions")
    try:
        array = np.asarray(raw)
    except (ValueError, OverflowError):  # positions of two and of three numbers side by side
        array = _cut(raw)
    if array.dtype.kind not in "iuf" or array.ndim != 2 or array.shape[1] < 2:
        raise ShapeError("a position is not a pair of numbers (lon, lat)")
    return np.ascontiguousarray(array[:, :2], dtype=np.float64)


def _cut(raw: Sequence[Any]) -> npt.NDArray[Any]:
    try:
        return np.asarray([position[:2] for position in raw])
    except (ValueError, TypeError, OverflowError):
        raise ShapeError("a position is not a pair of numbers (lon, lat)") from None


def _raise_outside(pairs: Pairs, index: int) -> None:
    lon, lat = (float(value) for value in pairs[index])
    name = f"longitude {lon:g}" if abs(lon) > 180 else f"latitude {lat:g}"
    limit = "-180 to 180" if abs(lon) > 180 else "-90 to 90"
    remedy = "correct it at its source"
    if abs(lat) > 90 and np.all(np.abs(pairs[:, 0]) <= 90) and np.all(np.abs(pairs[:, 1]) <= 180):
        remedy = "latitude and longitude look swapped: the order is lon, lat"
    raise ShapeError(f"vertex {index + 1}: {name} is outside {limit}", remedy)


def unwrap(pairs: Pairs, closed: bool) -> tuple[Pairs, bool]:
    """The positions without jumps at the antimeridian, and whether there were any.

    Raises ``ShapeError`` for a closed ring that goes around a pole.
    """
    steps = np.diff(pairs[:, 0])
    turns = -np.round(steps / 360.0)
    if not turns.any():
        if closed and abs(pairs[0, 0] - pairs[-1, 0]) > 180:
            raise ShapeError("the ring goes around a pole", "such an area is not supported")
        return pairs, False
    shift = np.concatenate(([0.0], np.cumsum(turns))) * 360.0
    lon = pairs[:, 0] + shift
    if closed and abs(lon[0] - lon[-1]) > 180:
        raise ShapeError("the ring goes around a pole", "such an area is not supported")
    middle = (lon.min() + lon.max()) / 2
    lon -= 360.0 * np.floor((middle + 180.0) / 360.0)
    return np.column_stack((lon, pairs[:, 1])), True


def _beside(outer: Pairs, hole: Pairs) -> Pairs:
    """The hole shifted by whole turns into its outer ring's longitudes."""
    middle = (outer[:, 0].min() + outer[:, 0].max()) / 2
    turns = np.round((middle - (hole[:, 0].min() + hole[:, 0].max()) / 2) / 360.0)
    moved: Pairs = hole + np.array([turns * 360.0, 0.0])
    return moved


def vertices_of(pairs: Pairs) -> Vertices:
    """Plain tuples, as records keep them."""
    return tuple(zip(pairs[:, 0].tolist(), pairs[:, 1].tolist(), strict=True))


def _open(ring: Pairs) -> Vertices:
    return vertices_of(ring[:-1])


def _name(name: object) -> str:
    text = " ".join(str(name).split()) if isinstance(name, (str, int, float)) else ""
    found = _CONTROL.search(text)
    if found:
        raise ShapeError(f"its name has a control character (U+{ord(found.group()):04X})")
    return text[:200]
