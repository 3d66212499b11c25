"""The register of issued documents: number, data revision, pages, and whether it still holds."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from osi_app.library.records import IssuedDocument
from ui import texts
from ui.context import Context
from ui.documents.cards import Card, CardList
from ui.documents.papers import PAPERS
from ui.widgets.basics import hint, section

Entry = tuple[IssuedDocument, bool]
"""An issued document, and whether data changed since."""

TITLES = {paper.kind: paper.title for paper in PAPERS}
NONE_YET = "None yet. Saving a PDF issues it: its number and the state of the data are kept here."


class Register(QWidget):
    """What was issued of an inspection, newest first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: UUID | None = None
        self.heading = section("Issued")
        self.list = CardList("Issued documents")
        self.none = hint(NONE_YET)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.none)
        self.stack.addWidget(self.list)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self.heading)
        lines.addWidget(self.stack, 1)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.list)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_number)

    def refresh(self) -> None:
        """Asks for the register of the chosen inspection."""
        library, key = self._context.house.library, self._context.inspection_id
        if key is None:
            self._show(())
            return

        def look() -> tuple[Entry, ...]:
            return tuple((one, library.superseded(one)) for one in library.issued(key))

        self._context.read(look, self._show)

    def select(self, key: UUID) -> None:
        """Shows and selects an entry, also one that is still to arrive."""
        self._wanted = key
        self.list.choose(key)

    def copy_number(self) -> None:
        """The chosen document's number onto the clipboard."""
        card = self.list.chosen
        if card is not None:
            QGuiApplication.clipboard().setText(card.heading)
            self._context.tell(f"{card.heading} is on the clipboard.")

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self.list.show_cards(tuple(card_of(*entry) for entry in entries))
        self.stack.setCurrentIndex(1 if entries else 0)
        self.heading.setText(f"Issued  {len(entries)}" if entries else "Issued")
        if self._wanted is not None:
            self.list.choose(self._wanted)
            self._wanted = None


def card_of(document: IssuedDocument, superseded: bool) -> Card:
    """An entry as a card: "superseded" with a triangle once data changed."""
    state = "Data changed since: print it anew." if superseded else "The data are as printed."
    return Card(
        key=document.id,
        heading=document.number,
        notes=(
            f"{TITLES.get(document.document_kind, texts.word(document.document_kind))}, "
            f"{texts.counted(document.pages, 'page')}",
            f"data revision {document.data_seq} · {document.data_sha256[:8]}",
            f"{texts.instant(document.issued_at)} · {document.author}",
        ),
        status="superseded" if superseded else "current",
        tone="warning" if superseded else "empty",
        code=True,
        tip=f"{document.number}\n{state}\nData {document.data_sha256}\n"
        f"File {document.file_sha256}\nCtrl+C copies the number",
    )
