"""GeoPackage, Shapefile and FlatGeobuf, read by GDAL through pyogrio from safe copies."""

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from osi_app.exchange.files import refuse
from osi_app.exchange.geopackage_guard import geopackage_layers
from osi_app.exchange.ogr_sources import Source, shapefile_beside, shapefiles_zipped
from osi_app.exchange.reprojection import in_wgs84
from osi_app.exchange.shapes import FEATURE_LIMIT, Pairs, ShapeKind, Shapes

CELL_LIMIT = 2_000_000
"""Attribute values of a layer."""
_NAMES = ("name", "title", "code")
_KINDS: dict[str, ShapeKind] = {"Point": "point", "LineString": "line", "Polygon": "polygon"}
_REMEDY = "save it again from the program that made it"


@dataclass(frozen=True, slots=True)
class _Piece:
    where: str
    name: object
    kind: ShapeKind
    rings: list[Pairs]
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Layer:
    """What GDAL gives: geometries as WKB, numbers of the features, columns of plain values."""

    crs: str | None
    numbers: list[int]
    geometries: NDArray[np.object_]
    columns: dict[str, list[Any]]


def read_geopackage(path: Path, shapes: Shapes, assume_wgs84: bool) -> None:
    """Puts the shapes of all vector layers into ``shapes``; the file is copied and the copy read.

    Raises ``ImportRefused``, also while another program has the file open for writing.
    """
    for ending in ("-wal", "-journal"):
        beside = path.with_name(path.name + ending)
        if beside.exists() and beside.stat().st_size:
            reason = f"it is still being written: a {ending} file lies beside it"
            refuse(path, "file", reason, "close the program that writes it, and open it again")

    def copied(folder: Path) -> list[Source]:
        copy = folder / "layers.gpkg"
        shutil.copyfile(path, copy)
        return geopackage_layers(copy, shapes)

    _read(shapes, assume_wgs84, copied)


def read_shapefile(path: Path, shapes: Shapes, assume_wgs84: bool) -> None:
    """As above, for a ``.shp`` with its ``.shx``, ``.dbf``, ``.prj`` and ``.cpg`` beside it."""
    _read(shapes, assume_wgs84, lambda folder: shapefile_beside(path, folder))


def read_zipped_shapefiles(path: Path, shapes: Shapes, assume_wgs84: bool) -> None:
    """As above, for every shapefile of a zip archive."""
    _read(shapes, assume_wgs84, lambda folder: shapefiles_zipped(path, folder))


def read_flatgeobuf(path: Path, shapes: Shapes, assume_wgs84: bool) -> None:
    """As above, for the one layer of a FlatGeobuf."""

    def copied(folder: Path) -> list[Source]:
        copy = folder / "layer.fgb"
        shutil.copyfile(path, copy)
        return [Source(copy, None, "", 1)]

    _read(shapes, assume_wgs84, copied)


def _read(shapes: Shapes, assume_wgs84: bool, sources: Callable[[Path], list[Source]]) -> None:
    with TemporaryDirectory(prefix="osi-") as folder, warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for source in sources(Path(folder)):
            _read_layer(shapes, source, assume_wgs84)
    for warning in told:
        if issubclass(warning.category, RuntimeWarning):  # GDAL's; others tell of cut heights
            text = str(warning.message).replace(folder, "")
            shapes.notes.append(f"warning: {text[:200]}")


def _read_layer(shapes: Shapes, source: Source, assume_wgs84: bool) -> None:
    where = f"layer {source.shown[:60]!r}" if source.shown else "file"
    layer = _layer(shapes, where, source)
    pieces, stated = list(_pieces(shapes, source, layer)), layer.crs
    if not pieces:
        return
    lengths = [[len(ring) for ring in piece.rings] for piece in pieces]
    pairs = np.concatenate([ring for piece in pieces for ring in piece.rings])
    for piece in pieces:
        piece.rings.clear()
    del layer  # a million vertices are held as few times as possible
    pairs = in_wgs84(shapes, where, stated, pairs, assume_wgs84)
    start = 0
    for piece, parts in zip(pieces, lengths, strict=True):
        ends = list(accumulate(parts, initial=start))
        rings = [pairs[first:last] for first, last in pairwise(ends)]
        start = ends[-1]
        shapes.add(piece.where, piece.name, piece.kind, rings, piece.properties)


def _layer(shapes: Shapes, where: str, source: Source) -> _Layer:
    import pyogrio  # noqa: PLC0415  # GDAL is loaded where it is used
    import pyogrio.raw  # noqa: PLC0415

    same = {"layer": source.layer, "encoding": source.encoding}
    with _faults_refused(shapes, where, source):
        told = pyogrio.read_info(source.path, **same)
        _check_cells(shapes, where, int(told["features"]), len(told["fields"]))
        meta, numbers, geometries, data = pyogrio.raw.read(
            source.path,
            force_2d=True,
            max_features=FEATURE_LIMIT + 1,
            return_fids=True,
            datetime_as_string=True,
            **same,
        )
    if geometries is None:
        refuse(shapes.path, where, "it is a table without geometry", "choose another file")
    columns = zip(meta["fields"].tolist(), data, meta["ogr_types"], strict=True)
    return _Layer(
        meta["crs"],
        [int(number) + source.first for number in numbers],
        geometries,
        {name: _plain(values, kind) for name, values, kind in columns},
    )


