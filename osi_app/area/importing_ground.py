"""Zones, sites, routes and places from a file of shapes: a preview of one row a shape."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.area.records import (
    FEWEST_VERTICES,
    BaseOfOperations,
    GroundFeature,
    GroundKind,
    PointOfEntry,
    RestrictedSite,
)
from osi_app.exchange.geometry import read_geometries
from osi_app.exchange.shapes import FeatureRow
from osi_app.geo.polygons import ring
from osi_app.kernel.changes import Change
from osi_app.kernel.errors import Refusal, RuleError
from osi_app.kernel.importing import ImportPreview, ImportRow
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record, Vertices

COLUMNS = ("code", "kind", "name", "corners")
SITE, ENTRY, BASE = "restricted_site", "point_of_entry", "base_of_operations"
TARGETS = (*(kind.value for kind in GroundKind), SITE, ENTRY, BASE)
"""What the shapes of a file can be taken as."""
PREFIXES = {
    "basing_point": "BP", "landing_site": "LS", "no_go_zone": "NG", "hazard_zone": "HZ",
    "route": "RT", "field_of_regard": "FR", "note": "NT", SITE: "RAS", ENTRY: "POE", BASE: "BOO",
}  # fmt: skip
_SHAPE_OF = {1: "point", 2: "line", 3: "polygon"}


@dataclass(frozen=True, slots=True)
class Taking:
    """How a file is taken: each shape as ``target`` where it has that form, else as what its form
    allows (a line as a route, a point as a note)."""

    inspection_id: UUID
    target: str = GroundKind.HAZARD_ZONE.value
    mend: bool = False
    assume_wgs84: bool = False


def preview(reading: Reading, path: Path, taking: Taking) -> ImportPreview:
    """What taking the shapes of a file would do. Shapes of the same code are updated.

    Raises ``ImportRefused``.
    """
    file = read_geometries(path, mend=taking.mend, assume_wgs84=taking.assume_wgs84)
    codes = _Codes(reading, taking.inspection_id)
    rows: list[ImportRow] = []
    refusals = list(file.refusals)
    for feature in file.features:
        target = _target(feature, taking.target)
        if target is None:
            reason = f"a {feature.kind} cannot become a {taking.target.replace('_', ' ')}"
            refusals.append(Refusal(feature.where, reason, "choose another kind"))
            continue
        try:
            rows.append(_row(codes, feature, target, path.name))
        except RuleError as error:
            reason = error.code.replace("_", " ")
            refusals.append(Refusal(feature.where, reason, "draw it anew"))
    return ImportPreview(
        kind="ground",
        file=str(path),
        label=f"Import {len(rows)} places and zones from {path.name}",
        rows=tuple(rows),
        refusals=tuple(refusals),
        notes=file.notes,
        columns=COLUMNS,
        inspection_id=taking.inspection_id,
    )


def shape_of(target: str) -> str:
    """Which form a target has: point, line or polygon."""
    if target in (ENTRY, BASE):
        return "point"
    return "polygon" if target == SITE else _SHAPE_OF[FEWEST_VERTICES[GroundKind(target)]]


def _target(feature: FeatureRow, wanted: str) -> str | None:
    if shape_of(wanted) == feature.kind:
        return wanted
    if feature.kind == "line":
        return GroundKind.ROUTE.value
    return GroundKind.NOTE.value if feature.kind == "point" else None


class _Codes:
    """The codes that are taken, and what stands under them."""

    def __init__(self, reading: Reading, inspection_id: UUID) -> None:
        self.inspection_id = inspection_id
        kinds: tuple[type[Record], ...] = (
            GroundFeature, RestrictedSite, PointOfEntry, BaseOfOperations,
        )  # fmt: skip
        self.stored: dict[str, Record] = {
            getattr(record, "code"): record  # noqa: B009  # all four kinds have one
            for kind in kinds
            for record in reading.all(kind, inspection_id=inspection_id)
        }
        self._taken = set(self.stored)

    def code_for(self, feature: FeatureRow, target: str) -> str:
        """The shape's own code, or the next free one of its kind."""
        said = str(feature.properties.get("code") or "").strip()
        if said and (said not in self._taken or said in self.stored):
            self._taken.add(said)
            return said
        number = 1
        while f"{PREFIXES[target]}-{number}" in self._taken:
            number += 1
        code = f"{PREFIXES[target]}-{number}"
        self._taken.add(code)
        return code


def _row(codes: _Codes, feature: FeatureRow, target: str, file: str) -> ImportRow:
    code = codes.code_for(feature, target)
    stored = codes.stored.get(code)
    vertices = ring(feature.vertices) if feature.kind == "polygon" else feature.vertices
    shown = {
        "code": code, "kind": target, "name": feature.name, "corners": len(vertices),
    }  # fmt: skip
    if stored is None:
        record = _record(codes.inspection_id, target, code, feature.name, vertices, file)
        return ImportRow(feature.where, "create", code, shown, {}, (Change(None, record),))
    values = _values(type(stored), vertices, feature.name)
    changed = stored.changed(**values)
    if changed == stored:
        return ImportRow(feature.where, "unchanged", code, shown)
    told: dict[str, tuple[Any, Any]] = {"corners": (None, len(vertices))}
    return ImportRow(feature.where, "update", code, shown, told, (Change(stored, changed),))


def _values(kind: type[Record], vertices: Vertices, name: str) -> dict[str, Any]:
    values: dict[str, Any] = {"name": name} if name else {}
    if kind in (PointOfEntry, BaseOfOperations):
        lon, lat = vertices[0]
        return values | {"lon": lon, "lat": lat}
    return values | {"vertices": vertices}


def _record(key: UUID, target: str, code: str, name: str, vertices: Vertices, file: str) -> Record:
    if target == SITE:
        return RestrictedSite(inspection_id=key, code=code, name=name, vertices=vertices)
    if target in (ENTRY, BASE):
        lon, lat = vertices[0]
        place = PointOfEntry if target == ENTRY else BaseOfOperations
        return place(inspection_id=key, code=code, name=name or code, lon=lon, lat=lat)
    return GroundFeature(
        inspection_id=key,
        code=code,
        kind=GroundKind(target),
        name=name,
        vertices=vertices,
        source=file,
    )
