"""The strip, the timeline and the findings panel."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from osi_app.kernel.findings import Finding, Severity, Subject
from ui.inspection.deadlines_table import DeadlinesTable, slack
from ui.texts import zone
from ui.widgets.clock_strip import ClockStrip
from ui.widgets.findings_panel import FindingsPanel, counts_text
from ui.widgets.moments import Moment
from ui.widgets.timeline import Timeline

ZERO = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
NOW = ZERO + timedelta(hours=53)
MOMENTS = (
    Moment("C05", "IV.40", "acknowledge", ZERO + timedelta(hours=2), ZERO + timedelta(hours=1)),
    Moment("C06", "IV.41", "circulate", ZERO + timedelta(hours=6)),
    Moment("C08", "IV.46", "decide", ZERO + timedelta(hours=96)),
    Moment("C33", "P.3", "report", None),
)


def test_the_strip_counts_and_names_what_is_next(qtbot: QtBot) -> None:
    strip = ClockStrip()
    qtbot.addWidget(strip)
    strip.resize(700, 44)
    strip.show_case(lambda: NOW, ZERO, zone("Asia/Almaty"), "launch", MOMENTS)
    assert strip.clock.text() == "2026-05-03 11:00Z  (16:00 site)"
    assert strip.counter.text() == "H+53   D+2   launch"
    assert strip.first.text().startswith("◆ 1 d 23 h late")
    assert "IV.46 decide" in strip.second.text()
    strip.clear()
    assert not strip.isVisible()


def test_a_deadline_on_the_timeline_is_chosen_by_a_click(qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.resize(800, 130)
    line.show_moments(MOMENTS, NOW, ZERO)
    line.show()
    line.grab()
    box, moment = line._places[-1]
    with qtbot.waitSignal(line.chosen) as chosen:
        QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert chosen.args == [moment.key]


def test_the_table_says_state_and_slack(qtbot: QtBot) -> None:
    table = DeadlinesTable()
    qtbot.addWidget(table)
    table.show_moments(MOMENTS, NOW, zone("UTC"))
    states = [table.item(row, 2) for row in range(4)]
    assert [cell.text() for cell in states if cell] == ["met", "passed", "ahead", "waits"]
    assert slack(MOMENTS[1], NOW) == "−1 d 23 h"
    table.select("C08")
    assert table.currentRow() == 2


def test_findings_are_listed_by_page_and_clicked(qtbot: QtBot) -> None:
    findings = (
        finding("roster.nationality", Severity.BREACH),
        finding("equipment.calibration_lapsed", Severity.WARNING),
    )
    panel = FindingsPanel(lambda each: f"sentence of {each.rule}")
    qtbot.addWidget(panel)
    panel.resize(280, 400)
    panel.show()
    panel.show_findings(findings)
    assert panel.counts.text() == "1 breach · 1 warning"
    panel.show_rules(("equipment.",))
    assert [f.rule for f in panel.shown] == ["equipment.calibration_lapsed"]
    item = panel.list.item(0)
    with qtbot.waitSignal(panel.chosen) as chosen:
        panel.list.itemClicked.emit(item)
    assert chosen.args == [findings[1]]
    panel.show_rules(("area.",))
    assert panel.none.isVisible()
    assert counts_text(()) == "none"


def finding(rule: str, severity: Severity) -> Finding:
    return Finding(rule, "P.9", severity, Subject("item", uuid4(), "GS-01"), rule)
