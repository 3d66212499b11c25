"""What a map shows: the base map, layers, features, grid and overlays, and which is selected."""

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.map_board import Board, Item
from ui.widgets.map_canvas import MapCanvas
from ui.widgets.map_features import MapFeature
from ui.widgets.map_furniture import paint_furniture, paint_labels
from ui.widgets.map_grid import MapGrid
from ui.widgets.map_ground import Ground
from ui.widgets.map_items import FeatureItem, MarkItem
from ui.widgets.map_layers import LayerSource, LayerStack, Runner
from ui.widgets.map_overlays import Overlay, Overlays
from ui.widgets.map_still import Still


class MapSurface(MapCanvas):
    """A map to look at and to pick from. ``picked`` carries kind and key of a feature that was
    clicked."""

    picked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ground, self.grid, self.overlays = Ground(), MapGrid(), Overlays()
        self.layers, self.board, self.still = LayerStack(self), Board(self.scene()), Still(self)
        self._shown_in = self.colours
        self._selected: frozenset[str] = frozenset()
        self.layers.ready.connect(self.still.forget)
        self.scene().selectionChanged.connect(self._selection_changed)

    # ---- features --------------------------------------------------------------------------

    @property
    def features(self) -> tuple[MapFeature, ...]:
        """What is shown."""
        return self.board.features

    def feature(self, key: str) -> MapFeature | None:
        """The feature of that key."""
        return self.board.feature(key)

    def show_features(self, features: tuple[MapFeature, ...]) -> None:
        """Shows these features instead of the former ones; the view and what is selected stay."""
        selected = self._selected
        self.scene().blockSignals(True)
        self.board.show(features, self.colours)
        self.scene().blockSignals(False)
        self._shown_in = self.colours
        for key in selected:
            self._mark(key)
        self.still.forget()

    def fit(self, keys: tuple[str, ...] = ()) -> None:
        """Shows these features, or all, or the whole world when there are none."""
        self.show_box(self.board.box(keys))

    def select(self, key: str) -> None:
        """Selects a feature and brings it into view. Unknown keys are ignored."""
        items = self.board.items(key)
        if not items:
            return
        self._mark(key)
        self.still.forget()
        if not self.seen.contains(items[0].sceneBoundingRect()):
            self.centerOn(items[0].sceneBoundingRect().center())

    def _mark(self, key: str) -> None:
        # told to nobody: only what a person picks is picked
        self.scene().blockSignals(True)
        self.scene().clearSelection()
        for item in self.board.items(key):
            item.setSelected(True)
        self.scene().blockSignals(False)
        self._selected = frozenset({key})

    def _selection_changed(self) -> None:
        found = [
            item.feature
            for item in self.scene().selectedItems()
            if isinstance(item, FeatureItem | MarkItem)
        ]
        keys = frozenset(feature.key for feature in found)
        if keys == self._selected:
            return
        self._selected = keys
        self.still.forget()
        if found:
            self.picked.emit(found[0].kind, found[0].key)

    # ---- what lies under and over them -----------------------------------------------------

    def layers_ready(self, names: tuple[str, ...]) -> None:
        """More of the base map is in memory and may be drawn."""
        self.ground.ready.update(names)
        self.ground.forget()
        self.still.forget()

    def set_layers(self, sources: tuple[LayerSource, ...]) -> None:
        """Shows these layers under the features, the lowest first."""
        self.layers.set_sources(sources)

    def set_runner(self, run: Runner) -> None:
        """How pictures of layers are made off the GUI thread."""
        self.layers.set_runner(run)

    def set_overlay(self, name: str, overlays: tuple[Overlay, ...]) -> None:
        """Draws these over the features under that name, instead of what was there."""
        was_heavy = self.overlays.heavy(name)
        if self.overlays.set(name, overlays):
            if was_heavy or self.overlays.heavy(name):
                self.still.forget()
            self.viewport().update()

    def clear_overlay(self, name: str) -> None:
        """Takes away what was drawn under that name."""
        self.set_overlay(name, ())

    def set_grid(self, kind: str) -> None:
        """Shows degrees (graticule), utm, mgrs or none."""
        self.grid.kind = kind
        self.still.forget()

    # ---- painting --------------------------------------------------------------------------

    @property
    def changing(self) -> Item | None:
        """What is being edited: it stays where it is."""
        return None

    def paint_over(self, painter: QPainter) -> None:
        """What a tool draws over everything."""

    def paint_still(self, painter: QPainter) -> None:
        """Everything but what a tool changes: the scene, then names, grid, scale bar and note in
        the viewport's own pixels."""
        frame = self.viewport().rect()
        self.render(painter, QRectF(frame), frame)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_labels(painter, self)
        paint_furniture(painter, self)
        self.overlays.paint(painter, self, heavy=True)

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The base map and the layers."""
        del rect
        self.ground.paint(painter, self.seen, self.m_per_pixel, self.colours)
        self.layers.look(self.seen, self.viewport().width(), self.viewport().height())
        self.layers.paint(painter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A picture of all that stands still, and over it what is being decided."""
        del event
        if self.board.look_at(self.seen.center().x(), apart=self.changing):
            self.still.forget()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.still.paint(painter)
        self.overlays.paint(painter, self, heavy=False)
        self.paint_over(painter)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Another appearance draws everything in its colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.colours != self._shown_in:
            self.show_features(self.features)
        elif event.type() == QEvent.Type.FontChange:
            self.still.forget()
