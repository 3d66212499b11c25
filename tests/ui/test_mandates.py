"""Issuing a mandate in the window: the next version takes what stands."""

from typing import Any

from pytestqt.qtbot import QtBot

from osi_app.treaty.words import Technique
from ui.context import Context
from ui.inspection.mandates import IssueDialog, MandatesTable


def test_the_next_version_takes_team_and_techniques_and_keeps_the_rest(
    exercise: Context, qtbot: QtBot, settled: Any
) -> None:
    house, key = exercise.house, exercise.inspection_id
    first = house.inspection.mandates(key)[0]
    table = MandatesTable(exercise)
    qtbot.addWidget(table)
    table.refresh()
    settled()
    assert table.tree.topLevelItemCount() == 1
    assert table.issue_button.text() == "Issue next version…"
    dialog = IssueDialog(exercise, table)
    dialog.boxes[Technique.GEOPHYSICS].setChecked(False)
    dialog.store()
    settled()
    second = house.inspection.mandates(key)[1]
    assert second.version == 2
    assert Technique.GEOPHYSICS not in second.activities
    assert (second.area, second.leader_code) == (first.area, first.leader_code)
    assert exercise.undo.undo_text == "Undo issue mandate"
