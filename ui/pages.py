"""Which pages there are, made when they are first shown, and where each kind of record lives."""

from importlib import import_module
from importlib.util import find_spec

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.context import Context
from ui.shell import PAGES
from ui.widgets.basics import EmptyState

MODULES: dict[str, tuple[str, str]] = {
    "overview": ("ui.inspection.page", "OverviewPage"),
    "area": ("ui.area.page", "AreaPage"),
    "team": ("ui.roster.page", "TeamPage"),
    "equipment": ("ui.equipment.page", "EquipmentPage"),
    "search": ("ui.search.page", "SearchPage"),
    "checklist": ("ui.checklist.page", "ChecklistPage"),
    "documents": ("ui.documents.page", "DocumentsPage"),
    "library": ("ui.library.page", "LibraryPage"),
    "journal": ("ui.journal.page", "JournalPage"),
}

RULES: dict[str, tuple[str, ...]] = {
    "overview": (),
    "area": ("area.", "search.outside_area", "search.in_restricted_site"),
    "team": ("roster.",),
    "equipment": ("equipment.",),
    "search": ("search.",),
    "checklist": ("checklist.", "C"),
    "documents": (),
    "library": (),
    "journal": (),
}
"""Which rules a page's findings panel lists: keys that begin so."""

HOMES: dict[str, str] = {
    "inspection": "overview",
    "case_milestone": "overview",
    "mandate": "overview",
    "area_boundary": "area",
    "restricted_site": "area",
    "point_of_entry": "area",
    "base_of_operations": "area",
    "ground_feature": "area",
    "flight_restriction": "area",
    "map_layer": "area",
    "survey_plan": "area",
    "inspector": "team",
    "team_member": "team",
    **dict.fromkeys(
        (
            "qualification",
            "training",
            "medical_clearance",
            "passport",
            "availability",
            "acceptance",
            "nationality",
            "role_qualification",
            "visa",
            "vaccination",
            "security_briefing",
            "dose_reading",
            "remark",
            "seat",
            "team_choice",
            "incompatible_pair",
            "team_weights",
            "message_template",
            "call_out",
            "callee",
            "call_message",
            "call_reply",
            "travel_leg",
            "sign_off",
            "room_stay",
        ),
        "team",
    ),
    "item": "equipment",
    "calibration": "equipment",
    "certification": "equipment",
    "equipment_assignment": "equipment",
    "catalogue_line": "equipment",
    "location": "equipment",
    "container": "equipment",
    "calibration_standard": "equipment",
    "concession": "equipment",
    "equipment_system": "equipment",
    "system_member": "equipment",
    "reservation": "equipment",
    "calibration_plan": "equipment",
    "use_reading": "equipment",
    "check_source": "equipment",
    "qc_series": "equipment",
    "qc_reading": "equipment",
    "maintenance": "equipment",
    "consumable_lot": "equipment",
    "status_step": "equipment",
    "stock_take": "equipment",
    "scan": "equipment",
    "stock_difference": "equipment",
    "container_movement": "equipment",
    "area_of_interest": "search",
    "question": "search",
    "information_need": "search",
    "mission": "search",
    "mission_member": "search",
    "result": "search",
    "task": "checklist",
    "state": "library",
    "event": "library",
    "origin": "library",
    "rule_override": "library",
    "issued_document": "documents",
}
"""The page a record of each kind is shown on."""


class Pages:
    """The pages that have been made, in the frame's stack."""

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self.made: dict[str, QWidget] = {}

    def show(self, name: str, context: Context) -> QWidget:
        """Shows a page and answers it."""
        if name not in self.made:
            self.made[name] = self._new(name, context)
            self._stack.addWidget(self.made[name])
        self._stack.setCurrentWidget(self.made[name])
        return self.made[name]

    def show_instead(self, widget: QWidget) -> None:
        """Shows something that is not a page."""
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def forget(self) -> None:
        """Takes every page out: another store follows."""
        while (page := self._stack.widget(0)) is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        self.made.clear()

    @staticmethod
    def _new(name: str, context: Context) -> QWidget:
        module, kind = MODULES[name]
        if not _stands(module):
            word = dict(PAGES)[name]
            return EmptyState(word, "This page is not part of this copy of OSI Planner.")
        page: QWidget = getattr(import_module(module), kind)(context)
        return page


def _stands(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
