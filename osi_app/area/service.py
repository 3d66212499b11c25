"""Use cases on the ground: boundaries, sites, points of entry, the base."""

from pathlib import Path
from uuid import UUID

from osi_app.area import importing
from osi_app.area.boundary import limits, mended
from osi_app.area.findings import findings
from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    PointOfEntry,
    RestrictedSite,
)
from osi_app.geo.polygons import ring
from osi_app.geo.proposal import Axes, propose_area
from osi_app.inspection.case import Case, load_case
from osi_app.inspection.records import Origin
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.kernel.findings import Finding
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record, Vertices
from osi_app.kernel.service import RoomService
from osi_app.treaty.values import RuleValues


def proposal(origin: Origin, values: RuleValues) -> Vertices:
    """A lawful area about an origin: its ellipse with the margin for systematic error."""
    axes = None
    if origin.semi_major_m is not None and origin.semi_minor_m is not None:
        axes = Axes(origin.semi_major_m, origin.semi_minor_m, origin.azimuth_deg or 0.0)
    margin = values.number("area.proposal_margin_m")
    return propose_area((origin.lon, origin.lat), axes, margin, limits(values))


class AreaService(RoomService):
    """See the verbs below. What is merely unlawful is a finding; what is no ring is refused."""

    def refuse(self, reading: Reading, record: Record) -> None:
        """Rings are proper rings; one point of entry at most is chosen."""
        if isinstance(record, AreaBoundary | RestrictedSite):
            ring(record.vertices)
        if isinstance(record, PointOfEntry) and record.chosen:
            places = reading.all(PointOfEntry, inspection_id=record.inspection_id)
            for other in places:
                if other.chosen and other.id != record.id:
                    raise RuleError("one_point_of_entry", field="chosen", other=other.code)

    def findings(self, inspection_id: UUID) -> tuple[Finding, ...]:
        """What this room's rules say."""
        with self._store.read() as reading:
            return tuple(findings(reading, self._case(reading, inspection_id)))

    def set_boundary(
        self, inspection_id: UUID, boundary: BoundaryKind, vertices: Vertices, source: str = ""
    ) -> ChangeSet:
        """Sets the requested or the mandated boundary. Raises ``RuleError`` for what is no
        ring."""
        corners = ring(vertices)
        with self._store.write(f"Set {boundary.value} boundary") as work:
            stored = work.find(AreaBoundary, inspection_id=inspection_id, boundary=boundary)
            if stored is None:
                record = AreaBoundary(
                    inspection_id=inspection_id,
                    boundary=boundary,
                    vertices=corners,
                    source=source,
                )
                work.add(record)
            else:
                work.change(stored.changed(vertices=corners, source=source))
            return work.commit()

    def propose_boundary(self, inspection_id: UUID) -> Vertices:
        """A lawful area about the case's origin. Raises ``RuleError('no_event')``."""
        with self._store.read() as reading:
            case = self._case(reading, inspection_id)
        if case.origin is None:
            raise RuleError("no_event", field="event_id")
        return proposal(case.origin, case.values)

    def mend_boundary(self, inspection_id: UUID, boundary: BoundaryKind) -> ChangeSet:
        """Shrinks a boundary about its middle by the least that makes it lawful."""
        with self._store.write(f"Shrink {boundary.value} boundary to the limit") as work:
            case = self._case(work, inspection_id)
            stored = work.find(AreaBoundary, inspection_id=inspection_id, boundary=boundary)
            if stored is not None:
                work.change(stored.changed(vertices=mended(stored.vertices, case.values)))
            return work.commit()

    def declare_sites(self, *sites: RestrictedSite) -> ChangeSet:
        """Takes down the sites the inspected State declares (P.92-93), each as a proper ring."""
        noun = "site" if len(sites) == 1 else "sites"
        declared = [site.changed(vertices=ring(site.vertices)) for site in sites]
        return self.record(f"Declare {len(sites)} restricted-access {noun}", *declared)

    def choose_point_of_entry(self, inspection_id: UUID, entry_id: UUID) -> ChangeSet:
        """Chooses one point of entry; any other is no longer chosen. Raises ``NotFoundError``."""
        with self._store.write("Choose point of entry") as work:
            places = work.all(PointOfEntry, inspection_id=inspection_id)
            if all(place.id != entry_id for place in places):
                raise NotFoundError("no_such_point_of_entry", id=str(entry_id))
            for place in places:
                if place.chosen is not (place.id == entry_id):
                    work.change(place.changed(chosen=place.id == entry_id))
            return work.commit()

    def add_point_of_entry(self, entry: PointOfEntry) -> ChangeSet:
        """Adds a point of entry (P.32); one that is chosen takes the place of any other."""
        with self._store.write(f"Add point of entry {entry.code}") as work:
            if entry.chosen:
                for place in work.all(PointOfEntry, inspection_id=entry.inspection_id):
                    if place.chosen:
                        work.change(place.changed(chosen=False))
            work.add(entry)
            return work.commit()

    def set_base(self, base: BaseOfOperations) -> ChangeSet:
        """Places a base of operations."""
        return self.record(f"Place base {base.code}", base)

    def preview_import(
        self, path: Path, inspection_id: UUID, boundary: BoundaryKind = BoundaryKind.MANDATED
    ) -> ImportPreview:
        """What taking this file's ring as a boundary would do."""
        with self._store.read() as reading:
            origin = self._case(reading, inspection_id).origin
            near = None if origin is None else (origin.lon, origin.lat)
            return importing.preview(reading, path, inspection_id, boundary, near)

    def _case(self, reading: Reading, inspection_id: UUID) -> Case:
        return load_case(reading, inspection_id, self._clock)
