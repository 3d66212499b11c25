"""What the rules say of a case: its clocks, the order of its moments, its mandate."""

from osi_app.inspection.case import Case
from osi_app.inspection.mandate import version_findings
from osi_app.inspection.records import Mandate
from osi_app.kernel.findings import Finding, Severity
from osi_app.kernel.ports import Reading
from osi_app.treaty.deadlines import ClockKind, Deadline, DeadlineStatus
from osi_app.treaty.order import disorders
from osi_app.treaty.values import LAW


def findings(reading: Reading, case: Case) -> list[Finding]:
    """All findings of this room."""
    mandates = reading.all(Mandate, inspection_id=case.inspection.id)
    return [
        *deadline_findings(case),
        *order_findings(case),
        *version_findings(case, mandates),
    ]


def deadline_findings(case: Case) -> list[Finding]:
    """Clocks that were missed or are passed; windows and what is merely prompt break nothing."""
    missed = (DeadlineStatus.LATE, DeadlineStatus.OVERDUE)
    return [
        _missed(case, deadline)
        for deadline in case.deadlines
        if deadline.status in missed and deadline.kind in (ClockKind.DUTY, ClockKind.ADVICE)
    ]


def _missed(case: Case, deadline: Deadline) -> Finding:
    severity = Severity.BREACH if deadline.tag == LAW else Severity.WARNING
    done = deadline.status is DeadlineStatus.LATE
    told = {
        "id": deadline.id,
        "title": deadline.title,
        "due_at": deadline.due_at,
        "done_at": deadline.done_at,
        "late_s": -(deadline.slack_s or 0.0),
    }
    code = "deadline_late" if done else "deadline_overdue"
    return Finding(deadline.id, deadline.paragraph, severity, case.subject, code, told)


def order_findings(case: Case) -> list[Finding]:
    """Moments that come before one they depend on."""
    found = []
    for what, at, before, earlier, paragraph in disorders(case.facts, case.options):
        names = {"what": what.replace("_", " "), "before": before.replace("_", " ")}
        told = {**names, "at": at, "earlier": earlier}
        code = "moment_without" if earlier is None else "moment_out_of_order"
        found.append(
            Finding("inspection.order", paragraph, Severity.BREACH, case.subject, code, told)
        )
    return found
