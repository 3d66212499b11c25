"""Maps of the planner's own: what a file is, and whether it is still what it was."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from osi_app.area.records import LayerKind, MapLayer
from osi_app.exchange.files import check_file, opening, refuse
from osi_app.kernel import errors
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.ports import Cancelled, Progress

LARGEST_BYTES = 1 << 40
BLOCK_BYTES = 1 << 22
DATUMS = ("EGM96", "EGM2008", "WGS 84 ellipsoid", "local mean sea level", "not known")
"""From where heights may be counted: what a planner is asked to choose from."""
ASKED = "asked: it does not say its reference system"
_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_GEOPACKAGE = (b"GPKG", b"GP10", b"GP11")


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """What a file is. ``bounds`` are west, south, east, north in degrees."""

    kind: LayerKind
    size_bytes: int
    bounds: tuple[float, float, float, float] | None = None
    attribution: str = ""
    vertical_datum: str = ""
    notes: tuple[str, ...] = ()


def layer_facts(path: Path, crs: str = "") -> LayerFacts:
    """Looks at a file without reading it whole; ``crs`` is said of one that does not name its
    reference system (a vector file then lies in WGS 84). Raises ``ImportRefused``."""
    kind = kind_of_file(path)
    return _READERS.get(kind, _raster)(path, crs)


def kind_of_file(path: Path) -> LayerKind:
    """What a file holds, by its first bytes; elevation and imagery are told apart later.

    Raises ``ImportRefused`` for a file that is missing or empty.
    """
    check_file(path, LARGEST_BYTES)
    start = opening(path, 100)
    if start.startswith(b"SQLite format 3\x00"):
        return LayerKind.VECTOR if start[68:72] in _GEOPACKAGE else LayerKind.TILES
    if start.startswith(b"PMTiles"):
        return LayerKind.TILES
    if start.startswith(_TIFF) or path.suffix.lower() in (".hgt", ".dem", ".tif", ".tiff"):
        return LayerKind.IMAGERY
    return LayerKind.VECTOR


def _tiles(path: Path, crs: str) -> LayerFacts:
    del crs  # tiles are in the plane of web maps
    # readers of foreign files load when a layer is added, not with the room
    from osi_app.exchange.tiles import open_tiles  # noqa: PLC0415

    with open_tiles(path) as source:
        facts = source.facts
        return LayerFacts(
            LayerKind.TILES, path.stat().st_size, facts.bounds, attribution=facts.attribution
        )


def _raster(path: Path, crs: str) -> LayerFacts:
    from osi_app.exchange.rasters import look_at  # noqa: PLC0415  # brings GDAL

    facts = look_at(path, crs)
    if not (facts.crs or crs):
        refuse(path, "file", ASKED, "say where it lies, for example EPSG:32652")
    return LayerFacts(
        LayerKind.ELEVATION if facts.is_elevation else LayerKind.IMAGERY,
        path.stat().st_size,
        facts.bounds_lonlat,
        attribution=facts.attribution,
        vertical_datum=facts.vertical_datum,
    )


def _vector(path: Path, crs: str) -> LayerFacts:
    from osi_app.exchange.geometry import read_geometries  # noqa: PLC0415

    # what is only looked at may cross itself; what is imported may not
    found = read_geometries(path, mend=True, assume_wgs84=bool(crs))
    points = [point for feature in found.features for point in feature.vertices]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    told = tuple(f"{one.where}: {one.reason}" for one in found.refusals[:20])
    return LayerFacts(
        LayerKind.VECTOR,
        path.stat().st_size,
        (min(lons), min(lats), max(lons), max(lats)),
        notes=(*found.notes, *told),
    )


_READERS: dict[LayerKind, Callable[[Path, str], LayerFacts]] = {
    LayerKind.TILES: _tiles,
    LayerKind.VECTOR: _vector,
}


@dataclass(frozen=True, slots=True)
class LayerWish:
    """What a planner says when adding a layer; empty values are taken from the file."""

    name: str = ""
    crs: str = ""
    vertical_datum: str = ""
    attribution: str = ""
    others: Sequence[MapLayer] = field(default_factory=tuple)


def layer_fields(
    path: Path, wish: LayerWish, progress: Progress, cancelled: Cancelled
) -> dict[str, object]:
    """The fields of a new layer above all others, with the file's SHA-256.

    Raises ``ImportRefused``; ``RuleError('vertical_datum_missing')`` for elevation that does not
    say from where its heights are counted and for which nobody said so either.
    """
    facts = layer_facts(path, wish.crs)
    datum = facts.vertical_datum or wish.vertical_datum
    if facts.kind is LayerKind.ELEVATION and not datum:
        raise RuleError("vertical_datum_missing", field="vertical_datum", file=path.name)
    return {
        "name": wish.name or path.stem,
        "kind": facts.kind,
        "path": str(path.resolve()),
        "sha256": digest(path, progress, cancelled),
        "size_bytes": facts.size_bytes,
        "attribution": wish.attribution or facts.attribution,
        "crs": wish.crs,
        "vertical_datum": datum,
        "place": 1 + max((one.place for one in wish.others), default=0),
    }


def digest(path: Path, progress: Progress, cancelled: Cancelled) -> str:
    """The file's SHA-256. Raises ``errors.Cancelled``."""
    total, done = path.stat().st_size, 0
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            if cancelled():
                raise errors.Cancelled
            found.update(block)
            done += len(block)
            progress(done, total)
    return found.hexdigest()


def layer_findings(layers: Sequence[MapLayer]) -> list[Finding]:
    """Files that are gone or no longer what was added; judged by size, which costs nothing."""
    found = []
    for layer in layers:
        subject = Subject("map_layer", layer.id, layer.name)
        path = Path(layer.path)
        if not path.is_file():
            told: dict[str, object] = {"path": layer.path}
            found.append(_warned(subject, "layer_missing", told))
        elif path.stat().st_size != layer.size_bytes:
            told = {"before": layer.size_bytes, "after": path.stat().st_size}
            found.append(_warned(subject, "layer_changed", told))
    return found


def _warned(subject: Subject, code: str, told: dict[str, object]) -> Finding:
    return Finding("area.layer", "", Severity.WARNING, subject, code, told)
