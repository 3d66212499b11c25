"""``readiness``: which system can be deployed on which day, why not, and what would mend it."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any, Protocol

from osi_app.equipment.readiness import Readiness, WhatIf
from osi_app.equipment.readiness_report import (
    Asked,
    ReadinessReport,
    SystemReport,
    mend_told,
    span_chain,
)
from osi_app.equipment.records import EquipmentUse
from osi_app.equipment.service import EquipmentService
from osi_app.inspection.choosing import add_inspection, one_named
from osi_app.kernel.command import Answer, Command, Console, ExitCode
from osi_app.kernel.errors import RuleError


class _House(Protocol):
    @property
    def equipment(self) -> EquipmentService: ...

    def inspections(self) -> Any: ...


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--request", required=True, metavar="DATE", help="D0, as 2026-08-24")
    parser.add_argument("--days", type=int, default=130, help="D0 to D+days, both judged (130)")
    parser.add_argument("--lost", action="append", default=[], metavar="CODE",
                        help="a system or item that is lost (may be repeated)")  # fmt: skip
    parser.add_argument("--closed", action="append", default=[], metavar="LABORATORY",
                        help="a laboratory that is closed (may be repeated)")  # fmt: skip
    parser.add_argument("--branch", default="", metavar="NAME", help="bookings of this what-if")
    add_inspection(parser)
    techniques = [use.value for use in EquipmentUse]
    parser.add_argument("--technique", choices=techniques, help="only systems of this one (P.69)")


def _readiness(house: _House, arguments: Namespace, console: Console) -> Answer:
    del console
    what_if = WhatIf(frozenset(arguments.lost), frozenset(arguments.closed), arguments.branch)
    asked = Asked(_day(arguments.request), _days(arguments.days), what_if)
    report = house.equipment.readiness(asked, one_named(house, arguments))
    shown = [one for one in report.systems if _wanted(one, arguments.technique)]
    red = any(one.readiness.worst is Readiness.NOT_READY for one in shown)
    data = {
        "request": asked.first.isoformat(),
        "days": asked.days,
        "systems": [system_data(one, asked) for one in shown],
        "techniques": _techniques(report, arguments.technique),
    }
    return Answer(_text(shown, asked), data, ExitCode.FINDINGS if red else ExitCode.FINE)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise RuleError("invalid_day", field="request", value=typed) from None


def _days(asked: int) -> int:
    if not 0 <= asked <= 3_660:
        raise RuleError("days_out_of_range", field="days", value=asked)
    return asked


def _wanted(one: SystemReport, technique: str | None) -> bool:
    return technique is None or one.readiness.system.technique.value == technique


def system_data(one: SystemReport, asked: Asked) -> dict[str, Any]:
    """A system for ``--json``: its spans with day numbers, days, status, chain and mend."""
    system = one.readiness.system
    spans = [
        {
            "from": (span.first - asked.first).days,
            "to": (span.last - asked.first).days,
            "first_day": span.first.isoformat(),
            "last_day": span.last.isoformat(),
            "status": span.status.value,
            "chain": span_chain(system.code, span, asked),
            "mend": mend_told(mend),
            "mend_lead_days": mend.lead_days if mend else None,
        }
        for span, mend in zip(one.readiness.spans, one.mends, strict=True)
    ]
    return {
        "code": system.code,
        "name": system.name,
        "technique": system.technique.value,
        "status": one.readiness.worst.value,
        "spans": spans,
    }


def _techniques(report: ReadinessReport, technique: str | None) -> list[dict[str, Any]]:
    return [
        {
            "technique": use.value,
            "spans": [
                {
                    "from": (one.first - report.asked.first).days,
                    "to": (one.last - report.asked.first).days,
                    "status": one.status.value,
                    "ready": one.ready,
                    "warning": one.warning,
                    "not_ready": one.not_ready,
                }
                for one in spans
            ],
        }
        for use, spans in report.techniques.items()
        if technique in (None, use.value)
    ]


def _text(shown: list[SystemReport], asked: Asked) -> str:
    if not shown:
        return "There is no system."
    lines: list[str] = []
    for one in shown:
        system = one.readiness.system
        lines.append(f"{system.code}  {system.name} ({system.technique.value})")
        for span, mend in zip(one.readiness.spans, one.mends, strict=True):
            days = f"D+{(span.first - asked.first).days} to D+{(span.last - asked.first).days}"
            told = span_chain(system.code, span, asked) or f"{system.code} green"
            lines.append(f"  {days:<16} {told}")
            if span.status is not Readiness.READY and mend is not None:
                lines.append(f"  {'':<16} {mend_told(mend)}")
    return "\n".join(lines)


COMMANDS = (
    Command(
        "readiness",
        "which systems can be deployed on which day, and why not",
        _arguments,
        _readiness,
        "Every system is judged on every day from D0 to D+days: the worst member decides, with "
        "the reason and the cheapest mend. Exit code 1 when any is red on any day.",
    ),
)
