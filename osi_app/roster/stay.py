"""What the rules say about one person on territory from one day to another, both inclusive."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from osi_app.kernel.findings import Finding, Severity
from osi_app.library.records import State
from osi_app.roster.currency import (
    available_on,
    first_lapse,
    medical_that_counts,
    medical_valid_on,
    passport_until,
    training_valid_on,
)
from osi_app.roster.fitness import Asked, fitness_findings
from osi_app.roster.fitness_records import Visa
from osi_app.roster.person_stay import Stay
from osi_app.roster.records import TrainingResult
from osi_app.roster.refusal import OBJECTION_DAYS, refusal_in, silent_until


@dataclass(frozen=True, slots=True)
class Frame:
    """What an inspection asks of everybody: the two States, the protection of P.23 and how many
    days a passport should outlast the stay. ``protected_from`` is the day of the notification, or
    None before it; ``mandate_codes`` are the codes that protection covers."""

    requesting: State
    inspected: State
    protected_from: date | None = None
    mandate_codes: frozenset[str] = frozenset()
    passport_margin_days: int = 0
    objection_days: int = OBJECTION_DAYS
    asked: Asked = field(default_factory=Asked)


def stay_findings(stay: Stay, frame: Frame) -> list[Finding]:
    """Every rule about one person's stay. A stay that ends before it begins is judged for its
    first day only, beside what ``roster.stay_order`` says."""
    if stay.last < stay.first:
        stay = Stay(stay.dossier, stay.first, stay.first)
    return [
        *nationality(stay, frame),
        *refused(stay, frame),
        *designated(stay),
        *trained(stay),
        *healthy(stay),
        *passport(stay, frame),
        *available(stay),
        *fitness_findings(stay, frame.inspected.name, frame.asked, _visas(stay, frame)),
    ]


def nationality(stay: Stay, frame: Frame) -> list[Finding]:
    """P.9: no national of the requesting or of the inspected State, by any nationality held."""
    sides = {frame.requesting.id: "requesting", frame.inspected.id: "inspected"}
    states: dict[UUID, State] = {s.id: s for s in (frame.requesting, frame.inspected)}
    own = (
        stay.dossier.inspector.nationality_id,
        *(further.state_id for further in stay.dossier.nationalities),
    )
    return [
        stay.finding(
            "roster.nationality",
            "P.9",
            mend="roster.withdraw_mend",
            state=states[key].name,
            side=sides[key],
        )
        for key in dict.fromkeys(own)
        if key in sides
    ]


def _visas(stay: Stay, frame: Frame) -> list[Visa]:
    return [one for one in stay.dossier.visas if one.state_id == frame.inspected.id]


def refused(stay: Stay, frame: Frame) -> list[Finding]:
    """P.18, P.22: not refused by the inspected State; P.23: after the notification, an objection
    no longer removes a person named in the mandate."""
    answers = [a for a in stay.dossier.acceptances if a.state_id == frame.inspected.id]
    named = stay.dossier.inspector.code in frame.mandate_codes
    refusal = refusal_in(
        answers, stay.last, frame.protected_from if named else None, frame.objection_days
    )
    state = frame.inspected.name
    if refusal is not None:
        return [
            stay.finding(
                "roster.refused",
                refusal.paragraph,
                mend="roster.withdraw_mend",
                state=state,
                notified_on=refusal.acceptance.notified_on,
                objected_on=refusal.objected_on,
                effective_on=refusal.effective_on,
            )
        ]
    open_until = silent_until(answers, stay.first, frame.objection_days)
    if open_until is None:
        return []
    return [
        stay.finding(
            "roster.refused.answer_open",
            "P.18",
            Severity.WARNING,
            state=state,
            open_until=open_until,
        )
    ]


def designated(stay: Stay) -> list[Finding]:
    """P.14: designated on or before the day of arrival."""
    day = stay.dossier.inspector.designated_on
    if day is None:
        return [stay.finding("roster.not_designated", "P.14", mend="roster.not_designated_mend")]
    if day <= stay.first:
        return []
    return [
        stay.finding(
            "roster.not_designated.late",
            "P.14",
            mend="roster.not_designated.late_mend",
            designated_on=day,
            exceeded_by=(day - stay.first).days,
        )
    ]


def trained(stay: Stay) -> list[Finding]:
    """P.25: a training passed that holds on every day of the stay."""
    trainings = [one for one in stay.dossier.trainings if one.result is TrainingResult.PASSED]
    lapse = first_lapse(lambda day: training_valid_on(trainings, day), stay.first, stay.last)
    if lapse is None:
        return []
    until = max((t.valid_until for t in trainings if t.valid_until), default=None)
    code = "roster.training" if trainings else "roster.training.missing"
    return [_lapsed(stay, code, "P.25", lapse, until)]


def healthy(stay: Stay) -> list[Finding]:
    """P.19: medically fit on every day of the stay, by the newest examination."""
    examinations = stay.dossier.examinations
    lapse = first_lapse(lambda day: medical_valid_on(examinations, day), stay.first, stay.last)
    if lapse is None:
        return []
    counts = medical_that_counts(examinations, lapse)
    if counts is None:
        return [_lapsed(stay, "roster.medical.missing", "P.19", lapse, None)]
    if not counts.fit:
        return [
            stay.finding(
                "roster.medical.unfit",
                "P.19",
                mend="roster.withdraw_mend",
                examined_on=counts.examined_on,
            )
        ]
    return [_lapsed(stay, "roster.medical", "P.19", lapse, counts.valid_until)]


def passport(stay: Stay, frame: Frame) -> list[Finding]:
    """P.26: a passport that holds for the whole stay; a warning when it ends soon after."""
    until = passport_until(stay.dossier.passports)
    if until is None:
        return [_lapsed(stay, "roster.passport.missing", "P.26", stay.first, None)]
    if until < stay.last:
        lapse = max(stay.first, date.fromordinal(until.toordinal() + 1))
        return [_lapsed(stay, "roster.passport", "P.26", lapse, until)]
    beyond = (until - stay.last).days
    short = frame.passport_margin_days - beyond
    if short <= 0:
        return []
    return [
        stay.finding(
            "roster.passport.margin",
            "P.26",
            Severity.WARNING,
            until=until,
            found=beyond,
            limit=frame.passport_margin_days,
            exceeded_by=short,
        )
    ]


def available(stay: Stay) -> list[Finding]:
    """P.10 (planning): available on every day of the stay."""
    days = stay.dossier.availabilities
    lapse = first_lapse(lambda day: available_on(days, day), stay.first, stay.last)
    if lapse is None:
        return []
    reasons = [
        found.reason
        for found in days
        if not found.available and found.first_day <= lapse <= found.last_day and found.reason
    ]
    return [
        stay.finding(
            "roster.unavailable",
            "P.10",
            Severity.WARNING,
            mend="roster.shorten_mend" if lapse > stay.first else "roster.withdraw_mend",
            lapses_on=lapse,
            exceeded_by=(stay.last - lapse).days + 1,
            reason="; ".join(reasons),
            ends_on=date.fromordinal(lapse.toordinal() - 1),
        )
    ]


def _lapsed(stay: Stay, code: str, paragraph: str, lapse: date, until: date | None) -> Finding:
    """A validity that does not cover the stay; the mend is a renewal that lasts to its end."""
    rule = ".".join(code.split(".")[:2])
    return stay.finding(
        code,
        paragraph,
        mend=f"{rule}_mend",
        lapses_on=lapse,
        until=until,
        exceeded_by=(stay.last - lapse).days + 1,
    )
