"""The readiness chart as a value."""

from collections.abc import Iterator

from osi_app.documents.equipment_values import ReadinessChart, ReadinessRow, ReadinessSpan
from osi_app.documents.stamp import Revision, stamp
from osi_app.equipment.findings import findings
from osi_app.equipment.readiness import Readiness, TechniqueDays
from osi_app.equipment.readiness_report import (
    Asked,
    ReadinessReport,
    SystemReport,
    mend_told,
    readiness_report,
    span_chain,
)
from osi_app.equipment.records import EquipmentUse
from osi_app.inspection.case import Case
from osi_app.kernel.findings import ordered
from osi_app.kernel.ports import Reading
from osi_app.texts import word


def readiness_chart(
    reading: Reading, case: Case, revision: Revision, asked: Asked
) -> ReadinessChart:
    """Techniques and systems over the days asked about, in the world of the question."""
    report = readiness_report(reading, case.values, asked)
    return ReadinessChart(
        stamp=stamp(case, "readiness", revision),
        first=asked.first,
        days=asked.days,
        techniques=tuple(_technique(use, days, report) for use, days in report.techniques.items()),
        systems=tuple(_system(one, asked) for one in report.systems),
        findings=ordered(findings(reading, case)),
    )


def _technique(
    use: EquipmentUse, days: tuple[TechniqueDays, ...], report: ReadinessReport
) -> ReadinessRow:
    first = report.asked.first
    spans = tuple(
        ReadinessSpan((one.first - first).days, (one.last - first).days, one.status.value)
        for one in days
    )
    name = word("auxiliary") if use is EquipmentUse.AUXILIARY else word(f"technique_{use.value}")
    shown = name if use is EquipmentUse.AUXILIARY else f"({use.value}) {name}"
    return ReadinessRow(use.value, shown, use.value, spans)


def _system(one: SystemReport, asked: Asked) -> ReadinessRow:
    system = one.readiness.system
    spans = tuple(
        ReadinessSpan(
            (span.first - asked.first).days, (span.last - asked.first).days, span.status.value
        )
        for span in one.readiness.spans
    )
    told = dict(_reasons(one, asked))
    return ReadinessRow(
        system.code, system.name, system.technique.value, spans, tuple(told), tuple(told.values()),
        system.id,
    )  # fmt: skip


def _reasons(one: SystemReport, asked: Asked) -> Iterator[tuple[str, str]]:
    """Each reason once, with its mend."""
    for span, mend in zip(one.readiness.spans, one.mends, strict=True):
        if span.status is not Readiness.READY:
            yield span_chain(one.readiness.system.code, span, asked), mend_told(mend)
