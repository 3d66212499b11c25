"""What the papers of equipment share: the title over its facts, sizes and masses as text."""

from collections.abc import Sequence

from osi_app.documents.equipment_values import PaperOf, ThingRow
from osi_app.documents.values import Stamp
from osi_app.kernel.findings import Finding, Severity
from osi_app.texts import finding_sentence, word
from osi_app.texts.formats import day, number
from templates.layout.flow import Flow
from templates.layout.setting import wrapped
from templates.layout.signs import sign_of
from templates.layout.table import Status
from templates.style import FORMATS, SUBTITLE, TITLE, landscape

NONE = "–"
Pairs = Sequence[tuple[str, str]]


def opened(stamp: Stamp, facts: Pairs, *, lying: bool = False, columns: int = 4) -> Flow:
    """A flow whose first page has the document's title and its facts."""
    upright = FORMATS[stamp.paper]
    flow = Flow(landscape(upright) if lying else upright)
    flow.new_page()
    flow.page.text(word(stamp.document_kind), TITLE, flow.left, flow.y, flow.width)
    flow.advance(TITLE.leading + 2)
    for line in wrapped(stamp.inspection_title, SUBTITLE, flow.width, 2):
        flow.page.text(line, SUBTITLE, flow.left, flow.y, flow.width)
        flow.advance(SUBTITLE.leading)
    flow.advance(8)
    if facts:
        flow.facts(facts, columns)
    return flow


def told_findings(flow: Flow, findings: Sequence[Finding]) -> None:
    """What breaks a rule, or will, under a heading of its own."""
    shown = [one for one in findings if one.severity is not Severity.NOTE]
    if not shown:
        return
    flow.subsection(word("section_findings"))
    for one in shown:
        flow.statement(finding_sentence(one), one.paragraph)


def mass(value: float) -> str:
    """``12.5 kg``; whole kilograms from a hundred on."""
    return f"{number(value, 0 if value >= 100 else 1)} kg"


def size(row: ThingRow) -> str:
    """Length, width and height in centimetres."""
    if row.sides_m is None:
        return NONE
    return " × ".join(f"{side * 100:.0f}" for side in row.sides_m)


def until(paper: PaperOf) -> str:
    """The last valid day."""
    return NONE if paper.until is None else day(paper.until)


def status(code: str) -> Status:
    """A word with its sign."""
    return Status(sign_of(code), word(code))
