"""The pages of a PDF as they will be on paper, with the ways to turn and enlarge them."""

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from ui.theme.colours import colours_of
from ui.widgets.basics import quiet, row

STEP = 1.2
LEAST, MOST = 0.25, 4.0
POINTS_PER_INCH = 72


class PdfView(QWidget):
    """A preview with its tool row. ``turned`` carries the page shown, from 1, and how many."""

    turned = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        # in this order, for they go in it: a view must not see its document go
        self.view = QPdfView(self)
        self.document = QPdfDocument(self)
        self._bytes = QBuffer(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        # always there: were it to come with the pages, they would be drawn for the width before
        # and then squeezed
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setPageSpacing(10)
        self.view.setAccessibleName("Preview")
        self.previous = quiet("‹ Previous", clicked=lambda: self.turn(-1))
        self.next = quiet("Next ›", clicked=lambda: self.turn(1))
        self.place = self._place()
        self.smaller = quiet("−", clicked=lambda: self.zoom(1 / STEP))
        self.larger = quiet("+", clicked=lambda: self.zoom(STEP))
        self.fit = quiet("Fit width", "fit", self.fit_width)
        self.fit.setCheckable(True)
        self.scale = QLabel()
        self._name_tools()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(self._tools())
        lines.addWidget(self.view, 1)
        self.view.pageNavigator().currentPageChanged.connect(lambda _: self._tell())
        # the pages were laid out anew: a page that fits the width has another scale
        self.view.verticalScrollBar().rangeChanged.connect(lambda *_: self._tell())
        self._tint()
        self._tell()

    # ---- showing -------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """How many pages are shown, 0 for none."""
        return max(0, self.document.pageCount())

    @property
    def page(self) -> int:
        """The page in view, from 1."""
        return self.view.pageNavigator().currentPage() + 1

    def show_pdf(self, pdf: bytes, *, stay: bool) -> None:
        """Shows a document. ``stay`` keeps the place where the person was reading."""
        bar = self.view.verticalScrollBar()
        place = bar.value() if stay else 0
        self.clear()
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QBuffer.OpenModeFlag.ReadOnly)
        self.document.load(self._bytes)
        bar.setValue(place)
        self._tell()

    def clear(self) -> None:
        """Shows nothing."""
        self.document.close()
        self._bytes.close()
        self._tell()

    # ---- turning and enlarging -----------------------------------------------------------

    def turn(self, pages: int) -> None:
        """Goes so many pages on (back when negative), as far as there are any."""
        self.go_to(self.page + pages)

    def go_to(self, page: int) -> None:
        """Goes to a page, from 1."""
        if self.pages:
            wanted = min(max(page, 1), self.pages)
            self.view.pageNavigator().jump(wanted - 1, QPointF(), 0)

    def zoom(self, factor: float) -> None:
        """Enlarges by a factor, between a quarter and four times life size."""
        wanted = min(max(self.factor * factor, LEAST), MOST)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(wanted)
        self._tell()

    def fit_width(self) -> None:
        """As wide as there is room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._tell()

    @property
    def fits(self) -> bool:
        """Whether the page follows the width of the window."""
        return self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth

    @property
    def factor(self) -> float:
        """How large the page in view is drawn: 1.0 is life size."""
        if not self.fits or not self.pages:
            return self.view.zoomFactor()
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        wide = self.document.pagePointSize(self.page - 1).width() / POINTS_PER_INCH
        return float(room / (wide * self.view.logicalDpiX())) if wide else 1.0

    # ---- how it is made ------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follows the appearance."""
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def _tools(self) -> QHBoxLayout:
        turning = (self.previous, self.place, self.next)
        return row(*turning, None, self.smaller, self.scale, self.larger, self.fit)

    def _place(self) -> QSpinBox:
        box = QSpinBox()
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        box.setPrefix("page ")
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setKeyboardTracking(False)
        box.setMinimumHeight(30)
        box.setMinimumWidth(118)
        box.setToolTip("Type a page and press Enter")
        box.setAccessibleName("Page")
        box.valueChanged.connect(self.go_to)
        return box

    def _name_tools(self) -> None:
        for tool, name, keys in (
            (self.previous, "Previous page", "PgUp"),
            (self.next, "Next page", "PgDn"),
            (self.smaller, "Zoom out", "Ctrl+-"),
            (self.larger, "Zoom in", "Ctrl++"),
            (self.fit, "Fit width", "Ctrl+0"),
        ):
            tool.setToolTip(f"{name}  ({keys})")
            tool.setAccessibleName(name)
        self.scale.setMinimumWidth(44)
        self.scale.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _tell(self) -> None:
        pages, page = self.pages, self.page if self.pages else 0
        blocked = self.place.blockSignals(True)
        self.place.setRange(1 if pages else 0, pages)
        self.place.setSpecialValueText("" if pages else "no pages yet")
        self.place.setSuffix(f" of {pages}")
        self.place.setValue(page)
        self.place.blockSignals(blocked)
        self.previous.setEnabled(page > 1)
        self.next.setEnabled(page < pages)
        for tool in (self.place, self.smaller, self.larger, self.fit):
            tool.setEnabled(pages > 0)
        self.fit.setChecked(self.fits)
        self.scale.setText(f"{self.factor:.0%}".replace("%", " %") if pages else "")
        self.turned.emit(page, pages)

    def _tint(self) -> None:
        # the ground around the pages: the view takes it from the palette's dark colour
        colours = colours_of(QApplication.palette())
        palette = QPalette(self.view.palette())
        palette.setColor(QPalette.ColorRole.Dark, QColor(colours.line))
        self.view.setPalette(palette)