def _check_cells(shapes: Shapes, where: str, rows: int, columns: int) -> None:
    if min(rows, FEATURE_LIMIT + 1) * columns > CELL_LIMIT:
        reason = f"more than {CELL_LIMIT:,} attribute values"
        refuse(shapes.path, where, reason, "leave out columns, or split the file")


@contextmanager
def _faults_refused(shapes: Shapes, where: str, source: Source) -> Iterator[None]:
    """What GDAL or pyogrio cannot read is refused with what they say of it."""
    from pyogrio import errors  # noqa: PLC0415  # as above

    faults = (
        errors.DataSourceError,
        errors.DataLayerError,
        errors.FeatureError,
        errors.FieldError,
        errors.GeometryError,
        errors.CRSError,
        LookupError,  # an encoding nobody knows
        ValueError,  # among them texts that are not of the encoding stated
    )
    try:
        yield
    except faults as error:
        shown = str(error).replace(str(source.path.parent), "")
        refuse(shapes.path, where, f"it cannot be read: {shown[:200]}", _REMEDY)
    except UnboundLocalError:  # pyogrio 0.13, where GDAL cannot write down the system it read
        reason = "its reference system cannot be understood"
        refuse(shapes.path, where, reason, "correct it at its source (a shapefile's .prj file)")


def _plain(values: NDArray[Any], kind: str) -> list[Any]:
    """Values as JSON knows them: text, numbers, truth values, None. Raw bytes are left out."""
    found: list[Any] = values.tolist()
    if values.dtype.kind == "f":  # pyogrio writes whole numbers with gaps as decimals
        whole = kind.startswith("OFTInteger")
        return [None if v != v else int(v) if whole else v for v in found]
    if values.dtype.kind in "biuU":
        return found
    return [v if isinstance(v, (str, int, float)) else None for v in found]


def _pieces(shapes: Shapes, source: Source, layer: _Layer) -> Iterator[_Piece]:
    keys = {key.casefold(): key for key in reversed(layer.columns)}
    names = [layer.columns[keys[word]] for word in _NAMES if word in keys]
    prefix = f"layer {source.shown[:60]!r}, " if source.shown else ""
    places = [f"{prefix}feature {number}" for number in layer.numbers]
    for row, geometry in enumerate(_geometries(shapes, places, layer.geometries)):
        if geometry is None:
            continue
        name = next((column[row] for column in names if column[row] not in (None, "")), "")
        properties = {key: column[row] for key, column in layer.columns.items()}
        if source.shown:
            properties.setdefault("layer", source.shown)
        parts = list(_parts(geometry))
        for index, part in enumerate(parts, start=1):
            where = places[row] if len(parts) == 1 else f"{places[row]}, part {index}"
            yield _Piece(where, name, _KINDS[part.geom_type], _rings(part), properties)


def _geometries(shapes: Shapes, places: list[str], wkb: NDArray[np.object_]) -> Iterator[Any]:
    """For each feature its shape, or None when there is none (noted) or it cannot be understood
    (refused)."""
    try:
        found = list(shapely.from_wkb(wkb))
    except (shapely.errors.ShapelyError, ValueError):  # one by one, to tell which
        found = [_geometry(shapes, *pair) for pair in zip(places, wkb, strict=True)]
    for place, raw, geometry in zip(places, wkb, found, strict=True):
        if raw is None or (geometry is not None and geometry.is_empty):
            shapes.notes.append(f"{place} has no geometry")
            yield None
        else:
            yield geometry


def _geometry(shapes: Shapes, place: str, wkb: bytes | None) -> Any:
    try:
        return None if wkb is None else shapely.from_wkb(wkb)
    except (shapely.errors.ShapelyError, ValueError) as error:
        shapes.refuse(place, f"its geometry cannot be read: {str(error)[:120]}", _REMEDY)
        return None


def _parts(geometry: Any) -> Iterator[Any]:
    """Single points, lines and polygons, through nested collections; empty ones left out."""
    if geometry.geom_type in _KINDS:
        if not geometry.is_empty:
            yield geometry
        return
    for part in shapely.get_parts(geometry):
        yield from _parts(part)


def _rings(part: Any) -> list[Pairs]:
    rings = (part.exterior, *part.interiors) if part.geom_type == "Polygon" else (part,)
    return [shapely.get_coordinates(ring) for ring in rings]
