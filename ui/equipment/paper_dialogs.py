"""Labels and the readiness chart, printed from where they are looked at."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from osi_app.documents.equipment_choice import PaperWish
from osi_app.documents.equipment_commands import SHEETS, SYMBOLS
from osi_app.documents.equipment_papers import LabelWish
from osi_app.equipment.readiness_report import Asked
from ui import texts
from ui.context import Context
from ui.documents.paper_dialog import PaperDialog
from ui.documents.papers import Paper

SYMBOL_WORDS = {"qr": "QR", "datamatrix": "Data Matrix", "code128": "Code 128"}
SHEET_WORDS = {
    "a4_3x8": "A4, 3 × 8",
    "a4_2x7": "A4, 2 × 7",
    "letter_3x10": "Letter, 3 × 10",
    "single_100x50": "single, 100 × 50 mm",
}


def paper_of(kind: str, wish: PaperWish) -> Paper:
    """A paper of equipment with what is wished of it."""
    return Paper(
        kind,
        texts.word(kind).capitalize(),
        "",
        lambda documents, key, size: documents.equipment_paper(kind, key, size, wish),
    )


class LabelDialog(PaperDialog):
    """Labels of boxes or items: sheet, symbol, and where to begin on a sheet that was begun."""

    def __init__(self, context: Context, of: str, codes: Iterable[str], parent: QWidget) -> None:
        self._of, self._codes = of, frozenset(codes)
        self.sheet, self.symbol, self.skip = (
            _combo(SHEETS, SHEET_WORDS),
            _combo(SYMBOLS, SYMBOL_WORDS),
            QSpinBox(),
        )
        self.sheet.setAccessibleName("Sheet")
        self.symbol.setAccessibleName("Symbol")
        self.skip.setPrefix("skip ")
        self.skip.setRange(0, 60)
        self.skip.setAccessibleName("Labels used up on the first sheet")
        self.skip.setToolTip("Labels used up on the first sheet")
        super().__init__(context, self._wanted, parent, self.sheet, self.symbol, self.skip)
        self.sheet.currentIndexChanged.connect(lambda _: self.change())
        self.symbol.currentIndexChanged.connect(lambda _: self.change())
        self.skip.valueChanged.connect(lambda _: self.change())

    def _wanted(self) -> Paper:
        wish = LabelWish(
            boxes=self._of == "boxes",
            items=self._of == "items",
            template=str(self.sheet.currentData()),
            symbol=str(self.symbol.currentData()),
            skip=self.skip.value(),
            codes=self._codes,
        )
        return paper_of("labels", PaperWish(labels=wish))


def readiness_dialog(context: Context, asked: Asked, parent: QWidget) -> PaperDialog:
    """The chart on paper, with the same question and what-ifs."""
    return PaperDialog(context, lambda: paper_of("readiness", PaperWish(asked=asked)), parent)


def count_dialog(context: Context, place: str, parent: QWidget) -> PaperDialog:
    """The stock-take sheet of a place."""
    return PaperDialog(context, lambda: paper_of("count_sheet", PaperWish(place=place)), parent)


def _combo(values: Iterable[str], words: dict[str, str]) -> QComboBox:
    combo = QComboBox()
    for value in values:
        combo.addItem(words[value], value)
    return combo
