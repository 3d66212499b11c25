"""The mandate's versions: after issue only activities, members and equipment may change (P.42)."""

from osi_app.inspection.case import Case
from osi_app.inspection.records import Mandate
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, Severity, Subject

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
