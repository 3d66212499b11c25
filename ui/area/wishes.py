"""What a person asks of the Area page beyond the map: dialogs, proposals, surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osi_app.area.importing_ground import PREFIXES
from osi_app.area.records import (
    AreaBoundary,
    FlightRestriction,
    RestrictedSite,
    RestrictionKind,
    SurveyPlan,
)
from osi_app.geo.proposal import Proposed
from osi_app.geo.repair import Repair
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Record, Vertices
from osi_app.kernel.units import km2
from osi_app.search.records import AreaOfInterest
from ui.area.event_tab import WORDS as PROPOSALS
from ui.area.features import Ground
from ui.area.files import AreaFiles
from ui.area.new_things import ThingDialog, tool_of
from ui.area.repairs import size
from ui.area.survey_view import SurveyView
from ui.messages import rule_text
from ui.widgets.record_dialog import ask_record

if TYPE_CHECKING:
    from ui.area.page import AreaPage


class AreaWishes:
    """Listens to the tabs and asks what is missing; the steps do the writing."""

    def __init__(self, page: AreaPage) -> None:
        self._page = page
        self._drawing = ""
        self._proposals: tuple[Proposed, ...] = ()
        self._proposed_for: tuple[Any, ...] = ()
        self.surveys = SurveyView(page)
        self.files = AreaFiles(page)

    def connect(self) -> None:
        """Connects the tabs, once they stand."""
        page, side = self._page, self._page.side
        page.map.drawn.connect(lambda _shape, points: self.drawn(points))
        page.map.cut_drawn.connect(self._cut)
        event = side.event_tab
        event.origin_chosen.connect(page.steps.choose_origin)
        event.combine_wanted.connect(page.steps.combine)
        event.margin_typed.connect(page.steps.margin)
        event.previewed.connect(self._preview_proposal)
        event.used.connect(lambda one: page.steps.use_proposal(one.kind))
        side.area.repairs.previewed.connect(self._preview_repair)
        side.area.repairs.applied.connect(self._apply_repair)
        objects = side.objects
        objects.wanted.connect(self.draw)
        objects.typed_wanted.connect(self.ask)
        objects.correct_wanted.connect(self.correct)
        objects.remove_wanted.connect(self.remove)
        objects.mend_wanted.connect(self.show_repairs)
        objects.import_wanted.connect(self.files.bring)
        layers = side.layers
        layers.add_wanted.connect(self.files.ask_layer)
        layers.fit_wanted.connect(self.files.fit_layer)
        layers.changed.connect(page.steps.change_layer)
        layers.ordered.connect(page.steps.order_layers)
        layers.remove_wanted.connect(page.steps.remove_layer)
        # the rules are asked again after every step: only then is it known what may be mended
        page.context.findings_changed.connect(lambda _: self._found())
        side.tabs.currentChanged.connect(lambda _: self._look_away())
        self.surveys.connect()

    def _chosen(self) -> Record:
        record = self._page.record()
        assert record is not None
        return record

    # ---- showing -------------------------------------------------------------------------

    def show(self, ground: Ground) -> None:
        """Shows what the tabs show of the ground just read."""
        page = self._page
        case, writable = page.context.case, page.context.writable
        boundary = page.feature(page.main_boundary())
        ring = boundary.vertices if boundary else ()
        page.side.event_tab.show_case(case, ring, writable=writable)
        self._ask_proposals(case)
        page.side.layers.show_layers(ground.layers, writable=writable)
        self.files.show_layers(ground.layers)
        self.surveys.refresh()

    def _ask_proposals(self, case: Any) -> None:
        """Proposals depend on the origin and the rule values alone."""
        asked = (case.inspection.id, case.origin, case.values.overrides())
        if case.origin is None or asked == self._proposed_for:
            return
        self._proposed_for = asked
        area, key = self._page.context.house.area, case.inspection.id
        self._page.context.read(lambda: area.propose_areas(key), self._show_proposals)

    def _show_proposals(self, proposals: tuple[Proposed, ...]) -> None:
        self._proposals = proposals
        self._page.side.event_tab.show_proposals(proposals)

    def show_proposals(self) -> None:
        """Brings the proposals to the front, the most probable looked at."""
        side = self._page.side
        case = self._page.context.case
        if case is None or case.origin is None:
            self._page.context.tell(
                "An area is proposed around an event: choose one first.", "warning"
            )
            return
        side.show_tab(side.event_tab)
        if side.event_tab.areas.rowCount():
            side.event_tab.areas.selectRow(0)
            side.event_tab.areas.setFocus()

    def _preview_proposal(self, one: Proposed | None) -> None:
        if one is None:
            self._page.preview((), "")
            return
        chance = "" if one.probability is None else f", {one.probability * 100:.1f} %"
        word = PROPOSALS.get(one.kind.value, one.kind.value)
        self._page.preview(one.vertices, f"{word}: {km2(one.area_m2):.0f} km²{chance}")

    # ---- repairs -------------------------------------------------------------------------

    def offer_repairs(self, record: Record | None) -> None:
        """Offers repairs for a boundary or a site that breaks a rule of its ring."""
        context, panel = self._page.context, self._page.side.area.repairs
        panel.offer(())
        self._page.preview((), "")
        rules = MENDED.get(type(record), ())
        broken = record is not None and any(
            one.rule in rules and one.subject.id == record.id for one in context.findings
        )
        area = context.house.area
        if not context.writable:
            return
        if isinstance(record, AreaBoundary) and broken:
            key, ring = context.inspection_id, record.vertices
            context.read(lambda: area.repairs(key, ring), panel.offer)
        elif isinstance(record, RestrictedSite):
            site = record.id
            context.read(lambda: area.site_repairs(site), panel.offer)

    def _found(self) -> None:
        if self._page.side.area.repairs.chosen is None:
            self.offer_repairs(self._page.record())

    def _look_away(self) -> None:
        """A repair is looked at beside its figures only."""
        side = self._page.side
        if side.tabs.currentWidget() is not side.area and side.area.repairs.chosen is not None:
            side.area.repairs.leave.click()

    def show_repairs(self) -> None:
        """Brings the repairs to the front, the first looked at."""
        side = self._page.side
        side.show_tab(side.area)
        if side.area.repairs.chosen is None and side.area.repairs.isVisible():
            side.area.repairs.choose(0)

    def _preview_repair(self, repair: Repair | None) -> None:
        self._page.preview(repair.vertices if repair else (), size(repair) if repair else "")

    def _apply_repair(self, repair: Repair) -> None:
        self._page.steps.mend(self._chosen(), repair.kind)

    # ---- things --------------------------------------------------------------------------

    def draw(self, what: str) -> None:
        """Starts drawing a thing."""
        self._drawing = what
        self._page.tools.show_tool("")
        self._page.map.start_tool(tool_of(what))

    def tool_down(self) -> None:
        """The tool was put down: nothing is being drawn any more."""
        self._drawing = ""

    def drawn(self, points: Vertices) -> None:
        """A thing was drawn: it is named and stored."""
        what, self._drawing = self._drawing, ""
        self._page.map.end_tool()
        if what:
            self.ask(what, points)

    def ask(self, what: str, points: Vertices = ()) -> None:
        """Asks for code and name of a thing, and for its place where it was not drawn."""
        if self._page.context.case is None:
            return
        if what == "boundary" and points:
            self._page.steps.add(what, "", "", points)
            return
        if what in ASKED_WHOLE and (points or what == "flight_restriction"):
            self._ask_whole(what, points)
            return
        dialog = ThingDialog(self._page, what, self.next_code(what), points)
        if dialog.exec():
            code, name = dialog.code.text().strip(), dialog.name.text().strip()
            self._page.steps.add(what, code, name, dialog.points)

    def _ask_whole(self, what: str, points: Vertices) -> None:
        """Things with fields of their own are asked with all of them."""
        context = self._page.context
        preset: dict[str, Any] = {
            "inspection_id": context.inspection_id,
            "code": self.next_code(what),
            "vertices": points,
            **ASKED_WHOLE[what][1],
        }
        kind = ASKED_WHOLE[what][0]
        house = context.house
        service = house.search if kind is AreaOfInterest else house.area
        ask_record(context, service, kind, preset, self._page)

    def next_code(self, what: str) -> str:
        """The next free code of that kind of thing."""
        prefix = PREFIXES.get(
            what, {"flight_restriction": "OR", "area_of_interest": "AOI"}.get(what, "X")
        )
        taken = {getattr(record, "code", "") for record in self._page.ground.records.values()}
        number = 1
        while f"{prefix}-{number}" in taken:
            number += 1
        return f"{prefix}-{number}"

    def correct(self) -> None:
        """Opens the fields of what is chosen."""
        record = self._page.record()
        if record is not None and self._page.context.writable:
            service = self._page.steps.service_of(record)
            ask_record(self._page.context, service, type(record), {}, self._page, record=record)

    def remove(self) -> None:
        """Takes what is chosen off the ground."""
        record = self._page.record()
        if record is not None and self._page.context.writable:
            self._page.steps.remove(record)

    def _cut(self, tool: str, key: str, points: Vertices) -> None:
        record, feature = self._page.record(key), self._page.feature(key)
        if record is None or feature is None:
            return
        origin = self._page.context.case.origin
        event = None if origin is None else (origin.lon, origin.lat)
        step = self._page.steps.split if tool == "split" else self._page.steps.cut
        try:
            step(record, feature.vertices, points, event)
        except RuleError as error:
            self._page.context.tell(rule_text(error), "warning")
        self._page.map.end_tool()

    def correct_survey(self, plan: SurveyPlan) -> None:
        """Opens the fields of a survey plan."""
        ask_record(self._page.context, self._page.context.house.area, SurveyPlan, {}, self._page,
                   record=plan)  # fmt: skip


MENDED: dict[type, tuple[str, ...]] = {AreaBoundary: ("area.size", "area.span")}
"""Rules whose breach a repair of the ring mends; a site is asked about whatever the rules say, as
it may also be brought into the area."""
ASKED_WHOLE: dict[str, tuple[type[Record], dict[str, Any]]] = {
    "flight_restriction": (FlightRestriction, {"kind": RestrictionKind.ALTITUDE_FLOOR}),
    "area_of_interest": (AreaOfInterest, {"priority": 3}),
}
"""Things asked with all their fields, and what is proposed for some."""
