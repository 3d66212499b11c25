"""The right-hand side of the Area page: area, event, objects, layers, surveys."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.area.area_tab import AreaTab
from ui.area.event_tab import EventTab
from ui.area.layers_tab import LayersTab
from ui.area.objects_tab import ObjectsTab
from ui.area.surveys_tab import SurveysTab


class AreaSide(QWidget):
    """Five tabs, in the order in which an area comes to be."""

    def __init__(self) -> None:
        super().__init__()
        self.area, self.event_tab, self.objects = AreaTab(), EventTab(), ObjectsTab()
        self.layers, self.surveys = LayersTab(), SurveysTab()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        for tab, word in (
            (self.area, "Area"),
            (self.event_tab, "Event"),
            (self.objects, "Objects"),
            (self.layers, "Layers"),
            (self.surveys, "Surveys"),
        ):
            self.tabs.addTab(tab, word)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.tabs)
        self.law, self.table, self.model = self.area.law, self.area.table, self.area.model
        self.tree = self.objects.tree

    def show_tab(self, tab: QWidget) -> None:
        """Brings a tab to the front."""
        self.tabs.setCurrentWidget(tab)
