"""The mandate's versions: after issue only activities, members and equipment may change (P.42)."""

from dataclasses import dataclass

from osi_app.inspection.case import Case
from osi_app.inspection.records import Mandate
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.record import Vertices

FIXED = (
    "states",
    "area",
    "point_of_entry",
    "basing_points",
    "leader_code",
    "observer",
    "inspection_id",
)
"""What the mandate fixes at first issue."""


def fixed_differences(first: Mandate, later: Mandate) -> tuple[str, ...]:
    """The fixed fields in which two versions differ."""
    return tuple(name for name in FIXED if getattr(first, name) != getattr(later, name))


def refuse_fixed(first: Mandate, later: Mandate) -> None:
    """Raises ``RuleError('mandate_fixed_fields')`` when a later version changes what is fixed."""
    fields = fixed_differences(first, later)
    if fields:
        raise RuleError("mandate_fixed_fields", field=fields[0], fields=", ".join(fields))


def version_findings(case: Case, mandates: tuple[Mandate, ...]) -> list[Finding]:
    """Versions that differ where they may not (P.42, last sentence)."""
    ordered = sorted(mandates, key=lambda mandate: mandate.version)
    found = []
    for later in ordered[1:]:
        fields = fixed_differences(ordered[0], later)
        if fields:
            subject = Subject("mandate", later.id, f"version {later.version}")
            told = {"version": later.version, "fields": ", ".join(fields)}
            found.append(
                Finding("inspection.mandate_changed", "P.42", Severity.BREACH, subject,
                        "mandate_changed", told)
            )  # fmt: skip
    del case
    return found


@dataclass(frozen=True, slots=True)
class MandateNow:
    """What the records say today of what a mandate fixes; empty where nothing is recorded."""

    area: Vertices = ()
    point_of_entry: str = ""
    leader_code: str = ""
    member_codes: tuple[str, ...] = ()
    equipment_codes: tuple[str, ...] = ()


def differing_findings(mandate: Mandate, now: MandateNow) -> list[Finding]:
    """Where the records have gone beyond the newest mandate.

    Members and equipment may change, by a new version: a warning. What is fixed at first issue
    may not (P.42, last sentence): a breach. A field empty on either side is not compared.
    """
    subject = Subject("mandate", mandate.id, f"version {mandate.version}")
    found = []
    for name in ("member_codes", "equipment_codes"):
        issued, today = set(getattr(mandate, name)), set(getattr(now, name))
        if issued and today and issued != today:
            told = {"added": _few(today - issued), "left": _few(issued - today)}
            code = f"mandate_{name.removesuffix('_codes')}_differ"
            found.append(_differs(subject, Severity.WARNING, code, told, "issue_mandate"))
    for name in ("point_of_entry", "leader_code"):
        issued, today = getattr(mandate, name), getattr(now, name)
        if issued and today and issued != today:
            told = {"issued": issued, "now": today}
            found.append(_differs(subject, Severity.BREACH, f"mandate_{name}_differs", told))
    if mandate.area and now.area and not same_ring(mandate.area, now.area):
        found.append(_differs(subject, Severity.BREACH, "mandate_area_differs", {}))
    return found


def _differs(
    subject: Subject, severity: Severity, code: str, told: dict[str, str], mend: str = ""
) -> Finding:
    return Finding("inspection.mandate_differs", "P.42", severity, subject, code, told, mend)


def _few(codes: set[str], most: int = 6) -> str:
    shown = sorted(codes)
    rest = f" and {len(shown) - most} more" if len(shown) > most else ""
    return (", ".join(shown[:most]) + rest) or "none"


def same_ring(first: Vertices, second: Vertices) -> bool:
    """Whether two open rings have the same corners in the same circular order, either way."""
    if len(first) != len(second):
        return False
    turned = second + second
    backward = second[::-1] + second[::-1]
    return any(
        line[start : start + len(first)] == first
        for line in (turned, backward)
        for start in range(len(first))
    )
