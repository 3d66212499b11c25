"""As-found and as-left readings against their tolerance, and what that blocks.

The reading is held against the tolerance with the laboratory's uncertainty U (coverage factor 2)
as a guard band, after ILAC-G8:09/2019 and JCGM 106:2012: in when the whole of reading ± U lies
within the tolerance, out when the whole of it lies outside, undecided between. On the limit is in.
The arithmetic is decimal, as people write it: 0.1 + 0.2 is on a limit of 0.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from osi_app.equipment.calibration import newest
from osi_app.equipment.records import Calibration, Concession
from osi_app.equipment.stock import ItemPapers
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, Severity


class Verdict(StrEnum):
    """What a reading says of the item."""

    IN = "in_tolerance"
    OUT = "out_of_tolerance"
    UNDECIDED = "undecided"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reading held against its tolerance. Between ``in_to`` (the tolerance less the guard band)
    and ``out_from`` (with it) nothing is decided; ``exceeded_by`` is how far the reading itself is
    beyond the tolerance, 0 within."""

    verdict: Verdict
    deviation: float | None = None
    tolerance: float | None = None
    guard_band: float = 0
    in_to: float | None = None
    out_from: float | None = None
    exceeded_by: float = 0


@dataclass(frozen=True, slots=True)
class OutOfTolerance:
    """A certificate that counts on the day and left its item out of tolerance. ``concession`` is
    what permits the item's use that day all the same, None when nothing does."""

    calibration: Calibration
    judgement: Judgement
    concession: Concession | None


def judge(
    deviation: float | None, tolerance: float | None, uncertainty: float | None = None
) -> Judgement:
    """The reading against its tolerance; not stated where either is missing. Without an
    uncertainty the guard band is 0 and everything is decided."""
    if deviation is None or tolerance is None:
        return Judgement(Verdict.NOT_STATED, deviation, tolerance, uncertainty or 0)
    away, limit, guard = abs(_exact(deviation)), _exact(tolerance), _exact(uncertainty or 0)
    if away + guard <= limit:
        verdict = Verdict.IN
    elif away - guard > limit:
        verdict = Verdict.OUT
    else:
        verdict = Verdict.UNDECIDED
    return Judgement(
        verdict,
        deviation,
        tolerance,
        float(guard),
        float(max(limit - guard, Decimal(0))),
        float(limit + guard),
        float(max(away - limit, Decimal(0))),
    )


def as_found(one: Calibration) -> Judgement:
    """How the item came to the laboratory: out of tolerance makes its work since the calibration
    before doubtful (``traceability``)."""
    return judge(one.as_found, one.tolerance, one.uncertainty)


def as_left(one: Calibration) -> Judgement:
    """How the item left the laboratory; an item that was not adjusted left as it was found."""
    left = one.as_left if one.as_left is not None else one.as_found
    return judge(left, one.tolerance, one.uncertainty)


def conceded(concessions: Sequence[Concession], day: date) -> Concession | None:
    """Of one item's concessions the one that covers the day and lasts longest, both ends
    inclusive; None without any."""
    covering = [one for one in concessions if one.first_day <= day <= one.last_day]
    return max(covering, key=lambda one: one.last_day, default=None)


def out_of_tolerance(
    calibrations: Sequence[Calibration], concessions: Sequence[Concession], day: date
) -> tuple[OutOfTolerance, ...]:
    """Of one item, by procedure: what counts on the day and left it out of tolerance."""
    judged = [(one, as_left(one)) for one in newest(calibrations, day)]
    concession = conceded(concessions, day)
    return tuple(
        OutOfTolerance(one, judgement, concession)
        for one, judgement in judged
        if judgement.verdict is Verdict.OUT
    )


def refuse_issue(
    calibrations: Sequence[Calibration],
    concessions: Sequence[Concession],
    day: date,
    code: str = "",
) -> None:
    """Refuses to issue an item that is out of tolerance on the day without a concession signed
    for it. Raises ``RuleError('out_of_tolerance')``."""
    for one in out_of_tolerance(calibrations, concessions, day):
        if one.concession is None:
            raise RuleError(
                "out_of_tolerance",
                field="item_id",
                item=code,
                certificate=one.calibration.certificate_number,
                day=day,
                **_told(one.calibration, one.judgement),
            )


def findings(papers: ItemPapers, concessions: Sequence[Concession], day: date) -> list[Finding]:
    """What the readings that count on the day say of one item: out of tolerance is a breach, with
    a concession a note; undecided is a warning; found out of tolerance, though put right since, a
    warning for the work done before."""
    found = [
        _out_finding(papers, one, day)
        for one in out_of_tolerance(papers.calibrations, concessions, day)
    ]
    for one in newest(papers.calibrations, day):
        left, before = as_left(one), as_found(one)
        if left.verdict is Verdict.UNDECIDED:
            found.append(_finding(papers, "equipment.tolerance_undecided", one, left))
        if before.verdict is Verdict.OUT:
            found.append(_finding(papers, "equipment.found_out_of_tolerance", one, before))
    return found


def _out_finding(papers: ItemPapers, one: OutOfTolerance, day: date) -> Finding:
    signed = one.concession
    if signed is None:
        code, severity = "equipment.out_of_tolerance", Severity.BREACH
        return _finding(papers, code, one.calibration, one.judgement, severity, day=day)
    return _finding(
        papers,
        "equipment.out_of_tolerance.conceded",
        one.calibration,
        one.judgement,
        Severity.NOTE,
        last_day=signed.last_day,
        signed_by=signed.signed_by,
        reason=signed.reason,
    )


def _finding(
    papers: ItemPapers,
    code: str,
    one: Calibration,
    judgement: Judgement,
    severity: Severity = Severity.WARNING,
    **more: object,
) -> Finding:
    rule = ".".join(code.split(".")[:2])
    values = {
        "name": papers.item.name,
        "code": papers.item.code,
        "certificate": one.certificate_number,
        "performed_on": one.performed_on,
        **_told(one, judgement),
        **more,
    }
    mend = "" if severity is Severity.NOTE else f"{rule}_mend"
    return Finding(rule, "P.38", severity, papers.subject, code, values, mend)


def _told(one: Calibration, judgement: Judgement) -> dict[str, object]:
    """The numbers with their unit, each as it was written."""
    unit = f" {one.unit}" if one.unit else ""
    return {
        "deviation": f"{judgement.deviation:+.10g}{unit}",
        "tolerance": f"{judgement.tolerance:.10g}{unit}",
        "guard_band": f"{judgement.guard_band:.10g}{unit}",
        "exceeded_by": f"{judgement.exceeded_by:.10g}{unit}",
    }


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))
