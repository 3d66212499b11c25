"""A boundary from GeoJSON or KML: a preview of one ring."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.area.records import AreaBoundary, BoundaryKind
from osi_app.exchange.geometry import read_area
from osi_app.geo.geodesy import area_m2, span
from osi_app.geo.polygons import ring
from osi_app.kernel.changes import Change
from osi_app.kernel.errors import ImportRefused, Refusal, RuleError
from osi_app.kernel.importing import ImportPreview, ImportRow
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Vertices
from osi_app.kernel.units import km, km2

COLUMNS = ("boundary", "corners", "area_km2", "span_km")


@dataclass(frozen=True, slots=True)
class About:
    """What is known beside the file: where the event is, and whether a file that does not name
    its reference system lies in WGS 84."""

    near: tuple[float, float] | None = None
    assume_wgs84: bool = False
    mend: bool = False


def read_ring(path: Path, about: About = About()) -> tuple[Vertices, tuple[str, ...]]:
    """The one ring of a file, and what was noted on the way. Raises ``ImportRefused``."""
    file = read_area(path, near=about.near, mend=about.mend, assume_wgs84=about.assume_wgs84)
    feature = file.features[0]
    if feature.holes:
        problem = Refusal(feature.where, "the polygon has a hole", "draw it without the hole")
        raise ImportRefused(str(path), (problem,))
    try:
        return ring(feature.vertices), file.notes
    except RuleError as error:
        problem = Refusal(feature.where, error.code.replace("_", " "), "draw the ring anew")
        raise ImportRefused(str(path), (problem,)) from None


def preview(
    reading: Reading,
    path: Path,
    inspection_id: UUID,
    boundary: BoundaryKind,
    about: About = About(),  # frozen
) -> ImportPreview:
    """What taking this file's ring as a boundary would do. An unlawful ring is imported: the
    findings say what is wrong with it."""
    vertices, notes = read_ring(path, about)
    stored = reading.find(AreaBoundary, inspection_id=inspection_id, boundary=boundary)
    shown: dict[str, Any] = {
        "boundary": boundary.value,
        "corners": len(vertices),
        "area_km2": round(km2(area_m2(vertices)), 3),
        "span_km": round(km(span(vertices).distance_m), 3),
    }
    if stored is None:
        record = AreaBoundary(
            inspection_id=inspection_id, boundary=boundary, vertices=vertices, source=path.name
        )
        row = ImportRow("feature 1", "create", boundary.value, shown, {}, (Change(None, record),))
    elif stored.vertices == vertices:
        row = ImportRow("feature 1", "unchanged", boundary.value, shown)
    else:
        corrected = stored.changed(vertices=vertices, source=path.name)
        changed: dict[str, tuple[Any, Any]] = {
            "corners": (len(stored.vertices), len(vertices)),
            "area_km2": (round(km2(area_m2(stored.vertices)), 3), shown["area_km2"]),
        }
        change = Change(stored, corrected)
        row = ImportRow("feature 1", "update", boundary.value, shown, changed, (change,))
    return ImportPreview(
        kind="area",
        file=str(path),
        label=f"Import {boundary.value} boundary from {path.name}",
        rows=(row,),
        notes=notes,
        columns=COLUMNS,
        inspection_id=inspection_id,
    )
