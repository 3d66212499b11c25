"""What the rules say of visa, vaccinations, briefing, dose, skills, release and notice: each at,
below and above its boundary, on plain records."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from osi_app.kernel.findings import Finding, Severity
from osi_app.library.records import State
from osi_app.roster.dossier import Dossier
from osi_app.roster.fitness import Asked, dose_before, fitness_findings, is_current
from osi_app.roster.fitness_records import (
    DoseReading,
    Nationality,
    RoleQualification,
    SecurityBriefing,
    TeamFunction,
    Vaccination,
    Visa,
    VisaStatus,
)
from osi_app.roster.person_stay import Stay
from osi_app.roster.records import Availability, Inspector, Level, Qualification
from osi_app.roster.stay import Frame, nationality
from osi_app.treaty.words import Technique

FIRST, LAST = date(2026, 8, 30), date(2026, 10, 27)
DAY = timedelta(days=1)
NOW = datetime(2026, 8, 28, 12, tzinfo=UTC)
KEY, STATE = uuid4(), uuid4()


def said(asked: Asked | None = None, visas: tuple[Visa, ...] = (), **values: Any) -> list[Finding]:
    own = {key: values.pop(key) for key in tuple(values) if key in Inspector.model_fields}
    person = Inspector.model_validate(
        {"code": "I-1", "name": "A", "latin_name": "A", "nationality_id": STATE, **own}
    )
    stay = Stay(Dossier(person, **values), FIRST, LAST)
    return fitness_findings(stay, "Arcania", asked or Asked(), visas)


def codes(*given: Any, **values: Any) -> list[str]:
    return [one.message_code for one in said(*given, **values)]


def visa(status: VisaStatus = VisaStatus.GRANTED, **values: Any) -> Visa:
    return Visa(inspector_id=KEY, state_id=STATE, status=status, **values)


@pytest.mark.parametrize(
    ("begin", "end", "lapses_on"),
    [
        (FIRST, LAST, None),
        (None, LAST, None),
        (FIRST, None, None),
        (FIRST + DAY, LAST, FIRST),
        (FIRST, LAST - DAY, LAST),
        (FIRST, FIRST - DAY, FIRST),
    ],
)
def test_a_visa_covers_every_day_of_the_stay(
    begin: date | None, end: date | None, lapses_on: date | None
) -> None:
    found = said(visas=(visa(valid_from=begin, valid_until=end),))
    assert [one.values["lapses_on"] for one in found] == ([lapses_on] if lapses_on else [])
    assert all(one.severity is Severity.BREACH and one.paragraph == "P.26" for one in found)


def test_two_visas_that_meet_cover_the_stay() -> None:
    first = visa(valid_from=FIRST, valid_until=FIRST + DAY)
    assert codes(visas=(first, visa(valid_from=FIRST + 2 * DAY, valid_until=LAST))) == []
    assert codes(visas=(first, visa(valid_from=FIRST + 3 * DAY, valid_until=LAST))) == [
        "roster.visa"
    ]


@pytest.mark.parametrize(("late_s", "codes_said"), [(0, "roster.visa.missing"), (1, "overdue")])
def test_a_state_has_48_hours_for_a_visa(late_s: int, codes_said: str) -> None:
    handed_in = NOW - timedelta(hours=48, seconds=late_s)
    needed = visa(VisaStatus.NEEDED)
    found = codes(Asked(now=NOW), (visa(VisaStatus.APPLIED, applied_at=handed_in), needed))
    assert len(found) == 1
    assert found[0].endswith(codes_said)


def test_a_visa_not_asked_for_is_no_matter_unless_it_is_wanted() -> None:
    assert codes() == []
    assert codes(Asked(visa_needed=True)) == ["roster.visa.missing"]
    assert codes(Asked(visa_needed=True), (visa(VisaStatus.NOT_NEEDED),)) == []
    assert codes(visas=(visa(VisaStatus.NEEDED),)) == ["roster.visa.missing"]
    assert codes(visas=(visa(VisaStatus.REFUSED),)) == ["roster.visa_refused"]
    assert codes(visas=(visa(VisaStatus.REFUSED), visa())) == []


@pytest.mark.parametrize(
    ("until", "said_codes"),
    [(None, []), (LAST, []), (LAST - DAY, ["roster.vaccination"])],
)
def test_a_vaccine_asked_for_holds_to_the_last_day(
    until: date | None, said_codes: list[str]
) -> None:
    given = Vaccination(inspector_id=KEY, vaccine="Yellow Fever", given_on=FIRST, valid_until=until)
    asked = Asked(vaccines=("yellow fever",))
    assert codes(asked, vaccinations=(given,)) == said_codes
    assert codes(asked) == ["roster.vaccination.missing"]
    assert codes(vaccinations=(given,)) == []


@pytest.mark.parametrize(("briefed", "count"), [(FIRST, 0), (FIRST + DAY, 1)])
def test_a_security_briefing_is_given_before_arrival(briefed: date, count: int) -> None:
    briefing = SecurityBriefing(inspector_id=KEY, briefed_on=briefed)
    assert len(codes(Asked(briefing_needed=True), briefings=(briefing,))) == count
    assert codes(Asked(briefing_needed=True)) == ["roster.briefing.missing"]
    assert codes() == []


@pytest.mark.parametrize(("msv", "count"), [(19.9, 0), (20.0, 1), (20.1, 1)])
def test_the_dose_of_the_year_before_is_told_from_the_limit_on(msv: float, count: int) -> None:
    reading = _dose(FIRST - DAY, msv)
    assert len(codes(Asked(dose_limit_msv=20), doses=(reading,))) == count
    assert codes(doses=(reading,)) == []


def test_dose_counts_from_365_days_before_to_the_day_before_arrival() -> None:
    days = (FIRST - 366 * DAY, FIRST - 365 * DAY, FIRST - DAY, FIRST)
    assert dose_before([_dose(day, 10**at) for at, day in enumerate(days)], FIRST) == 110


def _dose(last: date, msv: float) -> DoseReading:
    return DoseReading(inspector_id=KEY, first_day=last - 30 * DAY, last_day=last, dose_msv=msv)


@pytest.mark.parametrize(("ago", "current"), [(364, True), (365, True), (366, False)])
def test_a_skill_stays_current_for_the_days_asked(ago: int, current: bool) -> None:
    used = FIRST - ago * DAY
    assert is_current(used, FIRST, 365) is current
    skill = Qualification(
        inspector_id=KEY, technique=Technique("c"), level=Level.EXPERT, last_used_on=used
    )
    role = RoleQualification(
        inspector_id=KEY, function=TeamFunction.MEDIC, level=Level.EXPERT, last_used_on=used
    )
    found = said(Asked(currency_days=365), qualifications=(skill,), functions=(role,))
    assert [one.values["skill"] for one in found] == ([] if current else ["c", "medic"])


def test_a_skill_never_used_is_not_current_but_not_told_either() -> None:
    skill = Qualification(inspector_id=KEY, technique=Technique("c"), level=Level.EXPERT)
    assert not is_current(None, FIRST, 365)
    assert codes(Asked(currency_days=365), qualifications=(skill,)) == []


@pytest.mark.parametrize(("last", "count"), [(LAST, 0), (LAST - DAY, 1)])
def test_an_employer_releases_for_the_whole_stay(last: date, count: int) -> None:
    days = Availability(inspector_id=KEY, first_day=FIRST, last_day=last, released_by="Institute")
    assert len(codes(release_needed=True, availabilities=(days,))) == count
    unsigned = days.changed(released_by="")
    assert codes(release_needed=True, availabilities=(unsigned,)) == ["roster.release"]
    assert codes(release_needed=False, availabilities=(unsigned,)) == []


@pytest.mark.parametrize(("needs", "count"), [(5, 0), (6, 0), (7, 1)])
def test_notice_fits_between_the_call_and_the_arrival(needs: int, count: int) -> None:
    found = said(Asked(called_on=FIRST - 6 * DAY), notice_days=needs)
    assert len(found) == count
    assert [one.values["ready_on"] for one in found] == [FIRST + DAY] * count


def test_every_nationality_counts_for_p9() -> None:
    sides = State(code="XF", name="Fiducia"), State(code="XA", name="Arcania")
    person = Inspector(code="I-1", name="A", latin_name="A", nationality_id=STATE)
    further = tuple(Nationality(inspector_id=person.id, state_id=one.id) for one in sides)
    frame = Frame(requesting=sides[0], inspected=sides[1])
    stay = Stay(Dossier(person, nationalities=further), FIRST, LAST)
    assert [one.values["side"] for one in nationality(stay, frame)] == ["requesting", "inspected"]
    assert nationality(Stay(Dossier(person), FIRST, LAST), frame) == []
