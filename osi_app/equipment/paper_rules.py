"""What the rules say about an item's papers during its planned use (P.38, P.39, P.51)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from osi_app.equipment import calibration, certification
from osi_app.equipment.records import Item
from osi_app.equipment.stock import ItemPapers
from osi_app.kernel.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class PlannedUse:
    """From the point of entry to the end of the inspection as planned, inclusive; a
    certification should last to ``reserve_until``, the end after the longest extension."""

    first: date
    last: date
    reserve_until: date


def item_findings(papers: ItemPapers, use: PlannedUse) -> list[Finding]:
    """Every rule about one listed item."""
    return [
        *calibrated(papers, use),
        *in_order(papers),
        *certified(papers, use),
        *sealed(papers, use),
        *approved(papers),
    ]


def calibrated(papers: ItemPapers, use: PlannedUse) -> list[Finding]:
    """P.38, P.39: a valid calibration on every day of the planned use."""
    item, records = papers.item, papers.calibrations
    lapse = calibration.first_lapse(item, records, use.first, use.last)
    if lapse is None:
        return []
    if lapse.until is None:
        values: dict[str, object] = {"first_day": use.first, "last_day": use.last}
        return [
            _finding(
                papers, "equipment.calibration_missing", "P.38", values, "equipment.calibrate_mend"
            )
        ]
    values = {
        "certificate": lapse.certificate_number,
        "until": lapse.until,
        "lapses_on": lapse.first_day,
        "first_day": use.first,
        "last_day": use.last,
        "exceeded_by": (use.last - lapse.first_day).days + 1,
        "before_use": lapse.until < use.first,
    }
    return [
        _finding(papers, "equipment.calibration_lapsed", "P.38", values, "equipment.calibrate_mend")
    ]


def in_order(papers: ItemPapers) -> list[Finding]:
    """A certificate does not end before it begins."""
    return [
        _finding(
            papers,
            "equipment.calibration_order",
            "P.38",
            {
                "certificate": found.certificate_number,
                "performed_on": found.performed_on,
                "until": found.valid_until,
                "exceeded_by": (found.performed_on - found.valid_until).days,
            },
            "equipment.calibration_order_mend",
        )
        for found in calibration.out_of_order(papers.calibrations)
    ]


def certified(papers: ItemPapers, use: PlannedUse) -> list[Finding]:
    """P.38: certified at the point of entry and to the end of the planned use; a warning when it
    would not last through the longest extension."""
    if certification.that_counts(papers.certifications, use.first) is None:
        values: dict[str, object] = {"first_day": use.first}
        mend = "equipment.certify_mend"
        return [_finding(papers, "equipment.certification_missing", "P.38", values, mend)]
    last = max(use.last, use.reserve_until)
    lapse = certification.first_lapse(papers.certifications, use.first, last)
    if lapse is None:
        return []
    within = lapse.first_day <= use.last
    needed = use.last if within else use.reserve_until
    values = {
        "certificate": lapse.certification.certificate_number,
        "until": lapse.certification.valid_until,
        "lapses_on": lapse.first_day,
        "last_day": needed,
        "exceeded_by": (needed - lapse.first_day).days + 1,
    }
    code = "equipment.certification_lapsed" + ("" if within else ".reserve")
    severity = Severity.BREACH if within else Severity.WARNING
    return [_finding(papers, code, "P.38", values, "equipment.certify_mend", severity)]


def sealed(papers: ItemPapers, use: PlannedUse) -> list[Finding]:
    """P.38: the certification that counts at the point of entry has a seal."""
    counts = certification.that_counts(papers.certifications, use.first)
    if counts is None or counts.seal_number.strip():
        return []
    values: dict[str, object] = {"certificate": counts.certificate_number}
    return [_finding(papers, "equipment.seal_missing", "P.38", values, "equipment.seal_mend")]


def approved(papers: ItemPapers) -> list[Finding]:
    """P.36, P.51: on the approved list."""
    if papers.item.on_approved_list:
        return []
    return [_finding(papers, "equipment.not_approved", "P.36", {}, "equipment.unlist_mend")]


def serials_twice(papers: Sequence[ItemPapers], others: Iterable[Item]) -> list[Finding]:
    """P.38: a serial number names one thing of its maker. ``others`` are items of the store with
    the same serial numbers, listed or not."""
    alike: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for item in (*(found.item for found in papers), *others):
        alike[serial_key(item)].add(item.code)
    return [
        _finding(
            found,
            "equipment.serial_duplicate",
            "P.38",
            {
                "serial": found.item.serial_number,
                "found": len(alike[serial_key(found.item)]),
                "limit": 1,
                "others": ", ".join(sorted(alike[serial_key(found.item)] - {found.item.code})),
            },
        )
        for found in papers
        if len(alike[serial_key(found.item)]) > 1
    ]


def serial_key(item: Item) -> tuple[str, str]:
    """What a serial number is unique within: the maker, or the type where none is named."""
    return (item.maker or item.item_type).casefold(), item.serial_number.casefold()


def _finding(
    papers: ItemPapers,
    code: str,
    paragraph: str,
    values: dict[str, object],
    mend: str = "",
    severity: Severity = Severity.BREACH,
) -> Finding:
    rule = ".".join(code.split(".")[:2])
    shown = {"name": papers.item.name, "code": papers.item.code} | values
    return Finding(rule, paragraph, severity, papers.subject, code, shown, mend)
