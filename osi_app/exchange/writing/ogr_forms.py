"""GeoPackage and Shapefile, written by GDAL through pyogrio in WGS 84 (EPSG:4326)."""

import errno
import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import shapely

from osi_app.exchange.tables import csv_text
from osi_app.exchange.writing.columns import Column, columns_of
from osi_app.exchange.writing.dbase import Shortened, shortened
from osi_app.exchange.writing.features import OutFeature, OutKind, attributes, clean, distinct
from osi_app.exchange.writing.split import within_globe

_SHAPES = {"polygon": "Polygon", "line": "LineString", "point": "Point"}
_FULL_BYTES = 1024 * 1024
_RESERVED = ("gpkg_", "sqlite_", "rtree_")


def write_geopackage(path: Path, features: Sequence[OutFeature]) -> None:
    """A table for each layer; a layer of several kinds becomes one for each kind, since programs
    of the field expect one kind a table. Columns: name, layer, colour, then the properties."""
    with _folder() as folder:
        package = folder / "shapes.gpkg"
        for table, members in _tables(features).items():
            columns = columns_of([attributes(member) for member in members], {"fid", "geom"})
            _write(package, table, members, columns, driver="GPKG")
        shutil.copyfile(package, path)


def write_shapefiles(path: Path, features: Sequence[OutFeature]) -> None:
    """A zip archive of one shapefile for each kind (polygons, lines, points) in UTF-8.

    A shapefile holds field names of 10 bytes and texts of 254: what is cut stands in full in
    ``fields.csv`` and ``texts.csv`` beside it.
    """
    with _folder() as folder:
        told: list[Shortened] = []
        for kind in ("polygon", "line", "point"):
            members = [feature for feature in features if feature.kind == kind]
            if members:
                rows = [attributes(member) for member in members]
                cut = shortened(f"{kind}s", columns_of(rows, set()))
                told.append(cut)
                target = folder / f"{kind}s.shp"
                _write(target, None, members, cut.columns, driver="ESRI Shapefile")
        _write_beside(folder, told)
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for member in sorted(folder.iterdir()):
                archive.write(member, member.name)


def _write_beside(folder: Path, told: Sequence[Shortened]) -> None:
    tables = {
        "fields.csv": (("shapefile", "field", "stands for"), [r for s in told for r in s.fields]),
        "texts.csv": (("shapefile", "record", "field", "text"), [r for s in told for r in s.texts]),
    }
    for name, (headers, rows) in tables.items():
        if rows:
            (folder / name).write_text(csv_text(headers, rows), encoding="utf-8-sig", newline="")


def _tables(features: Sequence[OutFeature]) -> dict[str, list[OutFeature]]:
    """Table name -> its shapes, names differing also when case is ignored."""
    groups: dict[tuple[str, OutKind], list[OutFeature]] = {}
    for feature in features:
        groups.setdefault((clean(feature.layer).strip(), feature.kind), []).append(feature)
    layers = [layer for layer, _ in groups]
    taken: set[str] = set()
    named: dict[str, list[OutFeature]] = {}
    for (layer, kind), members in groups.items():
        word = layer or "shapes"
        word = f"{word} {kind}s" if layers.count(layer) > 1 else word
        word = f"layer {word}" if word.casefold().startswith(_RESERVED) else word
        named[distinct(word, taken)] = members
    return named


def _write(
    path: Path,
    layer: str | None,
    members: Sequence[OutFeature],
    columns: Sequence[Column],
    **options: Any,
) -> None:
    import pyogrio.raw  # noqa: PLC0415  # GDAL is loaded where it is used

    shapes = [within_globe(member) for member in members]
    kind = _SHAPES[members[0].kind]
    several = any(shape.geom_type != kind for shape in shapes)
    with _faults_told(path):
        pyogrio.raw.write(
            path,
            np.array(shapely.to_wkb(shapes), dtype=object),
            [column.values for column in columns],
            [column.name for column in columns],
            [column.empty for column in columns],
            layer=layer,
            geometry_type=f"Multi{kind}" if several else kind,
            promote_to_multi=several and options["driver"] == "GPKG",
            crs="EPSG:4326",
            encoding="UTF-8",
            **options,
        )
        _, _, found, _ = pyogrio.raw.read(path, layer=layer)
    if [shape is None for shape in found] != [False] * len(members):
        raise _fault(path, "it was not written to its end")


@contextmanager
def _faults_told(path: Path) -> Iterator[None]:
    """What GDAL cannot write is an ``OSError``, as for any other file.

    A full medium is seen only when the file is read again: GDAL closes a shapefile in silence.
    """
    from pyogrio import errors  # noqa: PLC0415  # as above

    faults = (
        errors.DataSourceError,
        errors.DataLayerError,
        errors.FeatureError,
        errors.FieldError,
        errors.GeometryError,
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what they tell is in the error
            yield
    except faults as error:
        raise _fault(path, str(error)) from error


def _fault(path: Path, reason: str) -> OSError:
    is_full = shutil.disk_usage(path.parent).free < _FULL_BYTES
    return OSError(errno.ENOSPC if is_full else errno.EIO, reason[:200])


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for the files GDAL makes. The system's: the target's path may hold signs ("!")
    that pyogrio takes for an archive."""
    with TemporaryDirectory(prefix="osi-") as name:
        yield Path(name)
