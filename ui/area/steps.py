"""What the Area page writes: each a use case, stored as one step that can be undone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.area.layers import LayerWish
from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    FlightRestriction,
    GroundFeature,
    GroundKind,
    MapLayer,
    PointOfEntry,
    RestrictedSite,
    RestrictionKind,
)
from osi_app.geo.editing import cut_out, split
from osi_app.geo.polygons import inside
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Record, Vertices, kind_of
from osi_app.kernel.service import RoomService
from osi_app.search.records import AreaOfInterest, Mission
from osi_app.treaty.values import Override
from ui import texts
from ui.context import Context

Failed = Callable[[Exception], bool]


class AreaSteps:
    """The steps of one page. ``failed`` is told of a step that was refused."""

    def __init__(self, context: Context, failed: Failed) -> None:
        self._context = context
        self._failed = failed

    @property
    def _key(self) -> UUID:
        key = self._context.inspection_id
        assert key is not None
        return key

    def _write(self, label: str, step: Callable[[], Any]) -> None:
        self._context.write(step, label=label, failed=self._failed)

    def service_of(self, record: Record) -> RoomService:
        """The room that keeps a record drawn here."""
        house = self._context.house
        searched = isinstance(record, AreaOfInterest | Mission)
        service: RoomService = house.search if searched else house.area
        return service

    # ---- rings -----------------------------------------------------------------------------

    def ring(self, record: Record, ring: Vertices, verb: str = "Move corner of") -> None:
        """Gives a record another ring, line or place."""
        service, kind = self.service_of(record), type(record)
        values: dict[str, Any] = {"vertices": ring}
        if isinstance(record, PointOfEntry | BaseOfOperations):
            values = {"lon": ring[0][0], "lat": ring[0][1]}
        label = f"{verb} {shown(record)}"
        self._write(label, lambda: service.correct(label, kind, [record.id], values))

    def split(self, record: Record, ring: Vertices, line: Vertices, event: Any) -> None:
        """Cuts a ring in two along a line; a boundary keeps the part with the event."""
        parts = _parts(record, split(ring, line), event)
        self._rings(f"Split {shown(record)}", record, parts)

    def cut(self, record: Record, ring: Vertices, taken: Vertices, event: Any) -> None:
        """Takes a polygon away from a ring."""
        parts = _parts(record, cut_out(ring, taken), event)
        self._rings(f"Cut from {shown(record)}", record, parts)

    def _rings(self, label: str, record: Record, parts: Sequence[Vertices]) -> None:
        area, kind = self._context.house.area, type(record)
        if isinstance(record, AreaOfInterest | Mission):
            self.ring(record, parts[0], label.split(maxsplit=1)[0])
            return
        self._write(label, lambda: area.set_rings(label, kind, record.id, parts))

    # ---- things ----------------------------------------------------------------------------

    def add(self, what: str, code: str, name: str, points: Vertices) -> None:
        """Puts a thing on the ground."""
        area, key = self._context.house.area, self._key
        if what == "boundary":
            self._write(
                "Set mandated boundary",
                lambda: area.set_boundary(key, BoundaryKind.MANDATED, points, "drawn"),
            )
            return
        record = made(what, key, code, name, points)
        service, label = self.service_of(record), f"Add {shown(record)}"
        self._write(label, lambda: service.record(label, record))

    def remove(self, record: Record) -> None:
        """Takes a thing off the ground."""
        service, kind = self.service_of(record), type(record)
        label = f"Remove {shown(record)}"
        self._write(label, lambda: service.remove(label, kind, [record.id]))

    def mend(self, record: Record, kind: Any) -> None:
        """Makes a boundary or a restricted-access site lawful in the way chosen."""
        area, key = self._context.house.area, self._key
        if isinstance(record, AreaBoundary):
            boundary = record.boundary
            self._write("Mend boundary", lambda: area.mend_boundary(key, boundary, kind))
        else:
            site = record.id
            self._write("Mend restricted-access site", lambda: area.mend_site(site, kind))

    # ---- event -----------------------------------------------------------------------------

    def use_proposal(self, kind: Any) -> None:
        """Takes a proposed area as the requested boundary."""
        area, key = self._context.house.area, self._key
        self._write("Propose area", lambda: area.use_proposal(key, kind))

    def choose_origin(self, origin: UUID) -> None:
        """Makes an origin the case's."""
        area, key = self._context.house.area, self._key
        self._write("Choose origin", lambda: area.choose_origin(key, origin))

    def combine(self, origins: Sequence[UUID]) -> None:
        """Combines origins into one."""
        area, key = self._context.house.area, self._key
        self._write("Combine origins", lambda: area.combine_origins(key, origins))

    def margin(self, metres: float) -> None:
        """Sets the margin for systematic error in this case."""
        library, key = self._context.house.library, self._key
        author = self._context.house.store.author
        override = Override(f"{metres:g}", author, "set on the Area page")
        name = "area.proposal_margin_m"
        self._write("Set margin", lambda: library.set_rule_value(key, name, override, real=False))

    # ---- layers and surveys ----------------------------------------------------------------

    def add_layer(self, path: Path, wish: LayerWish, failed: Failed) -> None:
        """Adds a map file; its hash is computed with progress and can be cancelled."""
        area, key = self._context.house.area, self._key
        operations = self._context.operations
        operations.free(
            lambda progress, cancelled: area.add_layer(key, path, wish, progress, cancelled),
            label=f"Adding {path.name}",
            lane="write",
            failed=failed,
        )

    def change_layer(self, layer: UUID, fields: dict[str, Any]) -> None:
        """Changes how a layer is shown."""
        area = self._context.house.area
        label = f"Change layer: {', '.join(name.replace('_', ' ') for name in fields)}"
        self._write(label, lambda: area.correct(label, MapLayer, [layer], fields))

    def order_layers(self, keys: Sequence[UUID]) -> None:
        """Orders layers, the lowest first."""
        area, key = self._context.house.area, self._key
        self._write("Order layers", lambda: area.order_layers(key, keys))

    def remove_layer(self, layer: UUID) -> None:
        """Takes a layer away; its file stays."""
        area = self._context.house.area
        self._write("Remove layer", lambda: area.remove("Remove layer", MapLayer, [layer]))

    def plan_survey(self, method: str, ring: Vertices) -> None:
        """A survey plan with a method's figures, over a ring (none: the whole area)."""
        area, key = self._context.house.area, self._key
        self._write("Plan survey", lambda: area.plan_survey(key, method, vertices=ring))


