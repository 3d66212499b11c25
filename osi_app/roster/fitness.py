"""What the rules say of a stay beyond list, training, health and passport: visa, vaccinations,
briefing, dose, skills kept up, the employer's release, notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from osi_app.kernel.findings import Finding, Severity
from osi_app.roster.currency import ValidOn, first_lapse
from osi_app.roster.fitness_records import (
    DoseReading,
    SecurityBriefing,
    Vaccination,
    Visa,
    VisaStatus,
)
from osi_app.roster.person_stay import Stay
from osi_app.roster.records import Availability

DOSE_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Asked:
    """What an inspection asks of everybody's fitness. 0, False and empty ask nothing.

    ``called_on`` is the day of the request, from which notice runs; ``now`` decides whether an
    application for a visa is late. ``vaccines`` are compared without case.
    """

    visa_hours: float = 48
    visa_needed: bool = False
    currency_days: int = 0
    briefing_needed: bool = False
    vaccines: tuple[str, ...] = ()
    dose_limit_msv: float = 0
    called_on: date | None = None
    now: datetime | None = None


def fitness_findings(
    stay: Stay, inspected: str, asked: Asked, visas: Iterable[Visa]
) -> list[Finding]:
    """Every rule of the module about one stay; ``visas`` are those of the inspected State, whose
    name is ``inspected``."""
    return [
        *visa(stay, inspected, asked, tuple(visas)),
        *vaccinated(stay, asked),
        *briefed(stay, asked),
        *dose(stay, asked),
        *kept_up(stay, asked),
        *released(stay),
        *notice(stay, asked),
    ]


def visa(stay: Stay, state: str, asked: Asked, visas: tuple[Visa, ...]) -> list[Finding]:
    """P.26: permission to enter on every day of the stay. What was refused breaks the stay, what is
    under way is told with its deadline; without any record nothing is said unless asked."""
    if any(one.status is VisaStatus.NOT_NEEDED for one in visas):
        return []
    granted = [one for one in visas if one.status is VisaStatus.GRANTED]
    lapse = first_lapse(lambda day: visa_valid_on(granted, day), stay.first, stay.last)
    if granted and lapse is None:
        return []
    if granted:
        return [
            stay.finding(
                "roster.visa", "P.26", mend="roster.visa_mend", state=state, lapses_on=lapse,
                exceeded_by=(stay.last - lapse).days + 1 if lapse else 0,
            )
        ]  # fmt: skip
    if any(one.status is VisaStatus.REFUSED for one in visas):
        return [
            stay.finding("roster.visa_refused", "P.26", mend="roster.withdraw_mend", state=state)
        ]
    return _not_yet_granted(stay, state, asked, visas)


def visa_valid_on(granted: Iterable[Visa], day: date) -> bool:
    """Whether any visa granted holds on that day; days left open have no bound."""
    return any(
        (one.valid_from is None or one.valid_from <= day)
        and (one.valid_until is None or day <= one.valid_until)
        for one in granted
    )


def visa_due(one: Visa, hours: float) -> datetime | None:
    """When the State has to have issued it (P.26): ``hours`` after the application, or None before
    it was handed in."""
    return None if one.applied_at is None else one.applied_at + timedelta(hours=hours)


def _not_yet_granted(
    stay: Stay, state: str, asked: Asked, visas: tuple[Visa, ...]
) -> list[Finding]:
    late = [
        due
        for one in visas
        if one.status is VisaStatus.APPLIED
        and (due := visa_due(one, asked.visa_hours)) is not None
        and asked.now is not None
        and due < asked.now
    ]
    if late and asked.now is not None:
        due = min(late)
        return [
            stay.finding(
                "roster.visa.overdue", "P.26", Severity.WARNING, "roster.visa.overdue_mend",
                state=state, due_at=due, late_s=(asked.now - due).total_seconds(),
            )
        ]  # fmt: skip
    wanted = any(one.status is VisaStatus.NEEDED for one in visas)
    if not wanted and (visas or not asked.visa_needed):
        return []
    return [
        stay.finding(
            "roster.visa.missing", "P.26", Severity.WARNING, "roster.visa.missing_mend",
            state=state, hours=asked.visa_hours,
        )
    ]  # fmt: skip


def vaccinated(stay: Stay, asked: Asked) -> list[Finding]:
    """Each vaccine asked for holds on every day of the stay."""
    found: list[Finding] = []
    for vaccine in asked.vaccines:
        given = [one for one in stay.dossier.vaccinations if _same(one.vaccine, vaccine)]
        lapse = first_lapse(_held(given), stay.first, stay.last)
        if lapse is not None:
            code = "roster.vaccination" if given else "roster.vaccination.missing"
            found.append(
                stay.finding(
                    code, "P.19", Severity.WARNING, "roster.vaccination_mend", vaccine=vaccine,
                    lapses_on=lapse,
                )
            )  # fmt: skip
    return found


def _held(given: list[Vaccination]) -> ValidOn:
    return lambda day: any(vaccination_valid_on(one, day) for one in given)


def vaccination_valid_on(one: Vaccination, day: date) -> bool:
    """Whether it was given by then and has not lapsed."""
    return one.given_on <= day and (one.valid_until is None or day <= one.valid_until)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def briefed(stay: Stay, asked: Asked) -> list[Finding]:
    """A security briefing that holds on every day of the stay, where one is asked for."""
    if not asked.briefing_needed:
        return []
    given = stay.dossier.briefings
    lapse = first_lapse(
        lambda day: any(briefing_valid_on(one, day) for one in given), stay.first, stay.last
    )
    if lapse is None:
        return []
    code = "roster.briefing" if given else "roster.briefing.missing"
    return [stay.finding(code, "", Severity.WARNING, "roster.briefing_mend", lapses_on=lapse)]


def briefing_valid_on(one: SecurityBriefing, day: date) -> bool:
    """Whether it was given by then and has not lapsed."""
    return one.briefed_on <= day and (one.valid_until is None or day <= one.valid_until)


def dose(stay: Stay, asked: Asked) -> list[Finding]:
    """The dose of the year before arrival stays below the limit: reaching it is told."""
    if not asked.dose_limit_msv:
        return []
    received = dose_before(stay.dossier.doses, stay.first)
    if received < asked.dose_limit_msv:
        return []
    return [
        stay.finding(
            "roster.dose", "", Severity.WARNING, "roster.dose_mend", found=received,
            limit=asked.dose_limit_msv, exceeded_by=received - asked.dose_limit_msv,
        )
    ]  # fmt: skip


def dose_before(readings: Iterable[DoseReading], day: date) -> float:
    """mSv of the wearing periods that ended in the 365 days before ``day``."""
    since = day - timedelta(days=DOSE_YEAR_DAYS)
    return sum(one.dose_msv for one in readings if since <= one.last_day < day)


def kept_up(stay: Stay, asked: Asked) -> list[Finding]:
    """A skill whose last use in the field is known and too long ago is told. One without a last use
    is not judged."""
    if not asked.currency_days:
        return []
    return [
        stay.finding(
            "roster.currency", "P.25", Severity.WARNING, "roster.currency_mend",
            skill=name, last_used_on=used, found=(stay.first - used).days,
            limit=asked.currency_days, exceeded_by=(stay.first - used).days - asked.currency_days,
        )
        for name, used in _skills(stay)
        if not is_current(used, stay.first, asked.currency_days)
    ]  # fmt: skip


def _skills(stay: Stay) -> list[tuple[str, date]]:
    skills = [(one.technique.value, one.last_used_on) for one in stay.dossier.qualifications]
    skills += [(one.function.value, one.last_used_on) for one in stay.dossier.functions]
    return [(name, used) for name, used in skills if used is not None]


def is_current(last_used_on: date | None, day: date, currency_days: int) -> bool:
    """Whether a skill was used within ``currency_days`` before the day, the last one included.
    One never used in the field is not current."""
    return last_used_on is not None and (day - last_used_on).days <= currency_days


def released(stay: Stay) -> list[Finding]:
    """Where the employer must release the person: for every day of the stay."""
    if not stay.dossier.inspector.release_needed:
        return []
    days = [one for one in stay.dossier.availabilities if one.available and one.released_by]
    lapse = first_lapse(lambda day: _released_on(days, day), stay.first, stay.last)
    if lapse is None:
        return []
    employer = stay.dossier.inspector.affiliation
    return [
        stay.finding(
            "roster.release", "P.10", Severity.WARNING, "roster.release_mend", lapses_on=lapse,
            employer=employer or "the employer",
        )
    ]  # fmt: skip


def _released_on(days: Iterable[Availability], day: date) -> bool:
    return any(one.first_day <= day <= one.last_day for one in days)


def notice(stay: Stay, asked: Asked) -> list[Finding]:
    """The days between call and departure the person needs fit between the request and arrival."""
    needs = stay.dossier.inspector.notice_days
    if asked.called_on is None or not needs:
        return []
    given = (stay.first - asked.called_on).days
    if needs <= given:
        return []
    return [
        stay.finding(
            "roster.notice", "P.10", Severity.WARNING, "roster.notice_mend", found=given,
            limit=needs, exceeded_by=needs - given,
            ready_on=asked.called_on + timedelta(days=needs),
        )
    ]  # fmt: skip
