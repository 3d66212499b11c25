"""The planner's own maps: order, opacity, what of elevation is shown, attribution."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from osi_app.area.records import LayerKind, MapLayer
from ui.widgets.basics import hint, quiet, row, section
from ui.widgets.delegates import ROW_HEIGHT

KEY = Qt.ItemDataRole.UserRole
COLOUR = "#7a3fb0"
"""Of lines and areas that were given none."""
WORDS = {
    LayerKind.VECTOR: "lines and areas",
    LayerKind.IMAGERY: "imagery",
    LayerKind.ELEVATION: "elevation",
    LayerKind.TILES: "map tiles",
}


class LayersTab(QWidget):
    """The list, the topmost layer first, and the chosen layer's appearance.

    ``add_wanted`` asks for a file; ``changed`` carries a layer's id and fields; ``ordered`` all
    ids from the lowest to the topmost; ``remove_wanted`` an id; ``fit_wanted`` an id.
    """

    add_wanted = Signal()
    changed = Signal(object, object)
    ordered = Signal(object)
    remove_wanted = Signal(object)
    fit_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._layers: tuple[MapLayer, ...] = ()
        self._writable = True
        self.list = QListWidget()
        self.list.setAccessibleName("Layers, the topmost first")
        self.list.currentRowChanged.connect(lambda _: self._show_chosen())
        self.list.itemChanged.connect(self._ticked)
        self.add = quiet("Add file…", "add", self.add_wanted.emit)
        self.up = quiet("Up", "up", lambda: self._move(-1))
        self.down = quiet("Down", "down", lambda: self._move(1))
        self.remove = quiet("Remove", "remove", self._remove)
        self.empty = hint(
            "No layer yet. Add imagery or scanned maps (GeoTIFF), elevation (GeoTIFF, SRTM .hgt, "
            "USGS DEM), tiles (MBTiles, PMTiles), or lines and areas (GeoJSON, GeoPackage, KML, "
            "GPX, Shapefile). The files stay where they are."
        )
        self.look = self._look()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(row(self.add, None, self.up, self.down, self.remove))
        lines.addWidget(self.empty)
        lines.addWidget(self.list, 1)
        lines.addWidget(self.look)

    def _look(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        self.heading = section("")
        self.name = QLineEdit()
        self.name.editingFinished.connect(self._named)
        self.fit = quiet("Show", "fit", self._fit)
        self.fit.setToolTip("Brings the whole layer into view")
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setAccessibleName("Opacity")
        self.opacity.sliderReleased.connect(self._opacity_set)
        self.opacity.actionTriggered.connect(lambda _: self._opacity_keyed())
        self.locked = QCheckBox("Locked")
        self.hillshade, self.slope = QCheckBox("Hillshade"), QCheckBox("Slope classes")
        for name in ("locked", "hillshade", "slope"):
            box: QCheckBox = getattr(self, name)
            box.clicked.connect(lambda on, name=name: self._change(**{name: on}))
        self.contour = QDoubleSpinBox()
        self.contour.setRange(0, 1000)
        self.contour.setSingleStep(10)
        self.contour.setSuffix(" m")
        self.contour.setSpecialValueText("none")
        self.contour.setKeyboardTracking(False)
        self.contour.setAccessibleName("Contour interval")
        self.contour.valueChanged.connect(lambda value: self._change(contour_m=value))
        self.colour = quiet("Colour…", "", self._ask_colour)
        self.width_m = QDoubleSpinBox()
        self.width_m.setRange(0.5, 10.0)
        self.width_m.setSingleStep(0.5)
        self.width_m.setSuffix(" px")
        self.width_m.setKeyboardTracking(False)
        self.width_m.setAccessibleName("Line width")
        self.width_m.valueChanged.connect(lambda value: self._change(line_width=value))
        self.attribution = QLineEdit()
        self.attribution.setPlaceholderText("printed with every map that shows it")
        self.attribution.editingFinished.connect(self._attributed)
        self.about = hint("")
        form = QFormLayout(frame)
        form.setContentsMargins(12, 10, 12, 12)
        form.addRow(row(self.heading, None, self.fit))
        form.addRow("Name", self.name)
        form.addRow("Opacity", self.opacity)
        self._heights = QWidget()
        heights = row(self.hillshade, self.slope, None, QLabel("Contours"), self.contour)
        heights.setContentsMargins(0, 0, 0, 0)
        self._heights.setLayout(heights)
        form.addRow(self._heights)
        self._lines = QWidget()
        line = row(self.colour, None, QLabel("Line"), self.width_m)
        line.setContentsMargins(0, 0, 0, 0)
        self._lines.setLayout(line)
        form.addRow(self._lines)
        form.addRow("Attribution", self.attribution)
        form.addRow(self.locked)
        form.addRow(self.about)
        return frame

    def show_layers(self, layers: Sequence[MapLayer], *, writable: bool) -> None:
        """Shows these layers; what was chosen stays chosen."""
        kept = self.chosen.id if self.chosen else None
        self._writable = writable
        self._layers = tuple(sorted(layers, key=lambda one: -one.place))
        with QSignalBlocker(self.list):
            self.list.clear()
            for layer in self._layers:
                gone = "" if Path(layer.path).is_file() else ", its file is not there"
                item = QListWidgetItem(f"{layer.name}   {WORDS[layer.kind]}{gone}")
                item.setData(KEY, layer.id)
                item.setSizeHint(QSize(0, ROW_HEIGHT))
                tick = Qt.ItemFlag.ItemIsUserCheckable
                fixed = layer.locked or not writable
                item.setFlags(item.flags() & ~tick if fixed else item.flags() | tick)
                state = Qt.CheckState.Checked if layer.visible else Qt.CheckState.Unchecked
                item.setCheckState(state)
                self.list.addItem(item)
            keys = [layer.id for layer in self._layers]
            self.list.setCurrentRow(keys.index(kept) if kept in keys else 0 if keys else -1)
        self.empty.setVisible(not self._layers)
        self.list.setVisible(bool(self._layers))
        self.add.setEnabled(writable)
        self._show_chosen()

    @property
    def chosen(self) -> MapLayer | None:
        """The layer chosen in the list."""
        at = self.list.currentRow()
        return self._layers[at] if 0 <= at < len(self._layers) else None

    def _show_chosen(self) -> None:
        layer = self.chosen
        self.look.setVisible(layer is not None)
        for part in (self.up, self.down, self.remove):
            part.setEnabled(layer is not None and self._writable and not layer.locked)
        if layer is None:
            return
        self.heading.setText(layer.name)
        self.name.setText(layer.name)
        self.name.setEnabled(self._writable and not layer.locked)
        for editor in self._editors:
            editor.blockSignals(True)
        self.opacity.setValue(round(layer.opacity * 100))
        self.contour.setValue(layer.contour_m)
        self.width_m.setValue(layer.line_width)
        swatch = QPixmap(14, 14)
        swatch.fill(QColor(layer.colour or COLOUR))
        self.colour.setIcon(QIcon(swatch))
        self.hillshade.setChecked(layer.hillshade)
        self.slope.setChecked(layer.slope)
        self.locked.setChecked(layer.locked)
        for editor in self._editors:
            editor.blockSignals(False)
            editor.setEnabled(self._writable and not layer.locked)
        self.locked.setEnabled(self._writable)
        self._heights.setVisible(layer.kind is LayerKind.ELEVATION)
        self._lines.setVisible(layer.kind is LayerKind.VECTOR)
        self.attribution.setText(layer.attribution)
        self.attribution.setEnabled(self._writable and not layer.locked)
        datum = f"Heights from {layer.vertical_datum}. " if layer.vertical_datum else ""
        self.about.setText(f"{datum}{Path(layer.path).name}, {layer.size_bytes / 1e6:,.1f} MB")
        self.about.setToolTip(layer.path)

    @property
    def _editors(self) -> tuple[QWidget, ...]:
        return (
            self.opacity, self.contour, self.hillshade, self.slope, self.locked, self.width_m,
            self.colour,
        )  # fmt: skip

    def _ask_colour(self) -> None:
        layer = self.chosen
        if layer is None:
            return
        chosen = QColorDialog.getColor(QColor(layer.colour or COLOUR), self, "Colour of the layer")
        if chosen.isValid():
            self._change(colour=chosen.name())

    def _change(self, **fields: Any) -> None:
        if self.chosen is not None:
            self.changed.emit(self.chosen.id, fields)

    def _opacity_set(self) -> None:
        if self.chosen and round(self.chosen.opacity * 100) != self.opacity.value():
            self._change(opacity=self.opacity.value() / 100)

    def _opacity_keyed(self) -> None:
        if not self.opacity.isSliderDown() and self.chosen is not None:
            self._change(opacity=self.opacity.sliderPosition() / 100)

    def _attributed(self) -> None:
        if self.chosen and self.chosen.attribution != self.attribution.text().strip():
            self._change(attribution=self.attribution.text().strip())

    def _named(self) -> None:
        typed = self.name.text().strip()
        if self.chosen and typed and typed != self.chosen.name:
            self._change(name=typed)

    def _fit(self) -> None:
        if self.chosen is not None:
            self.fit_wanted.emit(self.chosen.id)

    def _ticked(self, item: QListWidgetItem) -> None:
        visible = item.checkState() == Qt.CheckState.Checked
        self.changed.emit(item.data(KEY), {"visible": visible})

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        keys: list[UUID] = [layer.id for layer in self._layers]
        if not 0 <= at + step < len(keys) or self._layers[at + step].locked:
            return
        keys[at], keys[at + step] = keys[at + step], keys[at]
        self.ordered.emit(tuple(reversed(keys)))

    def _remove(self) -> None:
        if self.chosen is not None:
            self.remove_wanted.emit(self.chosen.id)
