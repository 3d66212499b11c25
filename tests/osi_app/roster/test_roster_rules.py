"""The roster's rules, each at, below and above its boundary, on plain records."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.kernel.findings import Severity, Subject
from osi_app.library.records import State
from osi_app.roster.currency import available_on, medical_valid_on, training_valid_on
from osi_app.roster.dossier import Dossier
from osi_app.roster.person_stay import Stay
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    InspectorRole,
    MedicalClearance,
    Passport,
    TeamMember,
    Training,
)
from osi_app.roster.refusal import effective_on, refusal_in
from osi_app.roster.stay import Frame, stay_findings
from osi_app.roster.team import leadership, on_territory, stay_order
from osi_app.roster.territory import DrillingDays, counts_by_day, excess

XA = State(code="XA", name="Arcania")
XF = State(code="XF", name="Fiducia")
KAZ = State(code="KAZ", name="Kazakhstan")
FIRST, LAST = date(2026, 8, 30), date(2026, 10, 27)
DAY = timedelta(days=1)
FRAME = Frame(requesting=XF, inspected=XA)
CASE = Subject("inspection", uuid4(), "EX-1")


def dossier(**changes: object) -> Dossier:
    """A sound person; ``changes`` replace fields of the inspector or of the dossier."""
    own = {key: changes.pop(key) for key in tuple(changes) if key in Inspector.model_fields}
    person = Inspector.model_validate(
        {
            "code": "I-1",
            "name": "Аня",
            "latin_name": "Anya",
            "nationality_id": KAZ.id,
            "designated_on": date(2024, 1, 1),
            **own,
        }
    )
    key = person.id
    records: dict[str, object] = {
        "trainings": (Training(inspector_id=key, course="3TC", completed_on=date(2025, 1, 1)),),
        "examinations": (_medical(key, date(2026, 1, 1), LAST),),
        "passports": (_passport(key, LAST),),
        "acceptances": (_answer(key, date(2024, 1, 1)),),
    }
    return Dossier(person, **{**records, **changes})  # type: ignore[arg-type]


def _medical(key: UUID, examined: date, until: date, fit: bool = True) -> MedicalClearance:
    return MedicalClearance(inspector_id=key, examined_on=examined, valid_until=until, fit=fit)


def _passport(key: UUID, until: date) -> Passport:
    return Passport(inspector_id=key, state_id=KAZ.id, number="N1", valid_until=until)


def _answer(key: UUID, notified: date, objected: date | None = None) -> Acceptance:
    return Acceptance(inspector_id=key, state_id=XA.id, notified_on=notified, objected_on=objected)


def rules(person: Dossier, frame: Frame = FRAME) -> list[str]:
    return [found.message_code for found in stay_findings(Stay(person, FIRST, LAST), frame)]


def member(arrives: date, departs: date, **values: object) -> TeamMember:
    return TeamMember.model_validate(
        {
            "inspection_id": CASE.id,
            "inspector_id": values.pop("inspector_id", uuid4()),
            "seat": "field",
            "arrives_on": arrives,
            "departs_on": departs,
            **values,
        }
    )


def test_a_sound_person_has_no_finding() -> None:
    assert rules(dossier()) == []


@pytest.mark.parametrize(("state", "side"), [(XA, "inspected"), (XF, "requesting")])
def test_nationals_of_both_sides_stay_at_home(state: State, side: str) -> None:
    (found,) = stay_findings(Stay(dossier(nationality_id=state.id), FIRST, LAST), FRAME)
    assert (found.rule, found.paragraph) == ("roster.nationality", "P.9")
    assert found.values["side"] == side
    assert found.values["state"] == state.name


@pytest.mark.parametrize(
    ("until", "code"),
    [(LAST + DAY, None), (LAST, None), (LAST - DAY, "roster.medical")],
)
def test_medical_covers_the_last_day(until: date, code: str | None) -> None:
    person = dossier(examinations=(_medical(uuid4(), date(2026, 1, 1), until),))
    assert rules(person) == ([code] if code else [])


def test_the_newest_examination_counts_even_when_it_is_shorter() -> None:
    key = uuid4()
    old, new = _medical(key, date(2025, 1, 1), date(2030, 1, 1)), _medical(key, FIRST, FIRST)
    (found,) = stay_findings(Stay(dossier(examinations=(old, new)), FIRST, LAST), FRAME)
    assert found.values["lapses_on"] == FIRST + DAY
    assert found.values["exceeded_by"] == (LAST - FIRST).days
    unfit = _medical(key, FIRST, LAST, fit=False)
    assert rules(dossier(examinations=(old, unfit))) == ["roster.medical.unfit"]
    assert rules(dossier(examinations=())) == ["roster.medical.missing"]


@pytest.mark.parametrize(
    ("until", "code"),
    [(None, None), (LAST, None), (LAST - DAY, "roster.training"), (FIRST - DAY, "roster.training")],
)
def test_training_covers_the_whole_stay(until: date | None, code: str | None) -> None:
    course = Training(
        inspector_id=uuid4(), course="3TC", completed_on=date(2025, 1, 1), valid_until=until
    )
    assert rules(dossier(trainings=(course,))) == ([code] if code else [])


def test_training_after_arrival_leaves_the_first_days_open() -> None:
    course = Training(inspector_id=uuid4(), course="3TC", completed_on=FIRST + DAY)
    (found,) = stay_findings(Stay(dossier(trainings=(course,)), FIRST, LAST), FRAME)
    assert (found.rule, found.values["lapses_on"]) == ("roster.training", FIRST)
    assert rules(dossier(trainings=())) == ["roster.training.missing"]


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (LAST + 183 * DAY, None),
        (LAST + 182 * DAY, "roster.passport.margin"),
        (LAST, "roster.passport.margin"),
        (LAST - DAY, "roster.passport"),
    ],
)
def test_passport_margin_warns_and_lapse_breaks(until: date, code: str | None) -> None:
    frame = Frame(requesting=XF, inspected=XA, passport_margin_days=183)
    found = stay_findings(Stay(dossier(passports=(_passport(uuid4(), until),)), FIRST, LAST), frame)
    assert [f.message_code for f in found] == ([code] if code else [])
    if code == "roster.passport.margin":
        assert found[0].severity is Severity.WARNING
        assert found[0].values["exceeded_by"] == 183 - (until - LAST).days
    assert rules(dossier(passports=())) == ["roster.passport.missing"]


@pytest.mark.parametrize(
    ("designated", "code"),
    [
        (FIRST, None),
        (FIRST + DAY, "roster.not_designated.late"),
        (None, "roster.not_designated"),
    ],
)
def test_designated_by_arrival(designated: date | None, code: str | None) -> None:
    assert rules(dossier(designated_on=designated)) == ([code] if code else [])


def test_objection_within_thirty_days_holds_at_once_and_later_after_thirty() -> None:
    key, told = uuid4(), date(2026, 6, 1)
    within = _answer(key, told, told + 30 * DAY)
    later = _answer(key, told, told + 31 * DAY)
    assert effective_on(within) == told + 30 * DAY
    assert effective_on(later) == told + 61 * DAY
    assert effective_on(_answer(key, told)) is None
    assert refusal_in([later], told + 60 * DAY) is None
    bound = refusal_in([later], told + 61 * DAY)
    assert bound is not None
    assert bound.paragraph == "P.22"


def test_after_notification_no_one_in_the_mandate_is_removed() -> None:
    notified = date(2026, 8, 29)
    for effective, named, refused in (
        (notified, True, True),
        (notified + DAY, True, False),
        (notified + DAY, False, True),
    ):
        answer = _answer(uuid4(), effective - 5 * DAY, effective)
        codes = frozenset({"I-1"}) if named else frozenset()
        frame = Frame(XF, XA, protected_from=notified, mandate_codes=codes)
        assert rules(dossier(acceptances=(answer,)), frame) == (["roster.refused"] * refused)


def test_an_answer_time_still_open_on_arrival_is_a_warning() -> None:
    open_ = _answer(uuid4(), FIRST - 30 * DAY)
    closed = _answer(uuid4(), FIRST - 31 * DAY)
    (found,) = stay_findings(Stay(dossier(acceptances=(open_,)), FIRST, LAST), FRAME)
    assert (found.message_code, found.severity) == ("roster.refused.answer_open", Severity.WARNING)
    assert rules(dossier(acceptances=(closed,))) == []


def test_availability_names_the_first_day_that_fails() -> None:
    def span(first: date, last: date, available: bool = True) -> Availability:
        return Availability(
            inspector_id=uuid4(),
            first_day=first,
            last_day=last,
            available=available,
            reason="leave",
        )

    assert rules(dossier(availabilities=(span(FIRST, LAST),))) == []
    short = dossier(availabilities=(span(FIRST, LAST - DAY),))
    (found,) = stay_findings(Stay(short, FIRST, LAST), FRAME)
    assert (found.rule, found.values["lapses_on"]) == ("roster.unavailable", LAST)
    away = dossier(availabilities=(span(FIRST, LAST), span(LAST, LAST + DAY, available=False)))
    (found,) = stay_findings(Stay(away, FIRST, LAST), FRAME)
    assert found.values["reason"] == "leave"


@pytest.mark.parametrize("count", [39, 40, 41])
def test_forty_on_territory_and_not_forty_one(count: int) -> None:
    team = [member(FIRST, LAST) for _ in range(count)]
    found = on_territory(counts_by_day(team), 40, CASE)
    assert len(found) == (1 if count > 40 else 0)
    for finding in found:
        assert finding.values["exceeded_by"] == 1
        assert finding.values["first_day"] == FIRST


def test_a_relief_that_overlaps_one_day_is_one_too_many_that_day() -> None:
    relief = date(2026, 9, 21)
    team = [member(FIRST, LAST) for _ in range(39)]
    team += [member(FIRST, relief), member(relief, LAST)]
    over = excess(counts_by_day(team), 40)
    assert over is not None
    assert (over.first_day, over.found, over.days) == (relief, 41, 1)


def test_drilling_members_do_not_count_while_drilling() -> None:
    team = [member(FIRST, LAST) for _ in range(40)]
    team += [member(FIRST, LAST, drilling=True) for _ in range(12)]
    drilling = DrillingDays(FIRST + DAY, LAST - DAY)
    counts = counts_by_day(team, drilling)
    assert counts[FIRST] == counts[LAST] == 52
    assert counts[FIRST + DAY] == counts[LAST - DAY] == 40


def test_one_leader_who_is_an_inspector() -> None:
    chief, helper = dossier(), dossier(role=InspectorRole.ASSISTANT)
    people = {found.inspector.id: found for found in (chief, helper)}
    plain = member(FIRST, LAST, inspector_id=chief.inspector.id)
    lead = plain.changed(leader=True)
    second = member(FIRST, LAST, inspector_id=helper.inspector.id, leader=True)
    codes = [
        [found.message_code for found in leadership(team, people, CASE)]
        for team in ([], [plain], [lead], [lead, second], [plain, second])
    ]
    assert codes == [
        ["roster.leader.no_team"],
        ["roster.leader.none"],
        [],
        ["roster.leader.several"],
        ["roster.leader.assistant"],
    ]


def test_a_stay_the_wrong_way_round_is_said_and_counts_nobody() -> None:
    person = dossier()
    wrong = member(LAST, FIRST, inspector_id=person.inspector.id)
    (found,) = stay_order([wrong], {person.inspector.id: person})
    assert found.values["exceeded_by"] == (LAST - FIRST).days
    assert counts_by_day([wrong]) == {}


DAYS = st.dates(date(2026, 8, 1), date(2026, 11, 1))


@given(st.lists(st.tuples(DAYS, st.integers(0, 70)), max_size=12))
def test_counts_equal_the_days_of_all_stays(stays: list[tuple[date, int]]) -> None:
    team = [member(first, first + length * DAY) for first, length in stays]
    counts = counts_by_day(team)
    assert sum(counts.values()) == sum(length + 1 for _, length in stays)
    assert all(
        counts[day] == sum(m.arrives_on <= day <= m.departs_on for m in team) for day in counts
    )


@given(DAYS, st.integers(0, 60), DAYS)
def test_validity_is_inclusive_at_both_ends(first: date, length: int, day: date) -> None:
    last = first + length * DAY
    holds = first <= day <= last
    key = uuid4()
    course = Training(inspector_id=key, course="c", completed_on=first, valid_until=last)
    span = Availability(inspector_id=key, first_day=first, last_day=last)
    assert training_valid_on([course], day) == holds
    assert medical_valid_on([_medical(key, first, last)], day) == holds
    assert available_on([span], day) == holds
