"""The journal on screen: entries, their changes, verification, taking a step back."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from osi_app.equipment.records import Item
from ui.context import Context
from ui.journal.page import JournalPage


def test_entries_are_shown_verified_and_taken_back(
    context: Context, qtbot: QtBot, settled: Callable[[], None], item: Callable[[str], Item]
) -> None:
    service, key = context.house.equipment, item("GS-05").id
    service.correct("Name item GS-05", Item, [key], {"name": "Radar"})
    told: list[tuple[str, str]] = []
    context.told.connect(lambda text, tone: told.append((text, tone)))
    page = JournalPage(context)
    qtbot.addWidget(page)
    page.show()
    settled()
    assert page.list.topLevelItemCount() == 4
    newest = page.list.topLevelItem(0)
    assert newest is not None
    assert newest.text(2) == "Name item GS-05"
    change = page.changes.topLevelItem(0)
    assert change is not None
    assert change.text(0) == "item GS-05"
    field = change.child(0)
    assert field is not None
    assert field.text(2) == "Radar"
    page.verify_chain()
    settled()
    assert told[-1][1] == "good"
    page.take_back()
    settled()
    assert item("GS-05").name == "HPGe gamma spectrometer 5"
    again = page.list.topLevelItem(0)
    assert again is not None
    assert again.text(2) == "Take back name item GS-05"


def test_a_chain_that_was_tampered_with_is_named(
    context: Context, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    import sqlite3  # noqa: PLC0415  # only to do the damage

    with sqlite3.connect(context.house.store.location) as cx:
        cx.execute("UPDATE journal SET content = replace(content, 'Austria', 'Australia')")
    cx.close()
    told: list[tuple[str, str]] = []
    context.told.connect(lambda text, tone: told.append((text, tone)))
    page = JournalPage(context)
    qtbot.addWidget(page)
    page.verify_chain()
    settled()
    assert told[-1][1] == "breach"
    assert "entry 1" in told[-1][0]