def made(what: str, key: UUID, code: str, name: str, points: Vertices) -> Record:  # the parts
    """A record of that kind at these points."""
    common: dict[str, Any] = {"inspection_id": key, "code": code}
    lon, lat = points[0]
    if what == "restricted_site":
        return RestrictedSite(**common, name=name, vertices=points)
    if what == "flight_restriction":
        kind = RestrictionKind.PROHIBITION
        return FlightRestriction(**common, kind=kind, vertices=points, reason=name)
    if what == "point_of_entry":
        return PointOfEntry(**common, name=name or code, lon=lon, lat=lat)
    if what == "base_of_operations":
        return BaseOfOperations(**common, name=name or code, lon=lon, lat=lat)
    if what == "area_of_interest":
        return AreaOfInterest(**common, title=name or code, priority=3, vertices=points)
    return GroundFeature(**common, kind=GroundKind(what), name=name, vertices=points)


def shown(record: Record) -> str:
    """A record in a label: "mandated boundary", "restricted site RAS-1"."""
    if isinstance(record, AreaBoundary):
        return f"{record.boundary.value} boundary"
    word = record.kind.value.replace("_", " ") if isinstance(record, GroundFeature) else None
    return f"{word or texts.kind_word(kind_of(record))} {getattr(record, 'code', '')}".strip()


def _parts(record: Record, parts: Sequence[Vertices], event: Any) -> list[Vertices]:
    """All parts, the one that a boundary keeps first."""
    if not parts:
        raise RuleError("nothing_left")
    if isinstance(record, AreaBoundary) and event is not None:
        return sorted(parts, key=lambda part: not inside(event, part))
    return list(parts)
