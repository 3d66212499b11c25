"""Sentences with their shapes: what a rule says, what is known of a thing."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from osi_app.kernel.findings import Finding
from osi_app.texts import finding_sentence
from ui.widgets.basics import Shape, hint, row


def clear_lines(lines: QVBoxLayout) -> None:
    """Takes everything out of a column."""
    while lines.count():
        item = lines.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()


def told_line(tone: str, text: str) -> QWidget:
    """A sentence with its shape."""
    whole = QWidget()
    line = row(Shape(tone))
    line.setContentsMargins(0, 0, 0, 0)
    sentence = hint(text)
    sentence.setObjectName("")
    line.addWidget(sentence, 1)
    whole.setLayout(line)
    return whole


def finding_line(finding: Finding) -> QWidget:
    """What a rule says, with its paragraph."""
    said = finding_sentence(finding)
    return told_line(
        finding.severity.value, f"{said} ({finding.paragraph})" if finding.paragraph else said
    )
