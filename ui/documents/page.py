"""The Documents page: which document, its real pages, and the register of those issued."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.changes import ChangeSet
from osi_app.library.service import NOT_DATA
from ui.context import Context
from ui.documents.cards import Card, FittedCardList
from ui.documents.making import Making
from ui.documents.papers import PAPERS, SIZES, Printed, Request
from ui.documents.register import Register
from ui.documents.saving import Saving
from ui.documents.state_line import StateLine
from ui.widgets.basics import EmptyState, button, row, section, title
from ui.widgets.list_page import Page, page_lines

if TYPE_CHECKING:
    from ui.widgets.pdf_view import PdfView

REMEMBERED = "documents/paper_size"


class DocumentsPage(Page):
    """Documents and register at the left, the preview at the right."""

    kinds = frozenset(NOT_DATA)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: Printed | None = None
        self.pdf: PdfView | None = None
        self._save_wanted = False
        self._outdated = False
        self.making = Making(context, self)
        self.chooser = FittedCardList("Documents")
        self.chooser.show_cards(
            tuple(Card(paper.kind, paper.title, (paper.purpose,)) for paper in PAPERS)
        )
        self.register = Register(context)
        self.state = StateLine(self.making.cancel, self.making.again)
        self.paper_size = self._sizes()
        self.saving = Saving(context, self)
        self.save = button(self.saving.word, clicked=self.ask_save, primary=True)
        self.save.setToolTip(self.saving.tip)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.chooser.setCurrentRow(0)
        self.refresh()

    # ---- building ------------------------------------------------------------------------

    def _sizes(self) -> QComboBox:
        box = QComboBox()
        box.setMinimumHeight(32)
        box.setAccessibleName("Paper size")
        for word, name in SIZES:
            box.addItem(name, word)
        kept = self.context.preferences.value(REMEMBERED, SIZES[0][0])
        box.setCurrentIndex(max(0, box.findData(kept)))
        return box

    def _lay_out(self) -> None:
        self.tools = QWidget()
        tools = row(self.paper_size, self.save)
        tools.setContentsMargins(0, 0, 0, 0)
        self.tools.setLayout(tools)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(14)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setStretchFactor(1, 1)
        split.setSizes([270, 800])
        self.stack.addWidget(split)
        self.empty = self._empty()
        self.stack.addWidget(self.empty)
        lines = page_lines(self)
        lines.addLayout(row(title("Documents"), None, self.tools))
        lines.addWidget(self.stack, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(210)
        left.setMaximumWidth(420)
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(section("What to print"))
        lines.addWidget(self.chooser)
        lines.addWidget(self.register, 1)
        return left

    def _right(self) -> QWidget:
        self._right_lines = QVBoxLayout()
        self._right_lines.setContentsMargins(0, 0, 0, 0)
        self._right_lines.setSpacing(6)
        self._right_lines.addWidget(self.state)
        self._right_lines.addStretch(1)
        right = QWidget()
        right.setLayout(self._right_lines)
        return right

    def _empty(self) -> EmptyState:
        return EmptyState(
            "No inspection yet",
            "Documents are printed from an inspection: its plan and its deployment checklist. "
            "Open one, and both can be printed at once.",
            ("Go to the overview", "overview", lambda: self.context.go("overview")),
        )

    def _connect(self) -> None:
        self.chooser.currentRowChanged.connect(lambda _: self._ask())
        self.paper_size.currentIndexChanged.connect(self._other_size)
        self.making.made.connect(self._made)
        self.making.stood.connect(self._stood)
        self.making.stepped.connect(self.state.show_steps)
        for keys, act in (
            ("Ctrl+P", self.ask_save),
            ("PgUp", lambda: self._view().turn(-1)),
            ("PgDown", lambda: self._view().turn(1)),
            ("Ctrl+Home", lambda: self._view().go_to(1)),
            ("Ctrl+End", lambda: self._view().go_to(self._view().pages)),
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", lambda: self._view().fit_width()),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _view(self) -> "PdfView":
        if self.pdf is None:
            # QtPdf brings a PDF engine with it: loaded when the first document is looked at
            from ui.widgets.pdf_view import PdfView  # noqa: PLC0415

            self.pdf = PdfView()
            self._right_lines.takeAt(self._right_lines.count() - 1)
            self._right_lines.addWidget(self.pdf, 1)
        return self.pdf

    # ---- showing -------------------------------------------------------------------------

    @property
    def request(self) -> Request | None:
        """What is asked for, None while no inspection is chosen."""
        card, key = self.chooser.chosen, self.context.inspection_id
        paper = next((one for one in PAPERS if card is not None and one.kind == card.key), None)
        if paper is None or key is None:
            return None
        return Request(paper, key, str(self.paper_size.currentData()))

    def refresh(self) -> None:
        """The document asked for and the register, of the inspection chosen now."""
        wanted = self.context.inspection_id is not None
        self.stack.setCurrentIndex(0 if wanted else 1)
        self.tools.setVisible(wanted)
        self.register.refresh()
        self._ask()

    def select(self, kind: str, key: UUID) -> None:
        """Where a search result arrives."""
        del kind
        self.register.select(key)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: what is due is made now."""
        super().showEvent(event)
        if self.request is not None:
            self._view()
        self.making.see(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing is made."""
        super().hideEvent(event)
        self.making.see(False)

    def _changed(self, change_set: ChangeSet) -> None:
        if change_set.kinds - self.kinds:
            self._outdated = self.shown is not None
            self.making.outdate()
        if change_set.kinds:
            self.register.refresh()

    def _other_size(self) -> None:
        self.context.preferences.keep(REMEMBERED, self.paper_size.currentData())
        self._ask()

    def _ask(self) -> None:
        request = self.request
        if self.shown is not None and not (request and request.same_document(self.shown.request)):
            self.shown, self._outdated = None, False
            self._view().clear()
            self.state.show_nothing()
        self.making.ask(request)

    def _made(self, made: Printed) -> None:
        same = self.shown is not None
        self.shown, self._outdated = made, False
        self._view().show_pdf(made.pdf, stay=same)

    def _stood(self, state: str, told: str) -> None:
        if state == "current" and self.shown is not None:
            self.state.show_current(self.shown)
        elif state != "current":
            self.state.show_state(state, told, outdated=self._outdated)
        if state == "current" and self._save_wanted:
            self.ask_save()
        elif state in ("cancelled", "failed"):
            self._save_wanted = False

    def zoom_in(self) -> None:
        """One step larger."""
        self._view().zoom(1.2)

    def zoom_out(self) -> None:
        """One step smaller."""
        self._view().zoom(1 / 1.2)

    # ---- saving --------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Asks where to, once what is shown is what the data say."""
        if self.request is None:
            return
        self._save_wanted = self.state.state != "current"
        if self._save_wanted:
            self.making.again()
        elif self.shown is not None:
            self.saving.ask(self.shown)
