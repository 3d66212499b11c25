"""Saving from the Documents page: whole files, the register, and what supersedes them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db import open_store
from osi_app.house import House, house
from osi_app.kernel.errors import StorageError
from ui.context import Context
from ui.documents.page import DocumentsPage
from ui.documents.papers import save_issued

Patience = Callable[[Callable[[], bool]], None]
Rename = Callable[[str], None]


def test_saving_issues_what_is_shown(
    opened: DocumentsPage,
    until: Patience,
    paper_context: Context,
    paper_house: House,
    tmp_path: Path,
    told: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposed: list[str] = []

    def answer(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "plan"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    QTest.keyClick(opened, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    until(lambda: bool(opened.register.list.cards))
    assert opened.shown is not None
    assert proposed == ["EX08-IIP-000002.pdf"]
    assert (tmp_path / "plan.pdf").read_bytes() == opened.shown.pdf
    assert told[-1][1] == "good"
    assert paper_context.inspection_id is not None
    issued = paper_house.documents.issued(paper_context.inspection_id)
    assert [one.number for one in issued] == ["EX08-IIP-000002"]
    assert opened.pdf is not None
    assert issued[0].pages == opened.pdf.pages
    assert opened.state.state == "current", "the register is no data: the preview still holds"
    card = opened.register.list.cards[0]
    assert card.status == "current"
    assert f"data revision 2 · {issued[0].data_sha256[:8]}" in card.notes


def test_an_issued_document_is_superseded_by_data_and_again_current_by_none(
    opened: DocumentsPage, until: Patience, tmp_path: Path, rename: Rename
) -> None:
    assert opened.shown is not None
    opened.saving.save(opened.shown, tmp_path / "plan.pdf")
    until(lambda: bool(opened.register.list.cards))
    rename("Later")
    until(lambda: opened.register.list.cards[0].status == "superseded")
    assert opened.register.list.cards[0].tone == "warning"
    opened.select("issued_document", opened.register.list.cards[0].key)  # type: ignore[arg-type]
    opened.register.copy_number()
    assert QGuiApplication.clipboard().text() == "EX08-IIP-000002"


def test_saving_while_out_of_date_waits_for_the_new_preview(
    opened: DocumentsPage,
    until: Patience,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rename: Rename,
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    rename("Newest")
    until(lambda: opened.state.state == "outdated")
    opened.ask_save()
    assert asked == []
    until(lambda: bool(opened.register.list.cards))
    assert asked == ["EX08-IIP-000003.pdf"]


def test_a_place_that_cannot_be_written_is_told_and_nothing_registered(
    opened: DocumentsPage,
    until: Patience,
    paper_context: Context,
    tmp_path: Path,
    told: list[tuple[str, str]],
) -> None:
    assert opened.shown is not None
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    opened.saving.save(opened.shown, tmp_path / "taken" / "plan.pdf")
    until(lambda: bool(told) and paper_context.operations.idle)
    assert told[-1][1] == "breach"
    assert "nothing was registered" in told[-1][0]
    assert opened.register.list.cards == ()


def test_a_store_that_is_only_read_gives_a_copy_and_registers_nothing(
    opened: DocumentsPage,
    paper_context: Context,
    paper_house: House,
    until: Patience,
    qtbot: QtBot,
    tmp_path: Path,
    told: list[tuple[str, str]],
) -> None:
    assert opened.shown is not None
    second = house(
        open_store(Path(paper_house.store.location), author="ada", clock=paper_house.clock),
        paper_house.renderers,
        paper_house.clock,
    )
    assert second.store.read_only == "second_instance"
    with pytest.raises(StorageError):
        save_issued(second.documents, opened.shown, tmp_path / "refused.pdf")
    assert not (tmp_path / "refused.pdf").exists()
    (tmp_path / "older.pdf").write_bytes(b"%PDF older")
    with pytest.raises(StorageError):
        save_issued(second.documents, opened.shown, tmp_path / "older.pdf")
    assert (tmp_path / "older.pdf").read_bytes() == b"%PDF older"
    paper_context.house = second
    page = DocumentsPage(paper_context)
    qtbot.addWidget(page)
    assert page.save.text() == "Save a copy…"
    page.saving.save(opened.shown, tmp_path / "copy.pdf")
    until(lambda: bool(told))
    assert told[-1][1] == "warning"
    assert (tmp_path / "copy.pdf").read_bytes() == opened.shown.pdf
    assert page.register.list.cards == ()
    paper_context.operations.shut()
    second.close()
