"""The Documents page: real previews, turned, enlarged, made anew."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from osi_app.house import House
from osi_app.library.records import State
from ui.context import Context
from ui.documents.cards import Card, CardList
from ui.documents.page import DocumentsPage

A4_WIDTH, LETTER_WIDTH = 595, 612
Patience = Callable[[Callable[[], bool]], None]
Rename = Callable[[str], None]


def width_of(page: DocumentsPage) -> int:
    """How wide the first page is, in points."""
    assert page.pdf is not None
    return round(page.pdf.document.pagePointSize(0).width())


def test_the_preview_is_the_pdf_that_would_be_saved(opened: DocumentsPage) -> None:
    assert opened.shown is not None
    assert opened.pdf is not None
    assert opened.shown.pdf.startswith(b"%PDF")
    assert opened.pdf.pages > 5
    assert opened.pdf.place.text() == f"page 1 of {opened.pdf.pages}"
    assert opened.state.text.toolTip().startswith("EX08-IIP-000002 · data revision 2")


def test_keys_turn_pages_and_stop_at_both_ends(opened: DocumentsPage) -> None:
    pdf = opened.pdf
    assert pdf is not None
    last = pdf.pages
    opened.chooser.setFocus()
    QTest.keyClick(opened, Qt.Key.Key_PageUp)
    assert pdf.page == 1
    assert not pdf.previous.isEnabled()
    QTest.keyClick(opened, Qt.Key.Key_PageDown)
    assert pdf.page == 2
    assert pdf.previous.isEnabled()
    QTest.keyClick(opened, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert pdf.page == last
    assert not pdf.next.isEnabled()
    QTest.keyClick(opened, Qt.Key.Key_PageDown)
    assert pdf.page == last
    pdf.place.setValue(3)
    assert pdf.page == 3
    assert pdf.place.text() == f"page 3 of {last}"


def test_keys_enlarge_within_bounds_and_fit_again(opened: DocumentsPage) -> None:
    pdf = opened.pdf
    assert pdf is not None
    control = Qt.KeyboardModifier.ControlModifier
    assert pdf.fits
    fitting = pdf.factor
    QTest.keyClick(opened, Qt.Key.Key_Plus, control)
    assert pdf.factor == pytest.approx(fitting * 1.2)
    assert not pdf.fit.isChecked()
    QTest.keyClick(opened, Qt.Key.Key_Minus, control)
    assert pdf.factor == pytest.approx(fitting)
    for _ in range(20):
        pdf.zoom(1.2)
    assert pdf.factor == 4.0
    assert pdf.scale.text() == "400 %"
    for _ in range(30):
        pdf.zoom(1 / 1.2)
    assert pdf.factor == 0.25
    QTest.keyClick(opened, Qt.Key.Key_0, control)
    assert pdf.fits
    assert pdf.factor == pytest.approx(fitting)


def test_another_document_and_another_size_of_paper(
    opened: DocumentsPage, until: Patience, paper_context: Context
) -> None:
    assert width_of(opened) == A4_WIDTH
    opened.paper_size.setCurrentText("Letter")
    until(lambda: opened.state.state == "current" and width_of(opened) == LETTER_WIDTH)
    opened.chooser.choose("deployment_checklist")
    until(lambda: opened.shown is not None and "-CHK-" in opened.shown.stamp.number)
    assert width_of(opened) == LETTER_WIDTH
    assert DocumentsPage(paper_context).paper_size.currentText() == "Letter"


def test_a_change_of_data_marks_the_preview_and_makes_it_anew(
    opened: DocumentsPage, until: Patience, rename: Rename
) -> None:
    assert opened.pdf is not None
    opened.pdf.turn(2)
    seen: list[str] = []
    opened.making.stood.connect(lambda state, _: seen.append(state))
    rename("First")
    until(lambda: seen == ["outdated"])
    assert opened.state.shape.tone == "warning"
    assert opened.state.text.toolTip().startswith("Out of date")
    rename("Second")
    until(lambda: opened.state.state == "current")
    assert seen == ["outdated", "outdated", "making", "current"], "made once, when data rest"
    assert opened.shown is not None
    assert opened.shown.stamp.inspection_title == "Second"
    assert opened.pdf.page == 3, "the place where one was reading stays"


def test_nothing_is_made_while_nobody_looks(
    opened: DocumentsPage, qtbot: QtBot, until: Patience, paper_context: Context, rename: Rename
) -> None:
    opened.hide()
    rename("Unseen")
    until(lambda: paper_context.operations.idle)
    qtbot.wait(750)
    assert not opened.making.under_way
    assert opened.shown is not None
    assert opened.shown.stamp.inspection_title == "Exercise in Arcania"
    opened.show()
    until(lambda: opened.state.state == "current")
    assert opened.shown.stamp.inspection_title == "Unseen"


def test_cancel_stops_and_says_how_to_go_on(
    opened: DocumentsPage, until: Patience, rename: Rename
) -> None:
    pressed: list[str] = []

    def press(state: str, _told: str) -> None:
        if state == "making" and not pressed:
            assert not opened.state.cancel.isHidden()
            pressed.append(state)
            opened.state.cancel.click()

    opened.making.stood.connect(press)
    rename("Cancelled")
    until(lambda: opened.state.state == "cancelled")
    assert opened.state.text.toolTip() == (
        "Cancelled. Nothing was stored. The pages below are out of date."
    )
    assert not opened.making.under_way
    opened.state.again.click()
    until(lambda: opened.state.state == "current")
    assert opened.shown is not None
    assert opened.shown.stamp.inspection_title == "Cancelled"


def test_progress_counts_pages(opened: DocumentsPage) -> None:
    opened.state.show_state("making", "", outdated=False)
    opened.state.show_steps(6, 24)
    assert opened.state.text.toolTip() == "Making page 7 of 24"
    assert (opened.state.bar.value(), opened.state.bar.maximum()) == (6, 24)
    opened.state.show_steps(24, 24)
    assert opened.state.text.toolTip() == "Making page 24 of 24"


def test_without_an_inspection_the_page_says_what_to_do(
    paper_context: Context, qtbot: QtBot, until: Patience
) -> None:
    gone: list[str] = []
    paper_context.navigate.connect(lambda page, *_: gone.append(page))
    key, paper_context.inspection_id = paper_context.inspection_id, None
    page = DocumentsPage(paper_context)
    qtbot.addWidget(page)
    page.show()
    until(lambda: paper_context.operations.idle)
    assert page.stack.currentIndex() == 1
    assert page.tools.isHidden()
    assert page.pdf is None, "QtPdf is not loaded for nothing"
    page.empty.buttons[0].click()
    assert gone == ["overview"]
    paper_context.inspection_id = key
    paper_context.inspection_changed.emit(key)
    until(lambda: page.state.state == "current")
    assert page.stack.currentIndex() == 0


def test_an_inspection_that_is_gone_fails_in_words(
    opened: DocumentsPage, until: Patience, paper_context: Context, paper_house: House
) -> None:
    stranger = paper_house.library.states()[0]
    assert isinstance(stranger, State)
    paper_context.inspection_id = stranger.id
    paper_context.inspection_changed.emit(stranger.id)
    until(lambda: opened.state.state == "failed")
    assert opened.shown is None
    assert opened.pdf is not None
    assert opened.pdf.pages == 0
    assert not opened.state.again.isHidden()


def test_a_card_is_told_whole_to_those_who_hear_it(qtbot: QtBot) -> None:
    shown = CardList("Issued documents")
    qtbot.addWidget(shown)
    shown.show_cards((Card("k", "EX08-IIP-000412", ("26 pages",), "superseded", "warning"),))
    told = shown.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "EX08-IIP-000412. superseded. 26 pages"
