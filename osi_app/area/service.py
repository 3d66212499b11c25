"""Use cases on the ground: boundaries, sites, points of entry, the base."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from osi_app.area import importing, importing_ground
from osi_app.area.boundary import limits
from osi_app.area.findings import area_in_force, findings
from osi_app.area.layers import LayerWish, layer_fields
from osi_app.area.methods import survey_method
from osi_app.area.proposing import combined_origin, proposed_areas, spread
from osi_app.area.records import (
    FEWEST_VERTICES,
    AreaBoundary,
    BaseOfOperations,
    BoundaryKind,
    FlightRestriction,
    GroundFeature,
    MapLayer,
    PointOfEntry,
    RestrictedSite,
    SurveyPlan,
)
from osi_app.geo.polygons import line, ring
from osi_app.geo.proposal import ProposalKind, Proposed
from osi_app.geo.repair import Repair, RepairKind, repairs
from osi_app.geo.site_repair import SiteGround, SiteRepairKind, site_repairs
from osi_app.inspection.case import Case, load_case
from osi_app.inspection.records import Inspection, Origin
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.kernel.findings import Finding
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress
from osi_app.kernel.record import Record, Vertices
from osi_app.kernel.service import RoomService, checked

if TYPE_CHECKING:
    from osi_app.area.surveys import Survey
    from osi_app.exchange.writing.outgoing import GeometryForm, OutFeature


class AreaService(RoomService):
    """See the verbs below. What is merely unlawful is a finding; what is no ring is refused."""

    def refuse(self, reading: Reading, record: Record) -> None:
        """Rings are proper rings; one point of entry at most is chosen."""
        if isinstance(record, AreaBoundary | RestrictedSite):
            ring(record.vertices)
        if isinstance(record, FlightRestriction) and record.vertices:
            ring(record.vertices)
        if isinstance(record, GroundFeature):
            _refuse_shape(record)
        if isinstance(record, PointOfEntry) and record.chosen:
            places = reading.all(PointOfEntry, inspection_id=record.inspection_id)
            for other in places:
                if other.chosen and other.id != record.id:
                    raise RuleError("one_point_of_entry", field="chosen", other=other.code)

    def tidied(self, record: Record) -> Record:
        """Rings counter-clockwise, rings and routes unwrapped over the antimeridian."""
        vertices: Vertices = getattr(record, "vertices", ())
        fewest = FEWEST_VERTICES[record.kind] if isinstance(record, GroundFeature) else 3
        if not vertices or fewest == 1:
            return record
        tidy = ring(vertices) if fewest >= 3 else line(vertices)
        return record if tidy == vertices else record.changed(vertices=tidy)

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

    # ---- from the event ------------------------------------------------------------------

    def propose_areas(self, inspection_id: UUID) -> tuple[Proposed, ...]:
        """Lawful areas about the case's origin, the most probable first. Raises
        ``RuleError('no_event')``."""
        with self._store.read() as reading:
            case = self._case(reading, inspection_id)
        if case.origin is None:
            raise RuleError("no_event", field="event_id")
        return proposed_areas(case.origin, case.values)

    def use_proposal(
        self,
        inspection_id: UUID,
        kind: ProposalKind | None = None,
        boundary: BoundaryKind = BoundaryKind.REQUESTED,
    ) -> ChangeSet:
        """Takes a proposed area as a boundary; without ``kind`` the most probable one."""
        found = self.propose_areas(inspection_id)
        chosen = next((one for one in found if one.kind is kind), found[0])
        source = f"proposed from the event ({chosen.kind.value.replace('_', ' ')})"
        return self.set_boundary(inspection_id, boundary, chosen.vertices, source)

    def combine_origins(
        self, inspection_id: UUID, origin_ids: Sequence[UUID], multipliers: Sequence[float] = ()
    ) -> ChangeSet:
        """Several origins of the event as one, which becomes the case's. Raises ``RuleError``:
        too_few_origins, origin_without_ellipse."""
        with self._store.write("Combine origins") as work:
            case = work.load(Inspection, inspection_id)
            combined = combined_origin([work.load(Origin, key) for key in origin_ids], multipliers)
            work.add(combined)
            work.change(case.changed(origin_id=combined.id))
            return work.commit()

    def choose_origin(self, inspection_id: UUID, origin_id: UUID) -> ChangeSet:
        """Makes one origin of the event the case's."""
        with self._store.write("Choose origin") as work:
            origin = work.load(Origin, origin_id)
            work.change(work.load(Inspection, inspection_id).changed(origin_id=origin.id))
            return work.commit()

    # ---- mending -------------------------------------------------------------------------

    def repairs(self, inspection_id: UUID, vertices: Vertices) -> tuple[Repair, ...]:
        """Ways to make a ring lawful, the one that keeps most first; none for a lawful ring."""
        with self._store.read() as reading:
            case = self._case(reading, inspection_id)
        found = None if case.origin is None else spread(case.origin, case.values)
        return repairs(vertices, limits(case.values), found)

    def mend_boundary(
        self, inspection_id: UUID, boundary: BoundaryKind, kind: RepairKind = RepairKind.SHRINK
    ) -> ChangeSet:
        """Makes a boundary lawful in that way; a lawful one stays."""
        with self._store.read() as reading:
            stored = reading.find(AreaBoundary, inspection_id=inspection_id, boundary=boundary)
        found = () if stored is None else self.repairs(inspection_id, stored.vertices)
        label = f"Mend {boundary.value} boundary ({kind.value.replace('_', ' ')})"
        with self._store.write(label) as work:
            for one in found:
                if stored is not None and one.kind is kind:
                    work.change(stored.changed(vertices=one.vertices))
            return work.commit()

    def site_repairs(self, site_id: UUID) -> tuple[Repair, ...]:
        """Ways to make a restricted-access site lawful (P.92); none for one that is."""
        with self._store.read() as reading:
            return self._site_repairs(reading, reading.load(RestrictedSite, site_id))

    def mend_site(self, site_id: UUID, kind: SiteRepairKind | None = None) -> ChangeSet:
        """Makes a site lawful in that way, without one in the first that is offered: to the size
        allowed and as far from the others as P.92 asks."""
        with self._store.write("Mend restricted-access site") as work:
            site = work.load(RestrictedSite, site_id)
            found = [
                one for one in self._site_repairs(work, site) if kind is None or one.kind is kind
            ]
            if found:
                work.change(site.changed(vertices=found[0].vertices))
            return work.commit()

    def _site_repairs(self, reading: Reading, site: RestrictedSite) -> tuple[Repair, ...]:
        values = self._case(reading, site.inspection_id).values
        sites = reading.all(RestrictedSite, inspection_id=site.inspection_id)
        boundaries = reading.all(AreaBoundary, inspection_id=site.inspection_id)
        area = {found.boundary: found.vertices for found in boundaries}
        ground = SiteGround(
            tuple(other.vertices for other in sites if other.id != site.id),
            area.get(BoundaryKind.MANDATED) or area.get(BoundaryKind.REQUESTED) or (),
            values.number("area.site_max_area_m2"),
            values.number("area.site_separation_m"),
        )
        return site_repairs(site.vertices, ground)

    # ---- rings ---------------------------------------------------------------------------

    def set_rings(
        self, label: str, kind: type[Record], key: UUID, rings: Sequence[Vertices]
    ) -> ChangeSet:
        """Gives a zone, site or boundary the first ring; each further ring becomes a record of
        its own (a boundary stays one: it must be continuous, P.3)."""
        with self._store.write(label) as work:
            stored = work.load(kind, key)
            proper = [ring(one) for one in rings]
            work.change(stored.changed(vertices=proper[0]))
            if not isinstance(stored, AreaBoundary):
                code = str(getattr(stored, "code"))  # noqa: B009  # zones and sites have one
                more = enumerate(proper[1:], 2)
                added = [
                    stored.changed(id=uuid4(), code=f"{code}-{at}", vertices=one)
                    for at, one in more
                ]
                work.add(*added)
            return work.commit()

    # ---- layers --------------------------------------------------------------------------

    def add_layer(
        self,
        inspection_id: UUID,
        path: Path,
        wish: LayerWish = LayerWish(),  # noqa: B008  # frozen
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> ChangeSet:
        """Puts a map file on top of the others. Errors as in ``layers.layer_fields``."""
        with self._store.read() as reading:
            others = reading.all(MapLayer, inspection_id=inspection_id)
        fields = layer_fields(path, replace(wish, others=others), progress, cancelled)
        layer = checked(MapLayer, {"inspection_id": inspection_id, **fields})
        return self.record(f"Add layer {layer.name}", layer)

    def order_layers(self, inspection_id: UUID, keys: Sequence[UUID]) -> ChangeSet:
        """Puts layers in this order, the first lowest; those not named stay above."""
        with self._store.write("Order layers") as work:
            layers = {one.id: one for one in work.all(MapLayer, inspection_id=inspection_id)}
            rest = sorted((k for k in layers if k not in keys), key=lambda k: layers[k].place)
            ordered = enumerate([*keys, *rest], 1)
            work.change(*(layers[key].changed(place=place) for place, key in ordered))
            return work.commit()

    # ---- surveys -------------------------------------------------------------------------

    def surveys(self, inspection_id: UUID) -> "tuple[Survey, ...]":
        """Every survey plan of a case computed; none while it has no boundary."""
        # the geometry of surveys loads when it is first asked for
        from osi_app.area.surveys import case_surveys, terrain_of  # noqa: PLC0415

        with self._store.read() as reading:
            case = self._case(reading, inspection_id)
            terrain = terrain_of(reading, case, area_in_force(reading, inspection_id))
            return () if terrain is None else case_surveys(reading, case, terrain)

    def plan_survey(
        self, inspection_id: UUID, method: str, code: str = "", **figures: object
    ) -> ChangeSet:
        """A survey plan with a method's figures, each replaced by what is given here."""
        with self._store.write("Plan survey") as work:
            shipped = survey_method(method)
            taken = {one.code for one in work.all(SurveyPlan, inspection_id=inspection_id)}
            values = {"title": shipped.title, **shipped.figures(), **figures}
            plan = checked(
                SurveyPlan,
                {"inspection_id": inspection_id, "code": code or _next_code(taken), **values},
            )
            self.refuse(work, plan)
            work.add(plan)
            return work.commit()

    def export(
        self,
        inspection_id: UUID,
        path: Path,
        form: "GeometryForm",
        more: "Sequence[OutFeature]" = (),
    ) -> Path:
        """Writes everything on the ground of a case as a file, and ``more`` that rooms above this
        one have there. Raises ``StorageError``."""
        from osi_app.area.exporting import outgoing  # noqa: PLC0415  # brings the writers
        from osi_app.exchange.writing.outgoing import write_features  # noqa: PLC0415

        surveys = self.surveys(inspection_id)
        with self._store.read() as reading:
            features = outgoing(reading, self._case(reading, inspection_id), surveys)
        write_features(path, form, [*features, *more])
        return path

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
        self,
        path: Path,
        inspection_id: UUID,
        boundary: BoundaryKind = BoundaryKind.MANDATED,
        *,
        assume_wgs84: bool = False,
    ) -> ImportPreview:
        """What taking this file's ring as a boundary would do. ``assume_wgs84`` is a person's
        answer for a file that does not name its reference system."""
        with self._store.read() as reading:
            origin = self._case(reading, inspection_id).origin
            near = None if origin is None else (origin.lon, origin.lat)
            about = importing.About(near, assume_wgs84)
            return importing.preview(reading, path, inspection_id, boundary, about)

    def preview_ground(self, path: Path, taking: "importing_ground.Taking") -> ImportPreview:
        """What taking a file's shapes as zones, sites, routes or places would do."""
        with self._store.read() as reading:
            return importing_ground.preview(reading, path, taking)

    def _case(self, reading: Reading, inspection_id: UUID) -> Case:
        return load_case(reading, inspection_id, self._clock)


def _refuse_shape(record: GroundFeature) -> None:
    fewest = FEWEST_VERTICES[record.kind]
    if fewest >= 3:
        ring(record.vertices)
    if len(record.vertices) < fewest:
        found = len(record.vertices)
        raise RuleError("too_few_vertices", field="vertices", found=found, least=fewest)


def _next_code(taken: set[str]) -> str:
    number = 1
    while f"SP-{number:02d}" in taken:
        number += 1
    return f"SP-{number:02d}"
